"""A server of many nodes for tests: real NATS, real PostgreSQL, real processes.

with NatsServer(folder) as nats, Node(folder / "a", nats.url, database) as node:
    node.kill()
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

from studio.room.auth.secret import Secret
from studio.room.auth.tokens import Claims, Tokens
from studio.room.protocol.values import Role
from studio.room.settings import DATABASE_VARIABLE
from tests.servers import free_port, wait_until_listening

PATIENCE_S = 30.0
SHARED = ("secret", "operator.key")


def nats_program() -> Path | None:
    """Return the wheel's nats-server, or Debian's, or None."""
    found = shutil.which("nats-server", path=f"{Path(sys.executable).parent}:{os.defpath}")
    return Path(found) if found else None


class NatsServer:
    """Core NATS on a port that it keeps over restarts."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.url = f"nats://127.0.0.1:{self.port}"
        self._log = folder / "nats.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it listens."""
        argv = [str(nats_program()), "-a", "127.0.0.1", "-p", str(self.port)]
        self._process = subprocess.Popen([*argv, "-l", str(self._log)], stderr=subprocess.DEVNULL)
        wait_until_listening(self.port, self._process)

    def kill(self) -> None:
        """End it at once."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()


class Node:
    """An edge process of many; it keeps its ports over restarts.

    Args:
        folder: Its data; what nodes share is copied from ``like``.
    """

    def __init__(self, folder: Path, nats: str, database: str, like: Path | None = None) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for name in SHARED if like else ():
            assert like is not None
            shutil.copy(like / name, folder / name)
        self.folder = folder
        self.log = folder / "log"
        self.http_port, self.ws_port = free_port(), free_port()
        self._nats = nats
        self._database = database
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where its WebSockets are."""
        return f"ws://127.0.0.1:{self.ws_port}/ws"

    @property
    def text(self) -> str:
        """What it has logged."""
        return self.log.read_text("utf-8", "replace")

    def start(self) -> None:
        """Start it, and wait until it is ready."""
        argv = [sys.executable, "-m", "studio.room", "--data", str(self.folder)]
        argv += ["--port", str(self.http_port), "--ws-port", str(self.ws_port)]
        argv += ["--nats", self._nats, "--behind-proxy"]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                argv,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                env=os.environ | {DATABASE_VARIABLE: self._database},
            )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            self.kill()
            raise RuntimeError(self.text)
        self.said: dict[str, Any] = json.loads(line)

    def kill(self) -> None:
        """End it as a crash does."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it in order."""
        self._end(signal.SIGTERM)

    def freeze(self) -> None:
        """Stop it without closing anything, as a machine that swaps does."""
        assert self._process
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let a frozen node go on."""
        assert self._process
        self._process.send_signal(signal.SIGCONT)

    def get(self, path: str, **more: Any) -> httpx.Response:
        """Ask over HTTP."""
        return httpx.get(f"http://127.0.0.1:{self.http_port}{path}", timeout=PATIENCE_S, **more)

    def token(self, user: str, role: Role = Role.VIEWER, room: str = "1", kind: str = "") -> str:
        """Return an hour's token for somebody."""
        claims = Claims(user, user, role, room, False, int(time.time()) + 3_600, kind=kind)
        return Tokens(Secret.open(self.folder / "secret")).sign(claims)

    def _end(self, how: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.send_signal(signal.SIGCONT)
        process.send_signal(how)
        try:
            process.wait(20)
        finally:
            process.kill()
            process.wait()
            assert process.stdout is not None
            process.stdout.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
