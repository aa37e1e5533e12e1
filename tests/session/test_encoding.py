"""D: lines, columns, and what they count."""
from client import Server, at, line, same

URI = "file:///story.txt"
UNITS = ("utf-8", "utf-16", "utf-32")


def server_with(*encodings):
    return Server(capabilities={"general": {
        "positionEncodings": list(encodings)}})


def width(text, unit):
    if unit == "utf-8":
        return len(text.encode())
    return len(text.encode("utf-16-le")) // 2 if unit == "utf-16" \
        else len(text)


def found_at(server, text):
    """Line and column of the first repeated word."""
    mark = server.mark()
    server.open(URI, text)
    return server.diagnostics(URI, since=mark)[0]["range"]["start"]


def tokens(server):
    return server.request("textDocument/semanticTokens/full", {
        "textDocument": {"uri": URI}})["data"]


def edited(unit, text, start, end, new):
    """The tokens after one edit."""
    with server_with(unit) as server:
        server.open(URI, text)
        server.change(URI, 2, {"range": {"start": start, "end": end},
                               "text": new})
        return tokens(server)


@line("D39", "the first encoding of the client's that is known")
def _():
    for offered, chosen in ((["utf-8", "utf-16"], "utf-8"),
                            (["utf-32", "utf-8"], "utf-32"),
                            (["utf-16"], "utf-16"),
                            (["utf-7", "utf-32", "utf-16"], "utf-32"),
                            (["ebcdic"], "utf-16")):
        with server_with(*offered) as server:
            same(server.result["capabilities"].get("positionEncoding",
                                                   "utf-16"), chosen)
            same(found_at(server, "𐐀é the the")["character"],
                 width("𐐀é the ", chosen))


@line("D40", "no list: utf-16")
def _():
    for capabilities in ({}, {"general": {}},
                         {"general": {"positionEncodings": []}}):
        with Server(capabilities=capabilities) as server:
            same(server.result["capabilities"].get("positionEncoding",
                                                   "utf-16"), "utf-16")
            same(found_at(server, "𐐀 the the"), at(0, 7))


@line("D41", "a𐐀b: b is 3 in utf-16, 5 in utf-8, 2 in utf-32")
def _():
    for unit, column in (("utf-16", 3), ("utf-8", 5), ("utf-32", 2)):
        same(edited(unit, "a𐐀b the", at(0, column), at(0, column + 1),
                    " the"),
             [0, width("a𐐀 the ", unit), 3, 15, 0])


@line("D42", "a position inside a pair or a character is clamped")
def _():
    # The place between the halves is the place before: "𐐀" stays whole.
    same(edited("utf-16", "𐐀 the", at(0, 1), at(0, 1), "the the "),
         [0, 4, 3, 15, 0])
    same(edited("utf-8", "𐐀 the", at(0, 2), at(0, 3), "the the "),
         [0, 4, 3, 15, 0])


@line("D43", "a character past the line's end is the end")
def _():
    same(edited("utf-16", "the\n\nx", at(0, 99), at(0, 2147483647), " the"),
         [0, 4, 3, 15, 0])


@line("D44", "a line past the end of the file is the end")
def _():
    same(edited("utf-16", "x\n\nthe", at(99, 5), at(2147483647, 0), " the"),
         [2, 4, 3, 15, 0])


@line("D45", "\\n, \\r\\n and a lone \\r are one break each")
def _():
    with Server() as server:
        for text, row in (("a\nb\nthe the", 2), ("a\r\nb\r\nthe the", 2),
                          ("a\rb\rthe the", 2), ("a\r\n\rb\n\rthe the", 4),
                          ("\r\r\n\n\n\r\nthe the", 5)):
            same(found_at(server, text), at(row, 4))


@line("D46", "there is no place between \\r and \\n")
def _():
    # Behind "a\r" is the line's end: what comes there comes before the \r.
    same(edited("utf-16", "the\r\nb", at(0, 4), at(0, 4), " the"),
         [0, 4, 3, 15, 0])
    with Server() as server:
        server.open(URI, "the\r\nb")
        server.change(URI, 2, {"range": {"start": at(0, 4), "end": at(1, 0)},
                               "text": " the "})
        same(tokens(server), [0, 4, 3, 15, 0])


@line("D47", "U+2028, VT and FF break no line")
def _():
    with Server() as server:
        for odd in ("\u2028", "\u2029", "\u000b", "\u000c", "\u0085"):
            same(found_at(server, "x%sy the the" % odd), at(0, 8))


@line("D48", "a byte order mark is a character like others")
def _():
    with Server() as server:
        same(found_at(server, "\ufeffthe the"), at(0, 5))
        same(found_at(server, "\ufeffa\n\nthe the"), at(2, 4))


@line("D49", "joiners and combining marks count")
def _():
    family = "👩\u200d👩\u200d👧"
    for unit in UNITS:
        with server_with(unit) as server:
            for text in (family, "e\u0301\u0323", "🇸🇪", "각", "ﬁ"):
                same(found_at(server, text + " the the")["character"],
                     width(text + " the ", unit))


@line("D50", "the length of a token, in each encoding")
def _():
    for unit in UNITS:
        with server_with(unit) as server:
            server.open(URI, "𐐀é 𐐀é")
            same(tokens(server)[:3], [0, width("𐐀é ", unit), width("𐐀é", unit)])
