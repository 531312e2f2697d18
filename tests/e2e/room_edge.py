"""An edge of a test: the real process, which can be killed and comes back at the same ports.

with RunningEdge(tmp_path / "data") as edge:
    edge.kill()
    edge.start()
"""

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

from studio.room.auth.invitations import Invitation, sign_invitation
from studio.room.auth.secret import Secret
from studio.room.auth.tokens import Claims, Scope, Tokens
from studio.room.ledger.entries import Credit
from studio.room.ledger.sqlite import SqliteLedger
from studio.room.protocol.values import Role

PATIENCE_S = 60.0
ROOM = "1"
"""Every edge makes it at its first start."""
HERE = "127.0.0.1"


class RunningEdge:
    """See the module.

    Args:
        data: Its folder; the log lies beside it.
        environment: More of it.
        host: Where others find it.
    """

    def __init__(
        self,
        data: Path,
        environment: Mapping[str, str] | None = None,
        host: str = HERE,
    ) -> None:
        self.data = data
        self.host = host
        self.log = data.parent / "edge.log"
        self._environment = {**os.environ, **(environment or {})}
        # As it is set up: with compiled bytecode, without which each start compiles the program.
        self._environment.pop("PYTHONDONTWRITEBYTECODE", None)
        self._said: dict[str, Any] = {"http": 0, "ws": 0}
        self._spare: subprocess.Popen[bytes] | None = None
        self._held: list[socket.socket] = []

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end()

    def start(self) -> None:
        """Start it and wait until it listens."""
        words = ["--data", str(self.data), "--host", HERE if self.host == HERE else "0.0.0.0"]
        words += ["--port", str(self._said["http"]), "--ws-port", str(self._said["ws"])]
        if self._spare is None:
            self.process = self._begin(words)
        else:
            self.process, self._spare = self._spare, None
            assert self.process.stdin is not None
            self.process.stdin.write(json.dumps(words).encode() + b"\n")
            self.process.stdin.flush()
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, self.text
        self._said = json.loads(line)

    def device_link(self, *, expires_in_s: int = 600) -> str:
        """Return an invitation for one more device of the anchor's."""
        user, expires_s = self.anchor_user, int(time.time()) + expires_in_s
        invitation = Invitation(ROOM, Role.ANCHOR, expires_s, user, user=user)
        return sign_invitation(self._tokens, invitation)

    def keep_spare(self) -> None:
        """Have the next start found loaded, as the pair has it; end it by starting."""
        if self._spare is None:
            self._spare = self._begin(["--spare"])

    def _begin(self, words: list[str]) -> "subprocess.Popen[bytes]":
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "studio.room", *words],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env=self._environment,
            )

    def kill(self) -> None:
        """End it as a crash does."""
        self.process.kill()
        self._gone()
        self._hold()

    def _hold(self) -> None:
        """Have nobody else get its ports while it is gone.

        A bound socket that does not listen is in no listener's way, but connections of others
        that go out are given other ports: there are many beside other tests.
        """
        if self._held or sys.platform != "linux":
            return
        for name in ("http", "ws"):
            held = socket.socket()
            held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            held.bind((HERE, self._said[name]))
            self._held.append(held)

    def end(self) -> None:
        """End it in order; kill it if it does not."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            self.process.wait(20)
        finally:
            self.process.kill()
            self._gone()
            while self._held:
                self._held.pop().close()
            if self._spare is not None:
                self._spare.kill()
                _end(self._spare)
                self._spare = None

    @property
    def url(self) -> str:
        """Where its WebSockets are."""
        return f"ws://{self.host}:{self._said['ws']}/ws"

    @property
    def server(self) -> str:
        """Where its pages are."""
        return f"http://{self.host}:{self._said['http']}"

    @property
    def anchor_user(self) -> str:
        """Who the anchor of the first room is."""
        invitation = str(self._said["anchor"]).partition("invitation=")[2]
        return self._tokens.read(invitation, int(time.time()), Scope.INVITATION).user

    @property
    def text(self) -> str:
        """What it has logged."""
        return self.log.read_text("utf-8", "replace")

    def get(self, path: str, token: str = "") -> httpx.Response:
        """Ask over HTTP."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        url = f"http://{self.host}:{self._said['http']}{path}"
        return httpx.get(url, headers=headers, timeout=PATIENCE_S)

    def post(self, path: str, content: Mapping[str, object], token: str = "") -> dict[str, Any]:
        """Have something done over HTTP."""
        url = f"http://{self.host}:{self._said['http']}{path}"
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        answer = httpx.post(url, json=content, headers=headers, timeout=PATIENCE_S)
        assert answer.is_success, answer.text
        return dict(answer.json())

    def token(self, user: str, role: Role = Role.VIEWER) -> str:
        """Return an hour's token for somebody."""
        claims = Claims(user, user, role, ROOM, False, int(time.time()) + 3_600)
        return self._tokens.sign(claims)

    @property
    def _tokens(self) -> Tokens:
        return Tokens(Secret.open(self.data / "secret"))

    def _gone(self) -> None:
        _end(self.process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.wait()
    for pipe in (process.stdin, process.stdout):
        assert pipe is not None
        pipe.close()


def fill_wallets(data: Path, users: Sequence[str], coins: int) -> None:
    """Give everybody coins, as paid for; no edge may run there."""

    async def fill() -> None:
        ledger = await SqliteLedger.open(data / "ledger.db")
        credits = [Credit(f"payment-{user}", user, coins, "test") for user in users]
        await asyncio.gather(*map(ledger.credit, credits))
        await ledger.close()

    data.mkdir(parents=True, exist_ok=True)
    asyncio.run(fill())
