"""How far a fader stands for a volume: OBS's cubic law, with 6 dB above full scale.  Pure.

The ear hears equal steps where the amplitude grows with the third power, so the upper half of
the way covers the last 18 dB, where mixing is done.
"""

from math import log10

SILENT_DB = -100.0
"""What the engine takes as nothing at all."""

TOP_DB = 6.0
MOST_DB = 26.0
"""What can be typed; the fader itself ends at ``TOP_DB``."""

_LEAST_DB = -96.0
_TOP = 10 ** (TOP_DB / 20)


def position_of(volume_db: float) -> float:
    """Return where the fader stands, 0 at the bottom and 1 at the top."""
    if not volume_db > _LEAST_DB:
        return 0.0
    return min(1.0, float((10 ** (volume_db / 20) / _TOP) ** (1 / 3)))


def volume_at(position: float) -> float:
    """Return the volume in dB, in tenths, of a place on the way."""
    if position <= 0:
        return SILENT_DB
    part = min(1.0, position) ** 3 * _TOP
    volume_db = 20 * log10(part)
    return round(volume_db, 1) if volume_db > _LEAST_DB else SILENT_DB


def as_text(volume_db: float) -> str:
    """Say a volume, at most five characters long and of steady width."""
    if volume_db <= _LEAST_DB:
        return "−∞"
    return f"{volume_db:+.1f}".replace("-", "−") if round(volume_db, 1) else "0.0"


def from_text(text: str) -> float | None:
    """Read a volume as people type it: ``-12``, ``−3,5 dB``, ``-inf``; None if it is none."""
    said = text.strip().lower().removesuffix("db").strip().replace("−", "-").replace(",", ".")
    if said in ("-∞", "∞", "-inf", "inf", "off"):
        return SILENT_DB
    try:
        volume_db = float(said)
    except ValueError:
        return None
    if volume_db != volume_db:
        return None
    return max(SILENT_DB, min(MOST_DB, volume_db))
