"""A client for tests, on the websockets library, which is not ours."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

PATIENCE_S = 30.0


class Client:
    """One connection.

    Attributes:
        seen: All that arrived.
    """

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.seen: list[dict[str, Any]] = []

    async def send(self, **message: object) -> None:
        """Send a message."""
        await self.socket.send(json.dumps(message))

    async def join(self, token: str, room: str = "1", **more: object) -> dict[str, Any]:
        """Join, and return the answer."""
        await self.send(type="join", room=room, token=token, **more)
        return await self.until(lambda event: event["type"] in ("joined", "refused"))

    async def until(self, is_it: Any) -> dict[str, Any]:
        """Read until something comes, and return it; what is not looked for is noted."""
        for event in self.seen:
            if is_it(event) and not event.get("_taken"):
                event["_taken"] = True
                return event
        while True:
            message = await asyncio.wait_for(self.socket.recv(), PATIENCE_S)
            events = json.loads(message)
            self.seen += events
            for event in events:
                if is_it(event):
                    event["_taken"] = True
                    return dict(event)

    async def reply(self, action: str) -> dict[str, Any]:
        """Return the reply to an action."""
        return await self.until(
            lambda event: event["type"] in ("accepted", "refused") and event["id"] == action
        )

    async def close_code(self) -> tuple[int, str]:
        """Read until the server ends the connection; return its code and sentence."""
        with suppress(ConnectionClosed):
            async with asyncio.timeout(PATIENCE_S):
                while True:
                    self.seen += json.loads(await self.socket.recv())
        code, reason = self.socket.close_code, self.socket.close_reason
        assert code is not None
        assert code != 1006, "the server ended the connection without a word"
        return code, reason or ""


@asynccontextmanager
async def client(url: str, *, compression: str | None = None) -> AsyncIterator[Client]:
    """Connect for as long as the block runs."""
    async with connect(url, compression=compression, max_size=None) as socket:
        yield Client(socket)
