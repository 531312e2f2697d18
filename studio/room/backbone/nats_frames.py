"""What edges and homes on different nodes say to each other, as bytes.

MessagePack arrays: what it is, the room, the epoch of the room's home that is meant,
and the rest.  Batches and messages for clients stay the bytes that they are::

    frame = encode(Kind.TELL, "1", 3, number, message)
    kind, room, epoch, rest = decode(frame)
"""

from enum import IntEnum
from typing import Any

import msgpack  # type: ignore[import-untyped]  # it ships no types

from studio.room.backbone.batch import Batch
from studio.room.backbone.seat import Guest, Seen
from studio.room.protocol.actions import ACTION, Action
from studio.room.protocol.values import Role


class Kind(IntEnum):
    """What a frame is; the first ones are said by edges, the others by homes."""

    JOIN = 1
    ACT = 2
    LEAVE = 3
    SHOWN = 4
    WELCOME = 11
    TELL = 12
    SHOW = 13
    PUT_OUT = 14
    IS_SHOWN = 15
    MOVED = 16
    MISSED = 17


FIRST_OF_HOMES = Kind.WELCOME


def encode(kind: Kind, room: str, epoch: int, *rest: object) -> bytes:
    """Return a frame."""
    frame: bytes = msgpack.packb((int(kind), room, epoch, *rest))
    return frame


def decode(frame: bytes) -> tuple[Kind, str, int, list[Any]]:
    """Return what a frame holds; another version's frames raise ValueError."""
    kind, room, epoch, *rest = msgpack.unpackb(frame)
    return Kind(kind), room, epoch, rest


def joining(guest: Guest, seen: Seen | None) -> tuple[object, ...]:
    """Return who joins, as a part of a frame."""
    last = (seen.epoch, seen.offset) if seen else None
    who = (guest.user, guest.name, guest.role.value, guest.has_wallet, guest.kind, guest.link)
    return (*who, last)


def read_joining(part: list[Any]) -> tuple[Guest, Seen | None]:
    """Return who joins."""
    user, name, role, has_wallet, kind, link, last = part
    return Guest(user, name, Role(role), has_wallet, kind, link), Seen(*last) if last else None


def acting(action: Action) -> bytes:
    """Return an action, as a part of a frame."""
    return action.model_dump_json().encode()


def read_acting(part: bytes) -> Action:
    """Return an action."""
    return ACTION.validate_json(part)


def showing(batch: Batch) -> tuple[object, ...]:
    """Return events, as a part of a frame."""
    return (batch.first, batch.last, batch.control, batch.money, batch.danmaku)


def read_showing(part: list[Any]) -> Batch:
    """Return events."""
    return Batch(*part)
