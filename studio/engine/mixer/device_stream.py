"""Puts what a device says on the session's time line, its drift resampled away.

No thread and no device in here: chunks with time stamps in, samples at their
place out.  A device is first listened to for a second, for sound servers
correct their idea of a stream's latency after they have begun: PulseAudio's stamps
slid by 340 ms in the first 0.6 s here.  The sound begins when they have settled, at
their mean.  After that only the ratio follows them; the sound is placed anew only
if they are a tenth of a second off (the device was suspended, chunks were lost),
which is no drift, and is counted.
"""

from collections import deque

import numpy as np

from studio.engine.mixer.drift import DriftControl
from studio.engine.mixer.resampler import Resampler
from studio.engine.mixer.timeline import Samples, Timeline
from studio.model.media import SAMPLE_RATE_HZ, SECOND_NS

LOST_FRAMES = SAMPLE_RATE_HZ // 10
SETTLE_S = 1.0
SETTLED_NS = 3_000_000
UNSETTLED_S = 5.0
"""Stamps that are still wild after that are taken as they are."""


class _Settling:
    """Watches where the stream would begin by each of its stamps."""

    def __init__(self) -> None:
        self._begins_ns: deque[tuple[float, int]] = deque()  # at which age of the stream
        self._age_s = 0.0

    def begin_ns(self, stamp_ns: int, duration_s: float) -> int | None:
        """Take one chunk; return the time of its first sample once that is sure."""
        begin_ns = stamp_ns - int(self._age_s * SECOND_NS)
        self._begins_ns.append((self._age_s, begin_ns))
        while self._age_s - self._begins_ns[0][0] > SETTLE_S:
            self._begins_ns.popleft()
        chunk_at_s = self._age_s
        self._age_s += duration_s
        if chunk_at_s < SETTLE_S:
            return None
        begins_ns = [begin for _, begin in self._begins_ns]
        middle = (len(begins_ns) + 1) // 2
        moved_ns = np.mean(begins_ns[middle:]) - np.mean(begins_ns[:middle])
        if abs(moved_ns) > SETTLED_NS and chunk_at_s < UNSETTLED_S:
            return None
        return int(np.mean(begins_ns)) + int(chunk_at_s * SECOND_NS)


class DeviceStream:
    """The stream of one device, from its opening on.

    Args:
        rate_hz: What the device says its rate is.

    Attributes:
        replaced: How often the sound had to be placed anew.
    """

    def __init__(self, rate_hz: int) -> None:
        self._rate_hz = rate_hz
        self._nominal_step = rate_hz / SAMPLE_RATE_HZ
        self._resampler = Resampler(self._nominal_step)
        self._control = DriftControl()
        self._settling: _Settling | None = _Settling()
        self.replaced = 0

    @property
    def is_placed(self) -> bool:
        """True once its stamps have settled and the sound has begun."""
        return self._settling is None

    @property
    def drift_ppm(self) -> float:
        """How much faster than ours the device's clock is."""
        return self._control.drift_ppm

    @property
    def error_ms(self) -> float:
        """How much too late the sound is now, filtered."""
        return self._control.error_frames * 1000 / SAMPLE_RATE_HZ

    @property
    def stretch(self) -> float:
        """How many of the device's samples become one, beside what their rates say."""
        return self._resampler.step / self._nominal_step

    def place(self, timeline: Timeline, stamp_ns: int, samples: Samples) -> None:
        """Write one chunk.

        Args:
            timeline: Written at its end, without gaps.
            stamp_ns: Session time of the chunk's first sample.
            samples: (frames, 2) at the device's rate.
        """
        if self._settling is not None:
            begin_ns = self._settling.begin_ns(stamp_ns, len(samples) / self._rate_hz)
            if begin_ns is not None:
                self._settling = None
                start = round(begin_ns * SAMPLE_RATE_HZ / SECOND_NS)
                timeline.write(start, self._resampler.process(samples))
            return
        # Where the next output belongs: so much was held back of the chunk before.
        belongs = stamp_ns * SAMPLE_RATE_HZ / SECOND_NS
        belongs -= self._resampler.held_frames / self._nominal_step
        error = timeline.end - belongs
        if abs(error) > LOST_FRAMES:
            self.replaced += 1
            self._settling = _Settling()
            self._resampler = Resampler(self._nominal_step)
            self._control = DriftControl()
            return
        correction = self._control.update(error, len(samples) / self._rate_hz)
        self._resampler.step = self._nominal_step * (1 + correction)
        timeline.write(timeline.end, self._resampler.process(samples))


def stereo(samples: Samples) -> Samples:
    """Return the first two channels, or the only one twice."""
    return np.repeat(samples, 2, axis=1) if samples.shape[1] == 1 else samples[:, :2]
