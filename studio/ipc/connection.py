"""One connection for programs that use threads; see ``channel``."""

import logging
import selectors
import socket
import threading
from collections import deque
from collections.abc import Callable

from studio.ipc import address as addresses
from studio.ipc.errors import ChannelError, MessageError
from studio.ipc.handshake import HELLO_TIMEOUT_S, check_welcome, hello
from studio.ipc.io_thread import IoThread
from studio.ipc.message import Decoder, Message, encode

logger = logging.getLogger(__name__)

QUEUE_BYTES = 8 * 1024 * 1024
_READ_BYTES = 64 * 1024

OnMessage = Callable[["Channel", Message], None]
OnClose = Callable[["Channel", str], None]
_OnData = Callable[["Channel", bytes], None]
_OnEnd = Callable[["Channel", str], None]  # no reason: our own close


class Channel:
    """One connection; use ``connect``, or get one from a ``ChannelServer``.

    Attributes:
        peer_role: What the other side is: supervisor, engine, client, or server
            if it is the one that listens.
        peer_name: What the listening side calls itself; empty on that side.
        peer_pid: Its process; 0 on that side.
        dropped: Messages that were not sent because too many were queued.
    """

    def __init__(
        self,
        sock: socket.socket,
        io: IoThread,
        *,
        on_data: _OnData,
        on_end: _OnEnd,
        queue_bytes: int = QUEUE_BYTES,
    ) -> None:
        self.peer_role = "server"
        self.peer_name = ""
        self.peer_pid = 0
        self.dropped = 0
        self._socket = sock
        self._io = io
        self._owns_io = False
        self._on_data = on_data
        self._on_end = on_end
        self._queue_bytes = queue_bytes
        self._queue: deque[memoryview] = deque()
        self._queued_bytes = 0
        self._is_closed = False
        self._lock = threading.Lock()  # guards the queue and who may use the socket
        sock.setblocking(False)

    @classmethod
    def connect(
        cls,
        address: str,
        *,
        role: str,
        secret: str,
        on_message: OnMessage,
        on_close: OnClose,
        timeout_s: float = HELLO_TIMEOUT_S,
        queue_bytes: int = QUEUE_BYTES,
        io: IoThread | None = None,
    ) -> "Channel":
        """Connect and say hello; returns when the other side has said welcome.

        Args:
            address: Where the other side listens.
            role: ``supervisor``, ``engine`` or ``client``.
            secret: The session's.
            on_message: Called in the I/O thread with each message.
            on_close: Called there once, with a sentence, when the connection
                ends for another reason than our own ``close``.
            timeout_s: How long each step may take.
            queue_bytes: How much may wait to be sent.
            io: A running thread to share; by default the channel has its own.

        Raises:
            ChannelError: If there is nobody, or we were refused.
        """
        sock = addresses.connect(address, timeout_s)
        decoder = Decoder()
        try:
            (first, *rest), (name, pid) = _greet(sock, decoder, role, secret)
        except BaseException:
            sock.close()
            raise
        del first

        def on_data(channel: Channel, data: bytes) -> None:
            for message in decoder.feed(data):
                on_message(channel, message)

        def on_end(channel: Channel, reason: str) -> None:
            if reason:
                on_close(channel, reason)

        thread = io or IoThread(f"io-{name}")
        channel = cls(sock, thread, on_data=on_data, on_end=on_end, queue_bytes=queue_bytes)
        channel.peer_name, channel.peer_pid = name, pid
        channel._owns_io = io is None

        def begin() -> None:
            channel.watch()
            for message in rest:
                on_message(channel, message)

        if io is None:
            thread.start()
        thread.call(begin)
        return channel

    @property
    def queued_bytes(self) -> int:
        """How much waits to be sent."""
        return self._queued_bytes

    @property
    def is_closed(self) -> bool:
        """Whether the connection has ended, on whichever side."""
        return self._is_closed

    def send(self, message: Message) -> bool:
        """Send a message, or queue it; never waits, from any thread.

        Returns:
            False if it will not be sent: the queue is full, or the connection
            has ended.
        """
        return self.send_bytes(encode(message))

    def send_bytes(self, data: bytes) -> bool:
        """Send what ``encode`` returned, as ``send`` does."""
        with self._lock:
            if self._is_closed:
                return False
            if self._queued_bytes + len(data) > self._queue_bytes:
                self.dropped += 1
                return False
            # The empty queue is the usual case: one system call, nobody is woken.
            sent = 0 if self._queue else self._send_now(memoryview(data))
            if sent < len(data):
                self._queue.append(memoryview(data)[sent:])
                self._queued_bytes += len(data) - sent
                if len(self._queue) == 1:
                    self._io.call(self.watch)
            return True

    def close(self) -> None:
        """End the connection; what is queued is lost.  Safe to call twice."""
        self._io.call_and_wait(self._shut)
        if self._owns_io:
            self._io.close()

    def watch(self) -> None:
        """Wait for what can be done now; in the I/O thread."""
        if not self._is_closed:
            write = selectors.EVENT_WRITE if self._queue else 0
            self._io.watch(self._socket, selectors.EVENT_READ | write, self._on_ready)

    def cut(self, reason: str) -> None:
        """End the connection and say so to its owner; in the I/O thread."""
        self._shut(reason)
        if self._owns_io:
            self._io.close()

    def _shut(self, reason: str = "") -> None:
        with self._lock:
            if self._is_closed:
                return
            self._is_closed = True
            self._queue.clear()
            self._queued_bytes = 0
            self._io.forget(self._socket)
            self._socket.close()
        self._on_end(self, reason)

    def _on_ready(self, events: int) -> None:
        if events & selectors.EVENT_WRITE:
            self._flush()
        if events & selectors.EVENT_READ and not self._is_closed:
            self._read()

    def _read(self) -> None:
        try:
            data = self._socket.recv(_READ_BYTES)
        except BlockingIOError:
            return
        except OSError as error:
            self.cut(f"The connection broke: {error}.")
            return
        if not data:
            self.cut("The other side closed the connection.")
            return
        try:
            self._on_data(self, data)
        except MessageError as error:
            self.cut(str(error))
        except Exception:
            # Whoever handles messages is on the other side of a border.
            logger.exception("A message from %s could not be handled.", self.peer_role)
            self.cut("A message could not be handled; the log says more.")

    def _flush(self) -> None:
        with self._lock:
            while self._queue:
                first = self._queue[0]
                sent = self._send_now(first)
                self._queued_bytes -= sent
                if sent < len(first):
                    self._queue[0] = first[sent:]
                    return
                self._queue.popleft()
        self.watch()

    def _send_now(self, data: memoryview) -> int:
        try:
            return self._socket.send(data)
        except BlockingIOError:
            return 0
        except OSError:
            # What the peer said before it went is read first; the reader then
            # finds the end of the connection and says so.
            return len(data)


def _greet(
    sock: socket.socket, decoder: Decoder, role: str, secret: str
) -> tuple[list[Message], tuple[str, int]]:
    """Say hello; return the messages that came, welcome first, and who said it."""
    try:
        sock.sendall(hello(role, secret))
        messages: list[Message] = []
        while not messages:
            data = sock.recv(_READ_BYTES)
            if not data:
                raise ChannelError("The process that listens there hung up without a word.")
            messages = decoder.feed(data)
    except OSError as error:
        raise ChannelError(f"The process that listens there does not answer: {error}.") from error
    return messages, check_welcome(messages[0])
