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
from typing import cast

from studio.ipc import address as addresses
from studio.ipc.errors import ChannelError, MessageError
from studio.ipc.handshake import HELLO_TIMEOUT_S, check_welcome, hello
from studio.ipc.message import Decoder, Message, encode
from studio.ipc.reception import Reception

logger = logging.getLogger(__name__)

QUEUE_BYTES = 8 * 1024 * 1024

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
        self._transport = cast("asyncio.Transport", transport)  # uvloop's are no subclass of it
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
        self._reception: Reception[AsyncChannel] = Reception(
            name,
            secret,
            on_message=on_message,
            on_connect=on_connect,
            on_close=on_close,
            is_alive=is_alive,
            call_later=lambda delay_s, action: asyncio.get_running_loop().call_later(
                delay_s, action
            ),
        )
        self._server: asyncio.Server | None = None

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
            for channel in self._reception.all:
                channel.close()
            await self._server.wait_closed()
            self._server = None
            addresses.forget(self.address)

    def broadcast(self, message: Message) -> int:
        """Send a message to every peer and return how many took it."""
        return self._reception.broadcast(message)

    @property
    def channels(self) -> tuple[AsyncChannel, ...]:
        """The peers that have said hello."""
        return self._reception.peers

    def _make(self) -> AsyncChannel:
        reception = self._reception
        return AsyncChannel(
            on_open=reception.admit, on_data=reception.on_data, on_end=reception.on_end
        )
