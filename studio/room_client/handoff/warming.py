"""Getting ready to be on air: an engine for the other's state, which publishes beside the other.

::

    warming = Warming(around, wish, stream, telling)
    await warming.have_engine(state, path)           # ours, or one that is started for it
    await warming.stand_by(line, state, path)        # HandoverError says what does not fit

Where a phone is on air, which has no state, it is this studio's own that goes on::

    await warming.have_own_engine()
    await warming.stand_by_as_it_is(line)
"""

import asyncio
import time
from pathlib import Path

from studio.ipc.message import Message
from studio.model.handoff import HandoffState
from studio.model.session import LivePlan
from studio.room_client.handoff.around import Around, Here
from studio.room_client.handoff.engine_line import EngineLine
from studio.room_client.handoff.errors import HandoverError
from studio.room_client.handoff.fitting import differences, own_plan, plan_for, take_up
from studio.room_client.handoff.own_stream import OwnStream
from studio.room_client.handoff.told import Telling
from studio.room_client.handoff.wish import Wish

ENGINE_S = 60.0
STANDBY_S = 40.0
FIT_S = 20.0
_LOOK_S = 0.2
TRANSCODED = (
    "The server converts what this studio sends: that costs it processor time, and the picture "
    "some quality."
)


class Warming:
    """See the module."""

    def __init__(self, around: Around, wish: Wish, stream: OwnStream, telling: Telling) -> None:
        self._around = around
        self._wish = wish
        self._stream = stream
        self._telling = telling
        self._here = wish.here
        self._engine: asyncio.Future[Here] = asyncio.get_running_loop().create_future()
        self._may_transcode = asyncio.Event()

    @property
    def here(self) -> Here:
        """This studio, with the engine that it has by now."""
        return self._here

    def use_engine(self, here: Here) -> None:
        """Go on with an engine that was started for this."""
        if not self._engine.done():
            self._engine.set_result(here)

    def transcode(self) -> None:
        """Have the server convert what is sent here, where it does not fit."""
        self._may_transcode.set()

    async def have_engine(self, state: HandoffState, path: Path) -> None:
        """Have an engine; where there is none, ask for one and wait.

        Raises:
            HandoverError: If what is wanted can't be.
            TimeoutError: If none comes.
        """
        if self._here.engine:
            return
        await self._start(plan_for(state, path, self._wish.instead))

    async def have_own_engine(self) -> None:
        """Have an engine with what this studio showed last.

        Raises:
            HandoverError: If what is wanted can't be.
            TimeoutError: If none comes.
        """
        if not self._here.engine:
            await self._start(own_plan(self._wish.own, self._wish.instead))

    async def _start(self, plan: LivePlan) -> None:
        """Ask for an engine, and wait."""
        self._telling.become(step="starting", plan=plan.model_dump(mode="json"))
        async with asyncio.timeout(ENGINE_S):
            self._here = await self._engine

    async def stand_by(self, line: EngineLine, state: HandoffState, path: Path) -> None:
        """Show what is otherwise here, make the state our own, and publish what fits.

        Raises:
            StudioError: If that can't be.
        """
        telling = self._telling
        telling.become(step="comparing", plan=None)
        telling.become(differences=tuple(await differences(line, state, self._here)))
        await take_up(line, state, path, self._wish.instead)
        await self._publish(line)

    async def stand_by_as_it_is(self, line: EngineLine) -> None:
        """Publish what this studio shows; one that came back by itself does already.

        Raises:
            StudioError: If that can't be.
        """
        await self._publish(line, is_new=not await self._stream.card())

    async def _publish(self, line: EngineLine, *, is_new: bool = True) -> None:
        """Publish beside what is on air, as that is."""
        self._telling.become(step="warming", plan=None)
        if is_new:
            await self._stream.begin(line, self._wish.title)
        card = await self._seen()
        if misfit := str(card.get("misfit") or ""):
            await self._ask_to_transcode(misfit)
            await self._transcode(misfit)

    async def _seen(self) -> Message:
        """Wait until the room sees what we send; return how."""
        deadline_s = time.monotonic() + STANDBY_S
        while not (card := await self._stream.card()):
            if time.monotonic() > deadline_s:
                raise HandoverError(
                    "This studio's stream does not reach the room: look at its network."
                )
            await asyncio.sleep(_LOOK_S)
        return card

    async def _ask_to_transcode(self, misfit: str) -> None:
        """Wait until the user says so, unless he has said so or not at the beginning."""
        if self._wish.transcode == "no":
            raise HandoverError(misfit)
        if self._wish.transcode == "ask":
            self._telling.become(step="unfit", sentence=misfit)
            await self._may_transcode.wait()
            self._telling.become(step="warming", sentence="")

    async def _transcode(self, misfit: str) -> None:
        """Have the server convert our stream, and wait until that fits."""
        self._telling.add_difference(TRANSCODED)
        await self._stream.transcode()
        deadline_s = time.monotonic() + FIT_S
        card: Message = {}
        while not card or card.get("misfit"):
            told = str(card.get("misfit") or misfit)
            if told != misfit or time.monotonic() > deadline_s:
                raise HandoverError(told)
            await asyncio.sleep(_LOOK_S)
            card = await self._stream.card()
