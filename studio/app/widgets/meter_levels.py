"""How a level meter moves: what it shows for a channel at a moment.  Pure.

Peaks jump up at once and fall slowly, so that the eye can follow; the highest of the last
seconds stands still as the hold; what clipped stays said until somebody has seen it::

    channel = ChannelLevel()
    channel.take(-12.5, -20.0, now_s)
    channel.fall(now_s)
    channel.peak_db, channel.hold_db, channel.did_clip
"""

FLOOR_DB = -60.0
WARM_DB = -20.0
HOT_DB = -9.0
CLIP_DB = -0.01
"""A sample at full scale: 16 bits reach -0.0003 dB."""

FALL_DB_PER_S = 24.0
HOLD_S = 1.5
RMS_PART = 0.25
"""How much of a new RMS value is believed at once: it is read as a loudness, not as a flicker."""


class ChannelLevel:
    """One channel's.

    Attributes:
        peak_db: The bar's length.
        hold_db: The highest peak of the last moments.
        rms_db: How loud it is.
        did_clip: Whether it reached full scale since ``forgive``.
    """

    def __init__(self) -> None:
        self.peak_db = FLOOR_DB
        self.hold_db = FLOOR_DB
        self.rms_db = FLOOR_DB
        self.did_clip = False
        self._hold_until_s = 0.0
        self._at_s = 0.0

    def take(self, peak_db: float, rms_db: float, now_s: float) -> None:
        """Note what was measured."""
        self.fall(now_s)
        if peak_db >= CLIP_DB:
            self.did_clip = True
        self.peak_db = max(self.peak_db, clamped(peak_db))
        if self.peak_db >= self.hold_db:
            self.hold_db = self.peak_db
            self._hold_until_s = now_s + HOLD_S
        self.rms_db += (clamped(rms_db) - self.rms_db) * RMS_PART

    def fall(self, now_s: float) -> None:
        """Let the bar sink, as time has gone by."""
        sunk_db = FALL_DB_PER_S * max(0.0, now_s - self._at_s)
        self._at_s = now_s
        self.peak_db = max(FLOOR_DB, self.peak_db - sunk_db)
        if now_s > self._hold_until_s:
            self.hold_db = max(self.peak_db, self.hold_db - sunk_db)

    def forgive(self) -> None:
        """Forget that it clipped: somebody has seen it."""
        self.did_clip = False


def clamped(level_db: float) -> float:
    """Return a level within what a meter can show; what is no number is silence."""
    return min(0.0, max(FLOOR_DB, level_db)) if level_db == level_db else FLOOR_DB


def part_of_scale(level_db: float) -> float:
    """Return where a level stands on the scale, 0 at the floor and 1 at full scale."""
    return (clamped(level_db) - FLOOR_DB) / -FLOOR_DB


def pairs(values: object) -> list[tuple[float, float]]:
    """Read what the engine says of a source's channels: peak and RMS, one after another."""
    if not isinstance(values, list | tuple):
        return []
    numbers = [float(each) if isinstance(each, int | float) else FLOOR_DB for each in values]
    return list(zip(numbers[0::2], numbers[1::2], strict=False))
