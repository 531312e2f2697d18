"""Ends the stays of those who did not come back after an edge was killed.

Whoever comes back within a minute goes on with their stay; of the others it is written
that they left when the room gave its last sign of life.
"""

import asyncio
import logging

from studio.room.live.actor import RoomActor
from studio.room.live.clock import Clock
from studio.room.live.record_queue import RecordQueue
from studio.room.rules.records import Presence
from studio.room.store.unfinished import UnfinishedStays

RETURN_S = 60.0

_log = logging.getLogger(__name__)


class Absentees:
    """Looks after each room that is opened."""

    def __init__(
        self,
        stays: UnfinishedStays,
        records: RecordQueue,
        clock: Clock,
        return_s: float = RETURN_S,
    ) -> None:
        self._stays = stays
        self._records = records
        self._clock = clock
        self._return_s = return_s
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def opened(self, room: RoomActor) -> None:
        """Look in a minute who is missing."""
        work = self._look(room, self._clock.now_ms())
        self._tasks[room.name] = asyncio.create_task(work, name=f"absentees of {room.name}")

    def closed(self, room: str) -> None:
        """Leave it to the next opening."""
        if task := self._tasks.pop(room, None):
            task.cancel()

    async def _look(self, room: RoomActor, opened_ms: int) -> None:
        await asyncio.sleep(self._return_s)
        try:
            unfinished = await self._stays.of(room.name, opened_ms)
        except Exception as error:
            # The border to the database's drivers; the next opening finds them as well.
            _log.warning("Who left room %s at its last end is not known: %s", room.name, error)
            return
        self._records.put(
            [
                Presence(room.name, each.user, "", False, each.is_guest, each.alive_ms)
                for each in unfinished
                if not room.is_here(each.user)
            ]
        )
