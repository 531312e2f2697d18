"""Tests of studio.room.inbound.platform_table, on a real PostgreSQL."""

import asyncio

import asyncpg
import pytest

from studio.room.inbound.keys import Bilibili
from studio.room.inbound.platform_table import PlatformTable, PlatformTableError
from tests.room.postgres import Postgres

pytestmark = pytest.mark.slow

KEYS = Bilibili(code="CODE", app_id=7, key_id="KEY", key_secret="SECRET")


def test_nodes_share_keys(postgres: Postgres) -> None:
    async def work() -> None:
        url = postgres.new_database()
        tables = await asyncio.gather(*(PlatformTable.open(url) for _ in range(2)))
        assert await tables[0].bilibili("1") is None
        for keys in (KEYS, KEYS.model_copy(update={"is_on": False})):
            await tables[0].keep("1", keys)
            assert await tables[1].bilibili("1") == keys
        await tables[1].keep("1", None)
        assert await tables[0].bilibili("1") is None
        for table in tables:
            await table.close()

    asyncio.run(work())


def test_what_can_not_be_read_is_a_sentence_without_secrets(postgres: Postgres) -> None:
    async def work() -> None:
        url = postgres.new_database()
        table = await PlatformTable.open(url)
        connection = await asyncpg.connect(url)
        damaged = '{"code": "SECRET"}'
        await connection.execute("INSERT INTO platform_keys VALUES ('1', 'bilibili', $1)", damaged)
        with pytest.raises(PlatformTableError, match="Enter them again") as caught:
            await table.bilibili("1")
        assert "SECRET" not in str(caught.value)
        await connection.execute("DROP TABLE platform_keys")
        await connection.close()
        with pytest.raises(PlatformTableError, match="does not answer"):
            await table.keep("1", KEYS)
        await table.close()

    asyncio.run(work())
