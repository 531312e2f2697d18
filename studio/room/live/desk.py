"""Rooms for those who have no connection to one: pages, encoders that go live, other nodes.

::

    desk = HomeDesk(directory)
    await desk.state("1")                          # opened if need be; None: no such room
    await desk.act("1", person, action)            # by the same rules as on a socket
    desk.glance("1")                               # without opening it
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from studio.model.errors import StudioError
from studio.room.live.directory import Directory
from studio.room.protocol.actions import Action
from studio.room.protocol.events import Accepted, Refused
from studio.room.protocol.values import Person, RoomState
from studio.room.rules.outcome import Outcome
from studio.room.rules.refusal import Code
from studio.room.rules.room import Room


class AwayError(StudioError):
    """The node that is home of a room does not answer."""

    def __init__(self) -> None:
        super().__init__("The room can't be reached just now. Try again in a moment.")


@dataclass(frozen=True, slots=True)
class Glance:
    """What lists show of a room."""

    viewers: int = 0
    is_live: bool = False


class Desk(Protocol):
    """Rooms wherever they are at home."""

    async def state(self, room: str) -> RoomState | None:
        """Return what a newcomer would be told, None if there is no such room.

        Raises:
            AwayError: If its home does not answer.
        """

    async def act(self, room: str, who: Person | None, action: Action) -> Accepted | Refused | None:
        """Do something for somebody, None for the anchor; return the reply, None: no such room.

        Raises:
            AwayError: If its home does not answer.
        """

    def glance(self, room: str) -> Glance:
        """Return how a room does."""


class HomeDesk:
    """The desk of the rooms whose home is this node."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    async def state(self, room: str) -> RoomState | None:
        """Return what a newcomer would be told."""
        actor = await self._directory.actor(room)
        return actor.state() if actor else None

    async def act(self, room: str, who: Person | None, action: Action) -> Accepted | Refused | None:
        """Do something for somebody."""
        actor = await self._directory.actor(room)
        if actor is None:
            return None
        person = who or actor.state().anchor
        return actor.perform(lambda live, now_ms: _act(live, person, action, now_ms))

    def glance(self, room: str) -> Glance:
        """Return how a room does that is open here."""
        state = self._directory.state(room)
        return Glance(state.viewers, state.show is not None) if state else Glance()

    def glances(self) -> Iterator[tuple[str, Glance]]:
        """Return how all rooms do in which there is something to see."""
        for room in self._directory.rooms():
            glance = self.glance(room)
            if glance != Glance():
                yield room, glance


def _act(live: Room, person: Person, action: Action, now_ms: int) -> Outcome:
    """Act for somebody who may have no connection to the room, and is no viewer then."""
    outcome = live.act(person.user, action, now_ms)
    if not isinstance(outcome.reply, Refused) or outcome.reply.code != Code.NOT_HERE:
        return outcome
    came = live.join(person, now_ms)
    if isinstance(came.reply, Refused):
        return came
    outcome = live.act(person.user, action, now_ms)
    live.leave(person.user, now_ms)
    return outcome
