"""W01 to W07: stories on the disk that other programs change."""
import os
import shutil

from client import ALL, Server, is_true, line, same
from test_configuration import LOUD, QUIET, Tree

COMMAND = {"command": "stet.readWorkspace"}
WATCH = "workspace/didChangeWatchedFiles"
REFRESH = "workspace/diagnostic/refresh"
CREATED, CHANGED, DELETED = 1, 2, 3
TELLS = {"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}}
PULLS = {"workspace": {**TELLS["workspace"],
                       "diagnostics": {"refreshSupport": True}},
         "textDocument": {"diagnostic": {}}}
ODETTE = "“We move it today,” Odette Sayward said.\n"
RUFUS = "“We move it today,” Rufus Henke said.\n"


def surveyed(tree, plugins=(), capabilities=TELLS, **more):
    """A server that has read the tree."""
    server = Server(*plugins, capabilities=capabilities, params={
        "workspaceFolders": [{"uri": tree.uri(), "name": "w"}]}, **more)
    server.request("workspace/executeCommand", COMMAND)
    server.sync()
    return server


def events(server, *changes):
    server.notify(WATCH, {"changes": [{"uri": uri, "type": kind}
                                      for uri, kind in changes]})


def names(server, query=""):
    return sorted({each["name"] for each in
                   server.request("workspace/symbol", {"query": query})})


def reports(server, previous=()):
    items = server.request("workspace/diagnostic",
                           {"previousResultIds": list(previous)})["items"]
    return {each["uri"]: each for each in items}


def refreshed(server, mark):
    server.wait(REFRESH, since=mark)


def pushed(server, uri, since=0):
    """All that was said of it, in order."""
    return [len(m["params"]["diagnostics"]) for m in server.messages[since:]
            if m.get("method") == "textDocument/publishDiagnostics" and
            m["params"]["uri"] == uri]


def shows(server, uri, count, since=0):
    server.wait("textDocument/publishDiagnostics", lambda p:
                p["uri"] == uri and len(p["diagnostics"]) == count,
                since=since)


def goes_on(server, tree, mark):
    """Another story is read: so all events before were seen to."""
    tree.write("last.txt", "the the\n")
    events(server, (tree.uri("last.txt"), CREATED))
    shows(server, tree.uri("last.txt"), 1, mark)


def is_quiet(server, tree, mark):
    """Nothing is said of any story but that one."""
    goes_on(server, tree, mark)
    same([p for m in server.messages[mark:]
          for p in [m.get("params", {}).get("uri")]
          if m.get("method") == "textDocument/publishDiagnostics" and
          p != tree.uri("last.txt")], [])


@line("W01", "the editor is asked to tell of stories, once, where it can")
def _():
    with Tree({"a.txt": "the the\n"}) as tree:
        for capabilities, wanted in ((TELLS, 1), ({}, 0)):
            with surveyed(tree, capabilities=capabilities) as server:
                server.request("workspace/executeCommand", COMMAND)
                server.sync()
                wishes = [each for p in
                          server.said("client/registerCapability")
                          for each in p["registrations"]
                          if each["id"] == "stet-stories"]
                same(len(wishes), wanted)
                for wish in wishes:
                    same(wish["method"], WATCH)
                    globs = [each["globPattern"] for each in
                             wish["registerOptions"]["watchers"]]
                    # Folders too, when they come and go.
                    same([each.get("kind") for each in
                          wish["registerOptions"]["watchers"]
                          if each["globPattern"] == "**/*"], [5])
                    for ending in ("txt", "md", "html", "TXT"):
                        is_true(any(ending in glob.strip("*/.{}").split(",")
                                    for glob in globs), ending)
        # Where nothing is surveyed, nothing is asked for, or read.
        with Server(capabilities=TELLS, params={
                "workspaceFolders": [{"uri": tree.uri(), "name": "w"}]}
                ) as server:
            events(server, (tree.uri("a.txt"), CHANGED))
            server.open("file:///other.txt", "the the")
            shows(server, "file:///other.txt", 1)
            same([w["id"] for p in server.said("client/registerCapability")
                  for w in p["registrations"]], ["stet-files"])
            same(pushed(server, tree.uri("a.txt")), [])


@line("W01", "created, changed, deleted: that story and no other is read")
def _():
    with Tree({"a.txt": "the the\n", "b.txt": "cat\n"}) as tree:
        with surveyed(tree) as server:
            mark = server.mark()
            tree.write("a.txt", "cat\n")
            tree.write("b.txt", "cat cat\n")  # nobody tells of that
            events(server, (tree.uri("a.txt"), CHANGED))
            same(server.diagnostics(tree.uri("a.txt"), since=mark), [])
            tree.write("new/c.md", "the the\n\nand and\n")
            events(server, (tree.uri("new/c.md"), CREATED))
            shows(server, tree.uri("new/c.md"), 2, mark)
            gone = server.mark()
            os.remove(tree.path("new/c.md"))
            events(server, (tree.uri("new/c.md"), DELETED))
            same(server.diagnostics(tree.uri("new/c.md"), since=gone), [])
            same(pushed(server, tree.uri("b.txt"), mark), [])


@line("W01", "workspace/symbol and workspace/diagnostic show it, after a "
      "refresh")
def _():
    with Tree({"a.txt": ODETTE + "\n" + "the the\n"}) as tree:
        uri = tree.uri("a.txt")
        with surveyed(tree, capabilities=PULLS) as server:
            first = reports(server)
            same(len(first[uri]["items"]), 1)
            previous = [{"uri": uri, "value": first[uri]["resultId"]}]
            for text, kind, wanted in (("the the the\n", CHANGED, 2),
                                       ("cat\n", CHANGED, 0),
                                       ("the the\n", CREATED, 1),
                                       (None, DELETED, 0)):
                mark = server.mark()
                if text:
                    tree.write("a.txt", text)
                else:
                    os.remove(tree.path("a.txt"))
                events(server, (uri, kind))
                refreshed(server, mark)
                same(len(reports(server, previous)[uri].get("items", [0])),
                     wanted)
            same(reports(server), {})
            same(server.said("textDocument/publishDiagnostics"), [])
    with Tree({"a.txt": ODETTE}) as tree:
        with surveyed(tree, (ALL,), capabilities=PULLS) as server:
            same(names(server), ["Odette Sayward"])
            for text, wanted in ((RUFUS, ["Rufus Henke"]),
                                 (RUFUS + "\n" + ODETTE,
                                  ["Odette Sayward", "Rufus Henke"])):
                mark = server.mark()
                tree.write("a.txt", text)
                events(server, (tree.uri("a.txt"), CHANGED))
                refreshed(server, mark)
                same(names(server), wanted)
            mark = server.mark()
            os.remove(tree.path("a.txt"))
            events(server, (tree.uri("a.txt"), DELETED))
            refreshed(server, mark)
            same(names(server), [])


@line("W02", "an open story is what the editor holds; closed, the disk counts")
def _():
    with Tree({"a.txt": "the the\n"}) as tree:
        uri = tree.uri("a.txt")
        with surveyed(tree) as server:
            server.open(uri, "the the\n\nand and\n\nof of\n")
            shows(server, uri, 3)
            mark = server.mark()
            tree.write("a.txt", "the the\n\nand and\n")
            events(server, (uri, CHANGED))
            is_quiet(server, tree, mark)
            server.close_document(uri)
            server.wait("textDocument/publishDiagnostics", lambda p:
                        p["uri"] == uri and len(p["diagnostics"]) == 2,
                        since=mark)
            same(pushed(server, uri, mark), [0, 2])
            # Gone while it was open: nothing is left of it.
            mark = server.mark()
            server.open(uri, "of of\n")
            shows(server, uri, 1, mark)
            os.remove(tree.path("a.txt"))
            mark = server.mark()
            events(server, (uri, DELETED))
            server.close_document(uri)
            tree.write("z.txt", "cat cat\n")
            events(server, (tree.uri("z.txt"), CREATED))
            shows(server, tree.uri("z.txt"), 1, mark)
            same(pushed(server, uri, mark), [0])
    with Tree({"a.txt": ODETTE}) as tree:
        uri = tree.uri("a.txt")
        with surveyed(tree, (ALL,), capabilities=PULLS) as server:
            mark = server.mark()
            server.open(uri, RUFUS)
            server.request("textDocument/documentSymbol",
                           {"textDocument": {"uri": uri}})
            same(names(server), ["Rufus Henke"])
            server.close_document(uri)
            refreshed(server, mark)
            same(names(server), ["Odette Sayward"])


@line("W03", "many events about one file are one reading or two")
def _():
    with Tree({"a.txt": "the the\n", "b.txt": "the the\n"}) as tree:
        with surveyed(tree) as server:
            mark = server.mark()
            for kind in (CREATED, CHANGED, DELETED):
                events(server, *[(tree.uri("a.txt"), kind)] * 3000,
                       (tree.uri("b.txt"), kind))
            goes_on(server, tree, mark)
            # One is read when the first message comes, and once more for all
            # that came after it had begun; with a slow pipe, once a message.
            for name in ("a.txt", "b.txt"):
                is_true(1 <= len(pushed(server, tree.uri(name), mark)) <= 3,
                        "read %s" % pushed(server, tree.uri(name), mark))


@line("W03", "a checkout: every file that changed, one refresh or few")
def _():
    count = 600
    with Tree({"%03d.txt" % i: "the the\n" for i in range(count)}) as tree:
        with surveyed(tree, capabilities=PULLS) as server:
            mark = server.mark()
            changes = []
            for i in range(count):
                name = "%03d.txt" % i
                if i % 3 == 0:
                    os.remove(tree.path(name))
                else:
                    tree.write(name, "the the\n\nand and\n")
                changes.append((tree.uri(name), DELETED if i % 3 == 0
                                else CHANGED))
            events(server, *changes)
            server.request("workspace/symbol", {"query": ""})  # not held up
            refreshed(server, mark)
            found = reports(server)
            same(len(found), count - count // 3)
            same({len(each["items"]) for each in found.values()}, {2})
            same(len([m for m in server.messages[mark:]
                      if m.get("method") == REFRESH]), 1)


@line("W03", "more files than are remembered: everything is read anew")
def _():
    with Tree({"a.txt": "the the\n", "b.txt": "the the\n"}) as tree:
        with surveyed(tree) as server:
            mark = server.mark()
            tree.write("b.txt", "cat\n")
            os.remove(tree.path("a.txt"))
            events(server, *[(tree.uri("none/%d.txt" % i), CHANGED)
                             for i in range(20100)])
            same(server.diagnostics(tree.uri("a.txt"), since=mark), [])
            tree.write("c.txt", "the the\n")
            events(server, (tree.uri("c.txt"), CREATED))
            shows(server, tree.uri("c.txt"), 1, mark)
            same(pushed(server, tree.uri("b.txt"), mark)[-1], 0)
            same(pushed(server, tree.uri("none/1.txt")), [])


@line("W04", "what is no story any more is forgotten, as in a survey")
def _():
    big = "the the\n\n" + "word " * 250000
    with Tree({"a.txt": "the the\n"}) as tree:
        uri = tree.uri("a.txt")
        path = tree.path("a.txt")

        def write(data):
            with open(path, "wb") as file:
                file.write(data)
        spoilt = (lambda: tree.write("a.txt", big),
                  lambda: write(b"the the \xff"),
                  lambda: write(b"the the \0"), lambda: os.mkdir(path),
                  lambda: os.mkfifo(path), lambda: os.symlink("x", path))
        with surveyed(tree, options={"maxFileSize": 1}) as server:
            for spoil in spoilt:
                os.remove(path)
                mark = server.mark()
                spoil()
                events(server, (uri, CHANGED))
                same(server.diagnostics(uri, since=mark), [])
                # Twice the same is no news.
                mark = server.mark()
                events(server, (uri, CHANGED))
                goes_on(server, tree, mark)
                same(pushed(server, uri, mark), [])
                # Where it is a story again, it is read again.
                os.rmdir(path) if os.path.isdir(path) else os.remove(path)
                tree.write("a.txt", "the the\n\nand and\n")
                events(server, (uri, CREATED))
                shows(server, uri, 2, mark)


@line("W04", "what a survey would not come upon is not read")
def _():
    with Tree({"a.txt": "the the\n", "real/b.txt": "cat\n"}) as tree, \
            Tree({"far.txt": "the the\n"}) as other:
        os.symlink("real", tree.path("link"))
        with surveyed(tree) as server:
            for name in (".git/x.txt", ".hidden.txt", "real/.old/y.md",
                         "code.c", "stet.txt.json", "real/b.txt.bak"):
                tree.write(name, "the the\n")
                events(server, (tree.uri(name), CREATED))
            mark = server.mark()
            events(server, (tree.uri("link/b.txt"), CREATED),
                   (other.uri("far.txt"), CHANGED),
                   (tree.uri("../%s/far.txt" % os.path.basename(
                       other.path("").rstrip("/"))), CHANGED),
                   ("untitled:a.txt", CHANGED), ("file://else/a.txt", CREATED),
                   ("", DELETED), (tree.uri("a.txt") + "%00", CHANGED))
            is_quiet(server, tree, mark)
            same(sorted({p["uri"] for p in
                         server.said("textDocument/publishDiagnostics")}),
                 sorted(map(tree.uri, ("a.txt", "last.txt", "real/b.txt"))))


def told(server):
    """What was said of stories that are left alone."""
    return [p for p in server.said("window/showMessage")
            if "--max-stories" in p["message"]]


def known(server):
    return sorted({p["uri"].rsplit("/", 1)[1] for p in
                   server.said("textDocument/publishDiagnostics")})


@line("W05", "more stories than documents may be open at a time")
def _():
    count = 4200
    with Tree({"%04d.txt" % i: "the the\n" for i in range(count)}) as tree:
        with surveyed(tree, capabilities=PULLS) as server:
            first = reports(server)
            same(len(first), count)
            same(told(server), [])
            known_already = [{"uri": uri, "value": each["resultId"]}
                             for uri, each in first.items()]
            again = reports(server, known_already)
            same({each["kind"] for each in again.values()}, {"unchanged"})
            same(len(again), count)


@line("W05", "what is beyond is left alone, and that is said once")
def _():
    with Tree({"%d.txt" % i: "the the\n" for i in range(5)}) as tree:
        with surveyed(tree, arguments=["--max-stories", "3"]) as server:
            same(known(server), ["0.txt", "1.txt", "2.txt"])
            same([p["type"] for p in told(server)], [2])
            is_true("3 stories" in told(server)[0]["message"], "no number")
            server.request("workspace/executeCommand", COMMAND)
            tree.write("new.txt", "the the\n")
            events(server, (tree.uri("new.txt"), CREATED))
            server.open(tree.uri("4.txt"), "the the\n\nand and\n")
            shows(server, tree.uri("4.txt"), 2)
            server.sync()
            same(len(told(server)), 1)
            same(known(server), ["0.txt", "1.txt", "2.txt", "4.txt"])
            # Where one goes there is room for another.
            os.remove(tree.path("0.txt"))
            mark = server.mark()
            events(server, (tree.uri("0.txt"), DELETED))
            shows(server, tree.uri("0.txt"), 0, mark)
            events(server, (tree.uri("new.txt"), CHANGED))
            shows(server, tree.uri("new.txt"), 1, mark)


@line("W05", "one story more, later: that is said too")
def _():
    with Tree({"%d.txt" % i: "the the\n" for i in range(3)}) as tree:
        with surveyed(tree, arguments=["--max-stories", "3"]) as server:
            same(told(server), [])
            for name in ("a.txt", "b.txt"):
                tree.write(name, "the the\n")
                events(server, (tree.uri(name), CREATED))
            server.wait("window/showMessage")
            server.sync()
            same(len(told(server)), 1)
            same(known(server), ["0.txt", "1.txt", "2.txt"])


def settled_as(server, tree, mark, wanted):
    """The stories come to have such severities, and no other is read."""
    for name, severities in wanted.items():
        server.wait("textDocument/publishDiagnostics", lambda p:
                    p["uri"] == tree.uri(name) and severities ==
                    [each["severity"] for each in p["diagnostics"]],
                    since=mark)
    goes_on(server, tree, mark)
    same(sorted(p["uri"] for m in server.messages[mark:]
                for p in [m.get("params", {})]
                if m.get("method") == "textDocument/publishDiagnostics" and
                p["uri"] != tree.uri("last.txt")),
         sorted(tree.uri(name) for name in wanted))


@line("W06", "a stet.json that is written, changed, deleted")
def _():
    with Tree({"a.txt": "the the\n", "sub/b.txt": "the the\n",
               "sub/deep/c.txt": "the the\n"}) as tree:
        setting = tree.uri("sub/stet.json")
        with surveyed(tree) as server:
            mark = server.mark()
            tree.write("sub/stet.json", QUIET)
            events(server, (setting, CREATED))
            settled_as(server, tree, mark,
                       {"sub/b.txt": [], "sub/deep/c.txt": []})
            # A nearer one counts alone.
            mark = server.mark()
            tree.write("sub/deep/stet.json", LOUD)
            events(server, (tree.uri("sub/deep/stet.json"), CREATED))
            settled_as(server, tree, mark, {"sub/deep/c.txt": [1]})
            # One that says the same in other words makes no difference.
            mark = server.mark()
            tree.write("sub/stet.json", {**QUIET, "hints": False})
            events(server, (setting, CHANGED))
            settled_as(server, tree, mark, {})
            mark = server.mark()
            os.remove(tree.path("sub/stet.json"))
            events(server, (setting, DELETED))
            settled_as(server, tree, mark, {"sub/b.txt": [2]})


@line("W06", "plugins that are left out, and a limit, to who pulls")
def _():
    off = {"plugins": {"template": False}}
    long = "the the\n\n" + "one word " * 130000
    with Tree({"a.txt": "the the\n", "sub/b.txt": "the the\n",
               "sub/long.txt": long}) as tree:
        with surveyed(tree, capabilities=PULLS) as server:
            def counts():
                return [len(each["items"]) for _, each in
                        sorted(reports(server).items())]
            same(counts(), [1, 1, 1])
            for setting, wanted in ((off, [1, 0, 0]),
                                    ({"maxFileSize": 1}, [1, 1]),
                                    ({}, [1, 1, 1])):
                mark = server.mark()
                tree.write("sub/stet.json", setting)
                events(server, (tree.uri("sub/stet.json"), CHANGED))
                refreshed(server, mark)
                found = reports(server)
                found.pop(tree.uri("sub/stet.json"), None)
                same([len(found[uri]["items"]) for uri in sorted(found)],
                     wanted)


@line("W06", "settings of the editor")
def _():
    with Tree({"a.txt": "the the\n"}) as tree:
        with surveyed(tree) as server:
            for setting, wanted in ((QUIET, []), (LOUD, [1])):
                mark = server.mark()
                server.notify("workspace/didChangeConfiguration",
                              {"settings": setting})
                same([each["severity"] for each in
                      server.diagnostics(tree.uri("a.txt"), since=mark)],
                     wanted)


@line("W06", "while a survey runs, and where the editor watches no files")
def _():
    count = 200
    with Tree({"%03d.txt" % i: "the the\n" for i in range(count)}) as tree:
        with Server(capabilities=TELLS, params={
                "workspaceFolders": [{"uri": tree.uri(), "name": "w"}]}
                ) as server:
            asked = server.ask("workspace/executeCommand", COMMAND)
            server.wait("textDocument/publishDiagnostics")
            server.notify("workspace/didChangeConfiguration",
                          {"settings": QUIET})
            server.answer(asked)
            for i in range(count):
                shows(server, tree.uri("%03d.txt" % i), 0)
        with surveyed(tree, capabilities={}) as server:
            mark = server.mark()
            tree.write("stet.json", QUIET)
            shows(server, tree.uri("000.txt"), 0, mark)


def moved(server, *changes):
    """One message of such events; the number of messages before it."""
    mark = server.mark()
    events(server, *changes)
    return mark


@line("W07", "a folder that is deleted whole")
def _():
    stories = {"a.txt": "the the\n", "old/b.txt": "the the\n",
               "old/deep/c.txt": "the the\n", "older/d.txt": "the the\n"}
    with Tree(stories) as tree:
        for end in ("", "/"):
            with surveyed(tree) as server:
                shutil.rmtree(tree.path("old"))
                mark = moved(server, (tree.uri("old") + end, DELETED))
                shows(server, tree.uri("old/b.txt"), 0, mark)
                shows(server, tree.uri("old/deep/c.txt"), 0, mark)
                goes_on(server, tree, mark)
                same(pushed(server, tree.uri("a.txt"), mark), [])
                same(pushed(server, tree.uri("older/d.txt"), mark), [])
            for name, content in stories.items():
                tree.write(name, content)
            os.remove(tree.path("last.txt"))
    with Tree({"old b/a.txt": ODETTE, "b.txt": RUFUS}) as tree:
        uri = tree.uri("old%20b/a.txt")
        with surveyed(tree, (ALL,), capabilities=PULLS) as server:
            same(names(server), ["Odette Sayward", "Rufus Henke"])
            first = reports(server)
            previous = [{"uri": uri, "value": first[uri]["resultId"]}]
            shutil.rmtree(tree.path("old b"))
            refreshed(server, moved(server, (tree.uri("old%20b"), DELETED)))
            same(names(server), ["Rufus Henke"])
            same(reports(server, previous)[uri]["items"], [])
            same(sorted(reports(server)), [tree.uri("b.txt")])


@line("W07", "a folder that gets another name, or comes from elsewhere")
def _():
    with Tree({"old/b.txt": "the the\n", "old/deep/c.md": "the the\n"}) \
            as tree, Tree({"far/d.txt": "the the\n"}) as other:
        with surveyed(tree) as server:
            os.rename(tree.path("old"), tree.path("new"))
            mark = moved(server, (tree.uri("old"), DELETED),
                         (tree.uri("new"), CREATED))
            for name in ("b.txt", "deep/c.md"):
                shows(server, tree.uri("old/" + name), 0, mark)
                shows(server, tree.uri("new/" + name), 1, mark)
            # What is there already is not read again.
            mark = moved(server, (tree.uri("new"), CREATED))
            is_quiet(server, tree, mark)
            # Not gone into: hidden, a link, a file, none, another workspace's.
            shutil.copytree(tree.path("new"), tree.path(".hidden"))
            shutil.copytree(tree.path("new"), tree.path("new/.git"))
            os.symlink(other.path("far"), tree.path("link"))
            tree.write("file", "the the\n")
            mark = moved(server, *[(uri, CREATED) for uri in (
                tree.uri(".hidden"), tree.uri(".hidden/deep"),
                tree.uri("new/.git"), tree.uri("link"), tree.uri("file"),
                tree.uri("none"), other.uri("far"), "file:///", "untitled:x",
                tree.uri("new/../link"))])
            is_quiet(server, tree, mark)
            # It is gone before anybody has looked.
            os.rename(other.path("far"), tree.path("far"))
            mark = moved(server, (tree.uri("far"), CREATED))
            shows(server, tree.uri("far/d.txt"), 1, mark)
            os.rename(tree.path("far"), other.path("far"))
            mark = moved(server, (tree.uri("far"), CREATED),
                         (tree.uri("far"), DELETED))
            shows(server, tree.uri("far/d.txt"), 0, mark)


@line("W07", "an open story of a folder that goes stays what it is")
def _():
    with Tree({"old/a.txt": "the the\n", "old/b.txt": "the the\n"}) as tree:
        uri = tree.uri("old/a.txt")
        with surveyed(tree) as server:
            server.open(uri, "the the\n\nand and\n")
            shows(server, uri, 2)
            shutil.rmtree(tree.path("old"))
            mark = moved(server, (tree.uri("old"), DELETED))
            shows(server, tree.uri("old/b.txt"), 0, mark)
            same(pushed(server, uri, mark), [])
            server.close_document(uri)
            shows(server, uri, 0, mark)


@line("W07", "folders that the workspace has no more, or has now")
def _():
    with Tree({"a.txt": "the the\n"}) as tree, \
            Tree({"b.txt": "the the\n"}) as other:
        with surveyed(tree) as server:
            mark = server.mark()
            server.notify("workspace/didChangeWorkspaceFolders", {"event": {
                "added": [{"uri": other.uri(), "name": "o"}],
                "removed": [{"uri": tree.uri(), "name": "w"}]}})
            shows(server, tree.uri("a.txt"), 0, mark)
            shows(server, other.uri("b.txt"), 1, mark)
