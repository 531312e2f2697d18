"""One connection of the socket: says who we are, beats, and hands on what comes."""

import asyncio
import json
from collections.abc import Callable

from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

from studio.room.inbound.bilibili.packet import (
    MAX_PACKET_BYTES,
    Operation,
    Packet,
    PacketError,
    decode,
    encode,
)

_AUTH_S = 5.0


class Ear(WSListener):
    """Listens until the connection ends, is silent for two heartbeats, or talks nonsense.

    Attributes:
        was_heard: Whether the platform let us in.
        was_refused: Whether it said that it does not know us.
    """

    def __init__(self, on_packet: Callable[[Packet], None], beat_s: float, auth_body: str) -> None:
        super().__init__()
        self._on_packet = on_packet
        self._beat_s = beat_s
        self._auth_body = auth_body
        self._transport: WSTransport | None = None
        self._is_silent = True
        self.was_heard = False
        self.was_refused = False

    async def listen(self, link: str) -> None:
        """Connect, and return when it is over.

        Raises:
            OSError, WSError, TimeoutError: If no connection comes about.
        """
        transport, _ = await ws_connect(lambda: self, link, max_frame_size=MAX_PACKET_BYTES)
        beats = asyncio.create_task(self._beat(transport), name="bilibili-beat")
        try:
            await transport.wait_disconnected()
        finally:
            beats.cancel()
            transport.disconnect()

    def on_ws_connected(self, transport: WSTransport) -> None:
        """Say who we are; called by picows."""
        self._transport = transport
        self._send(Packet(Operation.AUTH, self._auth_body.encode()))

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        """Take what came; called by picows."""
        if frame.msg_type != WSMsgType.BINARY:
            return
        self._is_silent = False
        try:
            for packet in decode(frame.get_payload_as_bytes()):
                if packet.operation == Operation.AUTH_REPLY:
                    self._let_in(packet.body)
                self._on_packet(packet)
        except PacketError:
            transport.disconnect()

    def _let_in(self, body: bytes) -> None:
        try:
            self.was_heard = json.loads(body)["code"] == 0
        except (ValueError, KeyError, TypeError):
            self.was_heard = False
        self.was_refused = not self.was_heard
        if self.was_refused and self._transport:
            self._transport.disconnect()

    async def _beat(self, transport: WSTransport) -> None:
        await asyncio.sleep(min(_AUTH_S, self._beat_s))
        if not self.was_heard:
            transport.disconnect()
        while True:
            self._send(Packet(Operation.HEARTBEAT))
            self._is_silent = True
            await asyncio.sleep(self._beat_s)
            if self._is_silent:
                transport.disconnect()
                return

    def _send(self, packet: Packet) -> None:
        if self._transport:
            self._transport.send(WSMsgType.BINARY, encode(packet))
