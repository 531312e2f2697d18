"""The side on air: gives its state to a device that asks, and stops at the cut.

Nothing goes out before this studio's user agreed, or a setting did.  Whoever agreed to give
the state has agreed to the cut too, and may still call it off until then.  Behind the cut
the outputs are ended; the engine stays, so that the programme can be taken back.
"""

import asyncio
import hashlib
import logging
import time
from collections.abc import Callable, Coroutine
from dataclasses import replace

from studio.ipc.message import Message
from studio.model.commands import StopOutput
from studio.model.errors import StudioError
from studio.model.events import RECORD
from studio.model.handoff import Destination
from studio.room_client.handoff.around import Around, Here, Meter
from studio.room_client.handoff.engine_line import EngineLine
from studio.room_client.handoff.errors import HandoverError
from studio.room_client.handoff.gathering import destinations, gathered
from studio.room_client.handoff.told import Told
from studio.room_client.sealed import seal

OFFERED_S = 600.0
"""For how long the next device that asks gets the state, once it was offered."""
log = logging.getLogger(__name__)


class Giving:
    """See the module.

    Args:
        around: The room.
        tell: Called whenever ``told`` is another.

    Attributes:
        here: This studio, once somebody watches for it.
        told: How it stands.
        ended: Where else this studio sent to until the last cut: who takes over goes on with
            that, but a phone can't.
    """

    def __init__(self, around: Around, tell: Callable[[], None]) -> None:
        self.here: Here | None = None
        self.told = Told()
        self.ended: list[Destination] = []
        self._around = around
        self._tell = tell
        self._ask: Message = {}
        self._agreed = ""
        self._offered_until_s = 0.0
        self._tasks: set[asyncio.Task[None]] = set()

    def offer(self) -> None:
        """Agree to what the next device asks for."""
        self._offered_until_s = time.monotonic() + OFFERED_S

    def agree(self) -> None:
        """Say yes to the device that asks.

        Raises:
            HandoverError: If none does.
        """
        if self.told.step != "asked":
            raise HandoverError("No device asks to take over.")
        self._agreed = self.told.other
        if self._ask:
            self._begin(self._send(self._ask))
        else:
            self._begin(self._act({"type": "handoff_confirm"}))

    async def put_on_air(self, device: str) -> None:
        """Put a device on air that stands by at the relay, as a phone does; it gets no state.

        Raises:
            HandoverError: If it can't be; what was on air still is.
        """
        act = self._around.act_patiently
        await act({"type": "handoff_offer", "to": device})
        try:
            await act({"type": "handoff_take", "device": device})
        except HandoverError:
            await self._act({"type": "handoff_cancel"})
            raise

    async def refuse(self) -> None:
        """Say no to the device that asks, or call off what was agreed to.

        Raises:
            HandoverError: If it is too late.
        """
        if self.told.step == "asked" and self._ask:
            action: Message = {"type": "handoff_refuse", "ask": self._ask["ask"]}
        else:
            action = {
                "type": "handoff_cancel",
                "reason": f"It was called off on {self._around.device}.",
            }
        self._agreed, self._offered_until_s = "", 0.0
        await self._around.act_patiently(action)

    def heard(self, event: Message) -> None:
        """Take what the room tells of handoffs."""
        if self.here is None:
            return
        if event["type"] == "handoff_state":
            self._heard_ask(event)
        elif event.get("from") == self._around.device:
            self._heard_cut(event)

    def rejoined(self) -> None:
        """Look whether the cut was made while the room was away."""
        if self.told.goes_on:
            self._begin(self._look())

    def close(self) -> None:
        """Drop what goes on."""
        for task in self._tasks:
            task.cancel()

    def _heard_ask(self, event: Message) -> None:
        state = event.get("state")
        if state == "ended":
            is_ours = self._ask.get("ask") == event.get("ask") and self.told.goes_on
            if is_ours and self.told.step != "cutting":
                if not event.get("is_lost"):
                    self._agreed = ""  # a yes is for one time; who lost the room comes again
                self._end(str(event.get("reason") or ""))
        elif state == "asked" and event.get("holder") == self._around.device:
            self._asked(event, str(event.get("device")))

    def _asked(self, event: Message, device: str) -> None:
        assert self.here is not None
        self._ask = event if event["type"] == "handoff_state" else {}
        ends_ms = event.get("ends_ms")
        ends_ms = ends_ms if isinstance(ends_ms, int) else 0
        told = Told(side="giving", step="asked", other=device, ends_ms=ends_ms)
        is_offered = time.monotonic() < self._offered_until_s
        if self.here.hand_over == "no":
            self.told = told
            self._begin(self.refuse())
        elif self.here.hand_over == "yes" or is_offered or device == self._agreed:
            self.told, self._offered_until_s = told, 0.0
            self.agree()
        else:
            self._become(told)

    def _heard_cut(self, event: Message) -> None:
        match event.get("state"):
            case "asked" if event.get("to") == self._agreed:
                self._begin(self._act({"type": "handoff_confirm"}))
            case "asked":
                self._asked(event, str(event.get("to")))
            case "cutting":
                base = self.told if self.told.side == "giving" else Told(side="giving")
                self._become(replace(base, step="cutting", other=str(event.get("to"))))
            case "done":
                self._begin(self._done(event))
            case "cancelled" | "failed" if self.told.goes_on:
                self._end(str(event.get("reason") or ""))

    async def _act(self, action: Message) -> None:
        try:
            await self._around.act_patiently(action)
        except StudioError as error:
            log.warning("%s", error)

    async def _send(self, ask: Message) -> None:
        """Give the state."""
        try:
            await self._give(ask)
        except StudioError as error:
            log.warning("The state was not given: %s", error)
            await self._act(
                {"type": "handoff_refuse", "ask": ask["ask"], "reason": str(error)[:200]}
            )
            self._end(str(error))

    async def _give(self, ask: Message) -> None:
        around, here = self._around, self.here
        assert here is not None
        self._become(replace(self.told, step="sending", ends_ms=0))
        line = await around.line(here)
        line.close()
        outgoing = await asyncio.to_thread(gathered, around.device, line.state, here)
        text = outgoing.state.model_dump_json(by_alias=True)
        box = seal(text, str(ask["key"]), around.room).encode()
        sizes = {asset.sha256: asset.size_bytes for asset in outgoing.state.assets}
        all_bytes = sum(sizes.values())
        self._become(replace(self.told, all_bytes=all_bytes, differences=outgoing.state.left_out))
        meter = Meter(lambda done: self._become(replace(self.told, done_bytes=done)))
        for sha256, path in outgoing.files.items():
            await around.files.send(path, sha256, sizes[sha256], meter.add)
        digest = hashlib.sha256(box).hexdigest()
        await around.files.send(box, digest, len(box), lambda count: None)
        await around.act_patiently(
            {
                "type": "handoff_give",
                "ask": ask["ask"],
                "sha256": digest,
                "size_bytes": len(box),
            }
        )
        self._become(replace(self.told, step="sent", done_bytes=all_bytes))

    async def _look(self) -> None:
        try:
            cards = await self._around.devices()
        except StudioError as error:
            log.warning("%s", error)
            return
        for card in cards:
            if card.get("is_on_air") and card.get("name") == self.told.other:
                await self._done(card)

    async def _done(self, event: Message) -> None:
        """Stop what this studio sends, now that another is on air."""
        other = str(event.get("to") or self.told.other)
        self._around.live.did_begin = False  # it is the other's to end now
        self._agreed, self._ask = "", {}
        sentence = ""
        assert self.here is not None
        self.ended = await asyncio.to_thread(destinations, self.here)
        try:
            line = await self._around.line(self.here)
            try:
                await _stop_outputs(line)
            finally:
                line.close()
        except StudioError as error:
            sentence = f"{other} is on air, but this studio still sends: {error}"
            log.error("%s", sentence)
        self._become(Told(side="giving").done(other, event, sentence))

    def _end(self, reason: str) -> None:
        self._ask = {}
        self._become(replace(self.told, step="ended", sentence=reason, ends_ms=0))

    def _become(self, told: Told) -> None:
        if told != self.told:
            self.told = told
            self._tell()

    def _begin(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.create_task(work, name="handoff giving")
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("A step of the handoff failed.", exc_info=error)


async def _stop_outputs(line: EngineLine) -> None:
    outputs = line.state.get("outputs")
    for name in outputs if isinstance(outputs, dict) else ():
        if name != RECORD:
            await line.do(StopOutput(output=str(name)))
