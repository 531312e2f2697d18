"""The channel strip of one input: from its time line to the buses.

It belongs to the mix thread, as all that it holds.
"""

import numpy as np

from studio.engine.mixer.ducking import DuckingEnvelope
from studio.engine.mixer.fader import RISE, SILENT_DB, Fader, strip_gains
from studio.engine.mixer.input import Input
from studio.engine.mixer.meter import QUIET, Meter, measured
from studio.engine.mixer.settings import InputSettings
from studio.engine.mixer.timeline import Samples, Timeline
from studio.model.media import BLOCK_FRAMES, SAMPLE_RATE_HZ, SECOND_NS

WINDOW_FRAMES = 3 * SAMPLE_RATE_HZ
"""What a time line holds: the look-ahead of a file, the largest delay, half a second of stall."""


class Strip:
    """One input with its settings, fader, meter and ducking.

    Attributes:
        block: What the input says in the block that is mixed, after its fader.
        is_silent: True if that is nothing, as of a clip without sound; nobody need
            look at ``block`` then, and nothing is done with it.
        missing_frames: Frames that had not come in time and were mixed as silence,
            once the input had begun.
        is_leaving: True when it is to fade out and be dropped.
    """

    def __init__(self, source: Input, settings: InputSettings) -> None:
        self.source = source
        self.settings = settings
        self.is_silent = False
        self.block: Samples = np.zeros((BLOCK_FRAMES, 2), np.float32)
        self.meter = Meter()
        self.missing_frames = 0
        self.is_leaving = False
        self._other: Samples = np.zeros((BLOCK_FRAMES, 2), np.float32)
        self._offset = offset_frames(settings)
        self._timeline = Timeline(WINDOW_FRAMES + max(0, self._offset))
        self._fader = Fader((0.0, 0.0) if settings.is_muted else self._gains)
        self._envelope = DuckingEnvelope()
        self._loudness = QUIET

    @property
    def settings(self) -> InputSettings:
        """What is set; a new value counts from the next block on."""
        return self._settings

    @settings.setter
    def settings(self, settings: InputSettings) -> None:
        self._settings = settings
        self._gains = strip_gains(settings)

    @property
    def delay_ns(self) -> int:
        """How long after a block's end the mixer must wait for this input."""
        return self.source.delay_ns - self.settings.sync_offset_ms * SECOND_NS // 1000

    @property
    def gap_frames(self) -> int:
        """Frames that the input itself left out."""
        return self._timeline.gap_frames

    @property
    def rms_db(self) -> float:
        """How loud it is now as a trigger of ducking."""
        return SILENT_DB if self.settings.is_muted else self._loudness.rms_db()

    def load(self, start: int, now_ns: int) -> None:
        """Take the block that starts at this sample of session time, and measure it."""
        self.source.deliver(self._timeline, now_ns)
        missing = self._timeline.read(start - self._offset, self.block)
        offset = offset_frames(self.settings)
        has_moved = offset != self._offset
        if has_moved:
            missing = self._move_to(offset, start)
        self._timeline.mixed_to = start - self._offset + BLOCK_FRAMES
        if not self._timeline.is_empty and self._timeline.begin < self._timeline.mixed_to:
            self.missing_frames += missing
        self.is_silent = missing == BLOCK_FRAMES and not has_moved
        self._loudness = QUIET if self.is_silent else measured(self.block).scaled(self._gains)
        self.meter.add(self._loudness)

    def fade(self, trigger_rms_db: float, gain: float = 1.0) -> None:
        """Put volume, balance, mute and ducking on the block; and a gain that all strips have."""
        duck = gain * self._envelope.next_gain(self.settings.ducking, trigger_rms_db)
        target = (0.0, 0.0)
        if not (self.settings.is_muted or self.is_leaving):
            target = self._gains[0] * duck, self._gains[1] * duck
        if self.is_silent:
            self._fader.jump(target)
        else:
            self._fader.apply(self.block, target)

    def _move_to(self, offset: int, start: int) -> int:
        """Cross-fade from the old sync offset to a new one; return the missing frames."""
        missing = self._timeline.read(start - offset, self._other)
        self.block += (self._other - self.block) * RISE
        self._offset = offset
        self._timeline.resize(WINDOW_FRAMES + max(0, offset))
        return missing


def offset_frames(settings: InputSettings) -> int:
    """Return the sync offset in frames; positive is later."""
    return settings.sync_offset_ms * SAMPLE_RATE_HZ // 1000
