"""Small real processes for the supervisor to keep, and a folder for their session."""

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

# What every good child does, with words of its own in the middle.
FRAME = """
import json, os, signal, sys, threading, time
from studio.ipc.channel import ChannelServer
from studio.ipc.child import Boot, announce_ready, watch_lifeline

boot = Boot.read()
ended = threading.Event()
supervisors = set()


def orphaned():
    # As the contract has it, with a shorter grace, so that nothing outlives a test long.
    end = time.monotonic() + float(boot.get("grace_s", 3))
    while time.monotonic() < end or supervisors:
        if ended.wait(0.1):
            return
    os._exit(9)


def on_connect(channel):
    if channel.peer_role == "supervisor":
        supervisors.add(channel)


def on_close(channel, reason):
    supervisors.discard(channel)
    if not supervisors and not lifeline.is_alive():
        threading.Thread(target=orphaned, daemon=True).start()


def on_message(channel, message):
    if message["type"] == "stop":
        ended.set()
    elif message["type"] == "exit":
        os._exit(message["code"])
    elif message["type"] == "end":
        ended.set()
    else:
        other(channel, message)


def other(channel, message):
    pass

#MIDDLE#

server = ChannelServer(boot.address, name=boot.name, secret=boot.secret,
                       on_message=on_message, on_connect=on_connect, on_close=on_close)
server.start()
lifeline = watch_lifeline(lambda: supervisors or threading.Thread(target=orphaned).start())
announce_ready()
ended.wait()
server.close()
os._exit(0)
"""

# The engine passes on what its clients say, and tells them what it hears.
ENGINE = """
def other(channel, message):
    if channel.peer_role == "client" and message["type"] == "boot?":
        channel.send({"type": "boot", **{k: v for k, v in boot.items() if k != "secret"}})
    elif channel.peer_role == "client":
        for supervisor in tuple(supervisors):
            supervisor.send(message)
    else:
        server.broadcast(message)
"""

# As the real one does: it asks for what it needs as soon as it has a supervisor.
EAGER = """
def on_connect(channel):
    if channel.peer_role == "supervisor":
        supervisors.add(channel)
        channel.send({"type": "process_start", "name": "push-1", "kind": "good", "boot": {}})
"""

# The app too, and it asks its supervisor for what a client says.
PROGRAMS = {
    "app": FRAME.replace("#MIDDLE#", ENGINE),
    "room_client": FRAME.replace("#MIDDLE#", ""),
    "engine": FRAME.replace("#MIDDLE#", ENGINE),
    "eager": FRAME.replace("#MIDDLE#", EAGER),
    "good": FRAME.replace("#MIDDLE#", ""),
    "slow": FRAME.replace("ended.wait()\nserver", "ended.wait(); time.sleep(0.5)\nserver"),
    "crash": "raise SystemExit('it can not be')",
    "hang": FRAME.replace("announce_ready()", "announce_ready(); os.kill(os.getpid(), 19)"),
    "stubborn": FRAME.replace('message["type"] == "stop"', "False"),
    "deaf": FRAME.replace("server.start()", "pass"),
    "ring": FRAME.replace(
        "#MIDDLE#",
        "from studio.ipc.ring import RingWriter; ring = RingWriter.create(boot.name, 3, 4096)",
    ),
}


@pytest.fixture
def run_dir() -> Iterator[Path]:
    # pytest's own folders have paths too long for a socket.
    with tempfile.TemporaryDirectory(prefix="rs-") as folder:
        yield Path(folder) / "run"


@pytest.fixture
def kinds(tmp_path: Path) -> Mapping[str, str]:
    """The kinds of processes, as paths of programs."""
    paths = {}
    for kind, program in PROGRAMS.items():
        path = tmp_path / f"{kind}.py"
        path.write_text(program)
        paths[kind] = str(path)
    return paths
