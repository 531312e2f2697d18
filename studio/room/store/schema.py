"""The tables.  Times are milliseconds of the wall clock, texts are as people wrote them."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    false,
    text,
)

metadata = MetaData()


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
    Column("room", String(64)),
    Index("sessions_by_user", "user"),
    Index("sessions_by_end", "expires_s"),
)

short_links = Table(
    "short_links",
    metadata,
    Column("code", String(16), primary_key=True),
    Column("path", Text, nullable=False),  # with its invitation: as secret as the key of a door
    Column("expires_s", BigInteger, nullable=False),
)

revocations = Table(
    "revocations",
    metadata,
    Column("digest", String(64), primary_key=True),  # of the invitation
    Column("expires_s", BigInteger, nullable=False),
)
"""Invitations that were taken back before they were over."""

rooms = Table(
    "rooms",
    metadata,
    _id("room", is_key=True),
    Column("title", String(64), nullable=False),
    _id("anchor"),
    _ms("made_ms"),
)

members = Table(
    "members",
    metadata,
    _id("room", is_key=True),
    _id("user", is_key=True),
    Column("name", String(64), nullable=False),
    Column("coins", BigInteger, nullable=False, server_default="0"),
    Column("level", Integer, nullable=False, server_default="0"),
    Column("intimacy", BigInteger),
    Column("fan_level", Integer, nullable=False, server_default="0"),
    _ms(),
    Index("members_by_time", "room", "at_ms"),
)

appointments = Table(
    "appointments",
    metadata,
    _id("room", is_key=True),
    _id("user", is_key=True),
    Column("role", String(16), nullable=False),
    _id("by"),
    _ms(),
)

restrictions = Table(
    "restrictions",
    metadata,
    _id("room", is_key=True),
    _id("user", is_key=True),
    Column("what", String(16), primary_key=True),
    _ms("until_ms"),
    _id("by"),
    Column("by_role", String(16), nullable=False),
    Column("reason", Text, nullable=False),
    _ms(),
)

settings = Table(
    "settings",
    metadata,
    _id("room", is_key=True),
    Column("slow_mode_s", Integer, nullable=False),
    _ms(),
)

danmaku = Table(
    "danmaku",
    metadata,
    _id("room", is_key=True),
    Column("danmaku", BigInteger, primary_key=True, autoincrement=False),
    _id("user"),
    Column("name", String(64), nullable=False),
    Column("text", Text, nullable=False),
    Column("shown", Text),  # NULL: it was held, and nobody let it go
    Column("color", String(7), nullable=False),
    Column("place", String(8), nullable=False),
    Column("reasons", Text, nullable=False),
    Column("score", Float, nullable=False, server_default="0"),
    Column("is_hidden", Boolean, nullable=False, server_default=false()),
    _ms(),
    Column("source", String(64), nullable=False, server_default="room"),
    Index("danmaku_by_time", "room", "at_ms"),
    Index("danmaku_by_user", "user", "at_ms"),
    # Small, as few are ever held: the review queue is found without a look at the rest.
    Index(
        "danmaku_held",
        "room",
        "danmaku",
        sqlite_where=text("shown IS NULL"),
        postgresql_where=text("shown IS NULL"),
    ),
)

gifts = Table(
    "gifts",
    metadata,
    _id("room", is_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    _id("kind"),
    Column("count", Integer, nullable=False),
    Column("coins", BigInteger, nullable=False),
    _id("giver"),
    Column("giver_name", String(64), nullable=False),
    _id("receiver"),
    _id("combo"),
    Column("combo_count", Integer, nullable=False),
    Column("battle", String(64)),
    _ms(),
    Index("gifts_by_time", "room", "at_ms"),
)

foreign_gifts = Table(
    "foreign_gifts",
    metadata,
    _id("room", is_key=True),
    Column("source", String(64), primary_key=True),
    Column("message", String(256), primary_key=True),
    Column("name", String(64), nullable=False),
    Column("count", Integer, nullable=False),
    Column("worth_fen", BigInteger, nullable=False),
    _id("user"),
    Column("user_name", String(64), nullable=False),
    _ms(),
    Column("is_taken_back", Boolean, nullable=False, server_default=false()),
    Index("foreign_gifts_by_time", "room", "at_ms"),
)

presence = Table(
    "presence",
    metadata,
    _id("room", is_key=True),
    _id("user", is_key=True),
    Column("at_ms", BigInteger, primary_key=True, autoincrement=False),
    Column("is_here", Boolean, primary_key=True),
    Column("is_guest", Boolean, nullable=False),
    Index("presence_by_time", "room", "at_ms"),
)

likes = Table(
    "likes",
    metadata,
    _id("room", is_key=True),
    Column("at_ms", BigInteger, primary_key=True, autoincrement=False),
    Column("count", Integer, nullable=False),
    Column("total", BigInteger, nullable=False),
)

shows = Table(
    "shows",
    metadata,
    _id("room", is_key=True),
    _id("show", is_key=True),
    Column("title", String(64), nullable=False),
    Column("category", String(64), nullable=False),
    _ms("started_ms"),
    Column("ended_ms", BigInteger),
    Column("likes", BigInteger, nullable=False, server_default="0"),
    Column("peak_viewers", Integer, nullable=False, server_default="0"),
    Index("shows_by_time", "room", "started_ms"),
)

results = Table(
    "results",
    metadata,
    _id("room", is_key=True),
    Column("kind", String(16), primary_key=True),  # poll, lottery, battle, peer or stage
    _id("name", is_key=True),
    Column("state", Text, nullable=False),  # JSON, as the protocol has it
    _ms(),
)

battle_lines = Table(
    "battle_lines",
    metadata,
    _id("battle", is_key=True),
    Column("line", Integer, primary_key=True, autoincrement=False),
    Column("what", String(16), nullable=False),
    _id("room"),
    _id("user"),
    Column("name", String(64), nullable=False),
    Column("coins", BigInteger, nullable=False),
    Column("number", BigInteger, nullable=False),
    _ms(),
)

battle_rules = Table(
    "battle_rules",
    metadata,
    _id("battle", is_key=True),
    _id("rules"),
    Column("content", Text, nullable=False),  # JSON
    _ms(),
)
"""The rules that a battle was begun with."""

open_things = Table(
    "open_things",
    metadata,
    _id("room", is_key=True),
    Column("kind", String(16), primary_key=True),  # poll, lottery or battle
    _id("name", is_key=True),
    Column("state", Text, nullable=False),  # JSON: what it takes to go on after a crash
    _ms(),
)
"""What goes on in rooms just now; a row is deleted when it is over."""

open_entries = Table(
    "open_entries",
    metadata,
    _id("room", is_key=True),
    _id("name", is_key=True),
    _id("user", is_key=True),
    Column("called", String(64), nullable=False),
    Column("value", Integer, nullable=False),  # the choice voted for; 0: taken out, 1: in
)
"""Who votes in a poll or takes part in a lottery that is open; deleted with it."""

audit = Table(
    "audit",
    metadata,
    _id("room", is_key=True),
    Column("at_ms", BigInteger, primary_key=True, autoincrement=False),
    _id("actor", is_key=True),
    Column("action", String(32), primary_key=True),
    _id("subject", is_key=True),
    Column("detail", Text, nullable=False),
)
"""Who did what to whom; the same entry twice is one."""
