"""The studio on whose stage we are: we call it, and again until it answers.

Either end may be started anew, lose its network, or its room: who visits is the one that
calls, at a pace, as long as it is let in.  What it wants to see of our inputs is offered on the
line that there is; its answer may get lost with a room, so that is done again, too::

    studio = StudioPeer("studio", "link-3", send=…, on_told=…, servers=…)
    studio.want(True)               # we were let in
    studio.hear({"type": "answer", "sdp": …})
    studio.offer(["Side", "Top"])
    studio.carry({"Side": pictures})
"""

import itertools
import time
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from studio.ipc.message import Message
from studio.link.connection import Connection
from studio.link.peer import Peer
from studio.link.sent_cameras import SentCameras
from studio.link.way_back import PictureSource

HOST = "studio"
"""As a room calls the anchor's studio."""

CALL_AGAIN_NS = 2_000_000_000
NO_ANSWER_NS = 12_000_000_000
"""A call that has come to nothing after so long is given up."""
OFFER_AGAIN_NS = 3_000_000_000
_CALL, _CARRY, _OFFER = "call", "carry", "offer more"
_OURS = frozenset({_CALL, _CARRY, _OFFER})
"""What only we tell ourselves, to be done in its turn."""
_NOTHING: Mapping[str, PictureSource] = MappingProxyType({})


class StudioPeer(Peer):
    """See the module.

    Attributes:
        offers: Names of our inputs whose pictures it may ask for.
    """

    offers: tuple[str, ...] = ()
    _is_wanted = False
    _called_ns = 0
    _is_called = False
    _offered_ns = 0
    _wanted: Mapping[str, PictureSource] = _NOTHING
    _sent: SentCameras | None = None
    _call_number = 0
    _numbers = itertools.count(1)

    def want(self, is_wanted: bool) -> None:
        """Call it from now on, or no longer; what is linked stays so."""
        self._is_wanted = is_wanted
        if is_wanted:
            self.look(time.monotonic_ns())

    def offer(self, names: Sequence[str]) -> None:
        """Let it ask for these inputs of ours, and see no others from now on."""
        if tuple(names) != self.offers:
            self.offers = tuple(names)
            self._say_inputs()
            self.carry({name: each for name, each in self._wanted.items() if name in names})

    def carry(self, wanted: Mapping[str, PictureSource]) -> None:
        """Send it these inputs' pictures besides the programme, and no others.

        Args:
            wanted: By the inputs' names.
        """
        self._wanted = wanted
        if self._sent:
            self._sent.keep(wanted)  # at once, whatever else is to be done before
        super().hear({"type": _CARRY})

    def hear(self, signal: Message) -> None:
        """Take a signal of it; only we say when to call."""
        if signal.get("type") not in _OURS:
            super().hear(signal)

    def look(self, now_ns: int) -> None:
        """Call, if it is time to; called now and then."""
        super().look(now_ns)
        if self.is_connected:
            is_offering = self._connection is not None and self._connection.is_offering
            if is_offering and now_ns - self._offered_ns > OFFER_AGAIN_NS:
                super().hear({"type": _OFFER})
        if not self._is_wanted or self.is_connected:
            return
        patience_ns = NO_ANSWER_NS if self._connection else CALL_AGAIN_NS
        if not self._is_called and (not self._called_ns or now_ns - self._called_ns > patience_ns):
            self._is_called = True
            super().hear({"type": _CALL})

    async def _handle(self, signal: Message) -> None:
        match signal:
            case {"type": "call"}:
                self._is_called, self._called_ns = False, time.monotonic_ns()
                await self._hang_up("")
                await self._call()
            case {"type": "answer"} if self._connection:
                if signal.get("call") == self._call_number:  # else it is to an earlier offer
                    await self._connection.take_answer(signal.get("sdp"))
                    await self._carry()
            case {"type": "carry"}:
                await self._carry()
            case {"type": "offer more"} if self._connection:
                await self._offer_more(self._connection)
            case {"type": "candidate"} if self._connection:
                await self._connection.candidate(signal)
            case {"type": "bye"}:
                await self._hang_up(f"{self.shown_name} has gone.")
                if signal.get("again") is True:
                    self._called_ns = 0

    def _on_control(self, connection: Connection, text: object) -> None:
        super()._on_control(connection, text)
        if text is None and connection is self._connection:
            self._say_inputs()

    async def _call(self) -> None:
        connection = self._connect()
        self._sent = SentCameras(connection.add_pictures)
        self._send_offer(await connection.offer())
        self._begin_sound()

    async def _carry(self) -> None:
        """Send what is wanted; where a part is missing, once that was offered and answered."""
        connection, sent = self._connection, self._sent
        if connection is None or sent is None or not self.is_connected or connection.is_offering:
            return
        if sent.carry(self._wanted):
            await self._offer_more(connection)
        else:
            sent.begin()
            self.say_control({"type": "lines", "lines": sent.shown()})

    async def _offer_more(self, connection: Connection) -> None:
        self._offered_ns = time.monotonic_ns()
        self._send_offer(await connection.offer_more(), goes_on=True)

    def _send_offer(self, sdp: str, **more: object) -> None:
        """Offer, with a number that its answer has, too."""
        self._call_number = next(self._numbers)
        self._send({"type": "offer", "sdp": sdp, "call": self._call_number, **more})

    def _say_inputs(self) -> None:
        self.say_control({"type": "inputs", "inputs": list(self.offers)})

    async def _hang_up(self, reason: str) -> None:
        if self._sent:
            self._sent.close()
        self._sent, self._wanted = None, _NOTHING
        await super()._hang_up(reason)
