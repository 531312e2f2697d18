"""The studio on whose stage we are: we call it, and again until it answers.

Either end may be started anew, lose its network, or its room: who visits is the one that
calls, at a pace, as long as it is let in::

    studio = StudioPeer("studio", "link-3", send=…, on_told=…, servers=…)
    studio.want(True)               # we were let in
    studio.hear({"type": "answer", "sdp": …})
"""

import time

from studio.ipc.message import Message
from studio.link.connection import Connection
from studio.link.input_pictures import InputPictures
from studio.link.peer import Peer
from studio.link.way_back import Sending

HOST = "studio"
"""As a room calls the anchor's studio."""

CALL_AGAIN_NS = 2_000_000_000
NO_ANSWER_NS = 12_000_000_000
"""A call that has come to nothing after so long is given up."""
_CALL = "call"


class StudioPeer(Peer):
    """See the module."""

    offers: tuple[str, ...] = ()
    """Names of our inputs whose pictures it may ask for."""
    _is_wanted = False
    _called_ns = 0
    _is_called = False

    def want(self, is_wanted: bool) -> None:
        """Call it from now on, or no longer; what is linked stays so."""
        self._is_wanted = is_wanted
        if is_wanted:
            self.look(time.monotonic_ns())

    def send_pictures_of(self, pictures: InputPictures | None) -> None:
        """Send it an input's pictures from now on; None for the programme's."""
        sending = self._connection.sending if self._connection else None
        if isinstance(sending, Sending):
            sending.look_at(pictures or sending.programme)

    def hear(self, signal: Message) -> None:
        """Take a signal of it; only we say when to call."""
        if signal.get("type") != _CALL:
            super().hear(signal)

    def look(self, now_ns: int) -> None:
        """Call, if it is time to; called now and then."""
        super().look(now_ns)
        if not self._is_wanted or self.is_connected:
            return
        patience_ns = NO_ANSWER_NS if self._connection else CALL_AGAIN_NS
        if not self._is_called and (not self._called_ns or now_ns - self._called_ns > patience_ns):
            self._is_called = True
            super().hear({"type": _CALL})

    async def _handle(self, signal: Message) -> None:
        match signal.get("type"):
            case "call":
                self._is_called, self._called_ns = False, time.monotonic_ns()
                await self._hang_up("")
                await self._call()
            case "answer" if self._connection:
                await self._connection.take_answer(signal.get("sdp"))
            case "candidate" if self._connection:
                await self._connection.candidate(signal)
            case "bye":
                await self._hang_up(f"{self.shown_name} has gone.")
                if signal.get("again") is True:
                    self._called_ns = 0

    def _on_control(self, connection: Connection, text: object) -> None:
        super()._on_control(connection, text)
        if text is None and connection is self._connection:
            self.say_control({"type": "inputs", "inputs": list(self.offers)})

    async def _call(self) -> None:
        offer = await self._connect().offer()
        self._send({"type": "offer", "sdp": offer})
        self._begin_sound()
