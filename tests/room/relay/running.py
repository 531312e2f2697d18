"""A relay of a test: the real process, its ports, its tokens, and readers of it."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

from studio.room.auth.secret import Secret
from studio.room.auth.tokens import Claims, Scope, Tokens
from studio.room.protocol.values import Role
from studio.room.relay.access import Access

PATIENCE_S = 60.0
ROOM = "room-1"
HERE = "127.0.0.1"


class RunningRelay:
    """See the module.

    Args:
        data: The edge's folder.
        words: More words for it.
        host: Where others find it.
    """

    def __init__(self, data: Path, *words: str, host: str = HERE) -> None:
        self.data = data
        self.host = host
        self._words = words
        self.log = data.parent / "relay.log"

    def __enter__(self) -> Self:
        self.start()
        return self

    def start(self) -> None:
        argv = [sys.executable, "-m", "studio.room.relay", "--data", str(self.data), *self._words]
        argv += ["--host", HERE if self.host == HERE else "0.0.0.0"]
        argv += ["--http-port", "0", "--ws-port", "0", "--rtmp-port", "0"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=log)
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, self.log.read_text()
        self.ports: dict[str, int] = json.loads(line)
        self.secret = Secret.open(self.data / "secret")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.process.terminate()
        try:
            self.process.wait(20)
        finally:
            self.process.kill()
            self.process.wait()
            assert self.process.stdout is not None
            self.process.stdout.close()

    @property
    def text(self) -> str:
        return self.log.read_text("utf-8", "replace")

    def token(self, scope: Scope, room: str | None = ROOM, user: str = "anchor") -> str:
        claims = Claims(user, user, Role.ANCHOR, room, False, int(time.time()) + 600, scope)
        return Tokens(self.secret).sign(claims)

    def rtmp(self, room: str = ROOM) -> str:
        """Where an encoder publishes to."""
        return (
            f"rtmp://{self.host}:{self.ports['rtmp']}/live/{Access(self.secret).stream_key(room)}"
        )

    def ws_publish(self, room: str = ROOM, user: str = "anchor") -> str:
        """Where our push publishes to."""
        token = self.token(Scope.PUBLISH, room, user)
        return f"ws://{self.host}:{self.ports['ws']}/publish/{room}?token={token}"

    def http(self, path: str) -> str:
        return f"http://{self.host}:{self.ports['http']}{path}"

    def ws(self, path: str) -> str:
        return f"ws://{self.host}:{self.ports['ws']}{path}"

    def control(self, path: str = "", body: dict[str, object] | None = None) -> Any:
        """Ask as the operator; returns the answer's JSON."""
        headers = {"authorization": f"Bearer {self.token(Scope.OPERATOR, None)}"}
        # It takes orders from its own computer only: whoever calls must be there.
        url = f"http://{HERE}:{self.ports['http']}/control/streams{path}"
        method = "GET" if body is None else "POST"
        answer = httpx.request(method, url, json=body, headers=headers, timeout=PATIENCE_S)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def state(self, room: str = ROOM) -> dict[str, Any]:
        """What the relay says of a room; empty while it is not live."""
        found = [each for each in self.control() if each["room"] == room]
        return found[0] if found else {}

    def wait_for(self, condition: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Wait until the state of the room is as wanted."""
        deadline_s = time.monotonic() + PATIENCE_S
        while not condition(state := self.state()):
            assert time.monotonic() < deadline_s, f"{state}\n{self.text}"
            assert self.process.poll() is None, self.text
            time.sleep(0.05)
        return state


def is_live(state: dict[str, Any]) -> bool:
    return any(each["role"] == "active" for each in state.get("publishers", ()))


class Encoder:
    """An ffmpeg that publishes a test picture and a tone in real time."""

    def __init__(
        self,
        url: str,
        profile: str = "baseline",
        tone_hz: int = 440,
        *,
        size: str = "320x180",
        fps: int = 30,
    ) -> None:
        source = f"testsrc2=size={size}:rate={fps}"
        command = f"ffmpeg -v error -re -f lavfi -i {source} -re -f lavfi -i sine={tone_hz}:r=48000"
        command += " -pix_fmt yuv420p -c:v libx264 -preset ultrafast -tune zerolatency -g 30"
        tools = "ref=1" if profile == "baseline" else "ref=3:cabac=1"
        command += f" -profile:v {profile} -x264-params {tools}:scenecut=0:threads=1 -b:v 300k"
        command += f" -c:a aac -ac 2 -b:a 64k -f flv {url}"
        self.process = subprocess.Popen(command.split(), stdin=subprocess.DEVNULL)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def end(self) -> None:
        """End the stream in order."""
        self.process.terminate()
        self.process.wait(PATIENCE_S)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.process.poll() is None:
            self.kill()


def metric(text: str, name: str) -> float:
    found = re.search(rf"^{name}(?:\{{[^}}]*\}})? (\S+)$", text, re.MULTILINE)
    assert found, f"no {name} in\n{text}"
    return float(found[1])
