"""All connections of one process: who may come in, what they say, what they are told.

It reads tokens and messages, so that a home is asked only what somebody may ask::

    edge = Edge("edge", backbone.homes, tokens.read, clock.now_s, figures)
    server = await serve("127.0.0.1", 8081, edge)
"""

import asyncio
import json
import time
from collections import deque
from collections.abc import Callable, Container

from pydantic import ValidationError

from studio.room.auth.errors import TokenError
from studio.room.auth.tokens import Claims
from studio.room.backbone.batch import Batch
from studio.room.backbone.close_code import CloseCode
from studio.room.backbone.seat import Guest, Seat, Seen
from studio.room.backbone.sides import HomeSide
from studio.room.live.figures import Figures
from studio.room.live.token_bucket import TokenBucket
from studio.room.protocol.actions import ACTION, JOIN, MAX_OTHER_BYTES
from studio.room.protocol.events import Refused
from studio.room.protocol.stage_actions import Signal
from studio.room.ws.connection import Connection
from studio.room.ws.crowd import Crowd
from studio.room.ws.descriptors import raise_limit
from studio.room.ws.limits import Limits

_LOOK_AROUND_S = 0.5
_ENDED_AT_ONCE = 500


class Edge:
    """The connections of this process.

    Args:
        name: Tells this edge from others of the same server.
        homes: Where rooms are.
        read_token: Gives what a token says at a time in seconds, or raises TokenError.
        now_s: Wall clock.
    """

    def __init__(
        self,
        name: str,
        homes: HomeSide,
        read_token: Callable[[str, int], Claims],
        now_s: Callable[[], int],
        figures: Figures,
        limits: Limits | None = None,
    ) -> None:
        self.figures = figures
        self.limits = limits or Limits()
        self._name = name
        self._homes = homes
        self._read_token = read_token
        self._now_s = now_s
        self._room_for = min(raise_limit(), self.limits.connections or 1_000_000)
        self._connections: dict[int, Connection] = {}
        self._crowds: dict[str, Crowd] = {}
        self._expected: deque[tuple[int, Connection]] = deque()
        self._next_number = 0
        self._is_closing = False
        self._round: asyncio.TimerHandle | None = None

    # What the server calls.

    @property
    def is_full(self) -> bool:
        """Whether no more connections can be taken."""
        return self._is_closing or len(self._connections) >= self._room_for

    def connection(self, *, takes_deflated: bool) -> Connection:
        """Return the object for a connection that is being opened."""
        self._next_number += 1
        return Connection(self, self._next_number, takes_deflated=takes_deflated)

    def arrived(self, connection: Connection) -> None:
        """Note an open connection."""
        self._connections[connection.number] = connection
        self.figures.connections = len(self._connections)
        deadline_ns = time.monotonic_ns() + round(self.limits.join_s * 1e9)
        self._expected.append((deadline_ns, connection))
        if self._round is None:
            self._look_around()

    def gone(self, connection: Connection) -> None:
        """Forget a connection that ended."""
        if self._connections.pop(connection.number, None) is None:
            return
        self.figures.connections = len(self._connections)
        if connection.crowd:
            connection.crowd.leave(connection)
            self.figures.seated -= 1
        if connection.seat:
            self._homes.leave(connection.seat)

    def may_go_on(self, connection: Connection) -> bool:
        """Count something that a client sent; return whether it was within the rate."""
        now_ns = time.monotonic_ns()
        bucket = connection.bucket
        if bucket is None:
            bucket = connection.bucket = TokenBucket(self.limits.rate, now_ns)
        elif connection.strikes and bucket.is_full(now_ns):
            connection.strikes = 0
        if not bucket.take(now_ns):
            return True
        self.figures.refused_too_fast += 1
        connection.strikes += 1
        if connection.strikes > self.limits.strikes:
            connection.end(CloseCode.TOO_FAST, "You send far too much.")
        return False

    def heard(self, connection: Connection, message: bytes) -> None:
        """Take a whole message of a client."""
        self.figures.messages_received += 1
        if not self.may_go_on(connection):
            retry_ms = round(1000 / self.limits.rate.per_s)
            self._refuse(connection, _id_in(message), "too_fast", "You send too fast.", retry_ms)
        elif connection.seat is None:
            self._let_in(connection, message)
        else:
            try:
                action = ACTION.validate_json(message)
            except ValidationError as error:
                self.figures.refused_unreadable += 1
                self._refuse(connection, _id_in(message), "unreadable", _sentence(error))
                return
            if len(message) > MAX_OTHER_BYTES and not isinstance(action, Signal):
                sentence = f"Only a signal may have more than {MAX_OTHER_BYTES} bytes."
                self._refuse(connection, action.id, "too_big", sentence)
                return
            self._homes.act(connection.seat, action)

    # What the home of a room calls.

    def welcome(self, seat: Seat, messages: tuple[bytes, ...], offset: int) -> None:
        """Send somebody their first messages, and from now on what is shown in the room."""
        connection = self._connections.get(seat.number)
        if connection is None or connection.crowd or connection.is_ended:
            return
        for message in messages:
            connection.tell(message)
        crowd = self._crowds.get(seat.room)
        if crowd is None:
            crowd = self._crowds[seat.room] = Crowd(self.limits, self.figures)
        crowd.enter(connection, offset)
        self.figures.joins += 1
        self.figures.seated += 1

    def tell(self, seat: Seat, message: bytes) -> None:
        """Send one message to one connection."""
        if connection := self._connections.get(seat.number):
            connection.tell(message)

    def show(self, room: str, batch: Batch) -> None:
        """Send events to everybody in a room."""
        if crowd := self._crowds.get(room):
            crowd.show(batch)

    def put_out(self, seat: Seat, code: CloseCode, sentence: str) -> None:
        """End a connection."""
        if connection := self._connections.get(seat.number):
            connection.end(code, sentence)

    def send_away(
        self, room: str, code: CloseCode, sentence: str, keep: Container[int] = ()
    ) -> None:
        """End all connections of a room except those of some numbers."""
        for number, connection in list(self._connections.items()):
            if connection.seat and connection.seat.room == room and number not in keep:
                connection.end(code, sentence)

    async def shown(self, room: str) -> None:
        """Wait until what was shown in a room so far is handed to the sockets."""
        if crowd := self._crowds.get(room):
            await crowd.shown()

    async def close(self) -> None:
        """Take no more connections, and end those that there are, some at a time."""
        self._is_closing = True
        for crowd in self._crowds.values():
            await crowd.shown()
        for count, connection in enumerate(list(self._connections.values())):
            connection.end(CloseCode.GOING_AWAY, "The server ends. Come back in a moment.")
            if count % _ENDED_AT_ONCE == 0:
                await asyncio.sleep(0)
        while self._connections:
            await asyncio.sleep(0.02)  # each is cut off after a second at most
        if self._round:
            self._round.cancel()

    def _let_in(self, connection: Connection, message: bytes) -> None:
        try:
            join = JOIN.validate_json(message)
            claims = self._read_token(join.token, self._now_s())
        except ValidationError as error:
            self.figures.refused_unreadable += 1
            self._refuse(connection, "", "join_expected", f"Join first. {_sentence(error)}")
            connection.end(CloseCode.JOIN_EXPECTED, "The first message must be a join.")
            return
        except TokenError as error:
            self._refuse(connection, "", error.code, str(error))
            connection.end(CloseCode.NOT_ADMITTED, str(error))
            return
        seat = connection.seat = Seat(join.room, self._name, connection.number)
        seen = None
        if join.epoch is not None and join.offset is not None:
            seen = Seen(join.epoch, join.offset)
        guest = Guest(
            claims.user,
            claims.name,
            claims.role_in(join.room),
            not claims.is_guest,
            claims.kind_in(join.room),
            claims.number if claims.kind_in(join.room) else "",
        )
        self._homes.join(seat, guest, seen)

    def _refuse(
        self,
        connection: Connection,
        action: str,
        code: str,
        sentence: str,
        retry_ms: int | None = None,
    ) -> None:
        refused = Refused(id=action, code=code, sentence=sentence, retry_ms=retry_ms)
        connection.tell(b"[" + refused.model_dump_json().encode() + b"]")

    def _look_around(self) -> None:
        """Do what comes with time: put out who did not join, look after those behind."""
        now_ns = time.monotonic_ns()
        while self._expected and self._expected[0][0] <= now_ns:
            _, connection = self._expected.popleft()
            if connection.seat is None and not connection.is_ended:
                self.figures.closed_no_join += 1
                connection.end(CloseCode.JOIN_EXPECTED, "Nobody joined on this connection.")
        for room, crowd in list(self._crowds.items()):
            if len(crowd):
                crowd.look_around(now_ns)
            else:
                del self._crowds[room]
        loop = asyncio.get_running_loop()
        self._round = loop.call_later(_LOOK_AROUND_S, self._look_around)


def _id_in(message: bytes) -> str:
    """Return the id of a message that was not looked at further, "" if it has none."""
    try:
        found = json.loads(message)
    except (ValueError, RecursionError):
        return ""
    name = found.get("id") if isinstance(found, dict) else None
    return name[:64] if isinstance(name, str) else ""


def _sentence(error: ValidationError) -> str:
    """Return what is wrong with a message, without quoting it."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    place = ".".join(str(part)[:32] for part in first["loc"])
    wrong = first["msg"].removeprefix("Value error, ")[:120].rstrip(".")
    return f"{place}: {wrong}." if place else f"{wrong}."
