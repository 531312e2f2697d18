"""One WebSocket to a room: joins, hands on text, notices silence."""

import ssl
from collections.abc import Callable

from picows import WSCloseCode, WSError, WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

MAX_FRAME_BYTES = 8 << 20
HANDSHAKE_S = 5.0


class Connection(WSListener):
    """Lives from ``open`` to its end.

    Args:
        first: What to say first.
        on_text: Called with each message.

    Attributes:
        close_code: Why the room ended it; 0 if it did not say.
    """

    def __init__(self, first: str, on_text: Callable[[bytes], None], silence_s: float) -> None:
        super().__init__()
        self._first = first
        self._on_text = on_text
        self._silence_s = silence_s
        self._transport: WSTransport | None = None
        self._parts: list[bytes] = []
        self.close_code = 0
        self.sentence = ""

    async def live(self, address: str, context: ssl.SSLContext | None = None) -> None:
        """Connect, and return when it is over.

        Args:
            address: Of the WebSocket.
            context: What to verify a server with; None: as every server.

        Raises:
            OSError, WSError, TimeoutError: If no connection comes about.
        """
        transport, _ = await ws_connect(
            lambda: self,
            address,
            ssl_context=context,
            max_frame_size=MAX_FRAME_BYTES,
            websocket_handshake_timeout=HANDSHAKE_S,
            enable_auto_ping=True,
            auto_ping_idle_timeout=self._silence_s,
            auto_ping_reply_timeout=self._silence_s,
        )
        try:
            await transport.wait_disconnected()
        finally:
            transport.disconnect()

    def send(self, text: str) -> bool:
        """Say something; False if nobody listens."""
        if self._transport is None:
            return False
        self._transport.send(WSMsgType.TEXT, text.encode())
        return True

    def close(self) -> None:
        """End in order."""
        if self._transport:
            self._transport.send_close(WSCloseCode.OK)
            self._transport.disconnect()

    def on_ws_connected(self, transport: WSTransport) -> None:
        """Join; called by picows."""
        self._transport = transport
        self.send(self._first)

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        """Note that nobody listens; called by picows."""
        self._transport = None

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        """Take what came; called by picows."""
        if frame.msg_type == WSMsgType.CLOSE:
            code = frame.get_close_code()
            self.close_code = code if isinstance(code, int) else 0
            self.sentence = _text(frame.get_close_message())
            transport.disconnect()
        elif frame.msg_type in (WSMsgType.TEXT, WSMsgType.CONTINUATION):
            self._parts.append(frame.get_payload_as_bytes())
            if sum(map(len, self._parts)) > MAX_FRAME_BYTES:
                transport.disconnect()
            elif frame.fin:
                text, self._parts = b"".join(self._parts), []
                self._on_text(text)


async def attempt(
    connection: Connection, address: str, context: ssl.SSLContext | None = None
) -> str:
    """Live through one connection and say in a sentence why it ended."""
    try:
        await connection.live(address, context)
    except (OSError, WSError, TimeoutError) as error:
        return f"The room can't be reached: {error or type(error).__name__}."
    return connection.sentence or "The connection to the room was lost."


def _text(said: str | bytes | None) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said or ""
