/**
 * Stet in VS Code: starts the server for prose and shows what the protocol
 * has no place for. All reading of stories is the server's.
 *
 *     activate() -- Server (server.ts): found, started, restarted
 *                -- Quotations (quotations.ts): the tree by speaker
 *                -- Status (status.ts): counts and progress
 *                -- commands
 */
import * as vscode from 'vscode';
import { Quotations } from './quotations';
import { Server } from './server';
import { Status } from './status';
import { isStory } from './story';

let server: Server | undefined;

/** Whether the active editor shows a story: for menus and views. */
function followEditor(editor: vscode.TextEditor | undefined): void {
    const reading = editor !== undefined && isStory(editor.document);
    void vscode.commands.executeCommand('setContext', 'stet.isReading', reading);
}

async function toggleHints(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (!editor) {
        return;
    }
    const settings = vscode.workspace.getConfiguration('editor', {
        languageId: editor.document.languageId,
    });
    const shown = settings.get<string>('inlayHints.enabled') !== 'off';
    await settings.update('inlayHints.enabled', shown ? 'off' : 'on',
        vscode.ConfigurationTarget.Global, true);
}

/** Runs a command of VS Code's own under a name that a reporter looks for. */
function alias(name: string, command: string): vscode.Disposable {
    return vscode.commands.registerCommand(name, () =>
        vscode.commands.executeCommand(command));
}

export async function activate(context: vscode.ExtensionContext): Promise<void> {
    const log = vscode.window.createOutputChannel('Stet');
    const current = new Server(log);
    const quotations = new Quotations(current);
    const status = new Status(current);

    server = current;
    context.subscriptions.push(
        log, current, quotations, status,
        vscode.window.onDidChangeActiveTextEditor(followEditor),
        vscode.commands.registerCommand('stet.restart', () => current.restart()),
        vscode.commands.registerCommand('stet.showLog', () => log.show()),
        vscode.commands.registerCommand('stet.showPlugins', () => current.showPlugins()),
        vscode.commands.registerCommand('stet.toggleHints', toggleHints),
        alias('stet.nextFinding', 'editor.action.marker.next'),
        alias('stet.previousFinding', 'editor.action.marker.prev'),
        alias('stet.introduction', 'editor.action.revealDefinition'));
    followEditor(vscode.window.activeTextEditor);
    await current.start();
}

export async function deactivate(): Promise<void> {
    await server?.stop();
}
