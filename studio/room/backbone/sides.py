"""The two sides of a backbone, as protocols; every call returns at once.

What one edge and one home say to each other arrives in the order in which it was
said: a ``welcome`` stands before the ``show`` of the first event that is not in it.
"""

from collections.abc import Awaitable, Callable
from typing import Protocol

from studio.room.backbone.batch import Batch
from studio.room.backbone.close_code import CloseCode
from studio.room.backbone.seat import Guest, Seat, Seen
from studio.room.protocol.actions import Action
from studio.room.rules.room import Room

OpenRoom = Callable[[str], Awaitable[Room | None]]
"""Gives a room as it was left, None if there is none of that id."""


class HomeSide(Protocol):
    """What an edge asks of the home of a room."""

    def join(self, seat: Seat, guest: Guest, seen: Seen | None) -> None:
        """Let somebody in; answered by ``welcome``, or by ``tell`` and ``put_out``."""

    def act(self, seat: Seat, action: Action) -> None:
        """Do something for somebody; answered by ``tell``."""

    def leave(self, seat: Seat) -> None:
        """Forget somebody whose connection ended."""


class EdgeSide(Protocol):
    """What the home of a room asks of the edges."""

    def welcome(self, seat: Seat, messages: tuple[bytes, ...], offset: int) -> None:
        """Send somebody their first messages; they get all events after ``offset`` from now on."""

    def tell(self, seat: Seat, message: bytes) -> None:
        """Send one message to one connection."""

    def show(self, room: str, batch: Batch) -> None:
        """Send events to everybody in a room."""

    def put_out(self, seat: Seat, code: CloseCode, sentence: str) -> None:
        """End a connection."""

    async def shown(self, room: str) -> None:
        """Wait until all that was given to ``show`` is on its way to the clients."""
