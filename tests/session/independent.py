#!/usr/bin/env python3
"""One conversation through a client library that is not ours: pygls.

    independent.py BIN STORY      exit status 77 where pygls is not installed

What the library sends and how it reads what comes are its own: it checks every
message against the protocol's types, so a reply of ours that is shaped wrongly
fails here even where our own client would have understood it. `./bootstrap
test` puts pygls into build/venv where the registry can be reached.
"""
import asyncio
import pathlib
import sys

try:
    from lsprotocol import types as lsp
    from pygls.lsp.client import LanguageClient
except ImportError:
    print("skipped: pygls is not installed (./bootstrap test gets it)")
    sys.exit(77)

URI = "file:///stories/lighthouse.txt"


def edits(text):
    """Ten changes of one place each, and the text that they lead to."""
    lines = text.split("\n")
    row = next(i for i, each in enumerate(lines) if "said" in each)
    for i, typed in enumerate("On Monday "):
        lines[row] = lines[row][:i] + typed + lines[row][i:]
        yield lsp.TextDocumentContentChangePartial(
            range=lsp.Range(start=lsp.Position(row, i),
                            end=lsp.Position(row, i)), text=typed)
    yield "\n".join(lines)


def check(fact, words):
    if not fact:
        raise SystemExit("FAILED: " + words)


async def talk(program, text):
    client = LanguageClient("stet-tests", "1")
    pushed = asyncio.Queue()

    @client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    def _(params):
        pushed.put_nowait(params)

    await client.start_io(program, "serve", "--stdio")
    result = await client.initialize_async(lsp.InitializeParams(
        process_id=None, root_uri=None,
        capabilities=lsp.ClientCapabilities(
            text_document=lsp.TextDocumentClientCapabilities(
                publish_diagnostics=lsp.PublishDiagnosticsClientCapabilities(
                    version_support=True),
                hover=lsp.HoverClientCapabilities(
                    content_format=[lsp.MarkupKind.Markdown])))))
    check(result.capabilities.inlay_hint_provider, "no hints are offered")
    check(result.server_info.name == "stet", "another server answers")
    client.initialized(lsp.InitializedParams())
    document = lsp.TextDocumentIdentifier(uri=URI)
    client.text_document_did_open(lsp.DidOpenTextDocumentParams(
        text_document=lsp.TextDocumentItem(
            uri=URI, language_id="plaintext", version=1, text=text)))
    *changes, after = edits(text)
    for version, change in enumerate(changes, 2):
        client.text_document_did_change(lsp.DidChangeTextDocumentParams(
            text_document=lsp.VersionedTextDocumentIdentifier(
                uri=URI, version=version), content_changes=[change]))
    whole = lsp.Range(start=lsp.Position(0, 0), end=lsp.Position(9999, 0))
    hints = await client.text_document_inlay_hint_async(
        lsp.InlayHintParams(text_document=document, range=whole))
    check(hints, "no hints came")
    symbols = await client.text_document_document_symbol_async(
        lsp.DocumentSymbolParams(text_document=document))
    check(symbols, "no outline came")
    tokens = await client.text_document_semantic_tokens_full_async(
        lsp.SemanticTokensParams(text_document=document))
    check(tokens.data, "no tokens came")
    await client.text_document_hover_async(lsp.HoverParams(
        text_document=document, position=lsp.Position(2, 60)))
    while (await asyncio.wait_for(pushed.get(), 20)).version != 11:
        pass

    # Edited or opened anew, a text is the same.
    other = "file:///stories/other.txt"
    client.text_document_did_open(lsp.DidOpenTextDocumentParams(
        text_document=lsp.TextDocumentItem(
            uri=other, language_id="plaintext", version=1, text=after)))
    again = await client.text_document_semantic_tokens_full_async(
        lsp.SemanticTokensParams(
            text_document=lsp.TextDocumentIdentifier(uri=other)))
    check(again.data == tokens.data, "edits lead elsewhere")
    await client.shutdown_async(None)
    client.exit(None)
    await asyncio.sleep(0.2)
    await client.stop()
    print("passed: %d hints, %d symbols, %d tokens" % (
        len(hints), len(symbols), len(tokens.data) // 5))


def main():
    program, story = sys.argv[1:3]
    text = pathlib.Path(story).read_text(encoding="utf-8")
    asyncio.run(asyncio.wait_for(talk(program, text), 60))


main()
