"""Messages between processes, for programs that use asyncio.

The same names, bounds and manners as ``channel``; callbacks run in the event
loop.  Never imported by the engine, which loads no event loop::

    server = AsyncChannelServer(address, name="push-1", secret=secret, on_message=handle)
    await server.start()

    channel = await connect(address, role="engine", secret=secret,
                            on_message=handle, on_close=lambda channel, reason: ...)
    channel.send({"type": "open"})
    channel.close()
"""

import asyncio
import logging
import socket
import sys
from collections.abc import Callable

from studio.ipc import address as addresses
from studio.ipc.errors import ChannelError, MessageError
from studio.ipc.handshake import HELLO_TIMEOUT_S, ServerPeer, check_welcome, hello
from studio.ipc.message import Decoder, Message, encode

logger = logging.getLogger(__name__)

QUEUE_BYTES = 8 * 1024 * 1024
_MAX_STRANGERS = 16
_MAX_PEERS = 64

OnMessage = Callable[["AsyncChannel", Message], None]
OnConnect = Callable[["AsyncChannel"], None]
OnClose = Callable[["AsyncChannel", str], None]


class AsyncChannel(asyncio.Protocol):
    """One connection; made by ``connect`` or by an ``AsyncChannelServer``.

    Attributes:
        peer_role: What the other side is: supervisor, engine, client, or server.
        peer_name: What the listening side calls itself; empty on that side.
        peer_pid: Its process; 0 on that side.
        dropped: Messages that were not sent because too many were queued.
    """

    def __init__(
        self,
        *,
        on_open: OnConnect,
        on_data: Callable[["AsyncChannel", bytes], None],
        on_end: OnClose,
        queue_bytes: int = QUEUE_BYTES,
    ) -> None:
        self.peer_role = ""
        self.peer_name = ""
        self.peer_pid = 0
        self.dropped = 0
        self._on_open = on_open
        self._on_data = on_data
        self._on_end = on_end
        self._queue_bytes = queue_bytes
        self._transport: asyncio.Transport | None = None
        self._has_ended = False

    @property
    def queued_bytes(self) -> int:
        """How much waits to be sent."""
        return 0 if self._transport is None else self._transport.get_write_buffer_size()

    @property
    def is_closed(self) -> bool:
        """Whether the connection has ended, on whichever side."""
        return self._has_ended

    def send(self, message: Message) -> bool:
        """Send a message or queue it; False if it will not be sent."""
        return self.send_bytes(encode(message))

    def send_bytes(self, data: bytes) -> bool:
        """Send what ``encode`` returned, as ``send`` does."""
        if self._has_ended or self._transport is None:
            return False
        if self.queued_bytes + len(data) > self._queue_bytes:
            self.dropped += 1
            return False
        self._transport.write(data)
        return True

    def close(self) -> None:
        """End the connection; ``on_close`` is not called.  Safe to call twice."""
        self._end("")

    def cut(self, reason: str) -> None:
        """End the connection and say so to its owner."""
        self._end(reason)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the connection; called by asyncio."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._on_open(self)

    def data_received(self, data: bytes) -> None:
        """Take what came; called by asyncio."""
        if self._has_ended:
            return
        try:
            self._on_data(self, data)
        except MessageError as error:
            self.cut(str(error))
        except Exception:
            # Whoever handles messages is on the other side of a border.
            logger.exception("A message from %s could not be handled.", self.peer_role)
            self.cut("A message could not be handled; the log says more.")

    def connection_lost(self, exc: Exception | None) -> None:
        """Say why it ended; called by asyncio."""
        if exc is None:
            self._end("The other side closed the connection.")
        else:
            self._end(f"The connection broke: {exc}.")

    def _end(self, reason: str) -> None:
        if self._has_ended:
            return
        self._has_ended = True
        if self._transport is not None:
            if self._transport.get_write_buffer_size():
                self._transport.abort()  # a peer that does not read must not keep us
            else:
                self._transport.close()
        self._on_end(self, reason)


async def connect(
    address: str,
    *,
    role: str,
    secret: str,
    on_message: OnMessage,
    on_close: OnClose,
    timeout_s: float = HELLO_TIMEOUT_S,
    queue_bytes: int = QUEUE_BYTES,
) -> AsyncChannel:
    """Connect and say hello; return when the other side has said welcome.

    Raises:
        ChannelError: If there is nobody, or we were refused.
    """
    decoder = Decoder()
    loop = asyncio.get_running_loop()
    welcome: asyncio.Future[Message] = loop.create_future()

    def on_data(channel: AsyncChannel, data: bytes) -> None:
        messages = decoder.feed(data)
        if messages and not welcome.done():
            welcome.set_result(messages.pop(0))
        for message in messages:
            on_message(channel, message)

    def on_end(channel: AsyncChannel, reason: str) -> None:
        if not welcome.done():
            welcome.set_exception(ChannelError(f"The process that listens there: {reason}"))
        elif reason and channel.peer_name:
            on_close(channel, reason)

    def make() -> AsyncChannel:
        return AsyncChannel(
            on_open=lambda channel: None, on_data=on_data, on_end=on_end, queue_bytes=queue_bytes
        )

    # A local connect does not wait, but for a listener whose queue is full.
    sock = await asyncio.to_thread(addresses.connect, address, timeout_s)
    sock.setblocking(False)
    if sys.platform != "win32" and sock.family == socket.AF_UNIX:
        _, channel = await loop.create_unix_connection(make, sock=sock)
    else:
        _, channel = await loop.create_connection(make, sock=sock)
    try:
        channel.send_bytes(hello(role, secret))
        async with asyncio.timeout(timeout_s):
            channel.peer_name, channel.peer_pid = check_welcome(await welcome)
    except TimeoutError:
        raise ChannelError("The process that listens there does not answer.") from None
    finally:
        if not channel.peer_name:
            welcome.cancel()
            channel.close()
    channel.peer_role = "server"
    return channel


class AsyncChannelServer:
    """Listens at an address, checks who comes, and answers pings by itself.

    Args:
        address: Where, as ``address.free_address`` gives it.
        name: Of this process.
        secret: What a peer must know.
        on_message: Called with each message of a peer.
        on_connect: Called when a peer has said hello.
        on_close: Called with a sentence when a peer is gone.
        is_alive: Asked at each ping; False leaves it unanswered.
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
        self._strangers: dict[AsyncChannel, ServerPeer] = {}
        self._peers: dict[AsyncChannel, ServerPeer] = {}
        self._server: asyncio.Server | None = None
        self._cut_off = 0
        self._next_log_s = 0.0

    async def start(self) -> None:
        """Listen from now on.

        Raises:
            ChannelError: If nobody can listen there.
        """
        loop = asyncio.get_running_loop()
        sock = addresses.listen(self.address)
        if sys.platform != "win32" and sock.family == socket.AF_UNIX:
            self._server = await loop.create_unix_server(self._make, sock=sock)
        else:
            self._server = await loop.create_server(self._make, sock=sock)

    async def close(self) -> None:
        """Hang up on everybody and listen no more; safe to call twice."""
        if self._server is not None:
            self._server.close()
            for channel in (*self._strangers, *self._peers):
                channel.close()
            await self._server.wait_closed()
            self._server = None
            addresses.forget(self.address)

    def broadcast(self, message: Message) -> int:
        """Send a message to every peer and return how many took it."""
        data = encode(message)
        return sum(channel.send_bytes(data) for channel in self._peers)

    @property
    def channels(self) -> tuple[AsyncChannel, ...]:
        """The peers that have said hello."""
        return tuple(self._peers)

    def _make(self) -> AsyncChannel:
        return AsyncChannel(on_open=self._on_open, on_data=self._on_data, on_end=self._on_end)

    def _on_open(self, channel: AsyncChannel) -> None:
        if len(self._strangers) >= _MAX_STRANGERS:
            next(iter(self._strangers)).cut("Too many came and said nothing.")
        self._strangers[channel] = ServerPeer(self._name, self._secret, self._is_alive)
        asyncio.get_running_loop().call_later(
            HELLO_TIMEOUT_S, lambda: self._cut_if_stranger(channel)
        )

    def _cut_if_stranger(self, channel: AsyncChannel) -> None:
        if channel in self._strangers:
            channel.cut("It did not say hello in time.")

    def _on_data(self, channel: AsyncChannel, data: bytes) -> None:
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

    def _on_end(self, channel: AsyncChannel, reason: str) -> None:
        if self._strangers.pop(channel, None) is not None:
            self._log_stranger(reason)
        elif self._peers.pop(channel, None) is not None and reason:
            self._on_close(channel, reason)

    def _log_stranger(self, reason: str) -> None:
        self._cut_off += 1
        now_s = asyncio.get_running_loop().time()
        if reason and now_s >= self._next_log_s:  # strangers must not fill the log
            self._next_log_s = now_s + 1
            logger.warning(
                "%s cut off a stranger, %d so far: %s", self._name, self._cut_off, reason
            )
