"""Both sides of handoffs in one room client, for the window and the command line.

A subscriber says ``handoff_do`` with ``do`` and an ``id``, and is answered by ``handoff_done``
with a ``sentence``, "" if all is well; everybody is told each change (``told.py``):

- ``watch``: this studio may be taken over from; ``engine``, ``run_dir``, ``plugins``, ``hand_over``
- ``offer``: the next device that asks gets the state; answered with a ``link`` for it
- ``agree``, ``refuse``: an answer to the device that asks
- ``take``: take over, or take the programme back from a phone; as ``watch``, and what
  ``wish.py`` has
- ``engine``: the engine that was started for it; as ``watch``
- ``transcode``: have the server convert what is sent here, which does not fit what is on air; with
  a ``device``, what that sends, or, where ``on`` is false, no longer
- ``confirm``: go; ``cancel``: don't, on either side
- ``put_on_air``: the ``device`` that stands by; without a handoff of the state
- ``devices``: answered with those that publish to the room, as it sees them
"""

import asyncio
import logging
from collections.abc import Callable

from studio.ipc.message import Message
from studio.model.errors import StudioError
from studio.model.room_address import for_others
from studio.room_client.api import room_path
from studio.room_client.handoff.around import Around, Here
from studio.room_client.handoff.errors import HandoverError
from studio.room_client.handoff.giving import Giving
from studio.room_client.handoff.taking import Taking
from studio.room_client.handoff.told import Told
from studio.room_client.handoff.wish import Wish

EVENTS = ("handoff", "handoff_state")
log = logging.getLogger(__name__)


class HandoffDesk:
    """See the module.

    Args:
        around: The room.
        server: Its address, for links.
        tell: Sends a message to every subscriber.
    """

    def __init__(self, around: Around, server: str, tell: Callable[[Message], None]) -> None:
        self._around = around
        self._server = server
        self._tell = tell
        self._giving = Giving(around, self._say)
        self._taking: Taking | None = None
        self._run: asyncio.Task[None] | None = None
        self._is_giving_newer = True

    @property
    def told(self) -> Told:
        """How it stands."""
        taking = self._taking.told if self._taking else None
        if taking is None or (self._is_giving_newer and not taking.goes_on):
            return self._giving.told
        return taking

    def message(self) -> Message:
        """Return how it stands, as a newcomer is told."""
        return self.told.message()

    def heard(self, event: Message) -> None:
        """Take an event of the room."""
        if event["type"] in EVENTS:
            self._giving.heard(event)
            if self._taking is not None and self._taking.told.goes_on:
                self._taking.heard(event)

    def joined(self) -> None:
        """Note that we are in the room, perhaps once more."""
        self._giving.rejoined()
        if self._taking is not None:
            self._taking.joined()

    async def do(self, message: Message, is_joined: bool) -> Message:
        """Do what a subscriber asks for; return the answer."""
        answer: Message = {"type": "handoff_done", "id": message.get("id"), "sentence": ""}
        try:
            answer |= await self._do(message, is_joined)
        except StudioError as error:
            answer["sentence"] = str(error)
        return answer

    async def close(self) -> None:
        """Drop what goes on; what was on air stays."""
        self._giving.close()
        if self._run is not None and not self._run.done():
            self._run.cancel()
            await asyncio.gather(self._run, return_exceptions=True)

    async def _do(self, message: Message, is_joined: bool) -> Message:
        match message.get("do"):
            case "watch":
                self._giving.here = Here.of(message)
            case "offer":
                return await self._offer()
            case "agree":
                self._giving.agree()
            case "refuse":
                await self._giving.refuse()
            case "take":
                self._take(Wish.of(message), is_joined)
            case "engine" if self._taking is not None:
                self._taking.use_engine(Here.of(message))
            case "transcode" if isinstance(device := message.get("device"), str):
                await self._around.transcode(device, is_on=message.get("on") is True)
            case "transcode" if self._taking is not None and self._taking.told.step == "unfit":
                self._taking.transcode()
            case "confirm" if self._taking is not None and self._taking.told.goes_on:
                self._taking.confirm()
            case "cancel" if self._taking is not None and self._taking.told.goes_on:
                await self._taking.cancel()
            case "cancel" if self._giving.told.goes_on:
                await self._giving.refuse()
            case "put_on_air":
                await self._giving.put_on_air(str(message.get("device")))
            case "devices":
                return {"devices": await self._around.devices()}
            case _:
                raise HandoverError("No handoff goes on.")
        return {}

    async def _offer(self) -> Message:
        """Agree to who asks next, and make a link for it."""
        if self._giving.here is None:
            raise HandoverError("This studio is not ready to be taken over from.")
        token = await self._around.session.token()
        path = room_path(self._around.room, "handoff/link")
        answer = await self._around.api.ask("POST", path, token=token, content={})
        self._giving.offer()
        path = str(answer.get("path", ""))
        return {"link": f"{for_others(self._server, answer.get('secure'))}{path}", "path": path}

    def _take(self, wish: Wish, is_joined: bool) -> None:
        if self._taking is not None and self._taking.told.goes_on:
            raise HandoverError("This studio is just taking over already.")
        taking = self._taking = Taking(self._around, wish, self._say, self._giving.ended)
        self._giving.told = Told()
        if is_joined:
            taking.joined()
        self._run = asyncio.create_task(self._run_taking(taking, wish), name="take over")
        self._say()

    async def _run_taking(self, taking: Taking, wish: Wish) -> None:
        await taking.run()
        if taking.told.step == "done" and self._giving.here is None:
            self._giving.here = taking.here  # it can be taken back

    def _say(self) -> None:
        taking = self._taking
        self._is_giving_newer = self._giving.told.goes_on or taking is None
        if self._giving.told.step in ("done", "ended") and taking and not taking.told.goes_on:
            self._is_giving_newer = True
        self._tell(self.message())
