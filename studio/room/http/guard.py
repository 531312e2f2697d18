"""What uvicorn does not do by itself: slow and half-open connections are ended.

uvicorn bounds the bytes of a header (by h11) and the time between requests, but
waits for ever for the rest of a request, or for a reader that reads nothing.
Here a request must be whole within 10 s of its connection or of the end of the
last answer's pause, an answer must be gone within 2 min, and one address may hold
so many connections at once.
"""

import asyncio
from typing import Any

import h11
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from studio.room.http.limits import address_key

REQUEST_S = 10.0
RESPONSE_S = 120.0
MAX_HEADER_BYTES = 16_384
MAX_CONNECTIONS = 4_000
MAX_CONNECTIONS_EACH = 256
"""Many homes share one address; a reverse proxy's own address is not counted."""


class Doorkeeper:
    """Counts the connections of each address.

    Attributes:
        turned_away: Connections that were one too many, ever.
        timed_out: Connections that were too slow, ever.
    """

    def __init__(
        self,
        *,
        max_connections: int = MAX_CONNECTIONS,
        max_each: int = MAX_CONNECTIONS_EACH,
        request_s: float = REQUEST_S,
        response_s: float = RESPONSE_S,
    ) -> None:
        self.turned_away = 0
        self.timed_out = 0
        self.request_s = request_s
        self.response_s = response_s
        self._max_connections = max_connections
        self._max_each = max_each
        self._held: dict[str, int] = {}
        self._count = 0

    def admit(self, key: str) -> bool:
        """Count one in, unless there are too many."""
        held = self._held.get(key, 0)
        if self._count >= self._max_connections or held >= self._max_each:
            self.turned_away += 1
            return False
        self._held[key] = held + 1
        self._count += 1
        return True

    def leave(self, key: str) -> None:
        """Count one out that was let in."""
        self._count -= 1
        held = self._held[key] - 1
        if held:
            self._held[key] = held
        else:
            del self._held[key]

    @property
    def count(self) -> int:
        """Connections that are open."""
        return self._count


class GuardedProtocol(H11Protocol):
    """One connection, with deadlines; made by ``guarded``."""

    doorkeeper: Doorkeeper

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._key: str | None = None
        self._deadline: asyncio.TimerHandle | None = None
        self._waits_for = ""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take the connection, or end it if it is one too many; called by asyncio."""
        super().connection_made(transport)
        key = address_key(self.client[0] if self.client else "")
        if not self.doorkeeper.admit(key):
            transport.abort()
            return
        self._key = key
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Take a piece of a request; called by asyncio."""
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        """Wait for the next request; called by uvicorn."""
        super().on_response_complete()
        self._watch()

    def timeout_keep_alive_handler(self) -> None:
        """End a pause that was too long; called by uvicorn."""
        super().timeout_keep_alive_handler()
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection; called by asyncio."""
        super().connection_lost(exc)
        self._await("", 0)
        if self._key is not None:
            self.doorkeeper.leave(self._key)
            self._key = None

    def _watch(self) -> None:
        """Set the deadline of what this connection is about to do."""
        if self.transport.is_closing():
            self._await("close", self.doorkeeper.response_s)  # the peer must read what is left
        elif self._is_answering():
            self._await("response", self.doorkeeper.response_s)
        elif self.timeout_keep_alive_task is None or self.conn.trailing_data[0]:
            self._await("request", self.doorkeeper.request_s)
        else:
            self._await("", 0)  # it pauses: uvicorn ends that

    def _is_answering(self) -> bool:
        has_whole_request = self.conn.their_state not in (h11.IDLE, h11.SEND_BODY)
        return has_whole_request or self.transport.get_write_buffer_size() > 0

    def _await(self, what: str, within_s: float) -> None:
        """Give it so long; a deadline that runs already is not put off."""
        if what == self._waits_for:
            return
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
        self._waits_for = what
        if what:
            self._deadline = self.loop.call_later(within_s, self._end)

    def _end(self) -> None:
        self._deadline = None
        if self._waits_for == "response" and not self._is_answering():
            self._watch()  # all was read meanwhile, which nobody tells
            return
        self.doorkeeper.timed_out += 1
        self.transport.abort()


def guarded(doorkeeper: Doorkeeper) -> type[GuardedProtocol]:
    """Return the protocol of one server, which knows its doorkeeper."""
    return type("GuardedProtocol", (GuardedProtocol,), {"doorkeeper": doorkeeper})
