"""A client that says over a pipe exactly what a test wants said.

Nothing here is helpful beyond framing: what is sent is what the test wrote,
what comes is kept in the order in which it came. Standard library only.

    with Server(TEMPLATE, capabilities={...}) as server:   # initialized
        server.open("file:///a.txt", "the the")
        server.request("textDocument/hover", {...})        # the result
        server.wait("textDocument/publishDiagnostics")     # its params

TEMPLATE is the plugin that marks words written twice and nothing else, so
that a test knows what is found; ALL are the plugins that ship.
"""
import json
import os
import queue
import subprocess
import threading
import time

BIN = os.environ["STET"]
TEMPLATE = ["--plugins", os.environ["STET_TEMPLATE"], "--only-plugins"]
ALL = []
STDERR = None if "STET_STDERR" in os.environ else subprocess.DEVNULL
PATIENCE = float(os.environ.get("STET_PATIENCE", "60"))  # seconds of silence
SLOW = max(PATIENCE / 60, 1)  # how much slower than usual things may be


class Failed(Exception):
    """The server said, or did not say, what it should."""


class RpcError(Exception):
    def __init__(self, error):
        super().__init__(json.dumps(error))
        self.error = error
        self.code = error.get("code")


def frame(body, header="Content-Length: %d\r\n\r\n"):
    if not isinstance(body, (bytes, str)):
        body = json.dumps(body)
    if isinstance(body, str):
        body = body.encode()
    return (header % len(body)).encode() + body


def same(left, right):
    if left != right:
        raise Failed("expected %s, got %s" % (show(right), show(left)))


def is_true(fact, words):
    if not fact:
        raise Failed(words)


def show(value):
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) < 600 else text[:600] + " ..."


def at(line, character):
    return {"line": line, "character": character}


def span(line, start, end):
    return {"start": at(line, start), "end": at(line, end)}


class Server:
    """One process and what it said. `capabilities` of None: not initialized."""

    def __init__(self, plugins=TEMPLATE, capabilities=None, options=None,
                 start=True, answers=None, arguments=(), params=None,
                 folder=None, env=None):
        if SLOW > 1:
            arguments = [*arguments, "--patience", str(int(2000 * SLOW))]
        self.process = subprocess.Popen(
            [BIN, "serve", *arguments, *plugins], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=STDERR,
            env={**os.environ, **(env or {})}, cwd=folder)
        self.last_id = 0
        self.messages = []      # everything that came, in order
        self.came = queue.Queue()
        self.garbage = b""      # bytes on stdout that are no frame
        self.answers = answers or {}    # method -> function of params
        self.seen = 0
        self.hold = threading.Event()   # cleared: stdout is not read
        self.hold.set()
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()
        self.result = None
        if start:
            self.start(capabilities or {}, options, params)

    def start(self, capabilities, options=None, params=None):
        whole = {"processId": None, "rootUri": None,
                 "capabilities": capabilities}
        if options is not None:
            whole["initializationOptions"] = options
        whole.update(params or {})
        self.result = self.request("initialize", whole)
        self.notify("initialized", {})
        return self.result

    # ---- bytes ----------------------------------------------------------

    def read(self):
        out = self.process.stdout
        while True:
            self.hold.wait()
            length = None
            while True:
                try:
                    line = out.readline()
                except ValueError:  # closed by the test that is over
                    line = b""
                if not line:
                    self.came.put(None)
                    return
                if line == b"\r\n":
                    break
                name, _, value = line.partition(b":")
                if name == b"Content-Length":
                    length = int(value)
                else:
                    self.garbage += line
            body = out.read(length)
            self.came.put(json.loads(body))

    def raw(self, data):
        try:
            self.process.stdin.write(data)
            self.process.stdin.flush()
        except BrokenPipeError:
            pass

    def send(self, message):
        self.raw(frame(message))

    # ---- messages --------------------------------------------------------

    def take(self, timeout):
        message = self.came.get(timeout=timeout)
        if message is None:
            self.came.put(None)
            raise Failed("the server ended")
        self.messages.append(message)
        if "method" in message and "id" in message:
            answer = self.answers.get(message["method"])
            value = answer(message.get("params")) if answer else None
            reply = {"jsonrpc": "2.0", "id": message["id"]}
            if isinstance(value, RpcError):
                reply["error"] = value.error
            else:
                reply["result"] = value
            if value is not SILENCE:
                self.send(reply)
        return message

    def until(self, wanted, words, timeout=None, since=0):
        """The first message from number `since` on that is wanted. As long as
        others come, however slowly, it is waited for; ten times as long as
        for any at all."""
        patience = timeout or PATIENCE
        last = time.monotonic() + 10 * patience
        at_message = since
        while True:
            while at_message < len(self.messages):
                if wanted(self.messages[at_message]):
                    return self.messages[at_message]
                at_message += 1
            left = min(patience, last - time.monotonic())
            try:
                self.take(max(left, 0.001))
            except queue.Empty:
                raise Failed("waited in vain for %s; got %s" % (
                    words, show([m.get("method", m.get("id"))
                                 for m in self.messages[-8:]])))

    def answer(self, wanted_id, timeout=None):
        """The whole response to request `wanted_id`."""
        return self.until(
            lambda m: "method" not in m and m.get("id") == wanted_id and
            type(m.get("id")) is type(wanted_id),
            "the answer to %r" % (wanted_id,), timeout)

    def ask(self, method, params=None, **more):
        """Sends a request; its id."""
        self.last_id += 1
        message = {"jsonrpc": "2.0", "id": self.last_id, "method": method}
        if params is not None:
            message["params"] = params
        message.update(more)
        self.send(message)
        return message["id"]

    def request(self, method, params=None, timeout=None):
        reply = self.answer(self.ask(method, params), timeout)
        if "error" in reply:
            raise RpcError(reply["error"])
        return reply["result"]

    def refused(self, method, params=None):
        """The error that a request must get."""
        try:
            result = self.request(method, params)
        except RpcError as error:
            return error
        raise Failed("%s was answered: %s" % (method, show(result)))

    def notify(self, method, params=None):
        message = {"jsonrpc": "2.0", "method": method}
        if params is not None:
            message["params"] = params
        self.send(message)

    def wait(self, method, wanted=lambda params: True, timeout=None, since=0):
        return self.until(
            lambda m: m.get("method") == method and wanted(m.get("params")),
            method, timeout, since).get("params")

    def sync(self):
        """Everything sent so far has been answered: a request that fails."""
        reply = self.answer(self.ask("$/stet-test"))
        same(reply["error"]["code"], -32601)

    def said(self, method):
        return [m.get("params") for m in self.messages
                if m.get("method") == method]

    # ---- documents -------------------------------------------------------

    def open(self, uri, text, language="plaintext", version=1):
        self.notify("textDocument/didOpen", {"textDocument": {
            "uri": uri, "languageId": language, "version": version,
            "text": text}})

    def change(self, uri, version, *changes):
        self.notify("textDocument/didChange", {
            "textDocument": {"uri": uri, "version": version},
            "contentChanges": list(changes)})

    def close_document(self, uri):
        self.notify("textDocument/didClose", {"textDocument": {"uri": uri}})

    def diagnostics(self, uri, since=0, version=None):
        """The diagnostics pushed for a document, from message `since` on."""
        return self.wait("textDocument/publishDiagnostics",
                         lambda p: p["uri"] == uri and
                         (version is None or p.get("version") == version),
                         since=since)["diagnostics"]

    def mark(self):
        """A place in the row of messages, for `since`."""
        while not self.came.empty():
            self.take(0.001)
        return len(self.messages)

    # ---- the end ---------------------------------------------------------

    def exit_code(self, timeout=None):
        try:
            return self.process.wait(timeout or PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise Failed("the process did not end")

    def close(self):
        if self.process.poll() is None:
            try:
                if self.result is not None:
                    self.request("shutdown")
                self.notify("exit")
                code = self.exit_code()
                if self.result is not None and code != 0:
                    raise Failed("the process ended with %d" % code)
            finally:
                self.kill()
        if self.garbage:
            raise Failed("no frame on stdout: %r" % self.garbage[:200])

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            try:
                stream.close()
            except BrokenPipeError:
                pass

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        if kind is None:
            self.close()
        self.kill()


SILENCE = object()  # an answer of Server.answers: none is given


# ---- the tests ------------------------------------------------------------

LINES = []  # (line of the checklist, words, function)


def line(name, words):
    """Marks a function as a test of a line of checklist.txt."""
    def add(function):
        LINES.append((name, words, function))
        return function
    return add
