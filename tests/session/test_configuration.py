"""H: settings, from the editor and from stet.json."""
import json
import os
import tempfile
import time

from client import RpcError, Server, at, is_true, line, same

TEXT = "the the cat"
QUIET = {"rules": {"template/repeated-word": "off"}}
LOUD = {"rules": {"template/repeated-word": "error"}}
PULLS = {"workspace": {"configuration": True, "workspaceFolders": True}}
URI = "file:///news/story.txt"


class Tree:
    """A folder of files, each of which may be written again."""

    def __init__(self, files):
        self.folder = tempfile.TemporaryDirectory()
        for name, content in files.items():
            self.write(name, content)

    def write(self, name, content):
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as file:
            file.write(content if isinstance(content, str)
                       else json.dumps(content))

    def path(self, name):
        return os.path.join(os.path.realpath(self.folder.name), name)

    def uri(self, name=""):
        return "file://" + self.path(name).rstrip("/")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.folder.cleanup()


def severities(found):
    return [each["severity"] for each in found]


def settled(server, uri, wanted):
    """The diagnostics of `uri` come to have such severities."""
    server.wait("textDocument/publishDiagnostics", lambda p:
                p["uri"] == uri and severities(p["diagnostics"]) == wanted)


def watched(server, uri):
    server.notify("workspace/didChangeWatchedFiles",
                  {"changes": [{"uri": uri, "type": 2}]})


@line("H76", "settings are pulled for all folders at once, null is nothing")
def _():
    asked = []

    def answer(params):
        asked.append(params["items"])
        return [None, None, QUIET]
    folders = [{"uri": "file:///one", "name": "1"},
               {"uri": "file:///two", "name": "2"}]
    with Server(capabilities=PULLS, params={"workspaceFolders": folders},
                answers={"workspace/configuration": answer}) as server:
        server.wait("workspace/configuration")
        server.open("file:///one/a.txt", TEXT)
        server.open("file:///two/a.txt", TEXT)
        server.open("file:///twofold/a.txt", TEXT)
        settled(server, "file:///two/a.txt", [])
        settled(server, "file:///one/a.txt", [2])
        settled(server, "file:///twofold/a.txt", [2])
        same(asked, [[{"section": "stet"},
                      {"scopeUri": "file:///one", "section": "stet"},
                      {"scopeUri": "file:///two", "section": "stet"}]])
    for reply in (None, [], [None] * 9, "x", [5, "x", []],
                  RpcError({"code": -32601, "message": "no"})):
        with Server(capabilities=PULLS, answers={
                "workspace/configuration": lambda _: reply}) as server:
            server.wait("workspace/configuration")
            server.open(URI, TEXT)
            settled(server, URI, [2])


@line("B23", "our own requests may be refused")
def _():
    refusal = RpcError({"code": -32601, "message": "never heard of it"})
    refuse = lambda _: refusal
    with Server(capabilities={
            "workspace": {"configuration": True,
                          "didChangeConfiguration": {
                              "dynamicRegistration": True},
                          "didChangeWatchedFiles": {
                              "dynamicRegistration": True}}},
                answers={"workspace/configuration": refuse,
                         "client/registerCapability": refuse}) as server:
        server.wait("workspace/configuration")
        server.wait("client/registerCapability")
        server.open(URI, TEXT)
        settled(server, URI, [2])


@line("H77", "settings are pulled once a change, never once a keystroke")
def _():
    with Server(capabilities=PULLS, answers={
            "workspace/configuration": lambda _: [QUIET]}) as server:
        server.wait("workspace/configuration")
        server.open(URI, TEXT)
        for version in range(2, 50):
            server.change(URI, version, {"range": {
                "start": at(0, 0), "end": at(0, 0)}, "text": "x"})
        server.request("textDocument/semanticTokens/full",
                       {"textDocument": {"uri": URI}})
        same(len(server.said("workspace/configuration")), 1)
        for count in (2, 3):
            server.notify("workspace/didChangeConfiguration",
                          {"settings": {"stet": LOUD}})
            server.sync()
            same(len(server.said("workspace/configuration")), count)


@line("H78", "a change of null settings is a reason to pull")
def _():
    value = [{}]
    with Server(capabilities=PULLS, answers={
            "workspace/configuration": lambda _: value}) as server:
        server.open(URI, TEXT)
        settled(server, URI, [2])
        for settings, wanted in ((LOUD, [1]), (QUIET, []), (None, [2])):
            value[0] = settings
            server.mark()
            server.notify("workspace/didChangeConfiguration",
                          {"settings": None})
            settled(server, URI, wanted)


@line("H79", "what is pushed, where nothing can be pulled")
def _():
    for options in (LOUD, {"stet": LOUD}):
        with Server(options=options) as server:
            server.open(URI, TEXT)
            settled(server, URI, [1])
            server.notify("workspace/didChangeConfiguration",
                          {"settings": {"stet": QUIET, "other": {"x": 1}}})
            settled(server, URI, [])
            server.notify("workspace/didChangeConfiguration",
                          {"settings": LOUD})
            settled(server, URI, [1])
            server.notify("workspace/didChangeConfiguration",
                          {"settings": None})
            server.sync()
            same(server.said("workspace/configuration"), [])
    with Server(options={"rules": {"template/repeated-word": "shrill"},
                         "what": 1}) as server:
        server.open(URI, TEXT)
        settled(server, URI, [2])
        words = " ".join(p["message"] for p in
                         server.said("window/logMessage"))
        is_true("error" in words and "what" in words, "not said: " + words)


@line("H80", "dynamic registration only if it is advertised")
def _():
    for capabilities, wanted in (
            ({}, set()),
            ({"didChangeWatchedFiles": {"dynamicRegistration": True}},
             {"workspace/didChangeWatchedFiles"}),
            ({"didChangeConfiguration": {"dynamicRegistration": True}},
             {"workspace/didChangeConfiguration"}),
            ({"didChangeConfiguration": {"dynamicRegistration": True},
              "didChangeWatchedFiles": {"dynamicRegistration": True}},
             {"workspace/didChangeConfiguration",
              "workspace/didChangeWatchedFiles"})):
        with Server(start=False) as server:
            server.result = server.request("initialize", {
                "processId": None, "rootUri": None,
                "capabilities": {"workspace": capabilities}})
            server.sync()
            same(server.said("client/registerCapability"), [])
            server.notify("initialized", {})
            server.sync()
            got = {each["method"] for params in
                   server.said("client/registerCapability")
                   for each in params["registrations"]}
            same(sorted(got), sorted(wanted))


@line("H81", "a stet.json that changes is used at once")
def _():
    with Tree({"stet.json": QUIET, "a.txt": TEXT}) as tree:
        uri, config = tree.uri("a.txt"), tree.uri("stet.json")
        with Server(capabilities={"workspace": {"didChangeWatchedFiles": {
                "dynamicRegistration": True}}}) as server:
            server.open(uri, TEXT)
            settled(server, uri, [])
            tree.write("stet.json", LOUD)
            watched(server, config)
            settled(server, uri, [1])
            tree.write("stet.json", {"plugins": {"template": False}})
            watched(server, config)
            server.mark()
            same(server.request("textDocument/semanticTokens/full",
                                {"textDocument": {"uri": uri}})["data"], [])
            os.remove(tree.path("stet.json"))
            watched(server, config)
            settled(server, uri, [2])
    with Tree({"a.txt": TEXT}) as tree:  # nobody tells us: we look
        with Server() as server:
            server.open(tree.uri("a.txt"), TEXT)
            settled(server, tree.uri("a.txt"), [2])
            tree.write("stet.json", QUIET)
            settled(server, tree.uri("a.txt"), [])


@line("H82", "a bad stet.json is reported where it is bad, the last one holds")
def _():
    with Tree({"stet.json": LOUD}) as tree:
        uri, config = tree.uri("a.txt"), tree.uri("stet.json")
        with Server() as server:
            server.open(uri, TEXT)
            settled(server, uri, [1])
            for text, where in (
                    ('{\n  "rules": {\n    "template/repeated-word": "of"\n}}',
                     (2, 30)), ('{\n "rules": ]\n}', (1, 10)),
                    ('{"date": "yesterday"}', (0, 9)),
                    ('{"hints": {"confidence": 200}}', (0, 25)),
                    ('{"plugins": {"template": {"findings": 1}}}', (0, 38))):
                tree.write("stet.json", text)
                mark = server.mark()
                watched(server, config)
                found = server.diagnostics(config, since=mark)
                same(severities(found), [1])
                start = found[0]["range"]["start"]
                same((start["line"], start["character"]), where)
                server.open(uri, TEXT)
                same(severities(server.diagnostics(uri, since=mark)), [1])
            # What nobody knows is a warning, and the rest is used.
            tree.write("stet.json", {"rules": {"template/*": "hint"},
                                     "colour": "red"})
            mark = server.mark()
            watched(server, config)
            same(severities(server.diagnostics(config, since=mark)), [2])
            settled(server, uri, [4])
            tree.write("stet.json", QUIET)
            mark = server.mark()
            watched(server, config)
            same(server.diagnostics(config, since=mark), [])
            settled(server, uri, [])
            # One that is open is judged as it stands there.
            mark = server.mark()
            server.open(config, '{"rules": 5}', "json")
            same(severities(server.diagnostics(config, since=mark)), [1])
            server.change(config, 2, {"text": "{}"})
            settled(server, config, [])


@line("H83", "the nearest stet.json and the innermost folder win")
def _():
    with Tree({"stet.json": QUIET, "sport/stet.json": LOUD,
               "sport/old/x.txt": ""}) as tree:
        with Server(options={"rules": {"*": "hint"}}) as server:
            for name, wanted in (("a.txt", []), ("sport/b.txt", [1]),
                                 ("sport/old/c.txt", [1]),
                                 ("sports/d.txt", [])):
                server.open(tree.uri(name), TEXT)
                settled(server, tree.uri(name), wanted)
            server.open("untitled:x", TEXT)
            settled(server, "untitled:x", [4])
    folders = [{"uri": "file:///a", "name": "a"},
               {"uri": "file:///a/b", "name": "b"}]
    with Server(capabilities=PULLS, params={"workspaceFolders": folders},
                answers={"workspace/configuration": lambda p: [
                    LOUD if item.get("scopeUri") == "file:///a/b" else QUIET
                    for item in p["items"]]}) as server:
        server.open("file:///a/b/c/s.txt", TEXT)
        settled(server, "file:///a/b/c/s.txt", [1])
        server.open("file:///a/bc/s.txt", TEXT)
        settled(server, "file:///a/bc/s.txt", [])
        server.notify("workspace/didChangeWorkspaceFolders", {"event": {
            "added": [], "removed": [folders[1]]}})
        settled(server, "file:///a/b/c/s.txt", [])


@line("H81", "comments in the text silence what they name")
def _():
    rows = (
        ("markdown", "<!-- stet-disable-next-line -->\nthe the\n\nthe the\n",
         [3]),
        ("markdown", "<!-- stet-disable-next-line template/repeated-word -->"
         "\n\nthe the\n\nthe the\n", [4]),
        ("markdown", "<!-- stet-disable-next-line other/rule -->\nthe the\n",
         [1]),
        ("markdown", "<!-- stet-disable template -->\n\nthe the\n\n"
         "<!-- stet-enable template -->\n\nthe the\n", [6]),
        ("markdown", "the the <!-- stet-disable-line -->\na cat cat\n", [1]),
        ("markdown", "```\n<!-- stet-disable -->\n```\n\nthe the\n", [4]),
        ("html", "<p><!-- stet-disable -->the the</p>\n<p>the the</p>\n"
         "<!-- stet-enable -->\n<p>the the</p>", [3]),
        ("plaintext", "[stet-disable-next-line template/repeated-word]\n"
         "the the\n\nthe the\n", [3]),
        ("plaintext", "the the\n[stet-disable]\nthe the\n\n[stet-enable]\n"
         "the the", [0, 5]),
    )
    with Server() as server:
        for language, text, wanted in rows:
            mark = server.mark()
            server.open(URI, text, language)
            same([each["range"]["start"]["line"] for each in
                  server.diagnostics(URI, since=mark)], wanted)


@line("H82", "a story above the limit is left alone, and said so")
def _():
    with Server(options={"maxFileSize": 1}) as server:
        server.open(URI, TEXT + "\n\n" + "word " * 250000)
        server.wait("window/showMessage")
        same(server.request("textDocument/semanticTokens/full",
                            {"textDocument": {"uri": URI}}), None)
        server.change(URI, 2, {"text": TEXT})
        settled(server, URI, [2])
