"""A tone, or beeps once a second: for the demo without a microphone, and for tests.

It is computed from session time, so a beep lies at an exact sample, and what has
been mixed of it can be checked by a formula::

    mixer.add_input("tone", ToneInput(440.0, level_db=-20.0), InputSettings())
"""

import numpy as np

from studio.engine.mixer.fader import gain_of
from studio.engine.mixer.timeline import Samples, Timeline, sample_at
from studio.engine.sources.source import Health, SourceState
from studio.model.media import BLOCK_FRAMES, SAMPLE_RATE_HZ, SECOND_NS

LEAD_NS = SECOND_NS // 5
"""How far ahead it writes, as a media file does."""


class ToneInput:
    """A sine on both channels.

    Args:
        frequency_hz: Of the sine.
        level_db: Of its peaks, in dBFS.
        beep_ms: 0 for a steady tone, else the length of a beep at the start of each
            second of session time.
    """

    def __init__(
        self, frequency_hz: float = 1000.0, *, level_db: float = -20.0, beep_ms: int = 0
    ) -> None:
        self._frequency_hz = frequency_hz
        self._amplitude = gain_of(level_db)
        self._beep_frames = beep_ms * SAMPLE_RATE_HZ // 1000

    @property
    def state(self) -> SourceState:
        """A tone cannot fail."""
        return SourceState(Health.RUNNING)

    @property
    def delay_ns(self) -> int:
        """A tone is never late."""
        return 0

    def deliver(self, timeline: Timeline, now_ns: int) -> None:
        """Write the tone up to a fifth of a second ahead."""
        ahead = sample_at(now_ns + LEAD_NS)
        start = max(timeline.end, timeline.mixed_to, ahead - SAMPLE_RATE_HZ)
        if ahead - start >= BLOCK_FRAMES:
            timeline.write(start, self.samples(start, ahead - start))

    def samples(self, start: int, frames: int) -> Samples:
        """Return the tone from one sample of session time on."""
        number = np.arange(start, start + frames)
        # A whole second holds whole periods of any whole frequency; the remainder
        # keeps the phase exact after days.
        phase = number % SAMPLE_RATE_HZ * (2 * np.pi * self._frequency_hz / SAMPLE_RATE_HZ)
        tone = self._amplitude * np.sin(phase)
        if self._beep_frames:
            tone *= number % SAMPLE_RATE_HZ < self._beep_frames
        return np.repeat(tone.astype(np.float32)[:, None], 2, axis=1)

    def skip(self) -> None:
        """A tone is made when it is asked for."""

    def close(self) -> None:
        """Nothing to give back."""
