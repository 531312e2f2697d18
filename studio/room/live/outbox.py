"""Gifts of one room between the ledger and the screens: each shown, none forgotten.

The ledger puts a gift into its outbox in the transaction that pays it.  It is taken
out again after the flush that carried it and when the store has what followed from it,
many at a time; so whatever is in there
when a room starts was perhaps never seen, and is shown again (clients know a gift by
its number).  That waits until those who watched had time to come back, and until then
nothing is taken out: a flush into an empty room shows nobody anything.

Gifts can return from the ledger out of order.  An order that is under way will get a
number above all that were known when it began, so everything up to the lowest of
those marks may go.  An order whose end is unknown (the ledger failed) keeps its mark
until the outbox was read again.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from studio.room.ledger.entries import Declined, Ledger, Order, Receipt
from studio.room.live.figures import Figures

MAX_IN_FLIGHT = 5_000
MAX_EACH = 16
"""Orders of one user at the ledger at once."""

_log = logging.getLogger(__name__)

MAX_ON_SCREEN = 40_000
"""Beyond it gifts leave the outbox though the store is away or behind: then it loses records
as well, and clients, which know the last 50,000 gifts, could not tell what is shown again."""

RETURN_S = 1.0
"""How long clients take to come back after a restart."""

_GATHER_S = 0.2
_RETRY_S = 1.0
_READ_AT_ONCE = 2_000
_SHOWN_AT_ONCE = 200
_BUSY = Declined("busy", "Too many gifts at once. Try again in a moment.")
_UNKNOWN = Declined("unavailable", "The wallet does not answer. Try again: you pay once at most.")


class Outbox:
    """Pays and shows the gifts of one room.

    Args:
        show: Shows a receipt in the room; called again for one that may not have been seen.
        mark: Returns a mark of what was shown until now.
        shown: Waits until what was shown before a mark is on its way, and kept; says whether
            that is so.
        return_s: From the start until gifts of before are shown.
    """

    def __init__(
        self,
        room: str,
        ledger: Ledger,
        show: Callable[[Receipt], None],
        mark: Callable[[], int],
        shown: Callable[[int], Awaitable[bool]],
        figures: Figures,
        return_s: float = RETURN_S,
    ) -> None:
        self._room = room
        self._ledger = ledger
        self._show = show
        self._mark = mark
        self._shown = shown
        self._due: tuple[int, int] | None = None  # what goes next, and the mark it waits for
        self._figures = figures
        self._return_s = return_s
        self._marks: dict[int, int] = {0: 0}
        self._unknown: set[int] = {0}
        self._each: dict[str, int] = {}
        self._attempt = 0
        self._highest = 0
        self._on_screen: set[int] = set()
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to show what was perhaps never seen, and to take out what was."""
        self._task = asyncio.create_task(self._tidy(), name=f"outbox of {self._room}")

    async def pay(self, order: Order) -> Receipt | Declined:
        """Pay, and show what is paid; the answer is for the giver."""
        if (
            self._figures.gifts_in_flight >= MAX_IN_FLIGHT
            or self._each.get(order.giver, 0) >= MAX_EACH
        ):
            return _BUSY
        self._attempt += 1
        attempt = self._attempt
        self._marks[attempt] = self._highest
        self._each[order.giver] = self._each.get(order.giver, 0) + 1
        self._figures.gifts_in_flight += 1
        try:
            answer = await self._ledger.give(order)
        except Exception:
            self._figures.errors += 1
            _log.exception("The ledger failed; whether a gift was paid is looked up again.")
            answer = _UNKNOWN
        finally:
            self._figures.gifts_in_flight -= 1
            self._count_down(order.giver)
        return self._settled(attempt, answer)

    async def close(self) -> None:
        """End; what is still in the outbox is shown when the room starts again."""
        if self._task:
            self._task.cancel()
            await asyncio.wait([self._task])

    def _settled(self, attempt: int, answer: Receipt | Declined) -> Receipt | Declined:
        if isinstance(answer, Declined):
            self._figures.gifts_declined += 1
            if answer.code == "unavailable":
                self._unknown.add(attempt)
                self._wake.set()
            else:
                del self._marks[attempt]
            return answer
        self._figures.gifts_paid += 1
        if answer.is_repeat:
            # Perhaps paid by another node that died before it showed it: the outbox knows.
            self._unknown.add(attempt)
        elif self._put_on_screen(answer):
            del self._marks[attempt]
        self._wake.set()
        return answer

    def _put_on_screen(self, receipt: Receipt) -> bool:
        if receipt.number in self._on_screen:
            return True
        try:
            self._show(receipt)
        except Exception:
            # Its mark stays, so that the outbox keeps it until the room starts again.
            self._figures.errors += 1
            _log.exception("Gift %d could not be shown.", receipt.number)
            return False
        self._on_screen.add(receipt.number)
        self._highest = max(self._highest, receipt.number)
        return True

    async def _read_again(self, attempts: set[int]) -> bool:
        """Show what is in the outbox and not on the screen, for attempts whose end is unknown.

        Returns:
            Whether all of it could be shown.
        """
        while True:
            limit = len(self._on_screen) + _READ_AT_ONCE
            receipts = await self._ledger.unsent(self._room, limit)
            is_all_shown = True
            for place, receipt in enumerate(receipts):
                if receipt.number not in self._on_screen:
                    self._figures.gifts_shown_again += 1
                    is_all_shown &= self._put_on_screen(receipt)
                if place % _SHOWN_AT_ONCE == 0:
                    await asyncio.sleep(0)
            if len(receipts) < limit or not is_all_shown:
                return is_all_shown
            self._marks.update(dict.fromkeys(attempts, receipts[-1].number))
            await self._take_out()

    async def _tidy(self) -> None:
        await asyncio.sleep(self._return_s)
        self._wake.set()
        while True:
            await self._wake.wait()
            self._wake.clear()
            await asyncio.sleep(_GATHER_S)  # one call for all gifts of that time
            try:
                if self._unknown:
                    settled = set(self._unknown)
                    is_all_shown = await self._read_again(settled)
                    self._unknown -= settled
                    for attempt in settled if is_all_shown else ():
                        self._marks.pop(attempt, None)
                await self._take_out()
            except Exception as error:
                self._figures.errors += 1
                _log.warning("The ledger can't be read (%s); it is tried again.", error)
                await asyncio.sleep(_RETRY_S)
                self._wake.set()

    async def _take_out(self) -> None:
        if self._due is None:
            up_to = min(self._marks.values(), default=self._highest)
            if not any(number <= up_to for number in self._on_screen):
                return
            self._due = up_to, self._mark()
        up_to, mark = self._due
        is_done = await self._shown(mark)
        if not is_done and len(self._on_screen) < MAX_ON_SCREEN:
            # Its turn comes again, with this mark: a store that stays behind would never
            # reach one that moves on, and all that was ever shown would be shown again.
            self._wake.set()
            return
        self._due = None
        await self._ledger.sent(self._room, up_to)
        self._on_screen = {number for number in self._on_screen if number > up_to}
        self._wake.set()  # what was shown while this waited is next

    def _count_down(self, giver: str) -> None:
        self._each[giver] -= 1
        if not self._each[giver]:
            del self._each[giver]
