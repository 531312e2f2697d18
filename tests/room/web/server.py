"""A whole room server for tests of pages: edge, relay, and where they are."""

import json
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

DEADLINE_S = 60.0


class RoomServer:
    """A running server.

    Attributes:
        pages: The address of its pages, e.g. ``http://127.0.0.1:40001``.
        anchor: The path of the anchor's link.
        data: The server's folder.
        edge: What the edge said when it began to listen.
    """

    words: tuple[str, ...] = ()
    """More of them, for both processes."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.edge: dict[str, Any] = {}
        self._parts: list[subprocess.Popen[bytes]] = []
        self._ports = ("0", "0")
        data.mkdir(exist_ok=True)
        self._start("studio.room.relay", "--http-port", "0", "--rtmp-port", "0", "--ws-port", "0")
        self.pages, self.anchor = "", ""
        self.start_edge()
        self.operator_key = (data / "operator.key").read_text().strip()

    @property
    def viewer(self) -> str:
        """The address of the viewers' page."""
        return f"{self.pages}/r/1"

    def start_edge(self) -> None:
        """Start the edge, again where it was before."""
        ports = ["--port", self._ports[0], "--ws-port", self._ports[1]]
        self.edge = edge = self._start("studio.room", *ports, "--welcome-coins", "100")
        self._ports = str(edge["http"]), str(edge["ws"])
        self.pages, self.anchor = f"http://127.0.0.1:{edge['http']}", str(edge["anchor"])

    def kill_edge(self) -> None:
        """Kill the edge as a crash would."""
        edge = self._parts.pop()
        edge.kill()
        edge.wait()
        _close(edge)

    def stop(self) -> None:
        """End all in order."""
        while self._parts:
            part = self._parts.pop()
            part.send_signal(signal.SIGTERM)
            part.wait(DEADLINE_S)
            _close(part)

    def ask(self, path: str, body: dict[str, Any] | None = None, token: str = "") -> Any:
        """Ask the HTTP API."""
        headers = {"Content-Type": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.pages + path, data, headers)
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)

    def publish_address(self) -> str:
        """Return where a programme goes: a secret."""
        invitation = self.anchor.partition("invitation=")[2]
        token = str(self.ask("/api/session", {"invitation": invitation})["token"])
        rights = self.ask("/api/rooms/1/publish", {}, token)
        port, path = rights["relay_ws_port"], rights["websocket_path"]
        return f"ws://127.0.0.1:{port}{path}?token={rights['token']}"

    def _start(self, module: str, *words: str) -> dict[str, Any]:
        log = self.data / f"{module}.log"
        with log.open("ab") as errors:
            part = subprocess.Popen(
                [sys.executable, "-m", module, "--data", str(self.data), *words, *self.words],
                stdout=subprocess.PIPE,
                stderr=errors,
            )
        self._parts.append(part)
        assert part.stdout is not None
        line = part.stdout.readline()
        assert line, log.read_text()[-2000:]
        said: dict[str, Any] = json.loads(line)
        return said


@contextmanager
def room_server(data: Path) -> Iterator[RoomServer]:
    """Run edge and relay until the block ends."""
    server = RoomServer(data)
    try:
        yield server
    finally:
        server.stop()


def _close(part: "subprocess.Popen[bytes]") -> None:
    if part.stdout:
        part.stdout.close()
