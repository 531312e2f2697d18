"""The ledger's tables in PostgreSQL, and how they are brought up to date."""

import asyncpg

from studio.room.ledger.errors import LedgerError

SCHEMA = "ledger"
"""The store has tables in the same database, some of the same names."""

_LOCK = 0x524C4544  # of an advisory lock: nodes that start at once migrate one after the other

MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE accounts (
        name text PRIMARY KEY, balance bigint NOT NULL,
        CHECK (balance >= 0 OR name = '@mint')
    ) WITH (fillfactor = 50);
    CREATE SEQUENCE movement_numbers;
    CREATE TABLE gifts (
        number bigint PRIMARY KEY, key text NOT NULL, room text NOT NULL, giver text NOT NULL,
        receiver text NOT NULL, gift text NOT NULL, count bigint NOT NULL,
        coins bigint NOT NULL CHECK (coins > 0), detail text NOT NULL,
        balance bigint NOT NULL, at_ms bigint NOT NULL, UNIQUE (giver, key)
    );
    CREATE TABLE credits (
        number bigint PRIMARY KEY, key text NOT NULL, provider text NOT NULL,
        receiver text NOT NULL, coins bigint NOT NULL CHECK (coins > 0), at_ms bigint NOT NULL,
        UNIQUE (provider, key)
    );
    CREATE TABLE postings (
        movement bigint NOT NULL, side smallint NOT NULL, account text NOT NULL,
        coins bigint NOT NULL, PRIMARY KEY (movement, side)
    );
    CREATE TABLE outbox (room text, number bigint, PRIMARY KEY (room, number));
    """,
    # A gift's row names both its accounts, which are its two postings: written once more they
    # were two thirds of the rows of a commit.  Those that were are kept, and audited, as entries.
    # A number is that of a group times 1024: one call takes all that a group may need.
    """
    ALTER TABLE postings RENAME TO entries;
    CREATE TABLE posted (up_to bigint NOT NULL);
    INSERT INTO posted SELECT coalesce(max(movement), 0) FROM entries;
    CREATE VIEW postings AS
        SELECT movement, side, account, coins FROM entries
        UNION ALL SELECT number, 0, giver, -coins FROM gifts
            WHERE number > (SELECT up_to FROM posted)
        UNION ALL SELECT number, 1, receiver, coins FROM gifts
            WHERE number > (SELECT up_to FROM posted)
        UNION ALL SELECT number, 0, '@mint', -coins FROM credits
            WHERE number > (SELECT up_to FROM posted)
        UNION ALL SELECT number, 1, receiver, coins FROM credits
            WHERE number > (SELECT up_to FROM posted);
    CREATE FUNCTION look(
        asked text[], givers text[], keys text[],
        OUT first_number bigint, OUT names text[], OUT balances bigint[], OUT paid text
    ) LANGUAGE plpgsql AS $$
    BEGIN
        -- Each statement sees what was committed before it: keys are read when accounts are ours.
        SELECT array_agg(a.name), array_agg(a.balance) INTO names, balances FROM (
            SELECT name, balance FROM accounts WHERE name = ANY (asked) ORDER BY name FOR UPDATE
        ) a;
        SELECT json_agg(json_build_array(g.number, g.key, g.room, g.giver, g.receiver, g.gift,
            g.count, g.coins, g.detail, g.balance, g.at_ms)) INTO paid
        FROM unnest(givers, keys) AS v (giver, key)
        JOIN gifts g ON g.giver = v.giver AND g.key = v.key;
        first_number := nextval('movement_numbers') * 1024;
    END $$;
    CREATE FUNCTION pay(
        first_number bigint, at_ms bigint, keys text[], rooms text[], givers text[],
        receivers text[], kinds text[], counts bigint[], prices bigint[], details text[],
        lefts bigint[], names text[], changes bigint[], befores bigint[],
        shown text[], marks bigint[]
    ) RETURNS bigint LANGUAGE plpgsql AS $$
    DECLARE
        first bigint := coalesce(first_number, nextval('movement_numbers') * 1024);
        changed bigint;
    BEGIN
        UPDATE accounts a SET balance = a.balance + v.change
        FROM unnest(names, changes, befores) AS v (name, change, before)
        WHERE a.name = v.name AND (v.before IS NULL OR a.balance = v.before)
            AND a.balance + v.change <= 9007199254740992;
        GET DIAGNOSTICS changed = ROW_COUNT;
        IF changed <> cardinality(names) THEN
            RAISE EXCEPTION 'These wallets were changed by another node.'
                USING ERRCODE = 'serialization_failure';
        END IF;
        INSERT INTO gifts SELECT first + n.i - 1, n.key, n.room, n.giver, n.receiver, n.kind,
            n.count, n.coins, n.detail, n.balance, pay.at_ms
        FROM unnest(keys, rooms, givers, receivers, kinds, counts, prices, details, lefts)
            WITH ORDINALITY AS n (key, room, giver, receiver, kind, count, coins, detail,
            balance, i);
        INSERT INTO outbox SELECT n.room, first + n.i - 1
        FROM unnest(rooms) WITH ORDINALITY AS n (room, i);
        IF cardinality(shown) > 0 THEN
            DELETE FROM outbox o USING unnest(shown, marks) AS m (room, up_to)
            WHERE o.room = m.room AND o.number <= m.up_to;
        END IF;
        RETURN first;
    END $$;
    """,
    # An outbox was written with each gift and emptied later.  How far a room has come is two
    # numbers, and an index finds its gifts above them.
    """
    CREATE INDEX gifts_of_rooms ON gifts (room, number);
    CREATE TABLE marks (
        room text PRIMARY KEY, seen bigint NOT NULL, kept bigint NOT NULL
    ) WITH (fillfactor = 50);
    INSERT INTO marks SELECT g.room, coalesce(o.before, g.newest), coalesce(o.before, g.newest)
        FROM (SELECT room, max(number) AS newest FROM gifts GROUP BY room) g
        LEFT JOIN (SELECT room, min(number) - 1 AS before FROM outbox GROUP BY room) o
            ON o.room = g.room;
    DROP TABLE outbox;
    DROP FUNCTION pay;
    CREATE FUNCTION pay(
        first_number bigint, at_ms bigint, keys text[], rooms text[], givers text[],
        receivers text[], kinds text[], counts bigint[], prices bigint[], details text[],
        lefts bigint[], names text[], changes bigint[], befores bigint[],
        marked text[], seens bigint[], kepts bigint[]
    ) RETURNS bigint LANGUAGE plpgsql AS $$
    DECLARE
        first bigint := coalesce(first_number, nextval('movement_numbers') * 1024);
        changed bigint;
    BEGIN
        UPDATE accounts a SET balance = a.balance + v.change
        FROM unnest(names, changes, befores) AS v (name, change, before)
        WHERE a.name = v.name AND (v.before IS NULL OR a.balance = v.before)
            AND a.balance + v.change <= 9007199254740992;
        GET DIAGNOSTICS changed = ROW_COUNT;
        IF changed <> cardinality(names) THEN
            RAISE EXCEPTION 'These wallets were changed by another node.'
                USING ERRCODE = 'serialization_failure';
        END IF;
        INSERT INTO gifts SELECT first + n.i - 1, n.key, n.room, n.giver, n.receiver, n.kind,
            n.count, n.coins, n.detail, n.balance, pay.at_ms
        FROM unnest(keys, rooms, givers, receivers, kinds, counts, prices, details, lefts)
            WITH ORDINALITY AS n (key, room, giver, receiver, kind, count, coins, detail,
            balance, i);
        IF cardinality(marked) > 0 THEN
            INSERT INTO marks AS m SELECT * FROM unnest(marked, seens, kepts)
            ON CONFLICT (room) DO UPDATE SET seen = greatest(m.seen, excluded.seen),
                kept = greatest(m.kept, excluded.kept);
        END IF;
        RETURN first;
    END $$;
    """,
)


async def migrate(
    connection: "asyncpg.Connection[asyncpg.Record]", migrations: tuple[str, ...] = MIGRATIONS
) -> None:
    """Make the tables if there are none, and bring them up to date.

    Raises:
        LedgerError: If they were made by a newer version.
    """
    async with connection.transaction():
        await connection.execute("SELECT pg_advisory_xact_lock($1)", _LOCK)
        await connection.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
        await connection.execute(
            "CREATE TABLE IF NOT EXISTS ledger_schema (version integer NOT NULL)"
        )
        version = await connection.fetchval("SELECT max(version) FROM ledger_schema") or 0
        if version > len(migrations):
            raise LedgerError(
                f"The ledger's database was made by a newer version (schema {version}; this one "
                f"knows {len(migrations)}). Update Rocket Studio; nothing was changed."
            )
        for number, script in enumerate(migrations[version:], version + 1):
            await connection.execute(script)
            await connection.execute("INSERT INTO ledger_schema VALUES ($1)", number)
