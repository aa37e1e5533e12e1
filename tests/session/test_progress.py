"""G: reading the whole workspace, shown, and stopped."""
from client import ALL, RpcError, Server, at, frame, is_true, line, same
from test_configuration import Tree

SHOWS = {"window": {"workDoneProgress": True}}
COMMAND = {"command": "stet.readWorkspace"}
CREATE = "window/workDoneProgress/create"
NO = RpcError({"code": -32603, "message": "no room"})


def stories(count):
    return Tree({"%03d.txt" % i: "the the %d\n" % i for i in range(count)})


def rooted(tree):
    return {"workspaceFolders": [{"uri": tree.uri(), "name": "w"}]}


def steps(server, token):
    return [p["value"]["kind"] for p in server.said("$/progress")
            if p["token"] == token]


def is_whole(kinds):
    """Begin, reports, end: each where it belongs, exactly once."""
    same(kinds[0], "begin")
    same(kinds[-1], "end")
    same(set(kinds[1:-1]) - {"report"}, set())


@line("G70", "progress is created only where window.workDoneProgress is")
def _():
    with stories(5) as tree:
        for capabilities in ({}, SHOWS):
            with Server(capabilities=capabilities,
                        params=rooted(tree)) as server:
                same(server.request("workspace/executeCommand", COMMAND),
                     {"stories": 5})
                server.sync()
                created = server.said(CREATE)
                same(len(created), 1 if capabilities else 0)
                same(len({p["uri"] for p in server.said(
                    "textDocument/publishDiagnostics")}), 5)
                if not capabilities:
                    same(server.said("$/progress"), [])


@line("G71", "none where the editor refuses to create it")
def _():
    with stories(40) as tree:
        with Server(capabilities=SHOWS, params=rooted(tree),
                    answers={CREATE: lambda _: NO}) as server:
            same(server.request("workspace/executeCommand", COMMAND),
                 {"stories": 40})
            server.sync()
            same(server.said("$/progress"), [])


@line("G72", "begin, report, end exactly once, at the end and on cancel")
def _():
    with stories(30) as tree:
        with Server(capabilities=SHOWS, params=rooted(tree)) as server:
            server.request("workspace/executeCommand",
                           {**COMMAND, "workDoneToken": "mine"})
            kinds = steps(server, "mine")
            is_whole(kinds)
            is_true("report" in kinds, "nothing is reported")
            same(server.said(CREATE), [])
            # And again, with one that is broken off.
            asked = "a survey"  # in one write: else it may be over before
            server.raw(
                frame({"jsonrpc": "2.0", "id": asked,
                       "method": "workspace/executeCommand",
                       "params": {**COMMAND, "workDoneToken": "other"}}) +
                frame({"jsonrpc": "2.0", "method": "$/cancelRequest",
                       "params": {"id": asked}}))
            reply = server.answer(asked)
            same(reply.get("error", {}).get("code"), -32800)
            server.sync()
            is_whole(steps(server, "other"))
            # A setting is a reason to read too. Few stories may be read
            # before the editor has said yes: then there is no progress.
            mark = server.mark()
            server.notify("workspace/didChangeConfiguration",
                          {"settings": {"workspace": True}})
            server.wait("textDocument/publishDiagnostics",
                        lambda p: p["uri"].endswith("029.txt"), since=mark)
            token = server.said(CREATE)[0]["token"]
            server.sync()
            server.sync()
            kinds = steps(server, token)
            if kinds:
                is_whole(kinds)


@line("G73", "the editor's cancel button stops it")
def _():
    text = "".join("“We move it in %d years,” Odette Sayward said.\n\n" % i
                   for i in range(2000))
    with Tree({"%03d.txt" % i: text + str(i) for i in range(60)}) as tree:
        with Server(ALL, capabilities=SHOWS, params=rooted(tree)) as server:
            asked = server.ask("workspace/executeCommand", COMMAND)
            token = server.wait(CREATE)["token"]
            server.wait("$/progress")
            server.notify("window/workDoneProgress/cancel", {"token": "x"})
            server.notify("window/workDoneProgress/cancel", {"token": token})
            same(server.answer(asked)["error"]["code"], -32800)
            server.sync()
            is_whole(steps(server, token))
            is_true(len(server.said("textDocument/publishDiagnostics")) < 60,
                    "it went on to the end")
            mark = server.mark()
            server.notify("window/workDoneProgress/cancel", {"token": token})
            server.sync()
            same(len(server.messages) - mark, 1)


@line("G74", "tokens are strings or integers")
def _():
    with stories(3) as tree:
        with Server(params=rooted(tree)) as server:
            for token in ("a", "", 0, 7, "7"):
                mark = server.mark()
                server.request("workspace/executeCommand",
                               {**COMMAND, "workDoneToken": token})
                kinds = [m["params"]["value"]["kind"] for m in
                         server.messages[mark:]
                         if m.get("method") == "$/progress" and
                         m["params"]["token"] == token and
                         type(m["params"]["token"]) is type(token)]
                is_whole(kinds)


@line("G75", "with a partial token everything goes by $/progress")
def _():
    uri = "file:///story.txt"
    with stories(300) as tree:
        with Server(capabilities={"textDocument": {"diagnostic": {}}},
                    params=rooted(tree)) as server:
            server.request("workspace/executeCommand", COMMAND)
            whole = server.request("workspace/diagnostic",
                                   {"previousResultIds": []})["items"]
            same(len(whole), 300)
            rest = server.request("workspace/diagnostic", {
                "previousResultIds": [], "partialResultToken": 5})
            same(rest, {"items": []})
            parts = [each for p in server.said("$/progress")
                     if p["token"] == 5 for each in p["value"]["items"]]
            same(sorted(map(str, parts)), sorted(map(str, whole)))
            # What is known already is not said again.
            ids = [{"uri": each["uri"], "value": each["resultId"]}
                   for each in whole]
            again = server.request("workspace/diagnostic",
                                   {"previousResultIds": ids})["items"]
            same({each["kind"] for each in again}, {"unchanged"})
            same(server.said("textDocument/publishDiagnostics"), [])
            server.open(uri, "the the\n\nand and\n")
            answer = server.request("textDocument/documentSymbol", {
                "textDocument": {"uri": uri}, "partialResultToken": "p"})
            same(answer, [])
