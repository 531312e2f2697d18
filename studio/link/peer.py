"""One peer: its task takes signals one after the other, its connection comes and goes.

A fault of a peer, whatever it sends, ends what is its own and nothing else.  What whoever
shows it must know is kept, as a capture keeps it: its rings, its state::

    peer = Peer("u-3", "link-1", send=…, on_told=…, servers=…)
    peer.hear({"type": "offer", "sdp": …})
    await peer.close()
"""

import asyncio
import logging
import time
from collections.abc import Callable

from aiortc import RTCIceServer

from studio.ipc.message import Message
from studio.link.connection import Connection
from studio.link.control import PhoneState, order, said
from studio.link.errors import LinkError
from studio.link.following import Following
from studio.link.media import PeerMedia
from studio.link.sync_check import SyncCheck
from studio.link.way_back import Sending, WayBack

log = logging.getLogger(__name__)

MOST_SIGNALS = 100
SILENT_NS = 1_500_000_000
LOOKS_ON = frozenset({"guest", "studio"})
"""Kinds that see the programme and hear it; a phone is a camera."""
DEFAULT_ORDER: Message = {"width": 1280, "height": 720, "fps": 30, "kbps": 2500}

Relay = Callable[
    ["Peer", PeerMedia, Callable[[str], None], Callable[[object], None]], Connection | None
]


class Peer:
    """See the module; belongs to the process's loop.

    Args:
        id: As the room calls it.
        ring_name: What its rings are called after.
        send: Passes a signal on to it.
        on_told: Told each message for those who show it, with the key under which it is kept.
        servers: Of STUN and TURN.
        way_back: Of the programme.
        on_listens: Told that it hears the programme from now on, or no longer.
        on_other: Told what it says on the control channel that is not of a phone.
        relay: Gives a connection by an SFU, None for who is to be linked directly.

    Attributes:
        name: For people.
        ring_name: What its rings are called after.
        kind: ``phone``, ``guest`` or ``studio``.
        seat: On the stage, 0 for none.
        is_muted: By the anchor; its sound is left out.
        kept: What who comes later must be told, in order.
        sync: How far its sound is from its picture.
    """

    def __init__(
        self,
        id: str,
        ring_name: str,
        *,
        send: Callable[[Message], None],
        on_told: Callable[["Peer", Message], None],
        servers: Callable[[], list[RTCIceServer]],
        way_back: WayBack | None = None,
        on_listens: Callable[[], None] = lambda: None,
        on_other: Callable[["Peer", Message], None] = lambda peer, message: None,
        relay: "Relay" = lambda peer, media, on_state, on_control: None,
    ) -> None:
        self.id = id
        self.ring_name = ring_name
        self.name = ""
        self.kind = "phone"
        self.seat = 0
        self.is_muted = False
        self.kept: dict[str, Message] = {"offset": {"type": "offset", "audio_offset_ms": None}}
        self.sync = SyncCheck(self._say, self._tell_offset)
        self._send = send
        self._on_told = on_told
        self._servers = servers
        self._way_back = way_back
        self._on_listens = on_listens
        self._on_other = on_other
        self._relay = relay
        self._hears = ""
        self._signals: asyncio.Queue[Message | Connection] = asyncio.Queue(MOST_SIGNALS)
        self._connection: Connection | None = None
        self._media: PeerMedia | None = None
        self._phone = PhoneState()
        self._order = order(DEFAULT_ORDER)
        self._following = Following()
        self._is_on_air = False
        self._is_connected = False
        self._counted = (0, 0, 0)
        self._rate = (0, 0)
        self._loop = asyncio.get_running_loop()
        self._task = asyncio.create_task(self._run(), name=f"peer-{id}")

    @property
    def is_connected(self) -> bool:
        """Whether its media can come."""
        return self._is_connected

    @property
    def connection(self) -> Connection | None:
        """What it is linked by, or about to be."""
        return self._connection

    @property
    def listens(self) -> bool:
        """Whether it is sent sound of the programme."""
        return self._connection is not None and self._connection.sending is not None

    def use_sound(self, ring: str) -> None:
        """Have it hear what this ring carries; "" for nothing."""
        if ring != self._hears:
            self._hears = ring
            self._send_sound()

    def hear(self, signal: Message) -> None:
        """Take a signal of it; one that sends too many loses them."""
        self._put(signal)

    def ask(self, wish: Message) -> None:
        """Tell it what to send from now on."""
        self._order |= order(wish)
        self._following.use(self._order)
        self._say(self._order | self._following.order())

    def ask_key(self) -> None:
        """Have it send a key frame."""
        self._say({"type": "keyframe"})

    def tally(self, is_on_air: bool) -> None:
        """Tell it whether it is on air."""
        if is_on_air != self._is_on_air:
            self._is_on_air = is_on_air
            self._say({"type": "tally", "on_air": is_on_air})

    def say(self, signal: Message) -> None:
        """Pass a signal on to it."""
        self._send(signal)

    def mute(self, is_muted: bool) -> None:
        """Leave its sound out, or no longer."""
        self.is_muted = is_muted
        if self._media:
            self._media.is_muted = is_muted

    def look(self, now_ns: int) -> None:
        """Notice silence, and count; called now and then."""
        if self._connection is None or self._media is None:
            return
        if self._is_connected and self._connection.heard_ns:
            is_silent = now_ns - self._connection.heard_ns > SILENT_NS
            self._tell_health(f"Nothing comes from {self.shown_name}." if is_silent else "")
        was_ns, was_bytes, was_pictures = self._counted
        if (passed_ns := now_ns - was_ns) < 900_000_000:
            return
        received, decoded = self._connection.received_bytes, self._media.decoded
        kbps = (received - was_bytes) * 8_000_000 // passed_ns
        self._follow(now_ns / 1e9)
        self._rate = kbps, round((decoded - was_pictures) * 1e9 / passed_ns)
        self._counted = now_ns, received, decoded

    def check_sync(self) -> None:
        """Measure how far its sound is from its picture, and have that set right."""
        if self._media is not None and self._is_connected:
            self.sync.begin(self._media)

    def shown(self) -> Message:
        """Return how it is, for the app."""
        media, connection = self._media, self._connection
        kbps, fps = self._rate if connection else (0, 0)
        return {
            "id": self.id,
            "name": self.name,
            "kind": self.kind,
            "seat": self.seat or None,
            "connected": self._is_connected,
            "on_air": self._is_on_air,
            "relayed": bool(connection and connection.is_relayed),
            "misses_programme": bool(connection and connection.misses_programme),
            "muted": self.is_muted,
            "width": media.size[0] if media else 0,
            "height": media.size[1] if media else 0,
            "fps": fps,
            "received_kbps": kbps,
            "lost": connection.lost if connection else 0,
            "filled_ms": media.filled_ms if media else 0,
            "asked_kbps": self._following.kbps,
            "order": {key: value for key, value in self._order.items() if key != "type"},
            **self.sync.shown,
            **self._phone.shown(),
        }

    @property
    def shown_name(self) -> str:
        """What people call it."""
        return self.name or "A phone"

    async def close(self) -> None:
        """Hang up for good."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        await self._hang_up(f"{self.shown_name} has gone.")

    async def _run(self) -> None:
        while True:
            signal = await self._signals.get()
            try:
                if not isinstance(signal, Connection):
                    await self._handle(signal)
                elif signal is self._connection:  # else it has called again since
                    await self._hang_up(f"{self.shown_name} has gone.")
            except LinkError as error:
                await self._fail(str(error))
            except Exception:  # the border of a peer: SDP has a thousand ways to be wrong
                log.exception("A signal of %s could not be handled.", self.shown_name)
                await self._fail("What it sent could not be handled; the log says more.")

    def _put(self, signal: Message | Connection) -> None:
        """Have a signal handled in its turn, or the end of a connection."""
        try:
            self._signals.put_nowait(signal)
        except asyncio.QueueFull:
            log.warning("%s sends more signals than can be handled.", self.shown_name)

    async def _handle(self, signal: Message) -> None:
        match signal.get("type"):
            case "offer" if signal.get("goes_on") is True:
                await self._answer_more(signal)
            case "offer":
                await self._hang_up("")
                self._send_answer(signal, await self._connect().answer(signal.get("sdp")))
                self._begin_sound()
            case "candidate" if self._connection:
                await self._connection.candidate(signal)
            case "bye":
                await self._hang_up(f"{self.shown_name} has gone.")
            case _ if self._connection:
                await self._connection.signal(signal)

    async def _answer_more(self, signal: Message) -> None:
        """Answer a studio's offer of more pictures; one on a line that is gone calls again."""
        if self._connection and self._is_connected and self.kind == "studio":
            answer = await self._connection.answer_more(signal.get("sdp"))
            self._send_answer(signal, answer)
        else:
            self._send({"type": "bye", "again": True})

    def _send_answer(self, offer: Message, sdp: str) -> None:
        """Answer an offer; its number goes with it, so that no other call takes the answer."""
        number = {"call": call} if isinstance(call := offer.get("call"), int) else {}
        self._send({"type": "answer", "sdp": sdp, **number})

    def _connect(self) -> Connection:
        """Make a connection, with all that belongs to it."""

        def on_fault(reason: str) -> None:
            self._loop.call_soon_threadsafe(lambda: self._put(connection))

        media = PeerMedia(self.ring_name, self._soon_ring, on_fault)
        media.is_muted = self.is_muted

        def on_state(state: str) -> None:
            self._on_state(connection, state)

        def on_control(text: object) -> None:
            self._on_control(connection, text)

        connection = self._relay(self, media, on_state, on_control) or Connection(
            media,
            self._servers(),
            name=self.ring_name,
            way_back=self._way_back if self.kind in LOOKS_ON else None,
            on_state=on_state,
            on_control=on_control,
        )
        self._media, self._connection = media, connection
        self._counted = time.monotonic_ns(), 0, 0
        return connection

    def _begin_sound(self) -> None:
        self._send_sound()
        self._on_listens()

    async def _fail(self, reason: str) -> None:
        log.warning("%s: %s", self.shown_name, reason)
        await self._hang_up(reason)

    async def _hang_up(self, reason: str) -> None:
        connection, self._connection = self._connection, None
        media, self._media = self._media, None
        self._is_connected = False
        if connection is not None:
            await connection.close()
            self._on_listens()
        if media is not None:
            await asyncio.to_thread(media.close)
            for key in ("ring-picture", "ring-sound"):
                self.kept.pop(key, None)
        if reason:
            self._tell_health(reason)

    def _on_state(self, connection: Connection, state: str) -> None:
        if connection is not self._connection:
            return
        self._is_connected = state == "connected"
        if self._is_connected:
            log.info("%s is linked.", self.shown_name)
            connection.begin()
            if isinstance(connection.sending, Sending):
                connection.sending.pictures.on_slow = self._say_programme
            self._say_programme()
        elif state in ("failed", "closed"):
            self._put(connection)  # in its turn, after what is being handled

    def _on_control(self, connection: Connection, text: object) -> None:
        if connection is not self._connection:
            return
        if text is None:
            self._following.use(self._order)
            self._say(self._order | self._following.order())
            self._say({"type": "tally", "on_air": self._is_on_air})
            self._say_programme()
        elif other := self._phone.hear(text):
            self._on_other(self, other)

    def _send_sound(self) -> None:
        if self._connection and self._connection.sending:
            self._connection.sending.hear(self._hears)

    def _say_programme(self) -> None:
        """Tell who looks on whether he can be shown the programme at all."""
        sending = self._connection.sending if self._connection else None
        if sending:
            is_slow = isinstance(sending, Sending) and sending.pictures.is_slow
            picture = sending.has_pictures
            self._say({"type": "programme", "picture": picture, "is_slow": is_slow})

    def say_control(self, message: Message) -> bool:
        """Say something on the control channel; False if it is not open."""
        return self._connection is not None and self._connection.send(said(message))

    def _say(self, message: Message) -> None:
        self.say_control(message)

    def _soon_ring(self, kind: str, name: str) -> None:
        ring: Message = {"type": "ring", "kind": kind, "name": name}
        self._loop.call_soon_threadsafe(self._tell_ring, kind, ring)

    def _tell_ring(self, kind: str, ring: Message) -> None:
        self._tell(f"ring-{kind}", ring)
        self._tell_health("")

    def _follow(self, now_s: float) -> None:
        """Tell it to send less, or more again, as the network allows it."""
        if self._connection is None or not self._is_connected:
            return
        rtt_ms = self._phone.shown().get("rtt_ms")
        known_ms = rtt_ms if isinstance(rtt_ms, int | float) else None
        if self._following.see(now_s, self._connection.fresh_loss(), known_ms):
            self._say({"type": "set", **self._following.order()})

    def _tell_offset(self, measured_ms: float | None) -> None:
        self._tell("offset", {"type": "offset", "audio_offset_ms": measured_ms})

    def _tell_health(self, reason: str) -> None:
        health = "failed" if reason else "running"
        state: Message = {"type": "state", "health": health, "reason": reason}
        if self.kept.get("state") != state:
            self._tell("state", state)

    def _tell(self, key: str, message: Message) -> None:
        self.kept.pop(key, None)  # so that who comes later is told in the same order
        self.kept[key] = message
        self._on_told(self, message)
