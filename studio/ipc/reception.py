"""Who may come in at a listening address: the same rules for threads and asyncio.

A stranger has a few seconds to say hello with the secret; until then it counts
for nothing, and there is room for few of them.  Both edges hand over what their
channels bring, in one thread, and keep sockets and timers to themselves::

    reception = Reception("push-1", secret, call_later=loop.call_later, ...)
    reception.admit(channel)
    reception.on_data(channel, data)
    reception.on_end(channel, "The other side closed the connection.")
"""

import logging
import time
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from studio.ipc.handshake import HELLO_TIMEOUT_S, ServerPeer
from studio.ipc.message import Message, encode

logger = logging.getLogger(__name__)

_MAX_STRANGERS = 16
_MAX_PEERS = 64


class Guest(Protocol):
    """What a reception asks of a channel."""

    peer_role: str

    def send(self, message: Message) -> bool:
        """Send a message, or queue it."""

    def send_bytes(self, data: bytes) -> bool:
        """Send an encoded message, or queue it."""

    def cut(self, reason: str) -> None:
        """End the connection, for this reason."""


C = TypeVar("C", bound=Guest)


class Reception(Generic[C]):
    """The strangers and peers of one listening address.

    Args:
        name: Of this process.
        secret: What a peer must know.
        on_message: Called with each message of a peer.
        on_connect: Called when a peer has said hello.
        on_close: Called, with a sentence, when a peer is gone.
        is_alive: Asked at each ping; False leaves it unanswered.
        call_later: Runs an action after so many seconds, in the same thread.
    """

    def __init__(
        self,
        name: str,
        secret: str,
        *,
        on_message: Callable[[C, Message], None],
        on_connect: Callable[[C], None],
        on_close: Callable[[C, str], None],
        is_alive: Callable[[], bool],
        call_later: Callable[[float, Callable[[], None]], object],
    ) -> None:
        self._name = name
        self._secret = secret
        self._on_message = on_message
        self._on_connect = on_connect
        self._on_close = on_close
        self._is_alive = is_alive
        self._call_later = call_later
        self._strangers: dict[C, ServerPeer] = {}
        self._peers: dict[C, ServerPeer] = {}
        self._cut_off = 0
        self._next_log_s = 0.0

    @property
    def peers(self) -> tuple[C, ...]:
        """Those who have said hello; from any thread."""
        return tuple(self._peers)

    @property
    def all(self) -> tuple[C, ...]:
        """Everybody, strangers too."""
        return (*self._strangers, *self._peers)

    def broadcast(self, message: Message) -> int:
        """Send a message to every peer and return how many took it; from any thread."""
        data = encode(message)
        return sum(channel.send_bytes(data) for channel in self.peers)

    def admit(self, channel: C) -> None:
        """Let a stranger in, who must say hello soon."""
        if len(self._strangers) >= _MAX_STRANGERS:
            next(iter(self._strangers)).cut("Too many came and said nothing.")
        self._strangers[channel] = ServerPeer(self._name, self._secret, self._is_alive)
        self._call_later(HELLO_TIMEOUT_S, lambda: self._cut_if_stranger(channel))

    def on_data(self, channel: C, data: bytes) -> None:
        """Take what a channel brought."""
        peer = self._peers.get(channel) or self._strangers[channel]
        received = peer.receive(data)
        if received.is_welcome and len(self._peers) >= _MAX_PEERS:
            channel.send({"type": "refused", "reason": f"{_MAX_PEERS} peers are enough."})
            channel.cut("Too many peers are connected.")
            return
        if received.replies:
            channel.send_bytes(received.replies)
        if received.is_welcome:
            channel.peer_role = peer.role
            self._peers[channel] = self._strangers.pop(channel)
            self._on_connect(channel)
        for message in received.messages:
            self._on_message(channel, message)
        if received.cut:
            channel.cut(received.cut)

    def on_end(self, channel: C, reason: str) -> None:
        """Take in that a channel has ended; the reason is empty if we ended it."""
        if self._strangers.pop(channel, None) is not None:
            self._log_stranger(reason)
        elif self._peers.pop(channel, None) is not None and reason:
            self._on_close(channel, reason)

    def _cut_if_stranger(self, channel: C) -> None:
        if channel in self._strangers:
            channel.cut("It did not say hello in time.")

    def _log_stranger(self, reason: str) -> None:
        self._cut_off += 1
        if reason and time.monotonic() >= self._next_log_s:  # strangers must not fill the log
            self._next_log_s = time.monotonic() + 1
            logger.warning(
                "%s cut off a stranger, %d so far: %s", self._name, self._cut_off, reason
            )
