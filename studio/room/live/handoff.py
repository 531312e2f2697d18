"""Handoffs of one room: what the anchor's devices ask for, done at the relay, told to them.

::

    lines = HandoffLines(name, room, relay, edges, now_ms, phone_seat)
    lines.came(seat, user)                   # heard if it is the anchor's
    await lines.act(seat, guest, action)     # answers that connection itself
    lines.close()

Until the relay was told to cut, nothing but words was changed.  From then on the relay
needs nobody: a server that falls here comes back to what is on air by then.

A phone that is on air by itself is told who prepares to take the programme back, and may call
that off; nobody waits for an answer of it.
"""

import asyncio
import logging
import time
from collections.abc import Callable

from studio.room.backbone.seat import Guest, Seat
from studio.room.backbone.sides import EdgeSide
from studio.room.live.handoff_relay import Air, RelayControl, RelayRefusedError
from studio.room.protocol.actions import (
    HandoffAsk,
    HandoffCancel,
    HandoffConfirm,
    HandoffGive,
    HandoffOffer,
    HandoffRefuse,
    HandoffTake,
    HandoffTranscode,
)
from studio.room.protocol.events import Accepted, Refused
from studio.room.protocol.handoff_events import HandoffChanged, HandoffStateChanged
from studio.room.protocol.values import Role
from studio.room.rules.handoff import Cut, Device, Handoffs, newest
from studio.room.rules.handoff_state import StateAsks
from studio.room.rules.refusal import Code, RefusalError
from studio.room.rules.room import Room

HandoffAction = (
    HandoffOffer
    | HandoffTake
    | HandoffConfirm
    | HandoffCancel
    | HandoffAsk
    | HandoffGive
    | HandoffRefuse
    | HandoffTranscode
)

CUT_S = 5.0
"""How long a device may take to bring a key frame once it was asked for one."""

_LOOK_S = 0.05
_NO_RELAY = "This server has no relay: start it with one."
_log = logging.getLogger(__name__)


class HandoffLines:
    """See the module.

    Args:
        phone_seat: Returns the connection of a peer of the stage, None if it has none.
    """

    def __init__(
        self,
        name: str,
        rules: Room,
        relay: RelayControl | None,
        edges: EdgeSide,
        now_ms: Callable[[], int],
        phone_seat: Callable[[str], Seat | None],
    ) -> None:
        self._room = name
        self._rules = rules
        self._relay = relay
        self._edges = edges
        self._now_ms = now_ms
        self._phone_seat = phone_seat
        self._phone = ""
        self._seats: set[Seat] = set()
        self._handoffs = Handoffs()
        self._asks = StateAsks()
        self._turn = asyncio.Lock()
        self._timer: asyncio.TimerHandle | None = None
        self._cutting: asyncio.Task[None] | None = None

    def came(self, seat: Seat, user: str) -> None:
        """Tell a connection of the anchor's of the handoff that goes on, and of all that follow."""
        if self._rules.person(user).role is not Role.ANCHOR:
            return
        self._seats.add(seat)
        if self._asks.now is not None and self._asks.goes_on:
            self._say(seat, self._asks.now)
        if self._handoffs.now is not None and self._handoffs.goes_on:
            self._say(seat, self._handoffs.now)

    def left(self, seat: Seat) -> None:
        """Note that a connection ended."""
        self._seats.discard(seat)
        if changed := self._asks.left(_name(seat)):
            self._tell_state(changed)

    async def act(self, seat: Seat, guest: Guest, action: HandoffAction) -> None:
        """Do what somebody asks for on their connection, and answer."""
        refused = self._rules.may_act(guest.user, action, self._now_ms())
        if isinstance(action, HandoffCancel) and seat == self._phone_on_air:
            refused = None  # what is on air may stay there, whoever holds it
            action = action.model_copy(update={"reason": self._called_off_by_phone})
        reply = refused or await self._answer(_name(seat), action)
        self._say(seat, reply)

    def close(self) -> None:
        """Forget what goes on; a cut that the relay was told to make is made."""
        if self._timer is not None:
            self._timer.cancel()
        if self._cutting is not None:
            self._cutting.cancel()

    @property
    def _phone_on_air(self) -> Seat | None:
        """The connection of the phone from which the programme is just taken back."""
        return self._phone_seat(self._phone) if self._phone and self._asks.goes_on else None

    @property
    def _called_off_by_phone(self) -> str:
        return f"It was called off on {self._asks.now.holder}." if self._asks.now else ""

    async def _answer(self, by: str, action: HandoffAction) -> Accepted | Refused:
        async with self._turn:  # two at once: the second finds what the first has done
            try:
                await self._do(by, action)
            except RefusalError as refusal:
                return refusal.reply(action.id)
            except RelayRefusedError as error:
                return Refused(id=action.id, code=Code.NOT_OPEN, sentence=str(error))
        return Accepted(id=action.id, server_ms=self._now_ms())

    def _say(
        self, seat: Seat, word: Accepted | Refused | HandoffChanged | HandoffStateChanged
    ) -> None:
        self._edges.tell(seat, b"[" + word.model_dump_json().encode() + b"]")

    async def _do(self, by: str, action: HandoffAction) -> None:
        now_ms = self._now_ms()
        match action:
            case HandoffOffer():
                self._follow(self._handoffs.offer(by, action, await self._devices(), now_ms))
            case HandoffTake():
                self._asks.check_taker(action.device)
                self._follow(self._handoffs.take(by, action, await self._devices(), now_ms))
            case HandoffConfirm():
                self._follow(self._handoffs.confirm(by))
            case HandoffCancel():
                await self._cancel(action)
            case HandoffAsk():
                self._handoffs.check_free()
                devices = await self._devices()
                asked = self._asks.ask(by, action, devices, now_ms)
                self._phone = next((each.phone for each in devices if each.is_on_air), "")
                self._tell_state(asked)
            case HandoffGive():
                self._tell_state(self._asks.give(by, action))
            case HandoffRefuse():
                self._tell_state(self._asks.refuse(by, action))
            case HandoffTranscode():
                if self._relay is None:
                    raise RelayRefusedError(_NO_RELAY)
                await self._relay.transcode(self._room, action.device, is_on=action.on)

    async def _cancel(self, action: HandoffCancel) -> None:
        now = self._handoffs.now
        if now is not None and now.state == "cutting" and self._relay is not None:
            await self._relay.cancel(self._room)
            self._stop_cutting()
        reason = action.reason or "It was called off."
        if self._handoffs.goes_on or not self._asks.goes_on:
            self._follow(self._handoffs.cancel(reason))
        else:
            self._tell_state(self._asks.end(reason))

    async def _devices(self) -> tuple[Device, ...]:
        air = await self._air()
        return air.devices if air else ()

    async def _air(self) -> Air | None:
        if self._relay is None:
            raise RelayRefusedError(_NO_RELAY)
        return await self._relay.air(self._room)

    def _follow(self, changed: HandoffChanged) -> None:
        """Tell of a change, and do what follows from it."""
        told = changed.model_copy(update={"at_ms": self._now_ms()})
        for seat in self._seats:
            self._say(seat, told)
        if changed.state == "cutting":
            self._cutting = asyncio.create_task(self._cut(changed), name=f"handoff {self._room}")
        elif changed.state in ("done", "cancelled", "failed") and self._asks.goes_on:
            self._tell_state(self._asks.end(changed.reason))
        self._keep_time()

    def _tell_state(self, changed: HandoffStateChanged) -> None:
        """Tell of a change of what one device asks another for."""
        told = changed.model_copy(update={"at_ms": self._now_ms()})
        phone = self._phone_seat(self._phone) if self._phone else None
        for seat in self._seats | ({phone} if phone else set()):
            self._say(seat, told)
        self._keep_time()

    def _keep_time(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        dues_ms = [due for due in (self._handoffs.due_ms(), self._asks.due_ms()) if due]
        if dues_ms:
            wait_s = max(1, min(dues_ms) - self._now_ms()) / 1000
            self._timer = asyncio.get_running_loop().call_later(wait_s, self._tick)

    def _tick(self) -> None:
        self._timer = None
        if changed := self._handoffs.tick(self._now_ms()):
            self._follow(changed)
        if lapsed := self._asks.tick(self._now_ms()):
            self._tell_state(lapsed)
        self._keep_time()  # the wall clock may have gone back

    def _stop_cutting(self) -> None:
        if self._cutting is not None:
            self._cutting.cancel()
            self._cutting = None

    async def _cut(self, wanted: HandoffChanged) -> None:
        try:
            await self._make_cut(wanted.to)
        except RelayRefusedError as error:
            self._follow(self._handoffs.failed(str(error)))
        except Exception:
            _log.exception("The handoff of room %s failed.", self._room)
            self._follow(self._handoffs.failed("The server met a fault of its own; see its log."))

    async def _make_cut(self, name: str) -> None:
        """Order the cut, and wait until it was made.

        Raises:
            RelayRefusedError: If it was not; what was on air stays.
        """
        air, relay = await self._air(), self._relay
        assert relay is not None
        device = newest(name, air.devices) if air else None
        if air is None or device is None:
            raise RelayRefusedError(f"{name} is gone: nothing was changed.")
        splices, deadline_s = air.splices, time.monotonic() + CUT_S
        if not device.is_on_air:
            await relay.take_over(self._room, device.number)
        while time.monotonic() < deadline_s:
            air = await self._air()
            device = newest(name, air.devices) if air else None
            if air is None or device is None:
                raise RelayRefusedError(f"{name} has gone before the cut: nothing was changed.")
            if device.is_on_air:
                was_there = air.splices == splices
                self._follow(self._handoffs.done(Cut(0, 0, 0) if was_there else air.cut))
                return
            await asyncio.sleep(_LOOK_S)
        await relay.cancel(self._room)
        raise RelayRefusedError(
            f"{name} brought no key frame within {CUT_S:.0f} s: nothing was changed."
        )


def _name(seat: Seat) -> str:
    return f"{seat.edge}:{seat.number}"
