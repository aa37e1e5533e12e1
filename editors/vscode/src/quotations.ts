/**
 * The view Quotations: the cast of the story in the active editor, and what
 * each of them is quoted as saying; the document symbols as the server nests
 * them.
 */
import * as vscode from 'vscode';
import { DocumentSymbol } from 'vscode-languageclient';
import { Server } from './server';
import { isStory } from './story';

const PATIENCE_MS = 150;

export class Quotations implements vscode.TreeDataProvider<DocumentSymbol>, vscode.Disposable {
    private readonly changed = new vscode.EventEmitter<void>();
    private readonly disposables: vscode.Disposable[];
    private story: vscode.TextDocument | undefined;
    private timer: NodeJS.Timeout | undefined;

    readonly onDidChangeTreeData = this.changed.event;

    constructor(private readonly server: Server) {
        this.disposables = [
            vscode.window.registerTreeDataProvider('stet.quotations', this),
            vscode.commands.registerCommand('stet.refreshQuotations', () => this.changed.fire()),
            vscode.window.onDidChangeActiveTextEditor((editor) => this.follow(editor)),
            server.onDidChange(() => this.refreshSoon()),
        ];
        this.follow(vscode.window.activeTextEditor);
    }

    async getChildren(symbol?: DocumentSymbol): Promise<DocumentSymbol[]> {
        if (symbol || !this.story) {
            return symbol?.children ?? [];
        }
        return await this.server.request<DocumentSymbol[]>('textDocument/documentSymbol',
            { textDocument: this.server.identify(this.story) }) ?? [];
    }

    getTreeItem(symbol: DocumentSymbol): vscode.TreeItem {
        const hasChildren = (symbol.children?.length ?? 0) > 0;
        const item = new vscode.TreeItem(symbol.name, hasChildren
            ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.None);
        const { start, end } = symbol.selectionRange;
        item.description = symbol.detail;
        item.tooltip = symbol.name;
        item.iconPath = new vscode.ThemeIcon(hasChildren ? 'person' : 'quote');
        item.command = {
            title: 'Go There',
            command: 'vscode.open',
            arguments: [this.story?.uri, {
                selection: new vscode.Range(start.line, start.character, end.line, end.character),
            }],
        };
        return item;
    }

    dispose(): void {
        clearTimeout(this.timer);
        this.disposables.forEach((each) => each.dispose());
    }

    private follow(editor: vscode.TextEditor | undefined): void {
        if (editor && isStory(editor.document)) {
            this.story = editor.document;
            this.changed.fire();
        }
    }

    private refreshSoon(): void {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.changed.fire(), PATIENCE_MS);
    }
}
