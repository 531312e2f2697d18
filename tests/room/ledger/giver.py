"""A process that gives as fast as it can, and tells what was acknowledged; tests kill it.

    python -m tests.room.ledger.giver LEDGER ROUND

Each line of its output is the key of an acknowledged gift.
"""

import asyncio
import os
import sys
from pathlib import Path

from studio.room.ledger.entries import Credit, Order, Receipt
from studio.room.ledger.sqlite import SqliteLedger

SENDERS = 50
COINS = 10_000_000


async def give(ledger: SqliteLedger, round_: str, sender: int) -> None:
    turn = 0
    while True:
        key = f"r{round_}-{sender}-{turn:06}"
        answer = await ledger.give(Order(key, "r1", f"u{sender}", "bob", "rose", 1, 1))
        assert isinstance(answer, Receipt), answer
        os.write(1, f"{key}\n".encode())
        turn += 1


async def main(path: Path, round_: str) -> None:
    ledger = await SqliteLedger.open(path)
    for sender in range(SENDERS):
        await ledger.credit(Credit(f"p{sender}", f"u{sender}", COINS, "fake"))
    await asyncio.gather(*(give(ledger, round_, sender) for sender in range(SENDERS)))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2]))
