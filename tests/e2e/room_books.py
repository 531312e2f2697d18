"""What the books must say after a storm, held against what givers and watchers say.

problems = check_books(data, story, coins=10_000)
"""

import asyncio
import sqlite3
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from studio.room.ledger.sqlite import SqliteLedger

SHOWN = 5


def check_books(data: Path, story: Mapping[str, Any], coins: int) -> list[str]:
    """Return what is wrong, as sentences.

    Args:
        data: The folder of an edge that ended.
        story: The report of ``room_givers``.
        coins: That every giver had at first; each gift costs one.
    """
    with closing(sqlite3.connect(data / "ledger.db")) as books:
        paid = books.execute("SELECT key, number, giver, coins, count FROM gifts").fetchall()
        balances = dict(books.execute("SELECT name, balance FROM accounts"))
    problems = [*_audit(data), *story["failures"][:SHOWN]]
    numbers = {key: number for key, number, *_ in paid}
    acknowledged: dict[str, int] = story["acknowledged"]
    problems += _some(
        "paid twice", [key for key, n in Counter(p[0] for p in paid).items() if n > 1]
    )
    problems += _some(
        "acknowledged and not paid, or by another number",
        [key for key, number in acknowledged.items() if numbers.get(key) != number],
    )
    problems += _some("never answered", story["unanswered"])
    problems += _some(
        "paid and not acknowledged in the end", sorted(set(numbers) - set(acknowledged))
    )
    given = Counter(giver for _, _, giver, *_ in paid)
    problems += _some(
        "with a wrong balance",
        [giver for giver, gifts in given.items() if balances[giver] != coins - gifts],
    )
    for place, seen in enumerate(story["seen"]):
        shown = Counter(seen)
        lost = sorted(set(numbers.values()) - set(shown))
        problems += _some(f"not seen by watcher {place}", lost)
        problems += _some(f"seen twice by watcher {place}", [n for n in shown if shown[n] > 1])
        problems += _some(f"seen by watcher {place}, unpaid", set(shown) - set(numbers.values()))
    if waiting := unkept_gifts(data):
        problems.append(f"{waiting} gifts are not kept.")
    return problems


def unkept_gifts(data: Path) -> int:
    """Return of how many gifts the store lacks something, also while the edge runs."""
    with closing(sqlite3.connect(data / "ledger.db")) as books:
        size: int = books.execute(
            "SELECT count(*) FROM gifts g LEFT JOIN marks m ON m.room = g.room "
            "WHERE g.number > coalesce(m.kept, 0)"
        ).fetchone()[0]
        return size


def _audit(data: Path) -> list[str]:
    async def look() -> list[str]:
        ledger = await SqliteLedger.open(data / "ledger.db")
        try:
            return list((await ledger.audit()).problems)
        finally:
            await ledger.close()

    return asyncio.run(look())


def _some(what: str, which: Any) -> list[str]:
    found = list(which)
    return [f"{len(found)} gifts or givers {what}: {found[:SHOWN]}"] if found else []
