"""E: documents opened, edited and closed, and what they then hold.

What a document holds is seen from what is found in it: after every edit the
answers must be those that the whole text gives when it is opened anew.
"""
import os
import random
import tempfile

from client import Failed, Server, at, is_true, line, same

URI = "file:///story.txt"
OTHER = "file:///other.txt"
UNITS = ("utf-8", "utf-16", "utf-32")


def tokens(server, uri=URI):
    result = server.request("textDocument/semanticTokens/full",
                            {"textDocument": {"uri": uri}})
    return result["data"] if result else None


def holds(server, text, uri=URI):
    """The document is what `text` is when it is opened anew."""
    server.open(OTHER, text)
    same(tokens(server, uri), tokens(server, OTHER))
    server.close_document(OTHER)


def put(line_, character, end_character, text):
    return {"range": {"start": at(line_, character),
                      "end": at(line_, end_character)}, "text": text}


@line("E51", "several changes, each on the result of the one before")
def _():
    with Server() as server:
        server.open(URI, "abc")
        server.change(URI, 2, put(0, 3, 3, " the\n"), put(1, 0, 0, "x\n\n"),
                      put(0, 7, 7, " the"), put(0, 0, 1, "\n"))
        same(tokens(server), [1, 7, 3, 15, 0])
        holds(server, "\nbc the the\nx\n\n")


@line("E52", "a change without a range replaces all")
def _():
    with Server() as server:
        server.open(URI, "the the")
        server.change(URI, 2, {"text": "a a b b"})
        same(tokens(server), [0, 2, 1, 15, 0, 0, 4, 1, 15, 0])
        server.change(URI, 3, {"text": ""})
        same(tokens(server), [])


@line("E53", "rangeLength is not looked at")
def _():
    for length in (0, 5, 4294967295, -1):
        with Server() as server:
            server.open(URI, "the cat")
            change = put(0, 4, 7, "the")
            change["rangeLength"] = length
            server.change(URI, 2, change)
            holds(server, "the the")


@line("E54", "no changes in a change")
def _():
    with Server() as server:
        server.open(URI, "the the")
        server.change(URI, 2)
        holds(server, "the the")


@line("E55", "gaps in versions are fine, a step back is logged")
def _():
    with Server() as server:
        server.open(URI, "the", version=3)
        server.change(URI, 900, put(0, 3, 3, " the"))
        holds(server, "the the")
        same(server.said("window/logMessage"), [])
        server.change(URI, 4, put(0, 7, 7, " the"))
        server.wait("window/logMessage")
        holds(server, "the the the")


@line("E56", "an open document is never read from the disk")
def _():
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("the the the the")
        file.flush()
        uri = "file://" + file.name
        with Server() as server:
            server.open(uri, "the cat")
            same(tokens(server, uri), [])
            server.notify("textDocument/didSave",
                          {"textDocument": {"uri": uri}})
            server.notify("workspace/didChangeWatchedFiles", {
                "changes": [{"uri": uri, "type": 2}]})
            same(tokens(server, uri), [])
            server.change(uri, 2, put(0, 4, 7, "the"))
            same(len(tokens(server, uri)), 5)


@line("E57", "a change, a save, a close of what is not open")
def _():
    with Server() as server:
        server.change(URI, 2, put(0, 0, 5, "x"))
        server.notify("textDocument/didSave", {"textDocument": {"uri": URI}})
        server.close_document(URI)
        server.sync()
        server.open(URI, "the the")
        server.close_document(URI)
        server.close_document(URI)
        server.change(URI, 3, put(0, 0, 5, "x"))
        same(tokens(server), None)


@line("E58", "opened twice: the last one counts")
def _():
    with Server() as server:
        server.open(URI, "the the")
        server.open(URI, "a b c c", version=7)
        holds(server, "a b c c")
        server.change(URI, 8, put(0, 0, 1, "b"))
        holds(server, "b b c c")
        server.close_document(URI)
        same(tokens(server), None)


@line("E59", "close clears the diagnostics")
def _():
    with Server() as server:
        server.open(URI, "the the")
        same(len(server.diagnostics(URI)), 1)
        mark = server.mark()
        server.close_document(URI)
        same(server.diagnostics(URI, since=mark), [])
        mark = server.mark()
        server.sync()
        same(len(server.messages) - mark, 1)


@line("E60", "another language when it is opened again")
def _():
    text = "```\nthe the\n```\n"
    with Server() as server:
        server.open(URI, text, "plaintext")
        same(len(tokens(server)), 5)
        server.close_document(URI)
        server.open(URI, text, "markdown")
        same(tokens(server), [])
        server.open(URI, text, "plaintext")
        same(len(tokens(server)), 5)


@line("E61", "spellings of one URI are one document")
def _():
    with Server() as server:
        server.open("file:///c%3A/a b/story.txt", "the the")
        for uri in ("file:///c:/a%20b/story.txt", "FILE:///C:/a b/story.txt",
                    "file://localhost/c%3a/a%20b/./story.txt"):
            same(len(tokens(server, uri)), 5)
        server.change("file:///c:/a%20b/story.txt", 2, put(0, 0, 3, "cat"))
        same(tokens(server, "FILE:///c%3A/a b/story.txt"), [])
        # What is sent back is what the editor wrote.
        same({p["uri"] for p in
              server.said("textDocument/publishDiagnostics")},
             {"file:///c%3A/a b/story.txt"})


# ---- E62 -------------------------------------------------------------------

PIECES = ["the ", "the", "a a ", "é", "𐐀", "“Yes,” he said. ", "\u2028", " ",
          "x", "\ufeff", "e\u0301", ". The ", "- ", "# ", "```"]


class Reference:
    """A text edited the naive way: as a list of code points."""

    def __init__(self, unit, text):
        self.unit, self.text = unit, text

    def units(self, character):
        if self.unit == "utf-8":
            return len(character.encode())
        if self.unit == "utf-16":
            return len(character.encode("utf-16-le")) // 2
        return 1

    def rows(self):
        """[start, end) of each line, its break left out."""
        rows, start, i, text = [], 0, 0, self.text
        while i < len(text):
            if text[i] in "\r\n":
                rows.append((start, i))
                i += 2 if text[i:i + 2] == "\r\n" else 1
                start = i
            else:
                i += 1
        return rows + [(start, len(text))]

    def offset(self, position):
        rows = self.rows()
        if position["line"] >= len(rows):
            return len(self.text)
        start, end = rows[position["line"]]
        left = position["character"]
        while start < end and left >= self.units(self.text[start]):
            left -= self.units(self.text[start])
            start += 1
        return start

    def change(self, change):
        if "range" not in change:
            self.text = change["text"]
            return
        start = self.offset(change["range"]["start"])
        end = self.offset(change["range"]["end"])
        self.text = (self.text[:min(start, end)] + change["text"] +
                     self.text[max(start, end):])

    def random_place(self, chance):
        rows = self.rows()
        row = chance.randrange(len(rows) + (chance.random() < 0.02))
        if row >= len(rows):
            return at(row, chance.randrange(5))
        start, end = rows[row]
        wide = sum(map(self.units, self.text[start:end]))
        return at(row, chance.randrange(wide + 2))


def random_change(reference, chance, ending):
    if chance.random() < 0.01:
        return {"text": random_text(chance, ending, 40)}
    start = reference.random_place(chance)
    end = start
    if chance.random() < 0.5:
        end = reference.random_place(chance)
        if chance.random() < 0.7:
            end = at(start["line"], end["character"])
    return {"range": {"start": start, "end": end},
            "text": random_text(chance, ending, chance.randrange(4))}


def random_text(chance, ending, pieces):
    return "".join(chance.choice(PIECES + [ending] * 4)
                   for _ in range(pieces))


def edits_hold(unit, ending, language, seed):
    chance = random.Random(seed)
    reference = Reference(unit, random_text(chance, ending, 60))
    with Server(capabilities={"general": {
            "positionEncodings": [unit]}}) as server:
        server.open(URI, reference.text, language)
        for version in range(2, 42):
            changes = [random_change(reference, chance, ending)]
            reference.change(changes[0])
            while chance.random() < 0.3:
                changes.append(random_change(reference, chance, ending))
                reference.change(changes[-1])
            server.change(URI, version, *changes)
            if version % 4:
                continue
            server.open(OTHER, reference.text, language)
            if tokens(server, URI) != tokens(server, OTHER):
                raise Failed("differs after version %d of seed %d: %r" % (
                    version, seed, reference.text))
            server.close_document(OTHER)


@line("E62", "random edits against a naive reference")
def _():
    seed = int(os.environ.get("STET_SEED", "1"))
    for unit in UNITS:
        for ending in ("\n", "\r\n", "\r"):
            for language in ("plaintext", "markdown"):
                seed += 1
                edits_hold(unit, ending, language, seed)
