/** The status bar: whether the server runs, and what it found in this story. */
import * as vscode from 'vscode';
import { Server } from './server';
import { isStory } from './story';

export class Status implements vscode.Disposable {
    private readonly item = vscode.window.createStatusBarItem('stet', vscode.StatusBarAlignment.Right, 90);
    private readonly disposables: vscode.Disposable[];

    constructor(private readonly server: Server) {
        this.item.name = 'Stet';
        this.item.command = 'workbench.actions.view.problems';
        this.disposables = [
            this.item,
            server.onDidChange(() => this.show()),
            vscode.window.onDidChangeActiveTextEditor(() => this.show()),
            vscode.languages.onDidChangeDiagnostics(() => this.show()),
        ];
        this.show();
    }

    dispose(): void {
        this.disposables.forEach((each) => each.dispose());
    }

    private show(): void {
        const document = vscode.window.activeTextEditor?.document;
        if (!document || !isStory(document)) {
            this.item.hide();
            return;
        }
        const findings = vscode.languages.getDiagnostics(document.uri)
            .filter((each) => each.source === 'stet').length;
        if (!this.server.isRunning) {
            this.item.text = '$(circle-slash) Stet';
            this.item.tooltip = 'The server does not run';
        } else {
            this.item.text = findings ? `$(quote) Stet $(warning) ${findings}` : '$(quote) Stet';
            this.item.tooltip = findings === 1 ? 'One thing to look at' : `${findings} things to look at`;
        }
        this.item.show();
    }
}
