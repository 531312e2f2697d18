"""The connections of one room on this edge, and what is sent to all of them.

A flush goes through them in slices with a turn of the loop between, so that replies,
other rooms and HTTP go on meanwhile.  Whoever comes, leaves or falls behind during a
flush is sorted in after it; a newcomer gets exactly the events after its own welcome.
"""

import logging
import time
from asyncio import AbstractEventLoop, Future, get_running_loop
from collections.abc import Iterator

from studio.room.backbone.batch import Batch, merge
from studio.room.backbone.close_code import CloseCode
from studio.room.live.figures import Figures
from studio.room.live.packer import Packer, after
from studio.room.ws.connection import Connection
from studio.room.ws.frames import HEADROOM, deflated, framed
from studio.room.ws.limits import Limits
from studio.room.ws.messages import TEXT
from studio.room.ws.roster import Roster

_log = logging.getLogger(__name__)

_SLICE = 1_000
"""Sockets between two turns of the loop: about 7 ms."""


class Crowd:
    """All of one room who are connected here."""

    def __init__(self, limits: Limits, figures: Figures) -> None:
        self._limits = limits
        self._figures = figures
        self._loop: AbstractEventLoop = get_running_loop()
        self._packer = Packer()
        self._plain, self._deflated = Roster(), Roster()
        self._newcomers: list[tuple[int, Connection]] = []
        self._behind: dict[Connection, None] = {}
        self._unsorted: list[Connection] = []
        self._steps: Iterator[None] | None = None
        self._is_due = False
        self._greeted: list[tuple[int, Connection]] = []
        self._given = self._target = self._sent = 0
        self._watchers: list[tuple[int, Future[None]]] = []
        self._last_sent_ns = time.monotonic_ns()
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def enter(self, connection: Connection, offset: int) -> None:
        """Take in somebody who was told everything up to ``offset``."""
        self._size += 1
        connection.crowd = self
        if self._packer.is_empty:
            self._sort_later(connection)
        else:
            self._newcomers.append((offset, connection))

    def leave(self, connection: Connection) -> None:
        """Forget somebody."""
        self._size -= 1
        connection.crowd = None
        self._sort_later(connection)

    def changed_pace(self, connection: Connection) -> None:
        """Look after somebody who fell behind, or let them go with the rest again."""
        if connection.roster or connection in self._behind:  # a newcomer is sorted in anyway
            self._sort_later(connection)

    def show(self, batch: Batch) -> None:
        """Send events to everybody, as soon as it makes sense."""
        if not self._size:
            return
        self._given += 1
        self._packer.add(batch)
        self._arrange()

    async def shown(self) -> None:
        """Wait until everything given to ``show`` was handed to the sockets."""
        if self._sent < self._given:
            future: Future[None] = self._loop.create_future()
            self._watchers.append((self._given, future))
            await future

    def look_around(self, now_ns: int) -> None:
        """End connections that stay behind, and keep a quiet room's connections alive."""
        for connection in list(self._behind):
            self._judge_slow(connection, now_ns)
        if now_ns - self._last_sent_ns > self._limits.quiet_s * 1e9:
            self.show(Batch(0, 0))

    def _arrange(self) -> None:
        if self._is_due or self._steps:
            return
        self._is_due = True
        wait_ns = self._packer.due_ns() - time.monotonic_ns()
        if wait_ns <= 0:
            # Now, and not in the loop's next turn: what everybody waits for goes before the
            # reply and the records, which cost a twentieth of a flush to a thousand.
            self._begin()
        else:
            self._loop.call_later(wait_ns / 1e9, self._begin)

    def _begin(self) -> None:
        self._is_due = False
        self._steps = self._flush(self._packer.take(time.monotonic_ns()))
        self._go_on()

    def _go_on(self) -> None:
        assert self._steps is not None
        try:
            next(self._steps)
        except StopIteration:
            self._finish()
        except Exception:
            self._figures.errors += 1
            _log.exception("A flush to a room failed; the next one goes on.")
            self._finish()
        else:
            self._loop.call_soon(self._go_on)

    def _flush(self, batches: list[Batch]) -> Iterator[None]:
        began_ns = self._last_sent_ns = time.monotonic_ns()
        self._target = self._given
        self._greeted, self._newcomers = self._newcomers, []
        whole = merge(batches)
        message = whole.everything()
        plain = framed(message)
        small = deflated(message) if self._deflated.sends else None
        yield from self._send(self._plain, plain, is_deflated=False)
        yield from self._send(self._deflated, small or plain, is_deflated=small is not None)
        for connection in list(self._behind):
            self._send_behind(connection, whole, message)
        self._greet(batches)
        took_ns = time.monotonic_ns() - began_ns
        self._figures.flushes += 1
        self._figures.flush.record(took_ns)

    def _send(self, roster: Roster, frame: bytearray, *, is_deflated: bool) -> Iterator[None]:
        sends, end = roster.sends, len(roster.sends)
        for start in range(0, end, _SLICE):
            if start:
                yield
            part = sends[start : min(start + _SLICE, end)]
            # Numbers and short calls: picows' enum costs 0.5 µs for each connection.
            if is_deflated:
                for send in part:
                    send(TEXT, frame, HEADROOM, True, True)
            else:
                for send in part:
                    send(TEXT, frame, HEADROOM)
        self._figures.frames_sent += end
        self._figures.bytes_sent += end * (len(frame) - HEADROOM)

    def _send_behind(self, connection: Connection, whole: Batch, message: bytes) -> None:
        if self._judge_slow(connection, time.monotonic_ns()):
            if connection.waiting_bytes() <= self._limits.spare_bytes:
                connection.tell(message)
            else:
                self._figures.danmaku_spared += 1
                if essential := whole.essential():
                    connection.tell(essential)

    def _judge_slow(self, connection: Connection, now_ns: int) -> bool:
        """Return whether somebody who is behind may stay; end the connection if not."""
        behind_ns = now_ns - (connection.behind_since_ns or now_ns)
        is_full = connection.waiting_bytes() > self._limits.close_bytes
        if not is_full and behind_ns <= self._limits.close_s * 1e9:
            return True
        if not connection.is_ended:
            self._figures.closed_too_slow += 1
            connection.end(
                CloseCode.TOO_SLOW, "Your connection was too slow. Go on from the last offset."
            )
        return False

    def _greet(self, batches: list[Batch]) -> None:
        """Send each newcomer what came after the welcome; many share the same."""
        made: dict[int, bytes | None] = {}
        for offset, connection in self._greeted:
            if offset not in made:
                rest = after(batches, offset)
                made[offset] = rest.everything() if rest else None
            message = made[offset]
            if message and connection.crowd is self:
                connection.tell(message)

    def _finish(self) -> None:
        self._steps = None
        self._packer.flushed(time.monotonic_ns())
        self._figures.danmaku_dropped_bytes += self._packer.dropped_bytes
        self._packer.dropped_bytes = 0
        self._sent = self._target
        unsorted, self._unsorted = self._unsorted, []
        greeted, self._greeted = self._greeted, []
        for connection in [*unsorted, *(newcomer for _, newcomer in greeted)]:
            self._sort(connection)
        reached = [each for each in self._watchers if each[0] <= self._sent]
        self._watchers = [each for each in self._watchers if each[0] > self._sent]
        for _, future in reached:
            if not future.done():
                future.set_result(None)
        if not self._packer.is_empty:
            self._arrange()

    def _sort_later(self, connection: Connection) -> None:
        if self._steps:
            self._unsorted.append(connection)
        else:
            self._sort(connection)

    def _sort(self, connection: Connection) -> None:
        """Put a connection where it belongs now: with those in time, those behind, nowhere."""
        if connection.roster:
            connection.roster.remove(connection)
        self._behind.pop(connection, None)
        if connection.crowd is not self:
            return
        if connection.behind_since_ns:
            self._behind[connection] = None
        elif connection.takes_deflated:
            self._deflated.add(connection)
        else:
            self._plain.add(connection)
