"""The side that listens, for programs that use threads; see ``channel``."""

import logging
import selectors
import socket
import time
from collections.abc import Callable

from studio.ipc import address as addresses
from studio.ipc.connection import Channel, OnClose, OnMessage
from studio.ipc.handshake import HELLO_TIMEOUT_S, ServerPeer
from studio.ipc.io_thread import IoThread
from studio.ipc.message import Message, encode

logger = logging.getLogger(__name__)

_MAX_STRANGERS = 16
_MAX_PEERS = 64
_ACCEPT_PAUSE_S = 1.0

OnConnect = Callable[[Channel], None]


class ChannelServer:
    """Listens at an address, checks who comes, and answers pings by itself.

    Args:
        address: Where, as ``address.free_address`` gives it.
        name: Of this process.
        secret: What a peer must know.
        on_message: Called in the I/O thread with each message of a peer.
        on_connect: Called there when a peer has said hello.
        on_close: Called there, with a sentence, when a peer is gone.
        is_alive: Asked there at each ping; False leaves it unanswered.
    """

    def __init__(
        self,
        address: str,
        *,
        name: str,
        secret: str,
        on_message: OnMessage,
        on_connect: OnConnect = lambda channel: None,
        on_close: OnClose = lambda channel, reason: None,
        is_alive: Callable[[], bool] = lambda: True,
    ) -> None:
        self.address = address
        self._name = name
        self._secret = secret
        self._on_message = on_message
        self._on_connect = on_connect
        self._on_close = on_close
        self._is_alive = is_alive
        self._io = IoThread(f"io-{name}")
        self._strangers: dict[Channel, ServerPeer] = {}
        self._peers: dict[Channel, ServerPeer] = {}
        self._listener: socket.socket | None = None
        self._cut_off = 0
        self._next_log_s = 0.0

    def start(self) -> None:
        """Listen from now on.

        Raises:
            ChannelError: If nobody can listen there.
        """
        self._listener = addresses.listen(self.address)
        self._io.start()
        self._io.call(self._watch_listener)

    def close(self) -> None:
        """Hang up on everybody and listen no more; safe to call twice."""
        if self._listener is not None:
            self._io.call_and_wait(self._shut)
            self._io.close()

    def broadcast(self, message: Message) -> int:
        """Send a message to every peer; from any thread.

        Returns:
            How many peers took it.
        """
        data = encode(message)
        return sum(channel.send_bytes(data) for channel in tuple(self._peers))

    @property
    def channels(self) -> tuple[Channel, ...]:
        """The peers that have said hello."""
        return tuple(self._peers)

    def _shut(self) -> None:
        for channel in (*self._strangers, *self._peers):
            channel.close()
        if self._listener is not None:
            self._io.forget(self._listener)
            self._listener.close()
            self._listener = None
            addresses.forget(self.address)

    def _watch_listener(self) -> None:
        if self._listener is not None:
            self._io.watch(self._listener, selectors.EVENT_READ, self._accept)

    def _accept(self, _events: int) -> None:
        assert self._listener is not None
        try:
            sock, _ = self._listener.accept()
        except (BlockingIOError, ConnectionError):  # it has gone again
            return
        except OSError as error:
            logger.warning("%s can't take another connection: %s.", self._name, error)
            self._io.forget(self._listener)  # else it would be ready all the time
            self._io.call_later(_ACCEPT_PAUSE_S, self._watch_listener)
            return
        if len(self._strangers) >= _MAX_STRANGERS:
            next(iter(self._strangers)).cut("Too many came and said nothing.")
        channel = Channel(sock, self._io, on_data=self._on_data, on_end=self._on_end)
        channel.peer_role = ""
        self._strangers[channel] = ServerPeer(self._name, self._secret, self._is_alive)
        channel.watch()
        self._io.call_later(HELLO_TIMEOUT_S, lambda: self._cut_if_stranger(channel))

    def _cut_if_stranger(self, channel: Channel) -> None:
        if channel in self._strangers:
            channel.cut("It did not say hello in time.")

    def _on_data(self, channel: Channel, data: bytes) -> None:
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

    def _on_end(self, channel: Channel, reason: str) -> None:
        if self._strangers.pop(channel, None) is not None:
            self._log_stranger(reason)
        elif self._peers.pop(channel, None) is not None and reason:
            self._on_close(channel, reason)

    def _log_stranger(self, reason: str) -> None:
        self._cut_off += 1
        if reason and time.monotonic() >= self._next_log_s:  # strangers must not fill the log
            self._next_log_s = time.monotonic() + 1
            logger.warning(
                "%s cut off a stranger, %d so far: %s", self._name, self._cut_off, reason
            )
