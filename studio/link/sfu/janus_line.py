"""The line to a Janus: its WebSocket, a session on it, and plugin handles in that.

Janus answers each request by its transaction, some at once and some later by an event; what it
says without being asked goes to the handle's owner::

    line = await JanusLine.open("ws://sfu:8188", secret, on_lost=…)
    handle = await line.attach(on_event)
    data, sdp = await handle.ask({"request": "join", …}, offer=sdp)
    await handle.detach()
    await line.close()

What Janus says is checked as from a stranger.  The secret goes into requests and nowhere else.
"""

import asyncio
import contextlib
import itertools
import json
from collections.abc import Callable
from typing import Any, Self

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidURI, WebSocketException
from websockets.typing import Subprotocol

from studio.link.sfu.errors import SfuError

PLUGIN = "janus.plugin.videoroom"
PROTOCOL = Subprotocol("janus-protocol")
OPEN_S = 6.0
ANSWER_S = 10.0
KEEP_S = 20.0
"""Janus forgets a session of which it heard nothing for a minute."""
ALIVE_S = 4.0
"""How often the line is tried, and for how long an answer is waited for."""
MOST_BYTES = 256 * 1024
MOST_UNANSWERED = 256

Said = dict[str, Any]
OnEvent = Callable[[Said], None]


class JanusLine:
    """See the module; belongs to a loop.  Made by ``open``."""

    def __init__(self, socket: ClientConnection, secret: str, on_lost: Callable[[], None]) -> None:
        self._socket = socket
        self._secret = secret
        self._on_lost = on_lost
        self._session: int | None = None
        self._numbers = itertools.count(1)
        self._asked: dict[str, asyncio.Future[Said]] = {}
        self._later: set[str] = set()
        self._handles: dict[int, OnEvent] = {}
        self._tasks = [asyncio.create_task(self._read()), asyncio.create_task(self._keep())]

    @classmethod
    async def open(cls, url: str, secret: str, on_lost: Callable[[], None]) -> Self:
        """Return a line to the Janus at a URL.

        Args:
            url: ``ws://`` or ``wss://``.
            secret: Of its API, "" for none.
            on_lost: Told once that it is no more, if nobody closed it.

        Raises:
            SfuError: If it can't be reached, or does not let us in.
        """
        try:
            socket = await connect(
                url,
                subprotocols=[PROTOCOL],
                open_timeout=OPEN_S,
                ping_interval=ALIVE_S,
                ping_timeout=ALIVE_S,
                close_timeout=1.0,
                max_size=MOST_BYTES,
                proxy=None,
            )
        except (OSError, InvalidURI, WebSocketException) as error:
            raise SfuError(f"No Janus answers at {url}: {str(error) or 'it is silent'}.") from None
        line = cls(socket, secret, on_lost)
        try:
            line._session = _number(await line.say({"janus": "create"}), "data", "id")
        except SfuError:
            await line.close()
            raise
        return line

    async def attach(self, on_event: OnEvent) -> "Handle":
        """Return a new handle of the video room; what it says by itself goes to ``on_event``.

        Raises:
            SfuError: If Janus refuses, or is gone.
        """
        said = await self.say({"janus": "attach", "plugin": PLUGIN})
        handle = Handle(self, _number(said, "data", "id"))
        self._handles[handle.id] = on_event
        return handle

    def forget(self, handle: int) -> None:
        """Pass on nothing of a handle any more."""
        self._handles.pop(handle, None)

    async def say(self, message: Said, *, is_later: bool = False) -> Said:
        """Say something and return what Janus answers.

        Args:
            message: What is said.
            is_later: The answer comes by an event, after an ``ack``.

        Raises:
            SfuError: If it answers with an error, not at all, or is gone.
        """
        number = str(next(self._numbers))
        if len(self._asked) >= MOST_UNANSWERED:
            raise SfuError("The SFU has left too much unanswered.")
        future = self._asked[number] = asyncio.get_running_loop().create_future()
        if is_later:
            self._later.add(number)
        try:
            async with asyncio.timeout(ANSWER_S):
                await self._send({**message, "transaction": number})
                said: Said = await future
                return said
        except TimeoutError:
            raise SfuError("The SFU does not answer.") from None
        finally:
            self._asked.pop(number, None)
            self._later.discard(number)

    async def close(self) -> None:
        """End session and line."""
        tasks, self._tasks = self._tasks, []
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        with contextlib.suppress(SfuError):
            await self._send({"janus": "destroy", "transaction": "end"})
        self._fail_all()
        await self._socket.close()

    async def _send(self, message: Said) -> None:
        if self._secret:
            message = {**message, "apisecret": self._secret}
        if self._session is not None:
            message["session_id"] = self._session
        try:
            await self._socket.send(json.dumps(message))
        except WebSocketException:
            raise SfuError("The line to the SFU is gone.") from None

    async def _keep(self) -> None:
        while True:
            await asyncio.sleep(KEEP_S)
            try:
                await self.say({"janus": "keepalive"})
            except SfuError:  # it forgot the session, or hangs: who reads notices the end
                await self._socket.close()

    async def _read(self) -> None:
        with contextlib.suppress(WebSocketException):
            async for text in self._socket:
                self._take(text)
        self._fail_all()
        if self._tasks:
            self._on_lost()

    def _take(self, text: str | bytes) -> None:
        try:
            said = json.loads(text)
        except (ValueError, RecursionError):
            return
        if not isinstance(said, dict):
            return
        number, sender = str(said.get("transaction", "")), said.get("sender")
        asked = self._asked.get(number)
        if asked is not None and not asked.done():
            self._answer(number, asked, said)
        elif isinstance(sender, int) and (on_event := self._handles.get(sender)):
            on_event(said)

    def _answer(self, number: str, asked: "asyncio.Future[Said]", said: Said) -> None:
        error = said.get("error")
        if said.get("janus") == "error":
            reason = error.get("reason") if isinstance(error, dict) else ""
            asked.set_exception(SfuError(f"The SFU refuses: {str(reason)[:200]}."))
        elif said.get("janus") != "ack" or number not in self._later:
            asked.set_result(said)

    def _fail_all(self) -> None:
        for asked in self._asked.values():
            if not asked.done():
                asked.set_exception(SfuError("The line to the SFU is gone."))


class Handle:
    """One of the plugin's; made by ``JanusLine.attach``.

    Attributes:
        id: As Janus calls it.
    """

    def __init__(self, line: JanusLine, id: int) -> None:
        self.id = id
        self._line = line

    async def ask(
        self, body: Said, *, offer: str = "", answer: str = "", is_later: bool = True
    ) -> tuple[Said, str]:
        """Ask the plugin for something; return what it says, and its SDP.

        Raises:
            SfuError: If it refuses, or Janus is gone.
        """
        message: Said = {"janus": "message", "handle_id": self.id, "body": body}
        if offer or answer:
            kind = "offer" if offer else "answer"
            message["jsep"] = {"type": kind, "sdp": offer or answer}
        said = await self._line.say(message, is_later=is_later)
        plugin, jsep = said.get("plugindata"), said.get("jsep")
        data = plugin.get("data") if isinstance(plugin, dict) else None
        if not isinstance(data, dict):
            raise SfuError("The SFU's answer makes no sense.")
        if "error" in data or "error_code" in data:
            code = data.get("error_code")
            sentence = f"The SFU refuses: {str(data.get('error'))[:200]}."
            raise SfuError(sentence, code if isinstance(code, int) else 0)
        sdp = jsep.get("sdp") if isinstance(jsep, dict) else None
        return data, sdp if isinstance(sdp, str) else ""

    async def trickle(self, candidate: Said) -> None:
        """Tell an address of the other end.

        Raises:
            SfuError: If Janus is gone.
        """
        await self._line.say({"janus": "trickle", "handle_id": self.id, "candidate": candidate})

    async def detach(self) -> None:
        """End it; without a line it has ended already."""
        self._line.forget(self.id)
        with contextlib.suppress(SfuError):
            await self._line.say({"janus": "detach", "handle_id": self.id})


def _number(said: Said, *path: str) -> int:
    found: Any = said
    for key in path:
        found = found.get(key) if isinstance(found, dict) else None
    if not isinstance(found, int):
        raise SfuError("What answers is no Janus.")
    return found
