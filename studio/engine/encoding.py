"""The encoders of the programme: open while something is live or recorded, else not.

Opening may take seconds (what this machine can do is probed first), and an encoder's
end waits for its last pictures; so both happen in a thread of their own, and neither
tick nor main thread waits.  Who comes meanwhile is served when it is done::

    encoding = Encoding(bus, sound, ticker, settings=…, audio=…, post=engine.post, …)
    encoding.want(True)
    encoding.hurry(True)                 # somebody talks with the anchor and looks on
    encoding.force_key()
    encoding.want(False)
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import partial

from studio.engine.encoders.errors import EncoderError
from studio.engine.encoders.preset import resolve
from studio.engine.encoders.settings import EncoderSettings, Latency
from studio.engine.encoders.video import VideoEncoder
from studio.engine.outputs.bus import PacketBus
from studio.engine.sound import Sound
from studio.engine.ticker import Ticker
from studio.model.events import Event, Notice
from studio.telemetry.histogram import Histogram


@dataclass(frozen=True, slots=True)
class EncodingPlan:
    """What is opened.

    Attributes:
        start_index: Tick index that comes before every picture.
        may_speed_up: Take a faster preset when the encoder stays behind.
        buses: The mixer's buses that are encoded, from 1.
    """

    video: EncoderSettings
    start_index: int
    may_speed_up: bool
    buses: tuple[int, ...]
    audio_kbps: int


class _Phase(Enum):
    CLOSED = auto()
    OPENING = auto()
    OPEN = auto()
    CLOSING = auto()


class Encoding:
    """Opens and closes the encoders.  Belongs to the engine's main thread.

    Args:
        bus: Gets the packets.
        sound: Is encoded too.
        ticker: Hands over the pictures.
        plan: Says what is to be opened now.
        post: Has the main thread do something.
        on_event: Gets what a person should know, from any thread.
        on_failed: Called with a sentence when no encoder could be opened.
        on_closed: Called when everything was closed, before it may be opened again.

    Attributes:
        encoder: That is open, or None.
    """

    def __init__(
        self,
        bus: PacketBus,
        sound: Sound,
        ticker: Ticker,
        *,
        plan: Callable[[], EncodingPlan],
        post: Callable[[Callable[[], object]], None],
        on_event: Callable[[Event], None],
        on_failed: Callable[[str], None],
        on_closed: Callable[[], None],
    ) -> None:
        self._bus = bus
        self._sound = sound
        self._ticker = ticker
        self._plan = plan
        self._post = post
        self._on_event = on_event
        self._on_failed = on_failed
        self._on_closed = on_closed
        self._phase = _Phase.CLOSED
        self._is_wanted = False
        self._is_hurried = False
        self._is_renewed = False
        self._planned = Latency.NORMAL
        self._has_ended = False
        self._thread: threading.Thread | None = None
        self._encoded_before = 0
        self.encoder: VideoEncoder | None = None
        self._last: VideoEncoder | None = None

    @property
    def is_open(self) -> bool:
        """True from the wish to encode until everything is closed again."""
        return self._phase is not _Phase.CLOSED

    @property
    def encoded(self) -> int:
        """Pictures that were encoded since the session's start."""
        return self._encoded_before + (self.encoder.encoded if self.encoder else 0)

    @property
    def settings(self) -> EncoderSettings | None:
        """Of the encoder that is or was open last, as it was set in the end."""
        return self._last.settings if self._last else None

    @property
    def encode_times(self) -> Histogram:
        """Of the encoder that is or was open last."""
        return self._last.encode_times if self._last else Histogram()

    @property
    def failed(self) -> str | None:
        """Why there is no encoder any more that works."""
        return self.encoder.failed if self.encoder else None

    def force_key(self) -> None:
        """Make the next picture a key frame; from any thread."""
        if encoder := self.encoder:
            encoder.force_key()

    def open_now(self) -> None:
        """Open before anything else goes on.

        Raises:
            EncoderError: If no encoder can be opened.
        """
        self._is_wanted = True
        plan = self._plan()
        self._bus.restart(1 + len(plan.buses))
        self._use(plan, self._made(plan))

    def want(self, is_wanted: bool) -> None:
        """Open or close as soon as can be; returns at once."""
        self._is_wanted = is_wanted
        self._go_on()

    def hurry(self, is_hurried: bool) -> None:
        """Hold no picture back, or as many as was planned; outputs go on over a key frame."""
        self._is_hurried = is_hurried
        if self.encoder:
            self.encoder.set_latency(self._latency)

    def renew(self) -> bool:
        """Close what is open, and open it again as it is planned then; False if nothing is."""
        self._is_renewed = self.is_open
        self._go_on()
        return self._is_renewed

    def close(self) -> None:
        """End everything in order; every packet has gone to the bus then."""
        self._is_wanted, self._has_ended = False, True
        if self._thread:
            self._thread.join()
        if self.encoder:
            self.encoder.close()
        self._sound.end_encoding()
        self._bus.flush()

    def _go_on(self) -> None:
        if self._is_wanted and self._phase is _Phase.CLOSED and not self._has_ended:
            self._phase = _Phase.OPENING
            plan = self._plan()
            self._bus.restart(1 + len(plan.buses))
            self._run("open-encoder", partial(self._open, plan))
        elif self._phase is _Phase.OPEN and (self._is_renewed or not self._is_wanted):
            self._phase = _Phase.CLOSING
            self._ticker.deliver_to(None, then=partial(self._post, self._end))

    def _run(self, name: str, work: Callable[[], None]) -> None:
        self._thread = threading.Thread(target=work, name=name)
        self._thread.start()

    @property
    def _latency(self) -> Latency:
        return Latency.LOW if self._is_hurried else self._planned

    def _made(self, plan: EncodingPlan) -> VideoEncoder:
        self._planned = plan.video.latency
        return VideoEncoder(
            resolve(replace(plan.video, latency=self._latency)),
            on_packet=self._bus.put,
            on_format=partial(self._bus.put_format, 0),
            on_event=lambda text: self._on_event(Notice(level="warning", text=text)),
            start_index=plan.start_index,
            may_speed_up=plan.may_speed_up,
        )

    def _open(self, plan: EncodingPlan) -> None:
        """Make the encoder, in a thread of its own."""
        try:
            encoder = self._made(plan)
        except EncoderError as error:
            self._post(partial(self._could_not_open, str(error)))
        else:
            self._post(partial(self._use, plan, encoder))

    def _use(self, plan: EncodingPlan, encoder: VideoEncoder) -> None:
        if self._has_ended:
            encoder.close()
            return
        self._phase = _Phase.OPEN
        self.encoder = self._last = encoder
        encoder.set_latency(self._latency)  # it may have changed while it was opened
        self._sound.begin_encoding(plan.buses, plan.audio_kbps)
        self._ticker.deliver_to(encoder.put)
        self._go_on()

    def _could_not_open(self, reason: str) -> None:
        self._phase = _Phase.CLOSED
        self._is_wanted = False
        self._on_failed(reason)

    def _end(self) -> None:
        """Close, as no picture comes any more."""
        assert self.encoder is not None
        self._run("close-encoder", partial(self._close, self.encoder))

    def _close(self, encoder: VideoEncoder) -> None:
        encoder.close()
        self._post(self._closed)

    def _closed(self) -> None:
        self._encoded_before = self.encoded
        self.encoder = None
        self._sound.end_encoding()
        self._bus.flush()
        self._phase = _Phase.CLOSED
        self._is_renewed = False
        self._on_closed()
        self._go_on()
