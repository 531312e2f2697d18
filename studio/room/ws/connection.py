"""One client's WebSocket.

It checks what arrives frame by frame and gives whole messages to the edge; what it
costs while nothing happens was counted, so what is seldom needed is made when needed.
"""

import logging
import time
from asyncio import get_running_loop
from typing import TYPE_CHECKING, Final

from picows import WSCloseCode, WSFrame, WSListener, WSMsgType, WSTransport

from studio.room.backbone.close_code import CloseCode
from studio.room.backbone.seat import Seat
from studio.room.live.token_bucket import TokenBucket
from studio.room.ws.frames import framed
from studio.room.ws.messages import TEXT, Assembler, ViolationError, checked

if TYPE_CHECKING:
    from studio.room.ws.crowd import Crowd
    from studio.room.ws.edge import Edge
    from studio.room.ws.roster import Roster

_log = logging.getLogger(__name__)

_CLOSE, _PING, _PONG = 8, 9, 10
_CLOSE_WAIT_S = 1.0
_MAX_REASON_BYTES = 123
_NO_HEADERS: Final[dict[str, str]] = {}


class Connection(WSListener):
    """A connection, before and after it joined a room.

    Attributes:
        seat: Its place once it asked to join.
        crowd: The people that it is among once it was welcomed.
        roster: Where it is listed for flushes, and ``place`` in there.
        behind_since_ns: Since when its transport has held back data; 0: it does not.
        strikes: Messages that came too fast, since it was last at rest.
    """

    __slots__ = (
        "_assembler",
        "_edge",
        "behind_since_ns",
        "bucket",
        "crowd",
        "is_ended",
        "number",
        "place",
        "roster",
        "seat",
        "strikes",
        "takes_deflated",
        "transport",
    )
    transport: WSTransport

    def __init__(self, edge: "Edge", number: int, *, takes_deflated: bool) -> None:
        self._edge = edge
        self._assembler: Assembler | None = None
        self.number = number
        self.takes_deflated = takes_deflated
        self.seat: Seat | None = None
        self.crowd: Crowd | None = None
        self.roster: Roster | None = None
        self.place = 0
        self.behind_since_ns = 0
        self.bucket: TokenBucket | None = None
        self.strikes = 0
        self.is_ended = False

    def tell(self, message: bytes) -> None:
        """Send one message to this client alone."""
        self._edge.figures.frames_sent += 1
        self._edge.figures.bytes_sent += len(message)
        self.transport.send_reuse_external_bytearray(WSMsgType.TEXT, framed(message), 14)

    def end(self, code: CloseCode, sentence: str) -> None:
        """Say why, and end the connection; whoever does not answer is cut off."""
        if self.is_ended:
            return
        self.is_ended = True
        reason = sentence.encode()[:_MAX_REASON_BYTES].decode(errors="ignore")
        self.transport.send_close(code, reason)  # type: ignore[arg-type]  # any code, as the C takes it
        get_running_loop().call_later(_CLOSE_WAIT_S, self.transport.disconnect, False)

    def waiting_bytes(self) -> int:
        """Return how much this client has not taken yet."""
        return self.transport.underlying_transport.get_write_buffer_size()

    def on_ws_connected(self, transport: WSTransport) -> None:
        """Note the connection; it must join soon."""
        self.transport = transport
        transport.request.headers = _NO_HEADERS  # type: ignore[assignment]  # 2 KB for each client
        self._edge.arrived(self)

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        """Forget the connection."""
        self.is_ended = True
        self._edge.gone(self)

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        """Take a frame, whatever is in it."""
        try:
            self._received(frame)
        except ViolationError as violation:
            self._edge.figures.closed_wrong += 1
            self.end(violation.code, violation.sentence)
        except Exception:
            self._edge.figures.errors += 1
            _log.exception("A message of a client could not be handled; its connection ends.")
            self.end(CloseCode.INTERNAL_ERROR, "The server made a mistake. Come back.")

    def pause_writing(self) -> None:
        """Note that the client has fallen behind."""
        self.behind_since_ns = time.monotonic_ns()
        if self.crowd:
            self.crowd.changed_pace(self)

    def resume_writing(self) -> None:
        """Note that the client has caught up."""
        self.behind_since_ns = 0
        if self.crowd:
            self.crowd.changed_pace(self)

    def _received(self, frame: WSFrame) -> None:
        kind: int = frame.msg_type.value
        if kind == _CLOSE:
            self._answer_close()
            return
        if self.is_ended or kind == _PONG:
            return
        if frame.rsv2 or frame.rsv3 or (frame.rsv1 and kind == _PING):
            raise ViolationError(CloseCode.PROTOCOL_ERROR, "Reserved bits are set in a frame.")
        if kind == _PING:
            if self._edge.may_go_on(self):
                self.transport.send_pong(frame.get_payload_as_bytes())
            return
        payload = frame.get_payload_as_bytes()
        message: bytes | None
        if frame.fin and kind == TEXT and not frame.rsv1 and self._assembler is None:
            message = checked(payload)
        else:
            message = self._assemble(kind, payload, frame)
        if message is not None:
            self._edge.heard(self, message)

    def _assemble(self, opcode: int, payload: bytes, frame: WSFrame) -> bytes | None:
        if self._assembler is None:
            self._assembler = Assembler(takes_deflated=self.takes_deflated)
        message = self._assembler.feed(
            opcode, payload, is_final=bool(frame.fin), is_deflated=bool(frame.rsv1)
        )
        if message is not None:
            self._assembler = None
        elif not frame.fin and not self._edge.may_go_on(self):
            raise ViolationError(CloseCode.TOO_FAST, "Too many fragments.")
        return message

    def _answer_close(self) -> None:
        if not self.is_ended:
            self.is_ended = True
            # Never the client's own code: browsers send none, and picows would answer with 0.
            self.transport.send_close(WSCloseCode.OK)
        self.transport.disconnect()
