"""``rocket-studio demo``: one command from nothing to a live room on this computer.

A room server is started beside the session; its programme is ours, and whoever opens the
address that is shown can watch, talk and give.  With ``--to`` or ``--record`` it goes there
as well.
"""

import json
import re
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.cli.live import go_live
from studio.ipc.child import Launch
from studio.model.errors import StudioError
from studio.model.session import LivePlan

PORTS = (8080, 8081, 8082, 8083)
START_S = 60.0
END_S = 15.0
REQUEST_S = 10.0
ROOM = "1"
_LINE = re.compile(r"· (Watch|Anchor|Operator|Publish) +(\S+)")


class DemoError(StudioError):
    """The room of the demo can't be had."""


@dataclass(frozen=True, slots=True)
class RunningRoom:
    """A room server that was started here.

    Attributes:
        addresses: ``Watch``, ``Anchor``, ``Operator`` and ``Publish``, as it showed them.
    """

    addresses: dict[str, str]

    @property
    def server(self) -> str:
        """The address of its pages."""
        return self.addresses["Watch"].partition("/r/")[0]


def show_demo(plan: LivePlan, data: Path, title: str, launch: Launch) -> int:
    """Go live to a room of our own until the session ends; return the exit code.

    Raises:
        StudioError: If the room server does not start, or nothing can run.
    """
    with _room(data) as room:
        print(
            f"Watch it at     {room.addresses['Watch']}\n"
            f"Moderate it at  {room.addresses['Anchor']}\n"
            "Ctrl-C ends it.",
            file=sys.stderr,
            flush=True,
        )
        token = _anchor(room)
        url = _publish_url(room, token)
        _ask(room.server, f"/api/rooms/{ROOM}/show", token, {"title": title})
        try:
            return go_live(plan.model_copy(update={"urls": (*plan.urls, url)}), launch)
        finally:
            with suppress(DemoError):  # the room ends in a moment anyway
                _ask(room.server, f"/api/rooms/{ROOM}/show", token, method="DELETE")


@contextmanager
def _room(data: Path) -> Iterator[RunningRoom]:
    port, ws_port, relay_port = PORTS[:3] if all(map(_is_free, PORTS)) else (0, 0, 0)
    ports = ["--port", str(port), "--ws-port", str(ws_port), "--relay-port", str(relay_port)]
    process = subprocess.Popen(
        [sys.executable, "-m", "studio", "room", "--data", str(data), *ports],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,  # Ctrl-C is the session's, which ends first
    )
    try:
        yield RunningRoom(_addresses(process))
    finally:
        process.terminate()
        try:
            process.wait(END_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _addresses(process: "subprocess.Popen[str]") -> dict[str, str]:
    """Wait for what the room server shows; go on reading it, so that it never waits for us."""
    assert process.stdout is not None
    found: dict[str, str] = {}
    is_there = threading.Event()

    def read() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            if match := _LINE.match(line):
                found[match[1]] = match[2]
            if len(found) == len(("Watch", "Anchor", "Operator", "Publish")):
                is_there.set()
        is_there.set()

    threading.Thread(target=read, name="room output", daemon=True).start()
    is_there.wait(START_S)
    if "Anchor" in found and "Publish" in found:
        return found
    process.terminate()
    assert process.stderr is not None
    said = process.stderr.read().strip().splitlines()
    raise DemoError(said[-1] if said else "The room server did not start.")


def _anchor(room: RunningRoom) -> str:
    invitation = room.addresses["Anchor"].partition("invitation=")[2]
    answer = _ask(room.server, "/api/session", "", {"invitation": invitation})
    return str(answer["token"])


def _publish_url(room: RunningRoom, token: str) -> str:
    rights = _ask(room.server, f"/api/rooms/{ROOM}/publish", token, {})
    path, port = rights["websocket_path"], rights["relay_ws_port"]
    return f"ws://127.0.0.1:{port}{path}?token={rights['token']}"


def _ask(
    server: str, path: str, token: str, body: dict[str, Any] | None = None, method: str = "POST"
) -> Any:
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(server + path, data, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=REQUEST_S) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        if error.code == 409:
            return {}  # a show of before has not ended: it goes on
        raise DemoError(f"The room server refused {path}: {error.code}.") from error
    except (OSError, ValueError) as error:
        raise DemoError(f"The room server can't be reached: {error}.") from error


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
