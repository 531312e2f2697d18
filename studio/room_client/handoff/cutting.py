"""The cut, from the side that takes over: the user's word, the other's, the relay's, then on air.

::

    cutting = Cutting(around, wish, stream, hearing, telling)
    measured = await cutting.cut_over()            # of the relay
    await cutting.be_on_air(line, destinations, measured)
"""

import asyncio
import contextlib
import time
from collections.abc import Iterable

from studio.ipc.message import Message
from studio.model.commands import StartOutput
from studio.model.errors import StudioError
from studio.model.handoff import Destination
from studio.room_client.handoff.around import Around
from studio.room_client.handoff.asking import whole
from studio.room_client.handoff.engine_line import EngineLine
from studio.room_client.handoff.errors import HandoverError
from studio.room_client.handoff.hearing import Hearing
from studio.room_client.handoff.own_stream import QUICKLY_S, OwnStream
from studio.room_client.handoff.told import Telling
from studio.room_client.handoff.wish import Wish

CUT_S = 150.0
_LOOK_ON_AIR_S = 1.0


class Cutting:
    """See the module."""

    def __init__(
        self, around: Around, wish: Wish, stream: OwnStream, hearing: Hearing, telling: Telling
    ) -> None:
        self._around = around
        self._wish = wish
        self._stream = stream
        self._hearing = hearing
        self._telling = telling
        self._is_confirmed = asyncio.Event()

    def confirm(self) -> None:
        """Say go; counts once it is ready."""
        self._is_confirmed.set()

    async def cut_over(self) -> Message:
        """Take over once the user says so; return what the relay measured.

        Raises:
            HandoverError: If it was called off.
        """
        self._telling.become(step="ready")
        if event := await self._confirmed():
            with contextlib.suppress(StudioError, TimeoutError):  # nothing is asked for any more
                async with asyncio.timeout(QUICKLY_S):
                    await self._around.act({"type": "handoff_cancel"})
            return event
        self._hearing.forget()
        self._telling.become(step="confirming")
        return await self._taken()

    async def be_on_air(
        self, line: EngineLine, destinations: Iterable[Destination], measured: Message
    ) -> None:
        """Take on the rest of it: the show, and where else it went to."""
        self._around.live.did_begin = True  # the show is ours to end now
        self._stream.keep()
        for each in destinations:
            try:
                await line.do(StartOutput(url=each.url, title=each.title))
            except StudioError as error:
                self._telling.add_difference(str(error))
        self._telling.done(measured)

    async def _confirmed(self) -> Message:
        """Wait for the user's word, or for as long as he has set; give up if the other does.

        Returns:
            What the room says of our stream if that went on air by itself, because the other
            studio has died; else nothing.
        """
        after_s = self._wish.confirm_after_s
        until_s = float("inf") if after_s is None else time.monotonic() + after_s
        said = asyncio.create_task(self._is_confirmed.wait())
        called_off = asyncio.create_task(self._hearing.called_off())
        try:
            while not said.done() and (left_s := until_s - time.monotonic()) > 0:
                await asyncio.wait(
                    {said, called_off},
                    timeout=min(left_s, _LOOK_ON_AIR_S),
                    return_when=asyncio.FIRST_COMPLETED,
                )
                if called_off.done():
                    called_off.result()
                if card := await self._stream.on_air():
                    return card
        finally:
            said.cancel()
            called_off.cancel()
        return {}

    async def _taken(self) -> Message:
        """Take over, whatever becomes of the room meanwhile; return what was measured."""
        device, hearing = self._around.device, self._hearing
        taking: Message = {
            "type": "handoff_take",
            "device": device,
            "patience_s": self._wish.patience_s,
        }
        try:
            await self._around.act_patiently(taking)
        except HandoverError:
            if card := await self._stream.on_air():
                return card  # the other studio has just died
            raise
        asked_in, deadline_s = hearing.joins, time.monotonic() + CUT_S
        while True:
            event = await hearing.next(deadline_s)
            if event["type"] == "joined" and event["join"] != asked_in:
                if card := await self._stream.on_air():
                    return card  # the room was away: the relay cuts all the same
                await self._around.act_patiently(taking)
                asked_in = hearing.joins
            if event["type"] != "handoff" or event.get("to") != device:
                continue
            match event.get("state"):
                case "asked":
                    self._telling.become(ends_ms=whole(event.get("ends_ms")))
                case "cutting":
                    self._telling.become(step="cutting", ends_ms=0)
                case "done":
                    return event
                case "cancelled" | "failed":
                    raise HandoverError(str(event.get("reason") or "It was called off."))
