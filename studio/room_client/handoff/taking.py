"""The side that is to be on air: makes the other's state its own, stands by, takes over.

taking = Taking(around, wish, tell)
await taking.run()           # until it is done, or has ended with nothing changed on air
taking.confirm()             # the user's word, when it is ready
await taking.cancel()
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from studio.ipc.message import Message
from studio.model.commands import StartOutput, StopOutput
from studio.model.errors import StudioError
from studio.model.events import RECORD
from studio.model.handoff import HandoffState, read_state
from studio.model.user_data import own_folder
from studio.room_client.handoff.around import Around, Here, Meter
from studio.room_client.handoff.engine_line import EngineLine
from studio.room_client.handoff.errors import HandoverError
from studio.room_client.handoff.fitting import differences, plan_for, take_up
from studio.room_client.handoff.shelf import Shelf
from studio.room_client.handoff.told import Told
from studio.room_client.sealed import SealingKey

JOIN_S = 20.0
AGREE_S = 150.0
ENGINE_S = 60.0
STANDBY_S = 40.0
CUT_S = 150.0
STAY_S = 12 * 3600
_LOOK_S = 0.2
_LOOK_ON_AIR_S = 1.0
_QUICKLY_S = 3.0
_GONE = ("failed", "ended")
_MAX_EVENTS = 200
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user asked for.

    Attributes:
        here: This studio; its engine may come later.
        confirm_after_s: After so long of standing by it takes over without a word; None: never.
        patience_s: After so long without the other's answer it takes over all the same.
        title: Of the destination, as the window knows it.
        instead: Values of a ``LivePlan`` that are wanted otherwise than the other has them.
    """

    here: Here
    confirm_after_s: float | None = None
    patience_s: int = 15
    title: str = ""
    instead: dict[str, object] = field(default_factory=dict)


class Taking:
    """See the module.

    Attributes:
        told: How it stands.
    """

    def __init__(self, around: Around, wish: Wish, tell: Callable[[], None]) -> None:
        self.told = Told(side="taking", step="asking")
        self._around = around
        self._wish = wish
        self._tell = tell
        self._here = wish.here
        self._events: asyncio.Queue[Message] = asyncio.Queue(_MAX_EVENTS)
        self._has_joined = asyncio.Event()
        self._is_confirmed = asyncio.Event()
        self._engine: asyncio.Future[Here] = asyncio.get_running_loop().create_future()
        self._task: asyncio.Task[None] | None = None
        self._key = SealingKey.make()
        self._joins = 0
        self._ask = 0
        self._output = ""

    @property
    def here(self) -> Here:
        """This studio."""
        return self._here

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
            await self._give_up(f"It was called off on {self._around.device}.")
        except Exception:
            log.exception("Taking over failed.")
            await self._give_up("This studio met a fault of its own; its log says more.")

    def joined(self) -> None:
        """Note that we are in the room, perhaps once more."""
        self._has_joined.set()
        self._joins += 1
        self._ask = 0  # it ended with the connection: what goes on now may be another's
        self._put({"type": "joined", "join": self._joins})

    def heard(self, event: Message) -> None:
        """Take what the room tells of handoffs."""
        self._put(event)

    def use_engine(self, here: Here) -> None:
        """Go on with an engine that was started for this."""
        if not self._engine.done():
            self._engine.set_result(here)

    def confirm(self) -> None:
        """Say go; counts once it is ready."""
        self._is_confirmed.set()

    async def cancel(self) -> None:
        """Give it up.

        Raises:
            HandoverError: If it is too late.
        """
        if self.told.step in ("confirming", "cutting"):
            await self._around.act_patiently(self._cancelling(self._called_off))
        elif self._task is not None:
            self._task.cancel()

    @property
    def _called_off(self) -> str:
        return f"It was called off on {self._around.device}."

    # -- step by step -------------------------------------------------------------------

    async def _take(self) -> None:
        around = self._around
        await self._must_be_free()
        await around.session.stay(around.room, STAY_S)  # says what is wrong with a link
        await asyncio.wait_for(self._has_joined.wait(), JOIN_S)
        self._forget_events()
        given = await self._ask_for_state()
        state = await self._fetch(given)
        folder_path = await self._fetch_files(state)
        await self._be_there(state, folder_path)
        line = await around.line(self._here)
        try:
            await self._stand_by(line, state, folder_path)
            await self._cut_over(line, state)
        finally:
            line.close()

    async def _must_be_free(self) -> None:
        if not self._here.engine:
            return
        line = await self._around.line(self._here)
        line.close()
        outputs = line.state.get("outputs")
        shown = outputs.items() if isinstance(outputs, dict) else ()
        if any(name != RECORD and each.get("state") not in _GONE for name, each in shown):
            raise HandoverError("This studio is live itself: end that first.")

    async def _ask_for_state(self) -> Message:
        device = self._around.device
        asking: Message = {"type": "handoff_ask", "device": device, "key": self._key.public}
        await self._around.act_patiently(asking)
        asked_in, deadline_s = self._joins, time.monotonic() + AGREE_S
        while True:
            event = await self._next(deadline_s)
            if event["type"] == "joined" and event["join"] != asked_in:
                await self._around.act_patiently(asking)  # the room was away and has forgotten us
                asked_in = self._joins
            if event["type"] != "handoff_state" or event.get("key") != self._key.public:
                continue
            number, ends_ms = event.get("ask"), event.get("ends_ms")
            self._ask = number if isinstance(number, int) else 0
            self._become(other=str(event.get("holder")), ends_ms=_whole(ends_ms) or 0)
            if event.get("state") == "given":
                return event
            if event.get("state") == "ended" and not event.get("is_lost"):
                self._ask = 0
                raise HandoverError(str(event.get("reason") or "It was called off."))

    async def _fetch(self, given: Message) -> HandoffState:
        self._become(step="fetching", ends_ms=0)
        shelf = own_folder() / "handoff"
        await asyncio.to_thread(shelf.mkdir, mode=0o700, parents=True, exist_ok=True)
        box, size = shelf / "sealed", _whole(given.get("size_bytes")) or 0
        await self._around.files.fetch(str(given.get("sha256")), size, box, lambda count: None)
        try:
            sealed = await asyncio.to_thread(box.read_text, "ascii")
        except (OSError, ValueError) as error:
            raise HandoverError("The other studio's state can't be read.") from error
        finally:
            box.unlink(missing_ok=True)
        return read_state(self._key.open(sealed, self._around.room))

    async def _fetch_files(self, state: HandoffState) -> Path:
        """Get all files, and write the collection beside them; return where that is."""
        shelf = Shelf(own_folder() / "handoff")
        folder = await asyncio.to_thread(shelf.new, time.localtime())
        needed = [asset for asset in state.assets if not shelf.link(asset, folder)]
        all_bytes = sum(asset.size_bytes for asset in needed)
        self._become(all_bytes=all_bytes)
        meter = Meter(lambda done: self._become(done_bytes=done))
        for asset in needed:
            path = folder / asset.kept_as
            await self._around.files.fetch(asset.sha256, asset.size_bytes, path, meter.add)
        self._become(done_bytes=all_bytes)
        path = await asyncio.to_thread(shelf.keep, state.collection_in(folder), folder)
        await asyncio.to_thread(shelf.tidy, path)
        return path

    async def _be_there(self, state: HandoffState, path: Path) -> None:
        """Have an engine."""
        if self._here.engine:
            return
        plan = plan_for(state, path, self._wish.instead)
        self._become(step="starting", plan=plan.model_dump(mode="json"))
        self._here = await asyncio.wait_for(self._engine, ENGINE_S)

    async def _stand_by(self, line: EngineLine, state: HandoffState, path: Path) -> None:
        """Show what is otherwise here, make the state our own, and publish."""
        self._become(step="comparing", plan=None)
        self._become(differences=tuple(await differences(line, state, self._here)))
        await take_up(line, state, path, self._wish.instead)
        self._become(step="warming")
        place = await self._around.live.publish()
        started = await line.do(StartOutput(url=place.url, title=self._wish.title))
        self._output = str(started.get("output"))
        deadline_s = time.monotonic() + STANDBY_S
        while not (card := await self._card()):
            if time.monotonic() > deadline_s:
                raise HandoverError(
                    "This studio's stream does not reach the room: look at its network."
                )
            await asyncio.sleep(_LOOK_S)
        if misfit := card.get("misfit"):
            raise HandoverError(str(misfit))

    async def _cut_over(self, line: EngineLine, state: HandoffState) -> None:
        self._become(step="ready")
        event = await self._confirmed()
        if not event:
            self._forget_events()
            self._become(step="confirming")
            event = await self._taken()
        await self._be_on_air(line, state, event)

    async def _be_on_air(self, line: EngineLine, state: HandoffState, event: Message) -> None:
        self._around.live.did_begin = True  # the show is ours to end now
        self._output = ""
        for each in state.destinations:
            try:
                await line.do(StartOutput(url=each.url, title=each.title))
            except StudioError as error:
                self._become(differences=(*self.told.differences, str(error)))
        self.told = self.told.done(self.told.other, event)
        self._tell()

    async def _confirmed(self) -> Message:
        """Wait for the user's word, or for as long as he has set; give up if the other does.

        Returns:
            What the room says of our stream if that went on air by itself, because the other
            studio has died; else nothing.
        """
        after_s = self._wish.confirm_after_s
        until_s = float("inf") if after_s is None else time.monotonic() + after_s
        said = asyncio.create_task(self._is_confirmed.wait())
        called_off = asyncio.create_task(self._called_off_by_other())
        try:
            while not said.done() and (left_s := until_s - time.monotonic()) > 0:
                await asyncio.wait(
                    {said, called_off},
                    timeout=min(left_s, _LOOK_ON_AIR_S),
                    return_when=asyncio.FIRST_COMPLETED,
                )
                if called_off.done():
                    called_off.result()
                if card := await self._on_air():
                    return card
        finally:
            said.cancel()
            called_off.cancel()
        return {}

    async def _called_off_by_other(self) -> None:
        """Raise once the other studio has called it off."""
        while True:
            event = await self._events.get()
            is_ours = event["type"] == "handoff_state" and event.get("ask") == self._ask
            if is_ours and event.get("state") == "ended" and not event.get("is_lost"):
                self._ask = 0
                raise HandoverError(str(event.get("reason") or "It was called off."))

    async def _taken(self) -> Message:
        """Take over, whatever becomes of the room meanwhile; return what was measured."""
        device = self._around.device
        taking: Message = {
            "type": "handoff_take",
            "device": device,
            "patience_s": self._wish.patience_s,
        }
        try:
            await self._around.act_patiently(taking)
        except HandoverError:
            if card := await self._on_air():
                return card  # the other studio has just died
            raise
        asked_in, deadline_s = self._joins, time.monotonic() + CUT_S
        while True:
            event = await self._next(deadline_s)
            if event["type"] == "joined" and event["join"] != asked_in:
                if card := await self._on_air():
                    return card  # the room was away: the relay cuts all the same
                await self._around.act_patiently(taking)
                asked_in = self._joins
            if event["type"] != "handoff" or event.get("to") != device:
                continue
            match event.get("state"):
                case "asked":
                    self._become(ends_ms=_whole(event.get("ends_ms")) or 0)
                case "cutting":
                    self._become(step="cutting", ends_ms=0)
                case "done":
                    return event
                case "cancelled" | "failed":
                    raise HandoverError(str(event.get("reason") or "It was called off."))

    # -- what it needs for that ---------------------------------------------------------

    async def _card(self) -> Message:
        """Return our stream as the room sees it; empty while it does not."""
        cards = await self._around.devices()
        own = [each for each in cards if each.get("name") == self._around.device]
        return next((each for each in reversed(own) if each.get("has_media")), {})

    async def _on_air(self) -> Message:
        """Return our stream as the room sees it, if it is on air; else nothing."""
        with contextlib.suppress(StudioError):
            card = await self._card()
            return card if card.get("is_on_air") else {}
        return {}

    async def _give_up(self, reason: str) -> None:
        """Let everything be as it was before; but what is on air by now stays."""
        if self._output and (card := await self._on_air()):
            self.told = self.told.done(self.told.other, card, reason)
            self._tell()
            return
        log.info("not taken over: %s", reason)
        with contextlib.suppress(StudioError, TimeoutError):
            if self._ask:
                await asyncio.wait_for(self._around.act(self._cancelling(reason)), _QUICKLY_S)
        with contextlib.suppress(StudioError):
            if self._output:
                line = await self._around.line(self._here)
                await line.do(StopOutput(output=self._output))
                line.close()
        self._become(step="ended", sentence=reason, ends_ms=0, plan=None)

    def _cancelling(self, reason: str) -> Message:
        return {"type": "handoff_cancel", "reason": reason[:200]}

    async def _next(self, deadline_s: float) -> Message:
        return await asyncio.wait_for(self._events.get(), max(0.0, deadline_s - time.monotonic()))

    def _put(self, event: Message) -> None:
        if self._events.full():
            self._events.get_nowait()  # the newest word counts
        self._events.put_nowait(event)

    def _forget_events(self) -> None:
        while not self._events.empty():
            self._events.get_nowait()

    def _become(self, **changes: object) -> None:
        told = replace(self.told, **changes)  # type: ignore[arg-type]  # names are Told's own
        if told != self.told:
            self.told = told
            self._tell()


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None
