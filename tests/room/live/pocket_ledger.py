"""A ledger in memory that does what the protocol says, for tests and the fan-out bench."""

import asyncio
import time
from collections import defaultdict
from dataclasses import replace

from studio.room.ledger.entries import Audit, Credit, Declined, Marks, Order, Receipt


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
        self.gifts: dict[str, list[Receipt]] = defaultdict(list)
        self.rooms: dict[str, Marks] = defaultdict(Marks)
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

    async def gifts_after(self, room: str, number: int, limit: int) -> list[Receipt]:
        """Return a room's gifts."""
        if self.failing:
            raise self.failing
        return [each for each in self.gifts[room] if each.number > number][:limit]

    async def marks(self, room: str) -> Marks:
        """Return how far a room has come."""
        if self.failing:
            raise self.failing
        return self.rooms[room]

    async def mark(self, room: str, marks: Marks) -> None:
        """Note how far a room has come."""
        if self.failing:
            raise self.failing
        self.rooms[room] |= marks

    def unkept(self, room: str) -> list[int]:
        """Return numbers of gifts of which the store lacks something."""
        return [each.number for each in self.gifts[room] if each.number > self.rooms[room].kept]

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
        self.gifts[order.room].append(receipt)
        return receipt
