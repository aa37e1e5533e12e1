/** Which documents are stories: prose, on this machine, of a sane size. */
import * as vscode from 'vscode';

export const LANGUAGES = ['plaintext', 'markdown', 'html'];

/** What the server is told of. */
export const SELECTOR = LANGUAGES.flatMap((language) => [
    { scheme: 'file', language },
    { scheme: 'untitled', language },
]);

export function limitBytes(): number {
    return 1024 * 1024 * vscode.workspace.getConfiguration('stet').get<number>('maxFileSize', 32);
}

export function isTooLarge(document: vscode.TextDocument): boolean {
    return document.offsetAt(document.lineAt(document.lineCount - 1).range.end) > limitBytes();
}

export function isStory(document: vscode.TextDocument): boolean {
    return vscode.languages.match(SELECTOR, document) > 0 && !isTooLarge(document);
}
