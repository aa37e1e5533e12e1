"""What every editor should show of the story: the server's own answers.

Places are (line, code points), both from 0. What is shown is a line with its
hints put in, white space left out: each editor pads hints in its own way.
"""
import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / 'session'))

CAPABILITIES = {
    'general': {'positionEncodings': ['utf-32']},
    'workspace': {'workspaceEdit': {'documentChanges': True}},
    'textDocument': {
        'inlayHint': {}, 'hover': {'contentFormat': ['plaintext']},
        'publishDiagnostics': {}, 'definition': {},
        'documentSymbol': {'hierarchicalDocumentSymbolSupport': True},
        'codeAction': {'codeActionLiteralSupport': {
            'codeActionKind': {'valueSet': ['quickfix']}}},
        'rename': {'prepareSupport': True},
    },
}

TYPED = 'It was a quiet week. '   # in front of a line with a hint
NAME = 'Inès Corday'


def squeezed(text):
    return ''.join(text.split())


def label(hint):
    value = hint['label']
    return value if isinstance(value, str) else ''.join(p['value'] for p in value)


def edited(lines, edits):
    """`lines` after text edits that do not overlap and stay in their lines."""
    lines = list(lines)
    for edit in sorted(edits, key=lambda e: (e['range']['start']['line'],
                                             e['range']['start']['character']),
                       reverse=True):
        start, end = edit['range']['start'], edit['range']['end']
        line = lines[start['line']]
        lines[start['line']] = (line[:start['character']] + edit['newText'] +
                                line[end['character']:])
    return lines


def edits_of(change):
    if 'documentChanges' in change:
        return [e for d in change['documentChanges'] for e in d['edits']]
    return [e for edits in change['changes'].values() for e in edits]


class Story:
    """The story in a server of its own."""

    def __init__(self, server, text):
        self.server, self.uri, self.version = server, 'file:///story.txt', 1
        server.open(self.uri, text)
        self.set(text)

    def set(self, text):
        self.lines = text.split('\n')
        self.version += 1
        self.server.change(self.uri, self.version, {'text': text})

    def ask(self, method, **params):
        return self.server.request('textDocument/' + method, {
            'textDocument': {'uri': self.uri}, **params})

    def whole(self):
        return {'start': {'line': 0, 'character': 0},
                'end': {'line': len(self.lines), 'character': 0}}

    def hints(self):
        return self.ask('inlayHint', range=self.whole())

    def shown(self):
        edits = [{'range': {'start': h['position'], 'end': h['position']},
                  'newText': ' ' + label(h)} for h in self.hints()]
        return [squeezed(line) for line in edited(self.lines, edits)]

    def find(self, words, after=0):
        """The place of `words`, and of its middle for a cursor."""
        for number, line in enumerate(self.lines):
            column = line.find(words)
            if number >= after and column >= 0:
                return {'line': number, 'character': column}
        sys.exit(f'the story does not say “{words}”')


def expectations(binary, text):
    os.environ['STET'] = str(binary)
    os.environ.setdefault('STET_TEMPLATE', '/nonexistent')
    import client
    with client.Server(client.ALL, CAPABILITIES) as server:
        story = Story(server, text)
        out = {'typed': TYPED, 'name': NAME, 'open': story.shown()}
        out['hints'] = len(story.hints())
        out['typed_line'] = story.find('The fire brigade')['line']

        pronoun = story.find('she wrote')
        place = story.ask('definition', position=pronoun)
        place = place[0] if isinstance(place, list) else place
        out['pronoun'] = pronoun
        out['introduction'] = place['range']['start']
        out['hover'] = story.ask('hover', position=pronoun)['contents']['value']

        date = story.find('Thursday, Dec.')
        actions = story.ask('codeAction', context={'diagnostics': []},
                            range={'start': date, 'end': date})
        out['wrong'] = date
        out['fix'] = actions[0]['title']
        out['mended'] = edited(story.lines, edits_of(actions[0]['edit']))[date['line']]

        surname = story.find('Carré was')
        change = story.ask('rename', position=surname, newName=NAME)
        out['surname'] = surname
        out['renamed'] = edited(story.lines, edits_of(change))

        outline = story.ask('documentSymbol')
        out['outline'] = [s['name'] for s in outline]

        lines = list(story.lines)
        lines[out['typed_line']] = TYPED + lines[out['typed_line']]
        story.set('\n'.join(lines))
        out['moved'] = story.shown()
        return out


def long_story(text, size):
    """Some `size` bytes of story with one line whose hint one key changes."""
    paragraphs = text.split('\n\n')
    body = [p for p in paragraphs[1:] if 'ago' not in p]
    rows = []
    while sum(len(r.encode()) + 2 for r in rows) < size:
        rows += body
    middle = len(rows) // 2
    rows.insert(middle, 'The furnace was booked 12 days ago.')
    return '\n\n'.join(rows) + '\n', 2 * middle
