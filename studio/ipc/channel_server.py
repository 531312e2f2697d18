"""The side that listens, for programs that use threads; see ``channel``."""

import logging
import selectors
import socket
from collections.abc import Callable

from studio.ipc import address as addresses
from studio.ipc.connection import Channel, OnClose, OnMessage
from studio.ipc.io_thread import IoThread
from studio.ipc.message import Message
from studio.ipc.reception import Reception

logger = logging.getLogger(__name__)

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
        self._io = IoThread(f"io-{name}")
        self._reception: Reception[Channel] = Reception(
            name,
            secret,
            on_message=on_message,
            on_connect=on_connect,
            on_close=on_close,
            is_alive=is_alive,
            call_later=self._io.call_later,
        )
        self._listener: socket.socket | None = None

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
        return self._reception.broadcast(message)

    @property
    def channels(self) -> tuple[Channel, ...]:
        """The peers that have said hello."""
        return self._reception.peers

    def _shut(self) -> None:
        for channel in self._reception.all:
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
        reception = self._reception
        channel = Channel(sock, self._io, on_data=reception.on_data, on_end=reception.on_end)
        channel.peer_role = ""
        reception.admit(channel)
        channel.watch()
