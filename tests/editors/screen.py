"""A terminal that is not there: answers what editors ask of one, and makes
pictures of what they drew (with pyte, from PyPI, and Chromium)."""
import html
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

FOREGROUND, BACKGROUND = '#d8dbe2', '#1c1f26'
NAMED = {'black': '#2b2f38', 'red': '#e06c75', 'green': '#98c379', 'brown': '#d7a85f', 'yellow': '#d7a85f',
         'blue': '#61afef', 'magenta': '#c678dd', 'cyan': '#56b6c2', 'white': '#d8dbe2',
         'brightblack': '#6b7280', 'brightred': '#ef8a92', 'brightgreen': '#b5d89a', 'brightbrown': '#e8c384',
         'brightyellow': '#e8c384', 'brightblue': '#86c5f7', 'brightmagenta': '#d79bea',
         'brightcyan': '#7fd0da', 'brightwhite': '#ffffff'}
QUERIES = {
    b'\x1b[c': b'\x1b[?62;22c', b'\x1b[0c': b'\x1b[?62;22c',
    b'\x1b[6n': b'\x1b[1;1R',
    b'\x1b]11;?': b'\x1b]11;rgb:1c1c/1f1f/2626\x1b\\',
}
PAGE = """<html><head><meta charset="utf-8"><style>
body {{ margin: 0; padding: 14px; background: {background}; width: {width}px; }}
pre {{ margin: 0; color: {foreground}; background: {background}; line-height: 1.32;
  font: 15px "JetBrains Mono", "DejaVu Sans Mono", "Noto Color Emoji", monospace; }}
pre div {{ height: 20px; white-space: pre; }}
</style></head><body><pre>{rows}</pre></body></html>"""


def answer(chunk, terminal):
    """Answers the queries in what an editor wrote."""
    for query, reply in QUERIES.items():
        if query in chunk:
            os.write(terminal, reply)


def setup():
    """Fetches pyte, once."""
    folder = pathlib.Path(__file__).resolve().parents[2] / 'build/editors/pyte'
    if not folder.exists():
        subprocess.run([sys.executable, '-m', 'pip', 'install', '-q', '--target', str(folder), 'pyte==0.8.2'],
                       check=True)
    sys.path.insert(0, str(folder))


def colour(name, default):
    if name == 'default':
        return default
    return NAMED.get(name, '#' + name)


def span(text, cell):
    front, back = colour(cell.fg, FOREGROUND), colour(cell.bg, BACKGROUND)
    if cell.reverse:
        front, back = back, front
    style = f'color:{front}'
    if back != BACKGROUND:
        style += f';background:{back}'
    style += ';font-weight:bold' * cell.bold + ';font-style:italic' * cell.italics
    style += ';text-decoration:underline' * cell.underscore
    return f'<span style="{style}">{html.escape(text)}</span>'


def row_html(cells, columns):
    """A row, cells of one look together."""
    out, text, look = [], '', None
    for at in range(columns):
        cell = cells[at]
        mine = cell._replace(data='')
        if look is not None and mine != look:
            out.append(span(text, look))
            text = ''
        text, look = text + cell.data, mine
    return '<div>' + ''.join(out) + span(text, look) + '</div>'


def render(drawn, rows, columns, picture):
    """A picture of the terminal after `drawn` was written to it."""
    import pyte

    class Terminal(pyte.Screen):
        """Passes over what pyte does not know: xterm's key modifiers."""

        def select_graphic_rendition(self, *attributes, private=False):
            if not private:
                super().select_graphic_rendition(*attributes)

    terminal = Terminal(columns, rows)
    stream = pyte.ByteStream(terminal)
    stream.feed(drawn)
    cells = [terminal.buffer[row][at].bg for row in range(rows) for at in range(columns)]
    common = colour(max(set(cells), key=cells.count), BACKGROUND)
    body = ''.join(row_html(terminal.buffer[row], columns) for row in range(rows))
    page = PAGE.format(rows=body, foreground=FOREGROUND, background=common, width=columns * 9 + 4)
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder) / 'page.html'
        source.write_text(page, encoding='utf-8')
        subprocess.run([shutil.which('chromium'), '--headless', '--no-sandbox', '--disable-gpu',
                        '--hide-scrollbars', f'--window-size={columns * 9 + 32},{rows * 20 + 28}',
                        f'--screenshot={picture}', source.as_uri()],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
