"""The side that is to be on air: makes the other's state its own, stands by, takes over.

Where a phone is on air, which has no state, the programme is taken back: this studio goes on
with its own.

Its steps are apart: what is asked for and got (``asking``), getting ready (``warming``), the cut
(``cutting``).  Until the cut either side may call it off, and is heard at once, whatever is just
waited for; then everything is as it was before::

    taking = Taking(around, wish, tell)
    await taking.run()           # until it is done, or has ended with nothing changed on air
    taking.confirm()             # the user's word, when it is ready
    await taking.cancel()
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Mapping, Sequence

from studio.ipc.message import Message
from studio.model.errors import StudioError
from studio.model.events import RECORD
from studio.model.handoff import Destination
from studio.room_client.handoff.around import Around, Here
from studio.room_client.handoff.asking import Asking
from studio.room_client.handoff.cutting import Cutting
from studio.room_client.handoff.engine_line import EngineLine
from studio.room_client.handoff.errors import HandoverError
from studio.room_client.handoff.hearing import Hearing
from studio.room_client.handoff.own_stream import QUICKLY_S, OwnStream
from studio.room_client.handoff.told import Telling, Told
from studio.room_client.handoff.warming import Warming
from studio.room_client.handoff.wish import Wish

STAY_S = 12 * 3600
_GONE = ("failed", "ended")
log = logging.getLogger(__name__)


class Taking:
    """See the module.

    Args:
        around: The room.
        wish: What the user wants.
        tell: Called whenever ``told`` is another.
        ended: Where else this studio sent to, until a phone went on air.
    """

    def __init__(
        self,
        around: Around,
        wish: Wish,
        tell: Callable[[], None],
        ended: Sequence[Destination] = (),
    ) -> None:
        self._around = around
        self._ended = ended
        self._hearing = Hearing()
        self._telling = Telling(Told(side="taking", step="asking"), tell)
        self._stream = stream = OwnStream(around)
        self._asking = Asking(around, self._hearing, self._telling)
        self._warming = Warming(around, wish, stream, self._telling)
        self._cutting = Cutting(around, wish, stream, self._hearing, self._telling)
        self._task: asyncio.Task[None] | None = None

    @property
    def told(self) -> Told:
        """How it stands."""
        return self._telling.told

    @property
    def here(self) -> Here:
        """This studio."""
        return self._warming.here

    async def run(self) -> None:
        """Take over; how it went is told."""
        self._task = asyncio.create_task(self._take(), name="handoff taking")
        try:
            await asyncio.shield(self._task)
        except StudioError as error:
            await self._give_up(str(error))
        except TimeoutError:
            await self._give_up("It took too long: nothing was changed on air. Try again.")
        except asyncio.CancelledError:
            if not self._task.cancelled():
                self._task.cancel()
                raise
            await self._give_up(self._called_off)
        except Exception:
            log.exception("Taking over failed.")
            await self._give_up("This studio met a fault of its own; its log says more.")

    def joined(self) -> None:
        """Note that we are in the room, perhaps once more."""
        self._hearing.joined()

    def heard(self, event: Message) -> None:
        """Take what the room tells of handoffs."""
        self._hearing.heard(event)

    def use_engine(self, here: Here) -> None:
        """Go on with an engine that was started for this."""
        self._warming.use_engine(here)

    def transcode(self) -> None:
        """Have the server convert what is sent here; counts where it does not fit."""
        self._warming.transcode()

    def confirm(self) -> None:
        """Say go; counts once it is ready."""
        self._cutting.confirm()

    async def cancel(self) -> None:
        """Give it up.

        Raises:
            HandoverError: If it is too late.
        """
        if self.told.step in ("confirming", "cutting"):
            await self._around.act_patiently(_cancelling(self._called_off))
        elif self._task is not None:
            self._task.cancel()

    @property
    def _called_off(self) -> str:
        return f"It was called off on {self._around.device}."

    async def _take(self) -> None:
        around, hearing = self._around, self._hearing
        await self._must_be_free()
        await around.session.stay(around.room, STAY_S)  # says what is wrong with a link
        await hearing.wait_joined()
        hearing.forget()
        given = await self._asking.ask()
        if not given.get("sha256"):
            await self._take_back()
            return
        state, path = await hearing.unless_called_off(self._asking.fetch(given))
        await hearing.unless_called_off(self._warming.have_engine(state, path))
        line = await around.line(self.here)
        try:
            await hearing.unless_called_off(self._warming.stand_by(line, state, path))
            await self._be_on_air(line, state.destinations)
        finally:
            line.close()

    async def _take_back(self) -> None:
        """Go on where a phone is on air, with what this studio has itself."""
        hearing, warming = self._hearing, self._warming
        await hearing.unless_called_off(warming.have_own_engine())
        line = await self._around.line(self.here)
        try:
            await hearing.unless_called_off(warming.stand_by_as_it_is(line))
            await self._be_on_air(line, self._ended if self._stream.is_begun else ())
        finally:
            line.close()

    async def _be_on_air(self, line: EngineLine, destinations: Sequence[Destination]) -> None:
        measured = await self._cutting.cut_over()
        await self._cutting.be_on_air(line, destinations, measured)

    async def _must_be_free(self) -> None:
        """Let nobody take over who is live, but for who came back by itself behind a phone."""
        if not self.here.engine:
            return
        line = await self._around.line(self.here)
        line.close()
        outputs = line.state.get("outputs")
        shown = outputs.items() if isinstance(outputs, dict) else ()
        if all(name == RECORD or _is_over(each) for name, each in shown):
            return
        cards = await self._around.devices()
        is_phone_on_air = any(each.get("is_on_air") and each.get("is_phone") for each in cards)
        if not is_phone_on_air or not await self._stream.card():
            raise HandoverError("This studio is live itself: end that first.")

    async def _give_up(self, reason: str) -> None:
        """Let everything be as it was before; but what is on air by now stays."""
        if self._stream.is_begun and (card := await self._stream.on_air()):
            self._stream.keep()
            self._telling.done(card, reason)
            return
        log.info("not taken over: %s", reason)
        with contextlib.suppress(StudioError, TimeoutError):
            if self._hearing.ask:
                await asyncio.wait_for(self._around.act(_cancelling(reason)), QUICKLY_S)
        await self._stream.end(self.here)
        self._telling.become(step="ended", sentence=reason, ends_ms=0, plan=None)


def _cancelling(reason: str) -> Message:
    return {"type": "handoff_cancel", "reason": reason[:200]}


def _is_over(output: Mapping[str, object]) -> bool:
    """Say whether an output sends nothing more; one that ends may say farewell for seconds."""
    return output.get("state") in _GONE or output.get("is_ending") is True
