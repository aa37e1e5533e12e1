"""I84 to I89: diagnostics pushed or pulled, hints by range, refreshes."""
import json

from client import ALL, Failed, Server, at, is_true, line, same

URI = "file:///story.txt"
OTHER = "file:///other.txt"
TEXT = "the the cat"
PULL = {"textDocument": {"diagnostic": {}, "publishDiagnostics": {}}}


def pulled(server, uri=URI, previous=None):
    params = {"textDocument": {"uri": uri}}
    if previous is not None:
        params["previousResultId"] = previous
    return server.request("textDocument/diagnostic", params)


@line("I84", "pushed or pulled, never both for one client")
def _():
    with Server(capabilities=PULL) as server:
        is_true(server.result["capabilities"]["diagnosticProvider"]
                ["workspaceDiagnostics"], "not offered")
        server.open(URI, TEXT)
        same(len(pulled(server)["items"]), 1)
        server.change(URI, 2, {"text": "cat"})
        same(pulled(server)["items"], [])
        server.close_document(URI)
        same(pulled(server)["items"], [])
        server.sync()
        same(server.said("textDocument/publishDiagnostics"), [])
    with Server() as server:
        is_true("diagnosticProvider" not in server.result["capabilities"],
                "offered to one that cannot pull")
        server.open(URI, TEXT)
        same(len(server.diagnostics(URI)), 1)


@line("I85", "unchanged where the editor has it, in a document and in all")
def _():
    with Server(capabilities=PULL) as server:
        server.open(URI, TEXT)
        server.open(OTHER, "cat")
        first = pulled(server)
        same(first["kind"], "full")
        again = pulled(server, previous=first["resultId"])
        same(again, {"kind": "unchanged", "resultId": first["resultId"]})
        server.change(URI, 2, {"range": {"start": at(0, 11),
                                         "end": at(0, 11)}, "text": "s"})
        same(pulled(server, previous=first["resultId"])["kind"], "unchanged")
        server.change(URI, 3, {"range": {"start": at(0, 0),
                                         "end": at(0, 0)}, "text": "a "})
        moved = pulled(server, previous=first["resultId"])
        same(moved["kind"], "full")
        same(moved["items"][0]["range"]["start"], at(0, 6))
        gone = "file:///gone.txt"
        report = server.request("workspace/diagnostic", {
            "previousResultIds": [{"uri": URI, "value": moved["resultId"]},
                                  {"uri": gone, "value": "x"}]})
        kinds = {each["uri"]: each for each in report["items"]}
        same(kinds[URI]["kind"], "unchanged")
        same(kinds[URI]["version"], 3)
        same(kinds[OTHER]["kind"], "full")
        same(kinds[gone]["items"], [])


@line("I86", "a version only with versionSupport")
def _():
    for capabilities, wanted in (({}, False), ({"textDocument": {
            "publishDiagnostics": {"versionSupport": True}}}, True)):
        with Server(capabilities=capabilities) as server:
            server.open(URI, TEXT, version=7)
            params = server.wait("textDocument/publishDiagnostics")
            same(params.get("version"), 7 if wanted else None)
            same("version" in params, wanted)


@line("I87", "related places, tags and data only to those who know them")
def _():
    story = ("Mayor Jon Fredericksen, 58, met the council on Monday, March "
             "5, 2026.\n\n“I am sure,” said Jon Fredericksen, the mayor.\n\n"
             "Jon Fredericksen, 59, left.\n")
    full = {"textDocument": {"publishDiagnostics": {
        "relatedInformation": True, "tagSupport": {"valueSet": [1, 2]},
        "codeDescriptionSupport": True, "dataSupport": True}}}
    seen = {}
    for name, capabilities in (("bare", {}), ("full", full)):
        with Server(ALL, capabilities=capabilities) as server:
            server.open(URI, story)
            seen[name] = server.diagnostics(URI)
    is_true(seen["bare"], "nothing found in the story")
    for each in seen["bare"]:
        for key in ("relatedInformation", "tags", "codeDescription", "data"):
            is_true(key not in each, key + " is there")
    same(len(seen["full"]), len(seen["bare"]))
    is_true(any("relatedInformation" in each for each in seen["full"]),
            "no related places")
    # What we gave comes back in a code action's context and does no harm.
    with Server(ALL, capabilities=full) as server:
        server.open(URI, story)
        found = server.diagnostics(URI)
        if "codeActionProvider" in server.result["capabilities"]:
            server.request("textDocument/codeAction", {
                "textDocument": {"uri": URI}, "range": found[0]["range"],
                "context": {"diagnostics": found}})


def hints(server, start, end):
    return server.request("textDocument/inlayHint", {
        "textDocument": {"uri": URI}, "range": {"start": start, "end": end}})


@line("I88", "hints of a range and no others, none twice at the edges")
def _():
    story = ("PARIS, March 4, 2026 — The council met on Monday.\n\n"
             "“We vote on Friday,” she said on Tuesday.\n\nA date: Sunday")
    with Server(ALL) as server:
        server.open(URI, story)
        whole = hints(server, at(0, 0), at(99, 0))
        is_true(len(whole) >= 3, "too few hints: %s" % whole)
        places = [(h["position"]["line"], h["position"]["character"])
                  for h in whole]
        same(places, sorted(places))
        lines = story.split("\n")
        ends = [(n, c) for n, text in enumerate(lines)
                for c in range(len(text) + 1)]
        for cut in ends[::3]:
            left = hints(server, at(0, 0), at(*cut))
            right = hints(server, at(*cut), at(99, 0))
            if left + right != whole:
                raise Failed("cut at %s: %d + %d of %d" % (
                    cut, len(left), len(right), len(whole)))


@line("I89", "a refresh only where it is known")
def _():
    names = {"diagnostics": "workspace/diagnostic/refresh",
             "inlayHint": "workspace/inlayHint/refresh",
             "semanticTokens": "workspace/semanticTokens/refresh"}
    loud = {"settings": {"rules": {"*": "error"}}}
    for known in ((), ("inlayHint",), tuple(names)):
        capabilities = {
            "workspace": {name: {"refreshSupport": True} for name in known},
            "textDocument": {"diagnostic": {}}}
        with Server(capabilities=capabilities) as server:
            server.open(URI, TEXT)
            same(pulled(server)["items"][0]["severity"], 2)
            server.notify("workspace/didChangeConfiguration", loud)
            same(pulled(server)["items"][0]["severity"], 1)
            server.sync()
            for name, method in names.items():
                same(len(server.said(method)), 1 if name in known else 0)
            # Typing is no reason for one.
            for version in range(2, 20):
                server.change(URI, version, {"range": {
                    "start": at(0, 0), "end": at(0, 0)}, "text": "x"})
            pulled(server)
            server.sync()
            same(sum(len(server.said(m)) for m in names.values()),
                 len(known))


@line("F67", "ServerCancelled only for reports, and then to be asked again")
def _():
    with Server(ALL, capabilities=PULL) as server:
        text = "".join("“We will move %d again,” Mayor Odette Sayward, 58, "
                       "told reporters on Tuesday.\n\n" % i
                       for i in range(3000))
        server.open(URI, text)
        asked = [server.ask("textDocument/diagnostic",
                            {"textDocument": {"uri": URI}}),
                 server.ask("textDocument/hover", {
                     "textDocument": {"uri": URI}, "position": at(0, 0)}),
                 server.ask("textDocument/inlayHint", {
                     "textDocument": {"uri": URI},
                     "range": {"start": at(0, 0), "end": at(9, 0)}})]
        report, *others = [server.answer(each) for each in asked]
        if "error" in report:
            same(report["error"]["code"], -32802)
            same(report["error"]["data"], {"retriggerRequest": True})
        for each in others:
            is_true("error" not in each, json.dumps(each.get("error")))
