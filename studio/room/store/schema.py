"""The tables.  Times are milliseconds of the wall clock, texts are as people wrote them."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()

_Number = BigInteger().with_variant(Integer, "sqlite")
"""SQLite counts up by itself in INTEGER only."""


def _id(name: str, *, is_key: bool = False) -> Column[str]:
    return Column(name, String(64), nullable=False, primary_key=is_key)


def _ms(name: str = "at_ms") -> Column[int]:
    return Column(name, BigInteger, nullable=False)


version = Table("version", metadata, Column("version", Integer, primary_key=True))

users = Table(
    "users",
    metadata,
    _id("user", is_key=True),
    Column("name", String(64), nullable=False),
    Column("is_guest", Boolean, nullable=False),
    _ms("made_ms"),
    Column("coins_given", BigInteger, nullable=False, server_default="0"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("number", String(16), primary_key=True),
    _id("user"),
    Column("is_operator", Boolean, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("previous", String(64), nullable=False),
    Column("previous_ends_s", BigInteger, nullable=False),
    Column("expires_s", BigInteger, nullable=False),
    Index("sessions_by_user", "user"),
    Index("sessions_by_end", "expires_s"),
)

rooms = Table(
    "rooms",
    metadata,
    _id("room", is_key=True),
    Column("title", String(64), nullable=False),
    _id("anchor"),
    _ms("made_ms"),
)

audit = Table(
    "audit",
    metadata,
    Column("entry", _Number, primary_key=True, autoincrement=True),
    _ms(),
    Column("room", String(64), nullable=False),
    _id("actor"),
    Column("action", String(32), nullable=False),
    Column("subject", String(64), nullable=False),
    Column("detail", Text, nullable=False),
    Index("audit_by_room", "room", "at_ms"),
)
