/**
 * The server: found, started, and started again when it ends by itself, at
 * most five times in three minutes.
 */
import { execFile } from 'child_process';
import { access, constants } from 'fs/promises';
import * as path from 'path';
import * as vscode from 'vscode';
import {
    CloseAction, CloseHandlerResult, ErrorAction, LanguageClient,
    LanguageClientOptions, ServerOptions, State,
} from 'vscode-languageclient/node';
import { isTooLarge, SELECTOR } from './story';

const DEATHS_MAX = 5;
const DEATHS_MS = 3 * 60 * 1000;

async function isExecutable(file: string): Promise<boolean> {
    try {
        await access(file, constants.X_OK);
        return true;
    } catch {
        return false;
    }
}

/** The program by the setting, else by PATH; undefined if there is none. */
async function findProgram(): Promise<string | undefined> {
    const set = vscode.workspace.getConfiguration('stet').get<string>('path', '').trim();
    if (set) {
        return await isExecutable(set) ? set : undefined;
    }
    for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
        const file = path.join(folder, process.platform === 'win32' ? 'stet.exe' : 'stet');
        if (folder && await isExecutable(file)) {
            return file;
        }
    }
    return undefined;
}

export class Server implements vscode.Disposable {
    private client: LanguageClient | undefined;
    private deaths: number[] = [];
    private readonly leftAlone = new Set<string>();
    private readonly changed = new vscode.EventEmitter<void>();

    /** It started, ended, or has read something anew. */
    readonly onDidChange = this.changed.event;

    constructor(private readonly log: vscode.OutputChannel) {}

    get isRunning(): boolean {
        return this.client?.state === State.Running;
    }

    /** Asks the server; undefined when it does not run or does not answer. */
    async request<T>(method: string, params: unknown): Promise<T | undefined> {
        try {
            return this.isRunning ? await this.client?.sendRequest<T>(method, params) : undefined;
        } catch (error) {
            this.log.appendLine(`${method}: ${error}`);
            return undefined;
        }
    }

    /** A document as the protocol names it. */
    identify(document: vscode.TextDocument): { uri: string } {
        return { uri: this.client?.code2ProtocolConverter.asUri(document.uri) ?? '' };
    }

    async start(): Promise<void> {
        const program = await findProgram();
        if (!program) {
            await this.sayMissing();
            return;
        }
        const more = vscode.workspace.getConfiguration('stet').get<string[]>('arguments', []);
        const run: ServerOptions = { command: program, args: ['serve', ...more] };
        this.client = new LanguageClient('stet', 'Stet', run, this.options());
        this.client.onDidChangeState(() => this.changed.fire());
        try {
            await this.client.start();
        } catch (error) {
            void vscode.window.showErrorMessage(`Stet: ${program} does not start: ${error}`);
        }
    }

    async stop(): Promise<void> {
        const client = this.client;
        this.client = undefined;
        await client?.stop().catch(() => undefined);
    }

    async restart(): Promise<void> {
        this.deaths = [];
        await this.stop();
        await this.start();
    }

    async showPlugins(): Promise<void> {
        const program = await findProgram();
        if (!program) {
            await this.sayMissing();
            return;
        }
        execFile(program, ['plugins', '--explain'], async (error, out) => {
            const content = error ? `${program} plugins: ${error.message}\n${out}` : out;
            const document = await vscode.workspace.openTextDocument({ content, language: 'log' });
            await vscode.window.showTextDocument(document, { preview: true });
        });
    }

    dispose(): void {
        void this.stop();
        this.changed.dispose();
    }

    private async sayMissing(): Promise<void> {
        const settings = 'Open Settings';
        const choice = await vscode.window.showWarningMessage(
            'Stet: the program “stet” is not in PATH. Install it (./bootstrap install ~/.local '
            + 'in its source), or say where it is.', settings);
        if (choice === settings) {
            await vscode.commands.executeCommand('workbench.action.openSettings', 'stet.path');
        }
    }

    private options(): LanguageClientOptions {
        return {
            documentSelector: SELECTOR,
            outputChannel: this.log,
            synchronize: { configurationSection: 'stet' },
            initializationOptions: vscode.workspace.getConfiguration('stet'),
            errorHandler: {
                error: () => ({ action: ErrorAction.Continue }),
                closed: () => this.onClosed(),
            },
            middleware: {
                didOpen: async (document, next) => {
                    if (isTooLarge(document)) {
                        this.sayLeftAlone(document);
                    } else {
                        await next(document);
                    }
                },
                didChange: async (event, next) => {
                    if (this.leftAlone.has(event.document.uri.toString())) {
                        return;
                    }
                    await next(event);
                    this.changed.fire();
                },
                didClose: async (document, next) => {
                    if (!this.leftAlone.delete(document.uri.toString())) {
                        await next(document);
                    }
                },
                handleDiagnostics: (uri, diagnostics, next) => {
                    next(uri, diagnostics);
                    this.changed.fire();
                },
            },
        };
    }

    private sayLeftAlone(document: vscode.TextDocument): void {
        this.leftAlone.add(document.uri.toString());
        void vscode.window.showInformationMessage(
            `Stet: ${path.basename(document.fileName)} is larger than `
            + '“stet.maxFileSize” and is left alone.');
    }

    private onClosed(): CloseHandlerResult {
        const now = Date.now();
        this.deaths = [...this.deaths.filter((at) => now - at < DEATHS_MS), now];
        this.changed.fire();
        if (this.deaths.length > DEATHS_MAX) {
            void vscode.window.showErrorMessage(
                'Stet: the server ended six times in three minutes and stays down: see its log, '
                + 'then restart it.', 'Show the Log').then((choice) => choice && this.log.show());
            return { action: CloseAction.DoNotRestart, handled: true };
        }
        void vscode.window.setStatusBarMessage('Stet: the server ended and was started again', 8000);
        this.log.appendLine('The server ended by itself and was started again.');
        return { action: CloseAction.Restart, handled: true };
    }
}
