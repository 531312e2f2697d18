"""The thread of one peer: decodes what came, says when it is due, and writes it into rings.

The loop of the process puts packets' contents in, and never waits; what the thread does not
keep up with is left out up to the next key frame, and counted::

    media = PeerMedia("link-3", on_ring=…, on_fault=…)
    media.picture(encoded)        # False: too much waits, a key frame is needed
    media.sound(data, timestamp)
    media.close()
"""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable

from studio.link.beep import BeepCheck
from studio.link.decoding import PictureDecoder, SoundDecoder
from studio.link.picture_packets import EncodedPicture
from studio.link.playout import PICTURE, SOUND, Playout
from studio.link.rings import LinkRings
from studio.link.sound_line import Samples, SoundLine
from studio.model.media import SAMPLE_RATE_HZ
from studio.telemetry.thread_name import show_thread_name

log = logging.getLogger(__name__)

MOST_PICTURES = 12
MOST_SOUNDS = 50
LATE_NS = 30_000_000
"""Sound that is due so long ago is of no use, and would make the mixer wait for the next."""

Work = Callable[[], None]


class PeerMedia:
    """See the module.

    Args:
        name: What its rings are called after.
        on_ring: Told of each new ring, in the thread.
        on_fault: Told in the thread why it ended by itself.

    Attributes:
        is_muted: Whether its sound is left out; set by its owner.
        needs_key: Set by the thread when the decoder lost its way; whoever asks resets it.
        overrun: Pictures and blocks of sound left out as too much waited.
        late_sounds: Blocks that came too late.
    """

    def __init__(
        self, name: str, on_ring: Callable[[str, str], None], on_fault: Callable[[str], None]
    ) -> None:
        self.is_muted = False
        self.needs_key = False
        self.overrun = 0
        self.late_sounds = 0
        self._on_fault = on_fault
        self._rings = LinkRings(name, on_ring)
        self._pictures = PictureDecoder(self._rings)
        self._sounds = SoundDecoder()
        self._line = SoundLine()
        self._playout = Playout()
        self._check: BeepCheck | None = None
        self._on_checked: Callable[[float | None, bool], None] = lambda offset_ms, was_heard: None
        self._work: deque[Work] = deque()
        self._waiting = {PICTURE: 0, SOUND: 0}
        self._has_work = threading.Condition()
        self._is_closing = False
        self._thread = threading.Thread(target=self._run, name=f"media-{name}", daemon=True)
        self._thread.start()

    @property
    def size(self) -> tuple[int, int]:
        """Of the last picture; 0 before the first."""
        return self._pictures.size

    @property
    def decoded(self) -> int:
        """How many pictures were decoded."""
        return self._pictures.decoded

    @property
    def filled_ms(self) -> int:
        """How much sound was made up for what was lost."""
        return self._line.filled_frames * 1000 // SAMPLE_RATE_HZ

    def picture(self, encoded: EncodedPicture) -> bool:
        """Decode a picture soon; False if it is left out."""
        return self._put(PICTURE, MOST_PICTURES, lambda: self._decode_picture(encoded))

    def sound(self, data: bytes, timestamp: int) -> None:
        """Decode a packet of sound soon."""
        self._put(SOUND, MOST_SOUNDS, lambda: self._decode_sound(data, timestamp))

    def report(self, kind: str, timestamp: int, ntp: int) -> None:
        """Take a sender report; see ``Playout``."""
        with self._has_work:
            self._work.append(lambda: self._playout.report(kind, timestamp, ntp))

    def check_sync(self, on_done: Callable[[float | None, bool], None]) -> None:
        """Look for beeps and lights that were made at once.

        Args:
            on_done: Told in the thread by how many ms sound is to be later, None for no answer,
                and whether beeps were heard.
        """
        with self._has_work:
            self._work.append(lambda: self._begin_check(on_done))
            self._has_work.notify()

    def close(self) -> None:
        """End the thread and unlink the rings; returns when that is done."""
        with self._has_work:
            self._is_closing = True
            self._has_work.notify()
        self._thread.join()

    def _put(self, kind: str, most: int, work: Work) -> bool:
        def counted() -> None:
            self._waiting[kind] -= 1
            work()

        with self._has_work:
            if self._waiting[kind] >= most:
                self.overrun += 1
                return False
            self._waiting[kind] += 1
            self._work.append(counted)
            self._has_work.notify()
        return True

    def _run(self) -> None:
        show_thread_name()
        try:
            while not self._is_closing:
                with self._has_work:
                    while not (self._work or self._is_closing):
                        self._has_work.wait()
                    work = self._work.popleft() if self._work else None
                if work:
                    work()
        except Exception:  # the border of a peer: a fault ends this one
            log.exception("What a peer sent could not be handled.")
            self._on_fault("What it sent could not be handled; the log says more.")
        finally:
            self._rings.close()

    def _begin_check(self, on_done: Callable[[float | None, bool], None]) -> None:
        self._check, self._on_checked = BeepCheck(time.monotonic_ns()), on_done
        self._pictures.on_brightness = self._check.see

    def _look_at_check(self, check: BeepCheck, samples: Samples, due_ns: int) -> None:
        check.hear(samples, due_ns)
        if check.is_over(time.monotonic_ns()):
            self._check = self._pictures.on_brightness = None
            self._on_checked(check.offset_ms(), check.was_heard)

    def _decode_picture(self, encoded: EncodedPicture) -> None:
        def due_ns() -> int:
            return self._playout.due_ns(PICTURE, encoded.timestamp, time.monotonic_ns())

        if not self._pictures.decode(encoded, due_ns):
            self.needs_key = True

    def _decode_sound(self, data: bytes, timestamp: int) -> None:
        samples = self._sounds.decode(data)
        now_ns = time.monotonic_ns()
        if samples is None or self.is_muted:
            return
        due_ns = self._playout.due_ns(SOUND, timestamp, now_ns)
        if due_ns < now_ns - LATE_NS:
            self.late_sounds += 1
            return
        if self._check:
            self._look_at_check(self._check, samples, due_ns)
        for pts_ns, block in self._line.place(samples, due_ns):
            self._rings.write_sound(block, pts_ns)
