"""C: from initialize to exit, and every other way a conversation ends."""
import os
import subprocess

from client import Server, is_true, line, same

URI = "file:///story.txt"
INITIALIZE = {"processId": None, "rootUri": None, "capabilities": {}}


@line("C28", "a request before initialize: -32002")
def _():
    with Server(start=False) as server:
        same(server.refused("textDocument/hover", {}).code, -32002)
        same(server.refused("shutdown").code, -32002)
        server.start({})


@line("C29", "a notification before initialize is dropped, but exit")
def _():
    with Server(start=False) as server:
        server.open(URI, "the the")
        server.start({})
        server.sync()
        same(server.said("textDocument/publishDiagnostics"), [])
    server = Server(start=False)
    server.notify("exit")
    same(server.exit_code(), 1)
    server.kill()


@line("C30", "a second initialize: -32600")
def _():
    with Server() as server:
        same(server.refused("initialize", INITIALIZE).code, -32600)
        server.sync()


@line("C31", "nothing is sent before the answer to initialize")
def _():
    for capabilities in ({}, {"workspace": {"configuration": True},
                              "window": {"workDoneProgress": True}}):
        with Server(start=False) as server:
            server.open(URI, "the the")
            server.start(capabilities, options={"plugins": {"nobody": True}})
            allowed = ("window/showMessage", "window/logMessage",
                       "telemetry/event")
            for message in server.messages:
                if message.get("id") == 1 and "result" in message:
                    break
                is_true(message.get("method") in allowed, "sent too early")


@line("C32", "during initialize no progress but on the client's token")
def _():
    with Server(start=False) as server:
        server.start({"window": {"workDoneProgress": True}},
                     params={"workDoneToken": "mine"})
        for message in server.messages:
            if message.get("id") == 1 and "result" in message:
                break
            same(message.get("method"), "$/progress")
            same(message["params"]["token"], "mine")


@line("C33", "requests after shutdown: -32600")
def _():
    server = Server()
    server.open(URI, "the the")
    same(server.request("shutdown"), None)
    same(server.refused("textDocument/hover", {}).code, -32600)
    same(server.refused("shutdown").code, -32600)
    server.notify("exit")
    same(server.exit_code(), 0)
    server.kill()


@line("C34", "exit code 0 after shutdown, else 1")
def _():
    server = Server()
    server.notify("exit")
    same(server.exit_code(), 1)
    server.kill()
    server = Server()
    server.request("shutdown")
    server.notify("exit")
    same(server.exit_code(), 0)
    server.kill()


@line("C35", "the end of stdin ends the process")
def _():
    for asks, code in ((False, 1), (True, 0)):
        server = Server()
        server.open(URI, "the the cat\n\n" * 50000)
        if asks:
            server.request("shutdown")
        server.process.stdin.close()
        same(server.exit_code(), code)
        server.kill()


@line("C36", "the death of the client's process ends it")
def _():
    child = subprocess.Popen(["sleep", "60"])
    server = Server(params={"processId": child.pid})
    server.sync()
    child.kill()
    child.wait()
    same(server.exit_code(), 1)
    server.kill()
    with Server(params={"processId": None}) as server:
        server.sync()


@line("C37", "--stdio and --clientProcessId=N are accepted")
def _():
    with Server(arguments=["--stdio"]) as server:
        server.sync()
    with Server(arguments=["--clientProcessId=%d" % os.getpid(),
                           "--stdio"]) as server:
        server.sync()
    child = subprocess.Popen(["sleep", "60"])
    server = Server(arguments=["--clientProcessId", str(child.pid)])
    server.sync()
    child.kill()
    child.wait()
    same(server.exit_code(), 1)
    server.kill()


@line("C38", "no root, no folders, documents without a file")
def _():
    for more in ({"rootUri": None, "workspaceFolders": None},
                 {"workspaceFolders": []}, {"rootPath": None},
                 {"rootUri": "untitled:x", "workspaceFolders": [
                     {"uri": "memfs:/x", "name": "x"}]}):
        with Server(params=more) as server:
            for uri in ("untitled:Untitled-1", "vscode-vfs://host/a.txt",
                        "no uri at all", ""):
                server.open(uri, "the the")
                same(len(server.diagnostics(uri)), 1)
