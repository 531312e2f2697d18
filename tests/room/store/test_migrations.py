"""Tests of studio.room.store.migrations: a database of an older version becomes one of this."""

import asyncio
import sqlite3
from pathlib import Path

from studio.room.rules import data as rule_data
from studio.room.rules import records as r
from studio.room.store.engines import sqlite_url
from studio.room.store.store import Store

NEW_TABLES = (
    *("foreign_gifts", "open_things", "open_entries"),
    *("revocations", "battle_rules", "short_links"),
)


def test_a_database_of_the_first_version_gets_what_it_lacks(tmp_path: Path) -> None:
    path = tmp_path / "room.db"

    async def keep_and_read() -> list[str]:
        store = await Store.open(sqlite_url(path), rule_data.load())
        await store.keep([r.ForeignGave("1", "bilibili", "m", "x", 1, 1, "bilibili:a", "a", 1)])
        found = await store.looks.danmaku("1", limit=5, before=10)
        await store.close()
        return [f"{each.text} from {each.source}" for each in found]

    assert asyncio.run(keep_and_read()) == []
    with sqlite3.connect(path) as database:  # as the first version left it
        for table in NEW_TABLES:
            database.execute(f"DROP TABLE {table}")
        database.execute("ALTER TABLE danmaku DROP COLUMN source")
        database.execute("UPDATE version SET version = 1")
        database.execute(
            "INSERT INTO danmaku (room, danmaku, user, name, text, shown, color, place, reasons,"
            " at_ms) VALUES ('1', 1, 'u', 'n', 'old', 'old', '#FFFFFF', 'scroll', '[]', 1)"
        )
    assert asyncio.run(keep_and_read()) == ["old from room"]
    with sqlite3.connect(path) as database:
        assert database.execute("SELECT version FROM version").fetchall() == [(5,)]
        assert database.execute("SELECT message FROM foreign_gifts").fetchall() == [("m",)]
