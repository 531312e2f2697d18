"""The captions that the video carries: what is said, as CEA-608, in each encoded picture.

Stands between the encoder and the packet bus, so that every output has them, and no encoder
need know.  While they are on, every picture that is due carries a pair, even if it says
nothing: players show their caption button by that::

    captions = VideoCaptions()
    bus = PacketBus(tracks=1, through=captions.carry)
    captions.set(is_on=True, rows=3)
    captions.say(spoken)

Pairs are spoken in the order in which pictures are shown.  Those that are decoded before one
that is shown earlier (B-frames) carry none; the next one that moves on carries theirs.
"""

import threading
from dataclasses import replace
from fractions import Fraction

from studio.engine.captions import a53
from studio.engine.captions.cea608 import RollUp, is_sendable, pairs_a_picture
from studio.engine.captions.steady_words import SteadyWords
from studio.model.captions.spoken import Spoken
from studio.model.media import SECOND_NS, Packet

SILENCE_NS = 8 * SECOND_NS
"""After it the last words are taken off the picture."""
MOST_PAIRS = 4
"""That one picture carries after some that were left out."""


class VideoCaptions:
    """See the module.  ``carry`` is called on the encoder's thread, the rest on any."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._rows = 0
        self._writer: RollUp | None = None
        self._steady = SteadyWords()
        self._last_id = ""  # of the breath whose words were sent last
        self._shown_ns: int | None = None  # the picture furthest on that went by
        self._due = Fraction(0)
        self._has_text = False
        self._quiet_ns = 0

    @property
    def refused(self) -> int:
        """Texts that CEA-608 has no letters for, since the captions are on."""
        return self._writer.refused if self._writer else 0

    def set(self, *, is_on: bool, rows: int) -> None:
        """Put captions into the video from the next picture on, or no more."""
        with self._lock:
            if (rows if is_on else 0) != self._rows:
                self._rows = rows if is_on else 0
                self._writer = RollUp(rows) if is_on else None
                self._steady = SteadyWords()
                self._has_text = False

    def say(self, spoken: Spoken) -> None:
        """Send what was said, as far as it is steady; each final is told once."""
        with self._lock:
            if self._writer is None or (not spoken.is_final and not is_sendable(spoken.text)):
                return
            was_open = self._steady.open
            sending = self._steady.take(spoken)
            words = sending.words
            if sending.wrong:
                is_last = self._last_id == spoken.id
                taken = self._writer.take_back(sending.wrong) if is_last else 0
                # The others are wrong for good: their row isn't the bottom one any more.
                words = words[sending.wrong - taken :]
            if words:
                # Who is interrupted, and who interrupts, begins a row.
                own = self._last_id not in ("", spoken.id) and (
                    sending.goes_on or self._last_id == was_open
                )
                self._writer.say(" ".join(words), spoken.speaker, begins_row=own)
                self._last_id = spoken.id
                self._has_text = True
                self._quiet_ns = 0

    def carry(self, packet: Packet) -> Packet:
        """Return a packet of H.264 with the pairs that are due; sound as it is."""
        with self._lock:
            if self._writer is None or packet.track != 0:
                return packet
            pairs = [self._next_pair(self._writer) for _ in range(self._due_pairs(packet))]
        return replace(packet, data=a53.with_captions(packet.data, pairs)) if pairs else packet

    def _due_pairs(self, packet: Packet) -> int:
        """Count the pairs that go with this picture, and the time without words."""
        last_ns, duration_ns = self._shown_ns, max(1, packet.duration_ns)
        if last_ns is not None and last_ns - SECOND_NS < packet.pts_ns <= last_ns:
            return 0
        self._shown_ns = packet.pts_ns
        passed = 1
        if last_ns is not None and packet.pts_ns > last_ns:
            passed = max(1, round((packet.pts_ns - last_ns) / duration_ns))
        # The nanoseconds of a picture are rounded down: 60 a second must not look like more.
        fps = Fraction(round(SECOND_NS * 1000 / duration_ns), 1000)
        self._due = min(self._due + passed * pairs_a_picture(fps), Fraction(MOST_PAIRS))
        pairs = int(self._due)
        self._due -= pairs
        self._quiet_ns += passed * duration_ns
        return pairs

    def _next_pair(self, writer: RollUp) -> bytes:
        if writer.waiting:
            self._quiet_ns = 0
        elif self._has_text and self._quiet_ns >= SILENCE_NS:
            self._has_text = False
            writer.erase()
        return writer.next_pair()
