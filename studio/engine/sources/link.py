"""The pictures of a linked peer: a phone, a guest, another studio.

All peers come from one process, ``link``; each source has a channel of its own to it, says
which peer it shows, and is told that peer's rings as a capture tells its own::

    source = LinkSource("Phone", LinkSettings(), secret=secret, on_sound_ring=…, on_closed=…)
    source.room(address)                    # where signals come from
    source.attach(address)
    source.take(settings)                   # another peer, or another of its cameras, from now on
    source.tally(True)                      # the phone shows that it is on air
    source.minus(ring)                      # what a guest hears: the programme without himself
"""

from collections.abc import Callable

from studio.engine.sources.ring import RingSource
from studio.ipc.message import Message
from studio.model.kinds_link import LinkSettings

MOST_MEASURED_MS = 500.0


class LinkSource(RingSource):
    """See the module; all of it may be called from any thread.

    Args:
        name: What the source is called, for people.
        settings: Which peer: an id, a name, ``seat:`` and a number, or "" for the first phone;
            and which of its cameras, where it is a studio.
        secret: What the process asks for.
        on_sound_ring: See ``RingSource``; "" when what was heard is over, as when it shows another
            peer, or a camera, which has no sound.
        on_closed: Told that it was closed.
        on_minus: Told in an I/O thread whether its peer wants to hear the programme.
        on_offset: Told in any thread by how much its sound is to be later: as was set or as was
            measured, whichever came last.
    """

    def __init__(
        self,
        name: str,
        settings: LinkSettings,
        *,
        secret: str,
        on_sound_ring: Callable[[str], object],
        on_closed: Callable[["LinkSource"], None],
        on_minus: Callable[["LinkSource", bool], None] = lambda source, is_wanted: None,
        on_offset: Callable[[float], None] = lambda offset_ms: None,
    ) -> None:
        super().__init__(name, secret=secret, on_sound_ring=on_sound_ring)
        self._settings = settings
        self._measured_ms: float | None = None
        self._on_closed = on_closed
        self._on_minus = on_minus
        self._on_offset = on_offset
        on_offset(settings.audio_offset_ms)
        self.room("")
        self.visit("")
        self._order_wish()
        self.tally(False)

    def take(self, settings: LinkSettings) -> None:
        """Be set otherwise from now on, on the same line."""
        before, self._settings = self._settings, settings
        self._order_wish()
        if settings.audio_offset_ms != before.audio_offset_ms:
            self._measured_ms = None
            self._line.tell({"type": "offset_set"})  # else a new engine would be told it again
            self._tell_offset()

    def room(self, address: str) -> None:
        """Tell where the room client listens, "" for nowhere."""
        self._line.keep("room", {"type": "room", "address": address})

    def visit(self, address: str) -> None:
        """Tell where the room client listens that visits another studio, "" for none."""
        self._line.keep("visit", {"type": "visit", "address": address})

    def tally(self, is_on_air: bool) -> None:
        """Tell whether it is on air."""
        self._line.keep("tally", {"type": "tally", "on_air": is_on_air})

    def minus(self, ring: str) -> None:
        """Tell which ring carries the programme without its peer; "" for none."""
        self._line.tell({"type": "minus", "ring": ring})

    def close(self) -> None:
        """Let go of the channel and the ring."""
        super().close()
        self._on_closed(self)

    def _on_message(self, message: Message) -> None:
        match message:
            case {"type": "minus", "wanted": bool(is_wanted)}:
                self._on_minus(self, is_wanted)
            case {"type": "offset", "audio_offset_ms": None}:
                self._measured_ms = None
                self._tell_offset()
            case {"type": "offset", "audio_offset_ms": float(offset_ms)}:
                self._measured_ms = max(-MOST_MEASURED_MS, min(MOST_MEASURED_MS, offset_ms))
                self._tell_offset()
            case _:
                super()._on_message(message)

    def _order_wish(self) -> None:
        wish = self._settings
        self._line.keep("peer", {"type": "peer", "peer": wish.peer, "input": wish.camera})

    def _tell_offset(self) -> None:
        set_ms, measured_ms = self._settings.audio_offset_ms, self._measured_ms
        self._on_offset(set_ms if measured_ms is None else measured_ms)
