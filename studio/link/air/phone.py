"""One phone that stands by: its task takes signals one after the other; its publish outlives them.

A phone that calls again goes on in the same stream.  What it sends ends what is its own and
nothing else::

    phone = AirPhone(send=…, servers=…)
    phone.may_publish("Phone", "ws://127.0.0.1:8083/publish/1?token=…")
    phone.hear({"type": "offer", "sdp": …})
    await phone.close()
"""

import asyncio
import logging
import time
from collections.abc import Callable

from aiortc import RTCIceServer

from studio.ipc.message import Message
from studio.link.air.sink import AirConnection, Sink
from studio.link.control import said
from studio.link.errors import LinkError
from studio.model.errors import StudioError
from studio.publish import MediaTag
from studio.publish.destination import Destination
from studio.rtmp.relay_url import RelayUrl

log = logging.getLogger(__name__)

MOST_SIGNALS = 100
START_NS = 1_000_000_000
"""Sound that was taken before the first picture has a place, too."""

SILENT_NS = 1_500_000_000


class AirPhone:
    """See the module; belongs to the process's loop.

    Args:
        send: Passes a signal on to it.
        servers: Of STUN and TURN.
    """

    def __init__(
        self, *, send: Callable[[Message], None], servers: Callable[[], list[RTCIceServer]]
    ) -> None:
        self.name = "A phone"
        self._send = send
        self._servers = servers
        self._url: RelayUrl | None = None
        self._destination: Destination | None = None
        self._state = ""
        self._is_on_air = False
        self._connection: AirConnection | None = None
        self._sink: Sink | None = None
        self._signals: asyncio.Queue[Message] = asyncio.Queue(MOST_SIGNALS)
        self._has_ended = False
        self._task = asyncio.create_task(self._run(), name="phone on air")

    @property
    def is_warm(self) -> bool:
        """Whether its pictures are at the relay now."""
        sink = self._sink
        is_heard = sink is not None and time.monotonic_ns() - sink.ended_ns < SILENT_NS
        return is_heard and self._state == "live"

    def may_publish(self, name: str, address: str) -> None:
        """Note where it may publish; the newest right is used when it has to connect anew."""
        self.name = name or self.name
        try:
            self._url = RelayUrl.parse(address)
        except StudioError as error:
            log.warning("%s has no place at the relay: %s", self.name, error)

    def hear(self, signal: Message) -> None:
        """Take a signal of it; one that sends too many loses them."""
        try:
            self._signals.put_nowait(signal)
        except asyncio.QueueFull:
            log.warning("%s sends more signals than can be handled.", self.name)

    def look(self) -> None:
        """Begin anew where the relay refused a right that was over; called now and then."""
        if self._state == "failed" and self._destination is not None:
            destination, self._destination = self._destination, None
            self._state = ""
            asyncio.create_task(destination.end())  # noqa: RUF006  it has ended already
        if self._sink is not None and self._destination is None:
            self._open()

    async def close(self) -> None:
        """Hang up, and end its stream in order."""
        self._has_ended = True
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        self._send({"type": "bye"})
        await self._hang_up()
        if self._destination is not None:
            await self._destination.end()

    async def _run(self) -> None:
        while True:
            signal = await self._signals.get()
            try:
                await self._handle(signal)
            except LinkError as error:
                log.warning("%s: %s", self.name, error)
                await self._hang_up()
            except Exception:  # the border of a phone: SDP has a thousand ways to be wrong
                log.exception("A signal of %s could not be handled.", self.name)
                await self._hang_up()

    async def _handle(self, signal: Message) -> None:
        match signal.get("type"):
            case "offer":
                await self._hang_up()
                await self._answer(signal.get("sdp"), signal.get("call"))
            case "candidate" if self._connection:
                await self._connection.candidate(signal)
            case "bye":
                await self._hang_up()

    async def _answer(self, sdp: object, call: object) -> None:
        """Answer an offer; its number goes with it, so that no other call takes the answer."""
        sink = Sink(self._next_ns(), self._put)
        connection = AirConnection(
            sink,
            self._servers(),
            on_state=lambda state: self._on_state(connection, state),
            on_control=lambda text: self._on_control(connection, text),
        )
        self._sink, self._connection = sink, connection
        answer = await connection.answer(sdp)
        number = {"call": call} if isinstance(call, int) else {}
        self._send({"type": "answer", "sdp": answer, **number})

    def _next_ns(self) -> int:
        """Return where a stream goes on: as much later as it was away."""
        if self._sink is None or not self._sink.ended_ns:
            return START_NS
        return self._sink.end_ns + time.monotonic_ns() - self._sink.ended_ns

    def _open(self) -> None:
        if self._url is None or self._has_ended:
            return
        self._destination = Destination(self._url, report=self._report, on_role=self._on_role)
        self._destination.open()

    def _put(self, tag: MediaTag) -> None:
        if self._destination is None:
            self._open()
        if self._destination is not None:
            self._destination.put(tag)

    def _report(self, message: Message) -> None:
        match message:
            case {"type": "key_wanted"} if self._sink:
                self._sink.wish_key()
            case {"type": "push_state", "state": str(state), "reason": str(reason)}:
                if state != self._state:
                    log.info("%s: %s", self.name, reason)
                self._state = state

    def _on_role(self, role: str) -> None:
        self._is_on_air = role == "active"
        self._tell_tally()

    def _tell_tally(self) -> None:
        if self._connection is not None:
            self._connection.send(said({"type": "tally", "on_air": self._is_on_air}))

    async def _hang_up(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.close()

    def _on_state(self, connection: AirConnection, state: str) -> None:
        if connection is self._connection and state in ("failed", "closed"):
            self.hear({"type": "bye"})  # in its turn, after what is being handled

    def _on_control(self, connection: AirConnection, text: object) -> None:
        if connection is self._connection and text is None:
            self._tell_tally()
