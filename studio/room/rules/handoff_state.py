"""A device asks the one on air for all that it needs to go on with its programme (接力).

One ask at a time, which lasts until the cut is made, somebody gives it up, or the device
that asked is gone; meanwhile no other device may take over.  What is given is sealed, and
lies among the handoff's files; here it is only said where.  A phone has nothing to give: who
takes back from one is told so at once, and goes on with what it has itself::

    asks = StateAsks()
    asks.ask(by, action, devices, now_ms)       # raises RefusalError
    asks.give(by, action) or asks.refuse(by, action)
    asks.end("It was called off."); asks.left(by); asks.tick(now_ms)
"""

from collections.abc import Sequence

from studio.room.protocol.actions import HandoffAsk, HandoffGive, HandoffRefuse
from studio.room.protocol.handoff_events import HandoffStateChanged
from studio.room.rules.handoff import LAPSE_MS, Device
from studio.room.rules.refusal import Code, RefusalError


class StateAsks:
    """Those of one room.

    Attributes:
        now: The one that goes on, or the last one.
    """

    def __init__(self) -> None:
        self.now: HandoffStateChanged | None = None
        self._by = ""
        self._count = 0

    @property
    def goes_on(self) -> bool:
        """Whether one has not ended."""
        return self.now is not None and self.now.state != "ended"

    def ask(
        self, by: str, action: HandoffAsk, devices: Sequence[Device], now_ms: int
    ) -> HandoffStateChanged:
        """Ask the device on air.

        Raises:
            RefusalError: If nothing is on air, or another device asks already.
        """
        self.check_taker("")
        on_air = next((device for device in devices if device.is_on_air), None)
        if on_air is None:
            raise RefusalError(
                Code.NOT_OPEN, "Nothing is on air that could be taken over: just go live here."
            )
        if on_air.name == action.device:
            raise RefusalError(
                Code.ALREADY_DONE,
                f"The device on air is called {on_air.name} too: give this one another name.",
            )
        self._by = by
        self._count += 1
        self.now = HandoffStateChanged(
            state="given" if on_air.is_phone else "asked",
            ask=self._count,
            device=action.device,
            holder=on_air.name,
            key=action.key,
            ends_ms=0 if on_air.is_phone else now_ms + LAPSE_MS,
        )
        return self.now

    def give(self, by: str, action: HandoffGive) -> HandoffStateChanged:
        """Say where the answer lies.

        Raises:
            RefusalError: If nobody asks, or the one who asked would answer itself.
        """
        asked = self._asked(by, action.ask)
        given = {"sha256": action.sha256, "size_bytes": action.size_bytes}
        self.now = asked.model_copy(update={"state": "given", "ends_ms": 0, **given})
        return self.now

    def refuse(self, by: str, action: HandoffRefuse) -> HandoffStateChanged:
        """Say that there will be no answer.

        Raises:
            RefusalError: If nobody asks, or the one who asked would answer itself.
        """
        asked = self._asked(by, action.ask)
        reason = action.reason or f"{asked.holder} does not let its programme be taken over."
        return self.end(reason)

    def check_taker(self, device: str) -> None:
        """Let a device take over, or not: another one may just be preparing to.

        Raises:
            RefusalError: If another one is.
        """
        if self.now is not None and self.goes_on and self.now.device != device:
            raise RefusalError(
                Code.ALREADY_OPEN,
                f"{self.now.device} is just taking over: wait for it, or call it off first.",
            )

    def end(self, reason: str) -> HandoffStateChanged:
        """End the one that goes on."""
        assert self.now is not None
        self.now = self.now.model_copy(update={"state": "ended", "ends_ms": 0, "reason": reason})
        return self.now

    def left(self, by: str) -> HandoffStateChanged | None:
        """Note that a connection ended; return what that changes."""
        if self.now is None or not self.goes_on or by != self._by:
            return None
        self.end(f"{self.now.device} has lost the room.")
        self.now = self.now.model_copy(update={"is_lost": True})
        return self.now

    def due_ms(self) -> int | None:
        """Return when ``tick`` has something to do."""
        return self.now.ends_ms or None if self.now is not None and self.goes_on else None

    def tick(self, now_ms: int) -> HandoffStateChanged | None:
        """Let what nobody answered lapse; None if it is too early."""
        due_ms = self.due_ms()
        return self.end("Nobody answered.") if due_ms is not None and now_ms >= due_ms else None

    def _asked(self, by: str, number: int) -> HandoffStateChanged:
        if self.now is None or self.now.state != "asked" or self.now.ask != number:
            raise RefusalError(Code.NOT_OPEN, "No device asks for this any more.")
        if by == self._by:
            raise RefusalError(
                Code.NOT_ALLOWED, f"Answer on {self.now.holder}: this device is the one that asks."
            )
        return self.now
