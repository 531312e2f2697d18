"""This studio's own stream at the room's relay, while it takes over: begun, seen, ended.

::

    stream = OwnStream(around)
    await stream.begin(line, title)       # its engine publishes from now on
    card = await stream.card()            # as the room sees it; empty while it does not
    await stream.end(here)
"""

import asyncio
import contextlib

from studio.ipc.message import Message
from studio.model.commands import StartOutput, StopOutput
from studio.model.errors import StudioError
from studio.room_client.handoff.around import Around, Here
from studio.room_client.handoff.engine_line import EngineLine

QUICKLY_S = 3.0


class OwnStream:
    """See the module."""

    def __init__(self, around: Around) -> None:
        self._around = around
        self._output = ""
        self._is_transcoded = False

    @property
    def is_begun(self) -> bool:
        """Whether it would have to be ended where nothing comes of the handoff."""
        return bool(self._output)

    async def begin(self, line: EngineLine, title: str) -> None:
        """Publish to the room.

        Raises:
            StudioError: If that can't be.
        """
        place = await self._around.live.publish()
        starting = asyncio.create_task(line.do(StartOutput(url=place.url, title=title)))
        try:
            started = await asyncio.shield(starting)
        except asyncio.CancelledError:
            await asyncio.wait({starting}, timeout=QUICKLY_S)  # its name is needed to end it
            if starting.done() and not starting.exception():
                self._output = str(starting.result().get("output"))
            raise
        self._output = str(started.get("output"))

    async def transcode(self) -> None:
        """Have the relay make of it what fits what is on air.

        Raises:
            HandoverError: If the room refuses.
        """
        self._is_transcoded = True
        await self._around.transcode(self._around.device, is_on=True)

    async def card(self) -> Message:
        """Return it as the room sees it; empty while it does not.

        Raises:
            StudioError: If the room can't say.
        """
        cards = await self._around.devices()
        own = [each for each in cards if each.get("name") == self._around.device]
        return next((each for each in reversed(own) if each.get("has_media")), {})

    async def on_air(self) -> Message:
        """Return it as the room sees it, if it is on air; else nothing."""
        with contextlib.suppress(StudioError):
            card = await self.card()
            return card if card.get("is_on_air") else {}
        return {}

    def keep(self) -> None:
        """It is on air: it is not ours to end any more."""
        self._output = ""

    async def end(self, here: Here) -> None:
        """End it where it was begun."""
        output, self._output = self._output, ""
        with contextlib.suppress(StudioError):
            if output:
                line = await self._around.line(here)
                await line.do(StopOutput(output=output))
                line.close()
        with contextlib.suppress(StudioError, TimeoutError):
            if self._is_transcoded:
                said = self._around.transcode(self._around.device, is_on=False)
                await asyncio.wait_for(said, QUICKLY_S)
