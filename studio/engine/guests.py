"""The way back to guests: they see the programme, and hear it without themselves.

Link says when somebody looks on: the encoder runs then, whether anything is live or not, and
holds no picture back (which cost no quality and no time that could be measured: x264 at 720p30
and 2500 kbit/s, superfast 37.7 dB either way, veryfast 37.9 held back and 38.3 not); and for each
input whose peer listens a bus without that input is mixed::

    guests = Guests(bus, sound, secret=secret, post=post, name_of=inputs.name_of, …)
    links.hear(guests.attach, guests.minus)
    guests.is_watched

Belongs to the main thread, but for what its docstring says otherwise.
"""

import logging
from collections.abc import Callable
from functools import partial

from studio.engine.outputs.bus import PacketBus
from studio.engine.outputs.guest_output import GuestOutput
from studio.engine.sound import NOBODY, Sound
from studio.engine.sources.link import LinkSource
from studio.engine.sources.ring import RingSource
from studio.ipc.channel import Channel
from studio.ipc.errors import ChannelError, RingError
from studio.ipc.message import Message
from studio.model.errors import StudioError
from studio.model.events import Event, Notice

log = logging.getLogger(__name__)

CONNECT_S = 3.0
ODD_ORDER = (
    "Guests see the programme in jerks: the options of the encoder ask for B-frames, which can't "
    "be shown to them. Take bf, bframes and b-pyramid out of the options."
)


class Guests:
    """See the module.

    Args:
        bus: Has the programme's pictures.
        sound: Mixes what guests hear.
        secret: Of the channel.
        post: Has the main thread do something, from any thread.
        name_of: Returns what the input is called that a source belongs to.
        ring_of: Returns the source of an input that comes by a ring.
        on_key_wanted: Asks the encoder for a key frame, from any thread.
        on_change: Called when somebody looks on who did not before, or nobody any more.
        on_event: Gets what a person should know, from any thread.

    Attributes:
        is_watched: Somebody sees the programme by link.
    """

    def __init__(
        self,
        bus: PacketBus,
        sound: Sound,
        *,
        secret: str,
        post: Callable[[Callable[[], object]], None],
        name_of: Callable[[RingSource], str | None],
        ring_of: Callable[[str], RingSource | None],
        on_key_wanted: Callable[[], None],
        on_change: Callable[[], None],
        on_event: Callable[[Event], None],
    ) -> None:
        self.is_watched = False
        self._bus = bus
        self._sound = sound
        self._secret = secret
        self._post = post
        self._name_of = name_of
        self._ring_of = ring_of
        self._on_key_wanted = on_key_wanted
        self._on_change = on_change
        notice = Notice(level="warning", text=ODD_ORDER)
        self._output = GuestOutput(on_odd_order=lambda: on_event(notice))
        self._channel: Channel | None = None
        self._listening: list[LinkSource] = []

    def attach(self, address: str) -> None:
        """Speak with the process that listens there; "" when there is none any more."""
        self.close()
        if not address:
            return
        try:
            self._channel = Channel.connect(
                address,
                role="engine",
                secret=self._secret,
                on_message=lambda channel, message: self._hear(message),
                on_close=lambda channel, reason: None,  # the supervisor tells of its end
                timeout_s=CONNECT_S,
            )
        except ChannelError as error:
            log.warning("Guests can't be shown the programme: %s", error)
            return
        self._output.attach(self._channel)
        self._channel.send({"type": "programme"})

    def minus(self, source: LinkSource, is_wanted: bool) -> None:
        """Mix for the peer of an input, or no longer; from any thread."""
        self._post(partial(self._mix_for, source, is_wanted))

    def close(self) -> None:
        """Show and mix nothing any more."""
        channel, self._channel = self._channel, None
        if channel is not None:
            self._output.attach(None)
            channel.close()
        for source in list(self._listening):
            self._mix_for(source, False)
        self._watch(False)

    def _hear(self, message: Message) -> None:
        """Take in what link says, on the channel's thread."""
        match message:
            case {"type": "watch", "on": bool(is_watched)}:
                self._post(partial(self._watch, is_watched))
            case {"type": "key_wanted"}:
                self._on_key_wanted()
            case {"type": "input_wanted", "input": str(name), "on": True}:
                self._post(partial(self._bring, name))

    def _bring(self, name: str) -> None:
        """Tell link where an input's own pictures are, that another studio looks at."""
        source = self._ring_of(name)
        if self._channel and source is not None and source.picture_ring_name:
            ring = source.picture_ring_name
            self._channel.send({"type": "input", "input": name, "ring": ring})

    def _watch(self, is_watched: bool) -> None:
        is_watched = is_watched and self._channel is not None
        if is_watched == self.is_watched:
            return
        self.is_watched = is_watched
        if is_watched:
            self._bus.add_early(self._output)
            self._tell_whole()
        else:
            self._bus.remove(self._output)
            self._sound.end_minus(NOBODY)
        self._on_change()

    def _tell_whole(self) -> None:
        """Tell which ring has all of the programme, for guests whom no input shows."""
        try:
            ring = self._sound.minus_ring(NOBODY)
        except RingError as error:
            log.warning("Guests can't hear the programme: %s", error)
            return
        if self._channel:
            self._channel.send({"type": "minus", "ring": ring})

    def _mix_for(self, source: LinkSource, is_wanted: bool) -> None:
        if source in self._listening:
            self._listening.remove(source)
        name = self._name_of(source)
        if name is None:
            return
        if not is_wanted:
            self._sound.end_minus(name)
            return
        try:
            ring = self._sound.minus_ring(name)
        except (StudioError, RingError) as error:
            log.warning("A guest can't hear the programme: %s", error)
            return
        self._listening.append(source)
        source.minus(ring)
