"""Handoff (跨设备接力): which of the anchor's devices goes on air, and who says yes to it.

A device asks and the one on air confirms, or the one on air offers and another takes it.
An answer that does not come in the time that the asker's owner set counts as a yes, since
a device that is out of reach can give none.  Until the cut anybody of them may cancel::

    handoff = Handoffs()
    handoff.take(by, action, devices, now_ms)    # asked, or cutting; raises RefusalError
    handoff.confirm(by, now_ms)                  # cutting: the relay is to be told now
    handoff.done(seam) or handoff.failed("…")
"""

from collections.abc import Sequence
from dataclasses import dataclass

from studio.room.protocol.actions import HandoffOffer, HandoffTake
from studio.room.protocol.handoff_events import HandoffChanged
from studio.room.rules.refusal import Code, RefusalError

LAPSE_MS = 120_000
"""How long an offer, or a wish without a time of its own, waits for an answer."""


@dataclass(frozen=True, slots=True)
class Device:
    """One that publishes to the room, as the relay sees it.

    Attributes:
        number: The relay's, of its connection.
        misfit: Why it can't go on where another is on air, in a sentence; "" if it can.
        is_transcoded: Whether it was said that the relay makes it fit.
        phone: Which peer of the stage it is, on air by itself; "" for all others.
    """

    number: int
    name: str
    is_on_air: bool = False
    has_media: bool = True
    misfit: str = ""
    is_transcoded: bool = False
    phone: str = ""

    @property
    def is_phone(self) -> bool:
        """Whether it is a camera alone: it has nothing to give, and nobody asks it."""
        return bool(self.phone)


@dataclass(frozen=True, slots=True)
class Cut:
    """What the relay measured.

    Attributes:
        gap_ms: Without a new picture.
        wait_ms: From the order to the cut.
        slate_ms: With the slate before it.
    """

    gap_ms: int
    wait_ms: int
    slate_ms: int


class Handoffs:
    """Those of one room, one at a time.

    Attributes:
        now: The one that goes on, or the last one.
    """

    def __init__(self) -> None:
        self.now: HandoffChanged | None = None
        self._by = ""
        self._lapses = False

    @property
    def goes_on(self) -> bool:
        """Whether one is neither done nor given up."""
        return self.now is not None and self.now.state in ("offered", "asked", "cutting")

    def offer(
        self, by: str, action: HandoffOffer, devices: Sequence[Device], now_ms: int
    ) -> HandoffChanged:
        """Let another device take over, now that the one on air has said so.

        Raises:
            RefusalError: If there is nothing to offer.
        """
        self.check_free()
        on_air = _on_air(devices)
        if on_air is None:
            raise RefusalError(Code.NOT_OPEN, "Nothing is on air that could be handed over.")
        if action.to is not None:
            _fit(action.to, devices)
        self._by = by
        return self._set("offered", on_air.name, action.to or "", now_ms + LAPSE_MS)

    def take(
        self, by: str, action: HandoffTake, devices: Sequence[Device], now_ms: int
    ) -> HandoffChanged:
        """Ask to go on air; at once where that was offered, or nothing or a phone is on air.

        Raises:
            RefusalError: If it can't be.
        """
        offer = self.now if self.now is not None and self.now.state == "offered" else None
        if offer is None:
            self.check_free()
        elif offer.to not in ("", action.device):
            raise RefusalError(
                Code.ALREADY_OPEN, f"The stream is offered to {offer.to}: call that off first."
            )
        _fit(action.device, devices)
        on_air = _on_air(devices)
        self._by = by
        if offer is not None or on_air is None or on_air.is_phone:
            return self._set("cutting", on_air.name if on_air else "", action.device)
        wait_ms = action.patience_s * 1000 or LAPSE_MS
        self._lapses = action.patience_s == 0
        return self._set("asked", on_air.name, action.device, now_ms + wait_ms)

    def confirm(self, by: str) -> HandoffChanged:
        """Say yes for the device on air.

        Raises:
            RefusalError: If nobody asks, or the one who asked would answer itself.
        """
        asked = self.now
        if asked is None or asked.state != "asked":
            raise RefusalError(Code.NOT_OPEN, "No device asks to go on air.")
        if by == self._by:
            raise RefusalError(
                Code.NOT_ALLOWED, f"Say yes on {asked.before}: this device is the one that asks."
            )
        return self._set("cutting", asked.before, asked.to)

    def cancel(self, reason: str = "It was called off.") -> HandoffChanged:
        """Give it up.

        Raises:
            RefusalError: If there is nothing to give up.
        """
        if not self.goes_on:
            raise RefusalError(Code.NOT_OPEN, "No handoff goes on.")
        return self._end("cancelled", reason)

    def done(self, cut: Cut) -> HandoffChanged:
        """Note the cut."""
        assert self.now is not None
        update = {"state": "done", "gap_ms": cut.gap_ms, "wait_ms": cut.wait_ms}
        self.now = self.now.model_copy(update=update | {"slate_ms": cut.slate_ms})
        return self.now

    def failed(self, sentence: str) -> HandoffChanged:
        """Note that there was no cut: what was on air still is."""
        return self._end("failed", sentence)

    def due_ms(self) -> int | None:
        """Return when ``tick`` has something to do."""
        return self.now.ends_ms or None if self.now is not None and self.goes_on else None

    def tick(self, now_ms: int) -> HandoffChanged | None:
        """Go on without an answer, or lapse; None if it is too early."""
        due_ms = self.due_ms()
        if self.now is None or due_ms is None or now_ms < due_ms:
            return None
        if self.now.state == "asked" and not self._lapses:
            return self._set("cutting", self.now.before, self.now.to)
        return self._end("cancelled", "Nobody answered.")

    def check_free(self) -> None:
        """Let another handoff begin, or not.

        Raises:
            RefusalError: If one goes on.
        """
        if self.now is not None and self.goes_on:
            who = self.now.to or "Another device"
            raise RefusalError(
                Code.ALREADY_OPEN, f"{who} is just taking over: wait for it, or call it off first."
            )

    def _set(self, state: str, before: str, to: str, ends_ms: int = 0) -> HandoffChanged:
        said = {"state": state, "from": before, "to": to, "ends_ms": ends_ms}
        self.now = HandoffChanged.model_validate(said)
        return self.now

    def _end(self, state: str, reason: str) -> HandoffChanged:
        assert self.now is not None
        self.now = self.now.model_copy(update={"state": state, "reason": reason, "ends_ms": 0})
        return self.now


def newest(name: str, devices: Sequence[Device]) -> Device | None:
    """Return the newest connection of a device."""
    found = [device for device in devices if device.name == name]
    return max(found, key=lambda device: device.number, default=None)


def _on_air(devices: Sequence[Device]) -> Device | None:
    return next((device for device in devices if device.is_on_air), None)


def _fit(name: str, devices: Sequence[Device]) -> None:
    """Let a device go on air, or not."""
    device = newest(name, devices)
    if device is None or not device.has_media:
        raise RefusalError(
            Code.NOT_OPEN, f"{name} does not publish to this room: start its stream there first."
        )
    if device.is_on_air:
        raise RefusalError(Code.ALREADY_DONE, f"{name} is on air.")
    if device.misfit:
        raise RefusalError(Code.UNFIT, device.misfit)
