"""A and B: bytes, frames, JSON-RPC."""
import json
import time

from client import Server, frame, is_true, line, same

INITIALIZE = {"jsonrpc": "2.0", "id": 1, "method": "initialize",
              "params": {"processId": None, "rootUri": None,
                         "capabilities": {}}}
URI = "file:///story.txt"


def greeted(header):
    """A server that was initialized by a message with such a header."""
    server = Server(start=False)
    server.raw(frame(INITIALIZE, header))
    server.result = server.answer(1)["result"]
    server.last_id = 1
    return server


@line("A01", "header names in any case")
def _():
    for name in ("content-length", "CONTENT-LENGTH", "cOnTeNt-LeNgTh"):
        with greeted(name + ": %d\r\n\r\n"):
            pass


@line("A02", "extra headers, as Vim sends them")
def _():
    with greeted("Content-Length: %d\r\nContent-Type: application/"
                 "vim-jsonrpc; charset=utf-8\r\nX-Other: 1\r\n\r\n"):
        pass
    with greeted("Content-Type: application/vscode-jsonrpc; "
                 "charset=\"utf-8\"\r\nContent-Length: %d\r\n\r\n"):
        pass


@line("A03", "utf8 means utf-8")
def _():
    with greeted("Content-Length: %d\r\nContent-Type: application/"
                 "vscode-jsonrpc; charset=utf8\r\n\r\n"):
        pass


@line("A04", "another charset is an error, and the next message is read")
def _():
    with Server(start=False) as server:
        server.raw(frame(INITIALIZE, "Content-Length: %d\r\nContent-Type: "
                         "application/vscode-jsonrpc; charset=latin1\r\n\r\n"))
        same(server.answer(None)["error"]["code"], -32700)
        server.start({})


@line("A05", "input a byte at a time")
def _():
    with Server(start=False) as server:
        for byte in frame(INITIALIZE):
            server.raw(bytes([byte]))
        server.result = server.answer(1)["result"]
        server.last_id = 1


@line("A06", "many messages in one read")
def _():
    with Server() as server:
        server.raw(b"".join(frame({"jsonrpc": "2.0", "id": 100 + i,
                                   "method": "nothing"})
                            for i in range(500)))
        for i in range(500):
            server.answer(100 + i)


@line("A07", "the length counts bytes, not characters")
def _():
    with Server() as server:
        server.raw(frame({"jsonrpc": "2.0", "id": "é“𐐀”", "method": "no"}) +
                   frame(json.dumps({"jsonrpc": "2.0", "id": "é𐐀",
                                     "method": "no"}, ensure_ascii=False)))
        server.answer("é“𐐀”")
        server.answer("é𐐀")


@line("A08", "a length that is missing, negative, huge or no number")
def _():
    bad = [b"X-Length: 5\r\n\r\n", b"Content-Length: -5\r\n\r\n",
           b"Content-Length: 99999999999999999999\r\n\r\n",
           b"Content-Length: 4000000000\r\n\r\n",
           b"Content-Length: five\r\n\r\n", b"Content-Length:\r\n\r\n"]
    for header in bad:
        with Server() as server:
            server.raw(header)
            same(server.answer(None)["error"]["code"], -32700)
            server.sync()
            with open("/proc/%d/status" % server.process.pid) as status:
                peak = [int(row.split()[1]) for row in status
                        if row.startswith("VmHWM")][0]
            is_true(peak < 400 << 10, "%d KB at %r" % (peak, header))


@line("A09", "a body that is cut off by the end of the stream")
def _():
    server = Server()
    server.raw(b"Content-Length: 500\r\n\r\n{\"jsonrpc\"")
    server.process.stdin.close()
    same(server.exit_code(), 1)
    server.kill()
    server = Server(start=False)
    server.raw(b"Content-Len")
    server.process.stdin.close()
    same(server.exit_code(), 1)
    server.kill()


@line("A10", "nothing but frames on stdout")
def _():
    with Server() as server:
        server.open(URI, "the the")
        server.diagnostics(URI)
        server.raw(b"rubbish\r\n\r\n")
        server.send("rubbish")
        server.sync()
    same(server.garbage, b"")


@line("A11", "a client that does not read for a while loses nothing")
def _():
    text = "the the cat\n\n" * 2000
    with Server() as server:
        server.open(URI, text)
        server.diagnostics(URI)
        server.hold.clear()
        ids = [server.ask("textDocument/semanticTokens/full",
                          {"textDocument": {"uri": URI}})
               for _ in range(500)]
        time.sleep(0.2)
        server.hold.set()
        for each in ids:
            is_true(server.answer(each)["result"]["data"], "no tokens")


@line("B12", "ids come back with their type, 0 too")
def _():
    with Server() as server:
        for each in (0, -1, 7, "7", "", "0", 2147483647):
            server.send({"jsonrpc": "2.0", "id": each, "method": "nothing"})
            server.answer(each)


@line("B13", "bad JSON: -32700, id null, and it goes on")
def _():
    with Server() as server:
        for body in ("{", "", "{\"jsonrpc\":\"2.0\",}", "nul", b"\xff\xfe"):
            mark = server.mark()
            server.raw(frame(body))
            reply = server.until(lambda m: "error" in m, "error", since=mark)
            same(reply["error"]["code"], -32700)
            same(reply["id"], None)
        server.sync()


@line("B14", "what is no object, or no message: -32600")
def _():
    with Server() as server:
        for body in ("1", "\"x\"", "null", "true", "{}",
                     "{\"jsonrpc\":\"2.0\",\"id\":5}",
                     "{\"jsonrpc\":\"1.0\",\"id\":5,\"method\":\"x\"}",
                     "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":6}"):
            mark = server.mark()
            server.raw(frame(body))
            reply = server.until(lambda m: "error" in m, body, since=mark)
            same(reply["error"]["code"], -32600)
        server.sync()


@line("B15", "a batch: -32600, and it keeps running")
def _():
    with Server() as server:
        server.send([{"jsonrpc": "2.0", "id": 50, "method": "shutdown"}])
        same(server.answer(None)["error"]["code"], -32600)
        server.sync()


@line("B16", "an unknown request: -32601")
def _():
    with Server() as server:
        same(server.refused("textDocument/typeHierarchy", {}).code, -32601)


@line("B17", "an unknown request that begins with $/: -32601")
def _():
    with Server() as server:
        same(server.refused("$/whatever", {}).code, -32601)


@line("B18", "an unknown notification is ignored")
def _():
    with Server() as server:
        mark = server.mark()
        server.notify("textDocument/whatever", {"x": 1})
        server.notify("$/whatever")
        server.sync()
        same(len(server.messages) - mark, 1)


@line("B19", "params that are absent or null")
def _():
    server = Server()
    server.send({"jsonrpc": "2.0", "id": 9, "method": "shutdown"})
    same(server.answer(9)["result"], None)
    server.send({"jsonrpc": "2.0", "method": "exit", "params": None})
    same(server.exit_code(), 0)
    server.kill()


@line("B20", "bad params: -32602, in words")
def _():
    with Server() as server:
        for params in ({}, {"textDocument": 5}, [], 5,
                       {"textDocument": {"uri": URI}},
                       {"textDocument": {"uri": URI},
                        "position": {"line": "0", "character": 0}}):
            server.open(URI, "text")
            error = server.refused("textDocument/hover", params)
            same(error.code, -32602)
            is_true(len(error.error["message"]) > 5, "no words")


@line("B21", "result or error, never both; null is written out")
def _():
    with Server() as server:
        each = server.ask("textDocument/hover", {
            "textDocument": {"uri": "file:///nowhere"},
            "position": {"line": 0, "character": 0}})
        reply = server.answer(each)
        is_true("result" in reply and reply["result"] is None and
                "error" not in reply, "no null result")
        reply = server.answer(server.ask("nothing"))
        is_true("result" not in reply, "a result beside an error")


@line("B22", "responses to nothing are ignored: late, twice, unknown")
def _():
    with Server() as server:
        mark = server.mark()
        for each in (1, 1, 99999, "x", None):
            server.send({"jsonrpc": "2.0", "id": each, "result": {"a": 1}})
            server.send({"jsonrpc": "2.0", "id": each,
                         "error": {"code": 1, "message": "x"}})
        server.sync()
        same(len(server.messages) - mark, 1)


@line("B24", "a lone surrogate is one unit wide, and what follows holds")
def _():
    with Server() as server:
        body = json.dumps({"jsonrpc": "2.0", "method": "textDocument/didOpen",
                           "params": {"textDocument": {
                               "uri": URI, "languageId": "plaintext",
                               "version": 1, "text": "a\ud800b the the"}}})
        server.raw(frame(body))
        found = server.diagnostics(URI)
        same(found[0]["range"]["start"], {"line": 0, "character": 8})
        server.raw(frame(body.replace("\\ud800", "\\udc00\\ud800")))
        server.sync()


@line("B25", "a NUL in the text")
def _():
    with Server() as server:
        server.open(URI, "a\u0000b the the")
        same(server.diagnostics(URI)[0]["range"]["start"],
             {"line": 0, "character": 8})


@line("B26", "deep nesting is refused without a crash")
def _():
    with Server() as server:
        deep = "[" * 100000 + "]" * 100000
        server.raw(frame("{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"x\","
                         "\"params\":%s}" % deep))
        same(server.answer(None)["error"]["code"], -32700)
        server.raw(frame("{\"a\":" * 50000))
        server.sync()


@line("B27", "integers beyond 64 bits are refused cleanly")
def _():
    with Server() as server:
        server.raw(frame("{\"jsonrpc\":\"2.0\",\"id\":9223372036854775808,"
                         "\"method\":\"x\"}"))
        same(server.answer(None)["error"]["code"], -32700)
        server.open(URI, "text")
        server.request("textDocument/hover", {
            "textDocument": {"uri": URI},
            "position": {"line": 9223372036854775807,
                         "character": 9223372036854775807}})
