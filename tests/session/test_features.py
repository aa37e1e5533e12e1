"""What editors get of a story, from a plugin that the daemon knows nothing of.

The plugin is tests/plugins/orchard.c: berries are its people, "it" its
pronouns. Edits that the daemon proposes are made here and the whole text is
compared, so that a wrong column shows.
"""
import os

import pathlib

from client import ALL, Failed, Server, TEMPLATE, at, is_true, line, same

ORCHARD = ["--plugins",
           os.path.join(os.path.dirname(os.environ["STET_TEMPLATE"]),
                        "orchard"), "--only-plugins"]
URI = "file:///story.txt"
DOCUMENT = {"textDocument": {"uri": URI}}
UNITS = ("utf-8", "utf-16", "utf-32")
STORY = """The orchard of 𝒲ren

Captain Ada Strawberry weighed 250. “I am ripe,” said Strawberry, “and it is late.”

Strawberry’s basket is rotten. See https://example.org/a?b=1.

Captain Tom Gooseberry weighed 250 too. “It is
not rotten,” it said.
"""
EVERYTHING = {"start": at(0, 0), "end": at(1000, 0)}


# ---- places in a text, in the units agreed on ------------------------------

def width(text, unit):
    if unit == "utf-8":
        return len(text.encode())
    return len(text.encode("utf-16-le")) // 2 if unit == "utf-16" else len(text)


def place(text, offset, unit="utf-16"):
    """A position for an offset into a string."""
    start = text.rfind("\n", 0, offset) + 1
    return at(text.count("\n", 0, offset), width(text[start:offset], unit))


def offset_of(text, position, unit="utf-16"):
    lines = text.split("\n")
    before = sum(len(each) + 1 for each in lines[:position["line"]])
    if position["line"] >= len(lines):
        return len(text)
    for i, _ in enumerate(lines[position["line"]] + "\n"):
        if width(lines[position["line"]][:i], unit) == position["character"]:
            return before + i
    raise Failed("no such column: %r" % position)


def find(words, number=0, inside=1, text=STORY, unit="utf-16"):
    """The position `inside` characters into the words."""
    offset = -1
    for _ in range(number + 1):
        offset = text.index(words, offset + 1)
    return place(text, offset + inside, unit)


def cut(range_, text=STORY, unit="utf-16"):
    return text[offset_of(text, range_["start"], unit):
                offset_of(text, range_["end"], unit)]


def applied(edits, text=STORY, unit="utf-16"):
    """The text with the edits made; they may not overlap."""
    spans = sorted((offset_of(text, e["range"]["start"], unit),
                    offset_of(text, e["range"]["end"], unit), e["newText"])
                   for e in edits)
    for one, next_ in zip(spans, spans[1:]):
        is_true(one[1] <= next_[0], "edits overlap")
    for start, end, new in reversed(spans):
        text = text[:start] + new + text[end:]
    return text


def orchard(text=STORY, unit=None, **capabilities):
    if unit:
        capabilities["general"] = {"positionEncodings": [unit]}
    server = Server(ORCHARD, capabilities=capabilities)
    server.open(URI, text)
    return server


def ask(server, method, **params):
    return server.request("textDocument/" + method, {**DOCUMENT, **params})


def document(**features):
    return {"textDocument": features}


# ---- who is meant ----------------------------------------------------------

@line("definition", "a surname, a stand-in, a rank, a passage: the introduction")
def _():
    for unit in UNITS:
        with orchard(unit=unit) as server:
            for words, number in (("Strawberry", 1), ("it is", 0),
                                  ("Captain", 0), ("ripe", 0),
                                  ("Strawberry’s", 0)):
                found = ask(server, "definition",
                            position=find(words, number, unit=unit))
                same([cut(each["range"], unit=unit) for each in found],
                     ["Ada Strawberry"])
            same(ask(server, "definition", position=find("basket")), None)


@line("definition", "as links, with the whole paragraph, where they are known")
def _():
    with orchard(**document(definition={"linkSupport": True})) as server:
        link, = ask(server, "definition", position=find("Strawberry", 1))
        same(cut(link["originSelectionRange"]), "Strawberry")
        same(cut(link["targetSelectionRange"]), "Ada Strawberry")
        is_true(cut(link["targetRange"]).startswith("Captain Ada"), "paragraph")


@line("references", "all mentions, stand-ins too; the introduction if wanted")
def _():
    with orchard() as server:
        for wanted, expected in (
                (True, ["Ada Strawberry", "Strawberry", "it", "Strawberry"]),
                (False, ["Strawberry", "it", "Strawberry"])):
            found = ask(server, "references", position=find("Strawberry", 1),
                        context={"includeDeclaration": wanted})
            same([cut(each["range"]) for each in found], expected)
            is_true(all(each["uri"] == URI for each in found), "the URI")


@line("references", "of a fact: where the same value stands")
def _():
    with orchard() as server:
        found = ask(server, "references", position=find("250"),
                    context={"includeDeclaration": True})
        same([each["range"]["start"]["line"] for each in found], [2, 6])


@line("documentHighlight", "the introduction is a write, mentions are reads")
def _():
    with orchard() as server:
        found = ask(server, "documentHighlight", position=find("it is"))
        same([(each["kind"], cut(each["range"])) for each in found],
             [(3, "Ada Strawberry"), (2, "Strawberry"), (2, "it"),
              (2, "Strawberry")])
        for words in ("ripe", "late"):  # what is said is left alone
            same(ask(server, "documentHighlight", position=find(words)), [])


# ---- rename ----------------------------------------------------------------

def renamed(server, words, name, text=STORY, unit="utf-16", number=0):
    edit = ask(server, "rename", newName=name,
               position=find(words, number, text=text, unit=unit))
    return edit and applied(edit["changes"][URI], text, unit)


@line("rename", "a surname, wherever it stands; 's stays")
def _():
    for unit in UNITS:
        with orchard(unit=unit) as server:
            expected = STORY.replace("Strawberry", "Blåberry")
            for words in ("Strawberry,", "Strawberry’s"):
                same(renamed(server, words, "Blåberry", unit=unit), expected)


@line("rename", "a whole name: each mention keeps its form")
def _():
    with orchard() as server:
        expected = STORY.replace("Ada Strawberry", "Eva van Raspberry") \
            .replace("Strawberry", "van Raspberry")
        for words in ("Ada Straw", "Strawberry’s"):
            same(renamed(server, words, "Eva van Raspberry"), expected)


@line("rename", "the editor is offered the whole name, of names alone")
def _():
    prepare = document(rename={"prepareSupport": True})
    with orchard(**prepare) as server:
        same(server.result["capabilities"]["renameProvider"],
             {"prepareProvider": True})
        offered = ask(server, "prepareRename", position=find("Strawberry’s"))
        same(offered["placeholder"], "Ada Strawberry")
        same(cut(offered["range"]), "Strawberry")
        for words in ("it is", "basket", "250", "Captain"):
            same(ask(server, "prepareRename", position=find(words)), None)
            same(ask(server, "rename", position=find(words), newName="X"),
                 None)


@line("rename", "a bare apostrophe behind an s becomes ’s where it must")
def _():
    # Whoever ends in -berry ends in no s, so here the new name does.
    text = "Ada Strawberry came. Strawberry’s hat, STRAWBERRY.\n"
    with orchard(text) as server:
        same(renamed(server, "Strawberry’s", "Moss", text),
             "Ada Moss came. Moss’s hat, STRAWBERRY.\n")


@line("rename", "what is no name is refused")
def _():
    with orchard() as server:
        for name in ("", "  ", "a\nb", "x" * 5000):
            error = server.refused("textDocument/rename", {
                **DOCUMENT, "position": find("Strawberry"), "newName": name})
            same(error.code, -32602)


@line("I93", "rename: versioned documentChanges where they are known")
def _():
    changes = {"workspace": {"workspaceEdit": {"documentChanges": True}}}
    with orchard(**changes) as server:
        server.change(URI, 7, {"text": STORY})
        edit = ask(server, "rename", position=find("Strawberry,"),
                   newName="Raspberry")
        same(list(edit), ["documentChanges"])
        only, = edit["documentChanges"]
        same(only["textDocument"], {"uri": URI, "version": 7})
        same(applied(only["edits"]), STORY.replace("Strawberry", "Raspberry"))


# ---- code actions ----------------------------------------------------------

LITERALS = document(codeAction={
    "codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}},
    "isPreferredSupport": True})
RESOLVING = document(codeAction={
    "codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}},
    "dataSupport": True, "resolveSupport": {"properties": ["edit"]}})
BASKET = {"start": find("rotten"), "end": find("rotten")}


def actions(server, only=None, range_=BASKET):
    context = {"diagnostics": []}
    if only is not None:
        context["only"] = only
    return ask(server, "codeAction", range=range_, context=context)


@line("I92", "only filters code-action kinds")
def _():
    with orchard(**LITERALS) as server:
        kinds = {tuple(only or ()): [a["kind"] for a in actions(server, only)]
                 for only in (None, ["quickfix"], ["source"],
                              ["source.fixAll"], ["refactor"], [],
                              ["source.organizeImports"], ["quick"],
                              ["quickfix", "source"])}
        quick, all_ = ["quickfix"] * 2, ["source.fixAll"]
        same(kinds[("quickfix",)], quick)
        same(kinds[("source",)], all_)
        same(kinds[("source.fixAll",)], all_)
        same(kinds[("quickfix", "source")], quick + all_)
        same(actions(server, None)[0]["kind"], "quickfix")
        for nothing in (["refactor"], ["source.organizeImports"], ["quick"]):
            same(kinds[tuple(nothing)], [])


@line("codeAction", "each fix, the safe one preferred, with its diagnostic")
def _():
    with orchard(**LITERALS) as server:
        ripe, away = actions(server, ["quickfix"])
        same(ripe["title"], "Change to “ripe”")
        is_true(ripe["isPreferred"] and "isPreferred" not in away, "preferred")
        same(ripe["diagnostics"][0]["code"], "orchard/rotten")
        same(cut(ripe["diagnostics"][0]["range"]), "rotten")
        same(applied(ripe["edit"]["changes"][URI]),
             STORY.replace("rotten", "ripe", 1))
        same(applied(away["edit"]["changes"][URI]),
             STORY.replace("rotten", "", 1))
        same(actions(server, ["quickfix"], {"start": find("Captain"),
                                            "end": find("Captain")}), [])


@line("codeAction", "none for what a comment silences")
def _():
    text = "[stet-disable-next-line orchard/rotten]\n\nA rotten one.\n"
    with orchard(text, **LITERALS) as server:
        where = find("rotten", 1, text=text)
        same(actions(server, None, {"start": where, "end": where}), [])


@line("I93", "code actions: versioned documentChanges; no edits overlap")
def _():
    changes = {"workspace": {"workspaceEdit": {"documentChanges": True}}}
    with orchard(**changes, **LITERALS) as server:
        for action in actions(server):
            only, = action["edit"]["documentChanges"]
            same(only["textDocument"], {"uri": URI, "version": 1})
            applied(only["edits"])


@line("codeAction/resolve", "all safe fixes, worked out when chosen")
def _():
    with orchard(**RESOLVING) as server:
        provider = server.result["capabilities"]["codeActionProvider"]
        same(provider, {"resolveProvider": True,
                        "codeActionKinds": ["quickfix", "source.fixAll"]})
        action, = actions(server, ["source.fixAll"])
        is_true("edit" not in action, "not before it is wanted")
        action = server.request("codeAction/resolve", action)
        same(applied(action["edit"]["changes"][URI]),
             STORY.replace("rotten", "ripe"))


@line("executeCommand", "clients without literals get commands that apply")
def _():
    edits = []

    def take(params):
        edits.append(params["edit"])
        return {"applied": True}

    server = Server(ORCHARD, answers={"workspace/applyEdit": take})
    with server:
        server.open(URI, STORY)
        command = actions(server)[0]
        is_true(isinstance(command["command"], str), "a command")
        for each in (command, {"command": "stet.fixAll", "arguments": [URI]}):
            server.request("workspace/executeCommand", {
                "command": each["command"], "arguments": each["arguments"]})
        server.wait("workspace/applyEdit", since=0)
        server.sync()
        same([applied(edit["changes"][URI]) for edit in edits],
             [STORY.replace("rotten", "ripe", 1),
              STORY.replace("rotten", "ripe")])
        for bad in ({"command": "stet.burn"}, {"command": "stet.fixAll"},
                    {"command": "stet.fixAll", "arguments": [1]}):
            same(server.refused("workspace/executeCommand", bad).code, -32602)


# ---- hover -----------------------------------------------------------------

def card(server, words, number=0):
    found = ask(server, "hover", position=find(words, number))
    return found and found["contents"]


@line("I94", "plain text for who knows no Markdown")
def _():
    for formats in (None, [], ["plaintext"], ["plaintext", "markdown"]):
        hover = {} if formats is None else {"contentFormat": formats}
        with orchard(**document(hover=hover)) as server:
            contents = card(server, "ripe")
            if formats == ["plaintext", "markdown"]:
                continue
            same(contents["kind"], "plaintext")
            is_true("**" not in contents["value"] and
                    "\\" not in contents["value"], "no markup")


@line("hover", "an entity: facts, mentions, what it says")
def _():
    markdown = document(hover={"contentFormat": ["markdown", "plaintext"]})
    with orchard(**markdown) as server:
        contents = card(server, "Strawberry’s")
        same(contents["kind"], "markdown")
        for words in ("**Ada Strawberry** · Berry", "- Rank: Captain",
                      "4 mentions: “Ada Strawberry” (line 3), “Strawberry” "
                      "(lines 3, 5), “it” (line 3)",
                      "- line 3: “I am ripe,” … “and it is late.”"):
            is_true(words in contents["value"], words)


@line("hover", "a passage by any of its parts; a fact with where it recurs")
def _():
    with orchard() as server:
        for words in ("ripe", "late"):
            text = card(server, words)["value"]
            is_true("Saying\n“I am ripe,” … “and it is late.”" in text and
                    "- Grower: Ada Strawberry" in text, text)
        text = card(server, "250")["value"]
        is_true("- Grams: 250" in text and "- Why: weighed" in text and
                "- Also: “250” (line 7)" in text, text)
        same(card(server, "basket"), None)


@line("hover", "what a story says becomes no markup")
def _():
    text = "Ada_*b*_<b>[x](y)Strawberry is “`a` *b*\n# c” 250.\n"
    markdown = document(hover={"contentFormat": ["markdown"]})
    with orchard(text, **markdown) as server:
        value = ask(server, "hover",
                    position=find("a` *b*", text=text))["contents"]["value"]
        is_true("\\`a\\` \\*b\\* \\# c" in value, value)


@line("hover", "the template: a mark that says no more than its kind")
def _():
    with Server(TEMPLATE) as server:
        server.open(URI, "the the")
        found = ask(server, "hover", position=at(0, 5))
        is_true(found["contents"]["value"].startswith("Repeated word"), "kind")
        same(found["range"], {"start": at(0, 4), "end": at(0, 7)})


# ---- outlines --------------------------------------------------------------

def tree(symbols):
    return [(each["name"], tree(each.get("children", [])))
            for each in symbols]


@line("documentSymbol", "headings, who speaks and what, the cast")
def _():
    nested = document(
        documentSymbol={"hierarchicalDocumentSymbolSupport": True})
    with orchard(**nested) as server:
        symbols = ask(server, "documentSymbol")
        same(tree(symbols), [
            ("The orchard of 𝒲ren", []),
            ("Ada Strawberry", [("“I am ripe,” … “and it is late.”", [])]),
            ("Tom Gooseberry", [("“It is not rotten,”", [])])])
        same(cut(symbols[1]["selectionRange"]), "Ada Strawberry")
        same(symbols[1]["detail"], "Captain")
        server.change(URI, 2, {"text": "Ada Strawberry met Tom Gooseberry."})
        same(tree(ask(server, "documentSymbol")), [
            ("Berries", [("Ada Strawberry", []), ("Tom Gooseberry", [])])])


@line("documentSymbol", "a row for who knows no tree")
def _():
    with orchard() as server:
        symbols = ask(server, "documentSymbol")
        same([(each["name"], each.get("containerName")) for each in symbols][2],
             ("“I am ripe,” … “and it is late.”", "Ada Strawberry"))
        is_true(all(each["location"]["uri"] == URI for each in symbols), "URI")


@line("workspace/symbol", "whatever somebody says, in every open story")
def _():
    with orchard() as server:
        server.open("file:///other.txt",
                    "Ada Strawberry said “Again.” Tom Gooseberry left.")
        for uri in (URI, "file:///other.txt"):
            server.request("textDocument/foldingRange",
                           {"textDocument": {"uri": uri}})
        ask_all = lambda query: sorted(
            (each["name"], each["containerName"], each["location"]["uri"][8:])
            for each in server.request("workspace/symbol", {"query": query}))
        same(ask_all("strawB"), [
            ("Ada Strawberry", "Berry", "other.txt"),
            ("Ada Strawberry", "Berry", "story.txt"),
            ("“Again.”", "Ada Strawberry", "other.txt"),
            ("“I am ripe,” … “and it is late.”", "Ada Strawberry",
             "story.txt")])
        same(ask_all("strawberry ripe"), [
            ("“I am ripe,” … “and it is late.”", "Ada Strawberry",
             "story.txt")])
        same(len(ask_all("")), 4)
        same(ask_all("plum"), [])


@line("workspaceSymbol/resolve", "a place for who lost it")
def _():
    with orchard() as server:
        ask(server, "foldingRange")
        symbol = server.request("workspace/symbol", {"query": "late"})[0]
        same(cut(symbol["location"]["range"]), "“I am ripe,”")
        bare = {**symbol, "location": {"uri": URI}}
        same(server.request("workspaceSymbol/resolve", bare), symbol)


@line("foldingRange", "sections, and passages over several lines")
def _():
    with orchard() as server:
        folds = ask(server, "foldingRange")
        is_true({"startLine": 6, "startCharacter": 40, "endLine": 7,
                 "endCharacter": 12} in folds, "the passage")
        is_true(any(each.get("kind") == "region" and each["startLine"] == 0
                    for each in folds), "the section")
    with orchard(**document(foldingRange={"lineFoldingOnly": True})) as server:
        is_true(all(set(each) <= {"startLine", "endLine", "kind"}
                    for each in ask(server, "foldingRange")), "lines alone")


@line("foldingRange", "sections nest by their levels")
def _():
    with orchard() as server:
        server.open("file:///a.md", "# A\n\na\n\n## B\n\nb\n\n# C\n\nc\n",
                    "markdown")
        folds = server.request("textDocument/foldingRange",
                               {"textDocument": {"uri": "file:///a.md"}})
        same(sorted((each["startLine"], each["endLine"]) for each in folds),
             [(0, 6), (4, 6), (8, 10)])


@line("selectionRange", "word, sentence, passage, paragraph, each in the next")
def _():
    with orchard() as server:
        steps, empty = ask(server, "selectionRange",
                           positions=[find("ripe"), at(900, 0)])
        found = []
        while steps:
            found.append(cut(steps["range"]))
            steps = steps.get("parent")
        same(found[0], "ripe")
        is_true("“I am ripe,”" in found, "the piece")
        is_true("“I am ripe,” said Strawberry, “and it is late.”" in found,
                "the passage")
        is_true(STORY.split("\n")[2] in found, "the paragraph")
        same(found[-1], STORY)
        for inner, outer in zip(found, found[1:]):
            is_true(inner in outer and inner != outer, "each in the next")
        is_true("range" in empty, "a place past the end")


@line("documentLink", "addresses, without the sentence's stop")
def _():
    with orchard() as server:
        link, = ask(server, "documentLink")
        same(cut(link["range"]), "https://example.org/a?b=1")
        same(link["target"], "https://example.org/a?b=1")
        text = "[x](http://a.b/c_(d)) <a href=\"www.e.f/ü\"> (mailto:g@h.i)"
        server.change(URI, 2, {"text": text})
        same([(cut(each["range"], text), each["target"])
              for each in ask(server, "documentLink")],
             [("http://a.b/c_(d)", "http://a.b/c_(d)"),
              ("www.e.f/ü", "https://www.e.f/%C3%BC"),
              ("mailto:g@h.i", "mailto:g@h.i")])


# ---- completion and lenses -------------------------------------------------

def offers(server, typed, unit="utf-16"):
    text = STORY + "\n" + typed
    server.change(URI, 2, {"text": text})
    found = ask(server, "completion", position=place(text, len(text), unit))
    return [(item["label"], applied([item["textEdit"]], text, unit)
             [len(STORY) + 1:]) for item in found["items"]]


@line("completion", "names that the story has introduced, with their titles")
def _():
    for unit in UNITS:
        with orchard(unit=unit) as server:
            for typed, expected in {
                    "𝒲 Ad": [("Ada Strawberry", "𝒲 Ada Strawberry")],
                    "Straw": [("Strawberry", "Strawberry"),
                              ("Ada Strawberry", "Ada Strawberry")],
                    "Captain T": [("Captain Tom Gooseberry",
                                   "Captain Tom Gooseberry")],
                    "the": [], "st": [],
                    "straw": [("Strawberry", "Strawberry"),
                              ("Ada Strawberry", "Ada Strawberry")]}.items():
                found = [each for each in offers(server, typed, unit)
                         if not typed.startswith("Captain") or
                         each[0].startswith("Captain")]
                same(found, expected)


@line("completionItem/resolve", "the card of whoever it is")
def _():
    with orchard() as server:
        text = STORY + "\nStraw"
        server.change(URI, 2, {"text": text})
        item = ask(server, "completion",
                   position=place(text, len(text)))["items"][0]
        same(item["detail"], "Ada Strawberry, Captain")
        item = server.request("completionItem/resolve", item)
        is_true("Rank: Captain" in item["documentation"]["value"], "the card")


@line("codeLens", "what is in the story, counted above its headline")
def _():
    with orchard() as server:
        lenses = ask(server, "codeLens")
        is_true(all(lens["range"] == {"start": at(0, 0), "end": at(0, 0)}
                    and "command" not in lens for lens in lenses), "where")
        commands = [server.request("codeLens/resolve", lens)["command"]
                    for lens in lenses]
        same([command["title"] for command in commands],
             ["2 sayings", "2 berries", "2 weights", "2 findings, fix 2"])
        same(commands[3]["command"], "stet.fixAll")
        same(commands[3]["arguments"], [URI])


@line("codeLens", "nothing is counted that no plugin marks")
def _():
    with Server(TEMPLATE) as server:
        server.open(URI, "the the")
        lens, = ask(server, "codeLens")
        same(server.request("codeLens/resolve", lens)["command"]["title"],
             "1 finding")
    with orchard("Nothing here. Ada Strawberry.") as server:
        same([server.request("codeLens/resolve", lens)["command"]["title"]
              for lens in ask(server, "codeLens")],
             ["no sayings", "1 berry", "no facts", "no findings"])
        server.change(URI, 2, {"text": ""})
        same(ask(server, "codeLens"), [])


# ---- semantic tokens -------------------------------------------------------

def spelled(data, text, unit):
    """(words, type, start) of each token; fails on one that is none."""
    lines, row, column, found, end = text.split("\n"), 0, 0, [], (0, 0)
    for i in range(0, len(data), 5):
        row, column = (row + data[i], data[i + 1]) if data[i] else \
            (row, column + data[i + 1])
        is_true((row, column) >= end, "in order, not overlapping")
        end = (row, column + data[i + 2])
        found.append((cut({"start": at(row, column), "end": at(*end)},
                          text, unit), data[i + 3], (row, column)))
        is_true("\n" not in found[-1][0] and found[-1][0], "of one line")
    return found


@line("I91", "tokens are sorted, do not overlap, run over no line's end")
def _():
    for unit in UNITS:
        with orchard(unit=unit) as server:
            legend = server.result["capabilities"]["semanticTokensProvider"]
            types = legend["legend"]["tokenTypes"]
            found = spelled(ask(server, "semanticTokens/full")["data"], STORY,
                            unit)
            same([(words, types[type_]) for words, type_, _ in found][:6],
                 [("Captain", "property"), ("Ada Strawberry", "class"),
                  ("250", "number"), ("“I am ripe,” said ", "string"),
                  ("Strawberry", "class"), (", “and ", "string")])


@line("I91", "a delta gives what full gives")
def _():
    changes = (
        {"range": {"start": at(2, 0), "end": at(2, 0)}, "text": "250 "},
        {"range": {"start": at(4, 0), "end": at(5, 0)}, "text": ""},
        {"range": {"start": at(0, 3), "end": at(0, 3)}, "text": "x"},
        {"text": ""}, {"text": STORY})
    with orchard() as server:
        last = ask(server, "semanticTokens/full")
        data, number = last["data"], last["resultId"]
        for version, change in enumerate(changes, 2):
            server.change(URI, version, change)
            delta = ask(server, "semanticTokens/full/delta",
                        previousResultId=number)
            for edit in sorted(delta["edits"], key=lambda e: -e["start"]):
                data[edit["start"]:edit["start"] + edit["deleteCount"]] = \
                    edit.get("data", [])
            server.open("file:///same.txt", "")
            whole = ask(server, "semanticTokens/full")
            same(data, whole["data"])
            number = whole["resultId"]
        for unknown in ("", "0", "no such id"):
            is_true("data" in ask(server, "semanticTokens/full/delta",
                                  previousResultId=unknown), "all again")


@line("semanticTokens/range", "those of full that the range touches")
def _():
    with orchard() as server:
        whole = spelled(ask(server, "semanticTokens/full")["data"], STORY,
                        "utf-16")
        for start in range(9):
            for end in range(start, 9):
                part = ask(server, "semanticTokens/range", range={
                    "start": at(start, 0), "end": at(end, 0)})
                same(spelled(part["data"], STORY, "utf-16"),
                     [each for each in whole if start <= each[2][0] < end])


# ---- hints -----------------------------------------------------------------

def hints(server, start=EVERYTHING["start"], end=EVERYTHING["end"]):
    return [(each["position"]["line"], each["position"]["character"],
             each["label"])
            for each in ask(server, "inlayHint",
                            range={"start": start, "end": end})]


@line("I88", "inlayHint honours its range; none twice at the edges")
def _():
    text = STORY + "250"
    end = place(text, len(text))
    for unit in UNITS:
        with orchard(text, unit) as server:
            whole = hints(server)
            is_true(len(whole) > 3, "there are hints")
            for offset in range(len(text)):
                middle = place(text, offset, unit)
                parts = hints(server, EVERYTHING["start"], middle) + \
                    hints(server, middle)
                same(parts, whole)
            for row in range(8):
                same(hints(server, at(row, 0), at(row + 1, 0)),
                     [each for each in whole if each[0] == row])
    is_true(end, "the end")


@line("I90", "hint textEdits match the text")
def _():
    with orchard() as server:
        for hint in ask(server, "inlayHint", range=EVERYTHING):
            for edit in hint.get("textEdits", []):
                same(edit["range"]["start"], hint["position"])
                same(edit["range"]["end"], hint["position"])
                is_true(edit["newText"].strip() == hint["label"], "the label")


@line("I95", "the answer is finished: nothing comes later")
def _():
    with orchard() as server:
        whole = hints(server)
        for version in range(2, 12):
            server.change(URI, version, {"text": STORY[:-version]})
            server.change(URI, version + 100, {"text": STORY})
            same(hints(server), whole)
        same(server.said("workspace/inlayHint/refresh"), [])


@line("inlayHint", "behind who is meant, and never what stands there")
def _():
    for text, expected in {
            "Ada Strawberry said “Ripe now.”": [(0, 31, "— Ada Strawberry")],
            "It weighed 250.": [(0, 14, "grams")],
            "Ada Strawberry came. “So,” it said.": [(0, 29, "Ada Strawberry")],
            "Ada Strawberry came.\n\n“So,” Strawberry said. “Yes.”":
                [(2, 16, "Ada")],
            "Ada Strawberry came. “So,” Strawberry said. “Yes.”": [],
            "“So,” Ada Strawberry said.": [],
    }.items():
        with orchard(text) as server:
            same(hints(server), expected)


@line("inlayHint", "few, or all there are, for who wants that")
def _():
    text = "Ada Strawberry came. “So,” it said.\n\n" \
        "“So,” Strawberry said. “Yes.”\n\n“No,” it said.\n"
    for density, expected in {
            "few": [(4, 8, "Ada Strawberry")],
            "normal": [(0, 29, "Ada Strawberry"), (2, 16, "Ada"),
                       (4, 8, "Ada Strawberry")],
            "all": [(0, 29, "Ada Strawberry"), (2, 16, "Ada Strawberry"),
                    (4, 8, "Ada Strawberry")]}.items():
        with Server(ORCHARD, options={"hints": {"density": density}}) as server:
            server.open(URI, text)
            same(hints(server), expected)


@line("inlayHint/resolve", "a tooltip that says why")
def _():
    late = document(inlayHint={"resolveSupport": {"properties": ["tooltip"]}})
    with orchard(**late) as server:
        same(server.result["capabilities"]["inlayHintProvider"],
             {"resolveProvider": True})
        hint = ask(server, "inlayHint", range=EVERYTHING)[0]
        is_true("tooltip" not in hint, "not before it is wanted")
        hint = server.request("inlayHint/resolve", hint)
        is_true("weighed" in hint["tooltip"]["value"], "why")
    with orchard() as server:
        hint = ask(server, "inlayHint", range=EVERYTHING)[0]
        same(hint["tooltip"]["value"], "weighed")


# ---- with the plugins that ship ---------------------------------------------

LIGHTHOUSE = (pathlib.Path(__file__).parents[2] /
              "daemon/share/lighthouse.txt").read_text()


@line("news", "hints of a story repeat nothing that stands right before them")
def _():
    with Server(ALL) as server:
        server.open(URI, LIGHTHOUSE)
        server.diagnostics(URI)  # however long a slow machine reads
        found = hints(server)
        is_true(len(found) > 4, "there are hints")
        for row, column, label in found:
            before = LIGHTHOUSE.split("\n")[row].encode("utf-16-le")
            before = before[:column * 2].decode("utf-16-le")[-30:].lower()
            is_true(label.lower() not in before, label)


@line("news", "from a pronoun to the introduction; a name everywhere")
def _():
    with Server(ALL) as server:
        server.open(URI, LIGHTHOUSE)
        server.diagnostics(URI)  # however long a slow machine reads
        where = find("she said", text=LIGHTHOUSE)
        found, = ask(server, "definition", position=where)
        same(cut(found["range"], LIGHTHOUSE), "Odette Sayward")
        where = find("“And then,” Sayward", inside=14, text=LIGHTHOUSE)
        edit = ask(server, "rename", position=where, newName="Ellis")
        same(applied(edit["changes"][URI], LIGHTHOUSE),
             LIGHTHOUSE.replace("Sayward", "Ellis"))


@line("news", "on the word that announces it, a whole quotation lights up")
def _():
    with Server(ALL) as server:
        server.open(URI, LIGHTHOUSE)
        server.diagnostics(URI)  # however long a slow machine reads
        found = ask(server, "documentHighlight",
                    position=find("told", text=LIGHTHOUSE))
        words = [cut(each["range"], LIGHTHOUSE) for each in found]
        for part in ("“It’s a building that walks,”", "told"):
            is_true(part in words, part)
        is_true(all(each["kind"] == 1 for each in found), "kinds")


# ---- anywhere --------------------------------------------------------------

@line("anywhere", "every request at every place, in a text of rare things")
def _():
    text = "“a𐐀 Ada\r\nStrawberry’s” 250\r\r\n# It\tit\u2028rotten e\u0301" \
        "\n\n> “Tom Gooseberry\n"
    for unit in UNITS:
        with orchard(text, unit) as server:
            for row in range(8):
                for column in range(0, 40, 3):
                    where = at(row, column)
                    for method in ("hover", "definition", "completion",
                                   "documentHighlight", "prepareRename"):
                        ask(server, method, position=where)
                    ask(server, "references", position=where,
                        context={"includeDeclaration": True})
                    ask(server, "selectionRange", positions=[where])
                    actions(server, None, {"start": where, "end": at(9, 9)})
                    hints(server, where, at(row, column + 5))
