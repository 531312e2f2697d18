"""A sender that comes by the real room: asks for the stage with a phone's link, and calls.

async with RoomPhone(link, make_sender) as phone:
    await phone.linked()
"""

import asyncio
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

import httpx

from studio.room_client.client import RoomClient
from tests.link.sender import Sender

PATIENCE_S = 60.0
AGAIN_S = 6.0
MakeSender = Callable[[Callable[[dict[str, Any]], object]], Sender]


class RoomPhone:
    """See the module.

    Args:
        link: The address of the page, with its invitation.
        make_sender: Returns a sender that passes signals on as it is told.
        kind: ``guest`` waits until it is let in.

    Attributes:
        comeback: The invitation by which it may come again as the same.
    """

    def __init__(self, link: str, make_sender: MakeSender, kind: str = "phone") -> None:
        parts = urlsplit(link)
        self._server = f"{parts.scheme}://{parts.netloc}"
        self._host = parts.hostname
        self._invitation = parts.fragment.removeprefix("invitation=")
        self._make_sender = make_sender
        self._kind = kind
        self._tasks: set[asyncio.Task[Any]] = set()
        self.sender: Sender | None = None
        self.comeback = ""

    async def __aenter__(self) -> Self:
        async with httpx.AsyncClient(base_url=self._server, timeout=PATIENCE_S) as client:
            content = {"invitation": self._invitation}
            session = (await client.post("/api/session", json=content)).json()
            self.comeback = str(session["comeback"])
            port = (await client.get("/api/server")).json()["ws_port"]

        async def token(was_refused: bool) -> str:
            return str(session["token"])

        address = f"ws://{self._host}:{port}/ws"
        self._client = RoomClient(address, "1", token, self._take, lambda state, why: None)
        self._spawn(self._client.run())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.sender:
            await self.sender.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def linked(self) -> Sender:
        """Wait until the studio has answered and the line is there."""
        async with asyncio.timeout(PATIENCE_S):
            while self.sender is None or self.sender.state != "connected":
                await asyncio.sleep(0.05)
        return self.sender

    def _take(self, message: dict[str, Any]) -> None:
        match message:
            case {"type": "joined"}:
                self._spawn(self._client.act({"type": "stage_ask", "kind": self._kind}))
            case {"type": "stage", "you": str(me), "host": True, "peers": peers} if (
                self.sender is None and _is_in(peers, me)
            ):
                self._spawn(self._call())
            case {"type": "signal", "from": "studio", "data": {"type": "bye"}}:
                self._spawn(self._call())  # link came after the call, as it does in a new session
            case {"type": "signal", "from": "studio", "data": data} if self.sender:
                self._spawn(self.sender.hear(data))

    async def _call(self) -> None:
        old, sender = self.sender, self._make_sender(self._pass_on)
        self.sender = sender
        if old:
            await old.close()
        await sender.offer()
        await asyncio.sleep(AGAIN_S)
        if self.sender is sender and sender.state != "connected":
            await self._call()  # as the page does: a signal may be lost while a studio starts

    def _pass_on(self, data: dict[str, Any]) -> None:
        self._spawn(self._client.act({"type": "signal", "to": "studio", "data": data}))

    def _spawn(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _is_in(peers: list[dict[str, Any]], me: str) -> bool:
    return any(each["id"] == me and each["state"] != "waiting" for each in peers)
