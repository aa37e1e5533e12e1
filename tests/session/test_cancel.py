"""F: requests that are cancelled, and answers that are out of date."""
import os
import statistics
import time

from client import ALL, SLOW, Server, at, frame, is_true, line, same

URI = "file:///story.txt"
SMALL = "file:///small.txt"
PARAGRAPH = ("“We will move %d again,” Mayor Odette Sayward, 58, told "
             "reporters on Tuesday. About 60 percent of the towers cost $3.8 "
             "million, said Ravi Anand, a geologist.\n\n")


def long_text(count):
    """Paragraphs that differ, so that none is known from another."""
    return "".join(PARAGRAPH % i for i in range(count))


def hover(server, uri, line_=0, character=0):
    return server.ask("textDocument/hover", {
        "textDocument": {"uri": uri}, "position": at(line_, character)})


def tokens(uri):
    return "textDocument/semanticTokens/full", {"textDocument": {"uri": uri}}


@line("F63", "a cancelled request is answered once, at once")
def _():
    with Server(ALL) as server:
        server.open(URI, long_text(5000))
        asked = ["asked %d" % i for i in range(20)]
        method, params = tokens(URI)
        server.raw(b"".join(
            [frame({"jsonrpc": "2.0", "id": each, "method": method,
                    "params": params}) for each in asked] +
            [frame({"jsonrpc": "2.0", "method": "$/cancelRequest",
                    "params": {"id": each}}) for each in asked]))
        # One that waits for the story, and hears of it after all of them.
        last = server.ask(*tokens(URI))
        server.answer(last)
        answered = [m["id"] for m in server.messages if m.get("id") in
                    asked + [last] and "method" not in m]
        same(sorted(answered[:-1]), sorted(asked))
        same(answered[-1], last)
        codes = [reply["error"]["code"] for reply in map(server.answer, asked)
                 if "error" in reply]
        same(sorted(set(codes)), [-32800])
        server.sync()
        for each in asked:
            same(len([m for m in server.messages if m.get("id") == each and
                      "method" not in m]), 1)


@line("F64", "a cancel of what is unknown or done is ignored")
def _():
    with Server() as server:
        server.open(URI, "the the")
        done = server.ask(*tokens(URI))
        server.answer(done)
        mark = server.mark()
        for each in (done, 99999, "x", None, 1.5):
            server.notify("$/cancelRequest", {"id": each})
        server.notify("$/cancelRequest")
        server.sync()
        same([m["id"] for m in server.messages[mark:]
              if "method" not in m], [server.last_id])


@line("F65", "a request is not given up because an edit waits behind it")
def _():
    with Server() as server:
        server.open(URI, "the cat\n\n" * 3000)
        asked = []
        for version in range(2, 40):
            asked.append(server.ask(*tokens(URI)))
            server.change(URI, version, {
                "range": {"start": at(0, 0), "end": at(0, 0)},
                "text": "the the\n\n"})
        for each in asked:
            is_true("result" in server.answer(each), "given up")


@line("F66", "ContentModified is never said, not even under a rain of edits")
def _():
    with Server() as server:
        server.open(URI, "the the\n\n" * 200)
        for version in range(2, 60):
            server.change(URI, version, {
                "range": {"start": at(0, 0), "end": at(0, 1)}, "text": "t"})
            hover(server, URI, 0, 5)
            server.ask(*tokens(URI))
            server.ask("textDocument/inlayHint", {
                "textDocument": {"uri": URI},
                "range": {"start": at(0, 0), "end": at(9, 0)}})
        server.sync()
        same([m for m in server.messages if "error" in m and
              m["error"]["code"] != -32601], [])


@line("F68", "hover stays fast while a long text is read")
def _():
    with Server(ALL) as server:
        server.open(SMALL, long_text(1))
        server.answer(hover(server, SMALL, 0, 35))
        server.open(URI, long_text(20000))
        took = []
        for _ in range(30):
            start = time.monotonic()
            answer = server.answer(hover(server, SMALL, 0, 35))
            took.append(time.monotonic() - start)
            is_true(answer["result"], "no card")
        is_true(statistics.median(took) < 0.1 * SLOW, "hover took %.0f ms" %
                (statistics.median(took) * 1000))
        same([p for p in server.said("textDocument/publishDiagnostics")
              if p["uri"] == URI], [])


@line("F68", "a thread that analyses is no rival of the one that answers")
def _():
    if not hasattr(os, "SCHED_BATCH"):  # the system has no such threads
        return
    with Server(ALL) as server:
        server.open(URI, long_text(3))
        server.answer(server.ask(*tokens(URI)))
        main = server.process.pid
        kinds = {int(task): os.sched_getscheduler(int(task))
                 for task in os.listdir("/proc/%d/task" % main)}
        same(kinds.pop(main), os.SCHED_OTHER)
        is_true(os.SCHED_BATCH in kinds.values(), "no thread stepped back")


@line("F69", "what is published is of the newest version")
def _():
    with Server(capabilities={"textDocument": {"publishDiagnostics": {
            "versionSupport": True}}}) as server:
        server.open(URI, "the cat\n\n" * 3000)
        newest = 1
        for version in range(2, 80):
            newest = version
            server.change(URI, version, {
                "range": {"start": at(0, 0), "end": at(0, 0)},
                "text": "the the\n\n"})
        found = server.diagnostics(URI, version=newest)
        same(len(found), 78)
        versions = [p["version"] for p in
                    server.said("textDocument/publishDiagnostics")]
        same(versions, sorted(versions))
        server.close_document(URI)
        server.sync()
        mark = server.mark()
        time.sleep(0.05)
        same(server.mark(), mark)
