"""Users and the sessions of their browsers; rooms and who is what in them.

All of it is on the way of an answer, so it is written at once and read where it is
written, never from a replica.
"""

import secrets
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Select, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncEngine

from studio.room.auth.refresh import Session
from studio.room.protocol.values import Role
from studio.room.store.schema import (
    appointments,
    revocations,
    rooms,
    sessions,
    short_links,
    users,
)


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who was here once."""

    user: str
    name: str
    is_guest: bool
    made_ms: int


@dataclass(frozen=True, slots=True)
class KnownRoom:
    """A room that exists, whether somebody is in it or not."""

    room: str
    title: str
    anchor: str
    anchor_name: str
    made_ms: int


def new_id(prefix: str) -> str:
    """Return an id that nobody has."""
    return f"{prefix}{secrets.token_hex(6)}"


class People:
    """Users, sessions, rooms, roles."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        is_postgres = engine.dialect.name == "postgresql"
        self._insert = postgresql.insert if is_postgres else sqlite.insert

    async def add_user(self, user: User) -> None:
        """Keep somebody new; somebody known stays as they are."""
        await self._run(self._insert(users).values(**asdict(user)).on_conflict_do_nothing())

    async def find_user(self, user: str) -> User | None:
        """Return somebody."""
        row = await self._first(select(users).where(users.c.user == user))
        return User(**row) if row else None

    async def rename(self, user: str, name: str, *, is_guest: bool) -> None:
        """Call somebody something else."""
        values = {"name": name, "is_guest": is_guest}
        await self._run(update(users).where(users.c.user == user).values(values))

    async def keep_session(self, session: Session) -> None:
        """Keep a new session, or what has become of one."""
        values = asdict(session)
        statement = self._insert(sessions).values(values)
        changes = {name: value for name, value in values.items() if name != "number"}
        await self._run(statement.on_conflict_do_update(index_elements=["number"], set_=changes))

    async def find_session(self, number: str) -> Session | None:
        """Return a session."""
        row = await self._first(select(sessions).where(sessions.c.number == number))
        return Session(**row) if row else None

    async def end_session(self, number: str) -> None:
        """Forget a session."""
        await self._run(delete(sessions).where(sessions.c.number == number))

    async def end_all_sessions(self) -> None:
        """Let every browser sign in anew."""
        await self._run(delete(sessions))

    async def forget_old_sessions(self, now_s: int) -> None:
        """Delete those that are over, and what is known of invitations that are."""
        for table in (sessions, revocations, short_links):
            await self._run(delete(table).where(table.c.expires_s <= now_s))

    async def revoke(self, digest: str, expires_s: int) -> None:
        """Let an invitation hold no longer; twice is once."""
        statement = self._insert(revocations).values(digest=digest, expires_s=expires_s)
        await self._run(statement.on_conflict_do_nothing(index_elements=["digest"]))

    async def is_revoked(self, *digests: str) -> bool:
        """Return whether an invitation was taken back, by one of what stands for it."""
        statement = select(revocations.c.digest).where(revocations.c.digest.in_(digests))
        return await self._first(statement) is not None

    async def add_room(self, room: str, title: str, anchor: str, made_ms: int) -> bool:
        """Make a room; say whether there was none of that name."""
        statement = self._insert(rooms).values(
            room=room, title=title, anchor=anchor, made_ms=made_ms
        )
        async with self._engine.begin() as connection:
            result = await connection.execute(
                statement.on_conflict_do_nothing(index_elements=["room"])
            )
            return bool(result.rowcount)

    async def find_room(self, room: str) -> KnownRoom | None:
        """Return a room."""
        row = await self._first(_KNOWN_ROOMS.where(rooms.c.room == room))
        return KnownRoom(**row) if row else None

    async def rooms(self, *, limit: int = 100, after: str = "") -> list[KnownRoom]:
        """Return the rooms whose names follow, in the order of their names."""
        statement = _KNOWN_ROOMS.where(rooms.c.room > after).order_by(rooms.c.room).limit(limit)
        async with self._engine.connect() as connection:
            result = await connection.execute(statement)
            return [KnownRoom(**row) for row in result.mappings()]

    async def count_users(self) -> int:
        """Return how many have an account."""
        counted = select(func.count()).select_from(users).where(users.c.is_guest.is_(False))
        async with self._engine.connect() as connection:
            return int((await connection.execute(counted)).scalar_one())

    async def role_in(self, room: str, user: str) -> Role:
        """Return what somebody is in a room."""
        known = await self.find_room(room)
        if known is not None and known.anchor == user:
            return Role.ANCHOR
        row = await self._first(
            select(appointments.c.role).where(
                appointments.c.room == room, appointments.c.user == user
            )
        )
        return Role(row["role"]) if row else Role.VIEWER

    async def appoint_invited(self, room: str, user: str, role: Role, at_ms: int) -> Role:
        """Give somebody the role of an invitation, unless the room decided otherwise before.

        Returns:
            What they are now.
        """
        statement = self._insert(appointments).values(
            room=room, user=user, role=role.value, by="invitation", at_ms=at_ms
        )
        await self._run(statement.on_conflict_do_nothing(index_elements=["room", "user"]))
        return await self.role_in(room, user)

    async def _run(self, statement: Any) -> None:
        async with self._engine.begin() as connection:
            await connection.execute(statement)

    async def _first(self, statement: Select[Any]) -> RowMapping | None:
        async with self._engine.connect() as connection:
            row: RowMapping | None = (await connection.execute(statement)).mappings().first()
            return row


_KNOWN_ROOMS = select(
    rooms.c.room,
    rooms.c.title,
    rooms.c.anchor,
    func.coalesce(users.c.name, rooms.c.anchor).label("anchor_name"),
    rooms.c.made_ms,
).select_from(rooms.outerjoin(users, users.c.user == rooms.c.anchor))
