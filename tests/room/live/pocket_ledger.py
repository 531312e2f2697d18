"""A ledger in memory that does what the protocol says, for tests and the fan-out bench."""

import asyncio
import time
from collections import defaultdict
from dataclasses import replace

from studio.room.ledger.entries import Audit, Credit, Declined, Order, Receipt


class PocketLedger:
    """Everybody starts with a million coins.

    Attributes:
        gate: While it is not set, orders are paid but their answers wait.
        failing: What the next calls raise, if anything.
    """

    def __init__(self) -> None:
        self.gate = asyncio.Event()
        self.gate.set()
        self.failing: Exception | None = None
        self.paid: dict[tuple[str, str], Receipt] = {}
        self.outbox: dict[str, list[Receipt]] = defaultdict(list)
        self.balances: dict[str, int] = defaultdict(lambda: 1_000_000)

    async def give(self, order: Order) -> Receipt | Declined:
        """Pay at once, answer when the gate is open."""
        answer = self._pay(order)
        await self.gate.wait()
        if self.failing:
            raise self.failing
        return answer

    async def credit(self, credit: Credit) -> int | Declined:
        """Add coins."""
        self.balances[credit.user] += credit.coins
        return self.balances[credit.user]

    async def balance(self, user: str) -> int:
        """Return coins."""
        return self.balances[user]

    async def unsent(self, room: str, limit: int) -> list[Receipt]:
        """Return what is in the outbox."""
        if self.failing:
            raise self.failing
        return self.outbox[room][:limit]

    async def sent(self, room: str, up_to: int) -> None:
        """Take gifts out of the outbox."""
        if self.failing:
            raise self.failing
        self.outbox[room] = [each for each in self.outbox[room] if each.number > up_to]

    async def audit(self) -> Audit:
        """Find nothing wrong."""
        return Audit(len(self.paid), 0, len(self.balances), ())

    async def close(self) -> None:
        """Do nothing."""

    def _pay(self, order: Order) -> Receipt | Declined:
        before = self.paid.get((order.giver, order.key))
        if before:
            return replace(before, is_repeat=True)
        if self.balances[order.giver] < order.coins:
            return Declined("overdraft", "Not enough coins.")
        self.balances[order.giver] -= order.coins
        number, balance = len(self.paid) + 1, self.balances[order.giver]
        receipt = Receipt(number, order, balance, time.time_ns() // 1_000_000)
        self.paid[order.giver, order.key] = receipt
        self.outbox[order.room].append(receipt)
        return receipt
