"""An RTMP server on studio.rtmp.server that does what a test asks of it.

For the ways to fail that real servers do not offer on demand; what a publish
looks like to others is judged with nginx, FFmpeg and node-media-server::

    async with Peer() as peer:
        publish_to(peer.url("key"))
        await peer.wait_for(lambda: len(peer.tags) > 10)
"""

import asyncio
import os
import ssl
from collections.abc import Callable
from types import TracebackType
from typing import Self

from studio.rtmp.errors import RtmpError
from studio.rtmp.handshake import NONCE_BYTES
from studio.rtmp.server import (
    ConnectRequest,
    Event,
    PublishRequest,
    PublishServer,
    TagReceived,
    Unpublished,
)


class Peer:
    """See the module.

    Args:
        refuse: Returns why a key is refused, or None to take it.
        tls: Makes it an rtmps server.
        mute_at: After an event of this type nothing is answered any more;
            ``bytes`` means from the very first one.
        hang_up_at: Closes the connection at an event of this type.

    Attributes:
        connections: One server for each connection, in their order.
        tags: All tags of all connections, with the number of the connection.
        ends: How many streams were ended in order.
    """

    def __init__(
        self,
        *,
        refuse: Callable[[str], str | None] = lambda key: None,
        tls: ssl.SSLContext | None = None,
        mute_at: type[object] | None = None,
        hang_up_at: type[object] | None = None,
    ) -> None:
        self.connections: list[PublishServer] = []
        self.tags: list[tuple[int, TagReceived]] = []
        self.keys: list[str] = []
        self.ends = 0
        self.port = 0
        self.refuse = refuse
        self.hang_up_at = hang_up_at
        self._tls = tls
        self._mute_at = mute_at
        self._writers: list[asyncio.StreamWriter] = []
        self._news = asyncio.Event()
        self._server: asyncio.Server | None = None

    def url(self, key: str = "key") -> str:
        """Where to publish to."""
        return f"rtmp{'s' if self._tls else ''}://localhost:{self.port}/live/{key}"

    async def start(self) -> None:
        """Listen, at the same port as before if there was one."""
        self._server = await asyncio.start_server(
            self._serve, "127.0.0.1", self.port, ssl=self._tls
        )
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Close everything at once."""
        if self._server is not None:
            self._server.close()
            self.hang_up()
            await self._server.wait_closed()
            self._server = None

    def hang_up(self) -> None:
        """Drop all connections; new ones are still taken."""
        for writer in self._writers:
            writer.transport.abort()
        self._writers.clear()

    def request_reconnect(self, tc_url: str | None = None) -> None:
        """Ask the newest publisher to connect anew."""
        self.connections[-1].request_reconnect(tc_url, "Maintenance.")
        self._writers[-1].write(self.connections[-1].data_to_send())

    async def wait_for(self, condition: Callable[[], bool]) -> None:
        """Wait until something that happened made the condition true."""
        while not condition():
            self._news.clear()
            await self._news.wait()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server = PublishServer(os.urandom(NONCE_BYTES))
        number = len(self.connections)
        self.connections.append(server)
        self._writers.append(writer)
        is_mute = self._mute_at is bytes
        try:
            while data := await reader.read(65536):
                for event in server.feed(data):
                    is_mute = is_mute or type(event) is self._mute_at
                    self._handle(number, server, event)
                    if type(event) is self.hang_up_at:
                        return
                if not is_mute:
                    writer.write(server.data_to_send())
                self._news.set()
        except (OSError, RtmpError):
            return
        finally:
            writer.transport.abort()
            self._news.set()

    def _handle(self, number: int, server: PublishServer, event: Event) -> None:
        match event:
            case PublishRequest(_, key):
                self.keys.append(key)
                reason = self.refuse(key)
                if reason is None:
                    server.accept()
                else:
                    server.refuse(reason)
            case TagReceived():
                self.tags.append((number, event))
            case Unpublished():
                self.ends += 1
            case ConnectRequest():
                pass

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()
