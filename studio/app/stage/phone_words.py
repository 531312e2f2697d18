"""How a phone does, in words; and which pictures it may be asked for.  Knows no widget.

status(linked)          # "Battery 82 % · 24 ms · 2,310 kb/s · 1280×720, 30 fps"
sizes(linked.most)      # those that it can send
"""

from studio.app.stage.linked_peer import LinkedPeer
from studio.app.words import tr

LOW_BATTERY = 0.2
SLOW_MS = 150
SIZES = ((640, 360), (960, 540), (1280, 720), (1920, 1080), (2560, 1440), (3840, 2160))
RATES_FPS = (15, 24, 25, 30, 50, 60)
RATES_KBPS = (500, 800, 1500, 2500, 4000, 6000, 9000, 14000)
DEFAULT: dict[str, int] = {"width": 1280, "height": 720, "fps": 30, "kbps": 2500}


def status(linked: LinkedPeer | None) -> str:
    """Return battery, signal and picture of a phone, as far as they are known."""
    if linked is None or not linked.is_connected:
        return tr("Its line is being made…")
    parts = []
    if linked.battery is not None:
        percent = round(linked.battery * 100)
        words = tr("Charging, {percent} %", percent=percent)
        parts.append(words if linked.is_charging else tr("Battery {percent} %", percent=percent))
    if linked.rtt_ms is not None:
        parts.append(tr("{ms} ms there and back", ms=round(linked.rtt_ms)))
    parts.append(tr("{kbps} kb/s", kbps=f"{linked.received_kbps:,}"))
    if linked.width:
        size = f"{linked.width}×{linked.height}"
        parts.append(tr("{size}, {fps} fps", size=size, fps=linked.fps))
    return " · ".join(parts)


def trouble(linked: LinkedPeer | None) -> str:
    """Return what the anchor should do something about, or nothing."""
    if linked is None or not linked.is_connected:
        return ""
    if linked.battery is not None and linked.battery <= LOW_BATTERY and not linked.is_charging:
        return tr("Its battery is low: plug it in.")
    if linked.rtt_ms is not None and linked.rtt_ms > SLOW_MS:
        return tr("Its signal is weak: bring it nearer to the router, or ask for less.")
    return ""


def sync(linked: LinkedPeer | None, kept_ms: float | None) -> str:
    """Return how the phone's sound lies to its picture, or what to do so that one finds out.

    Args:
        linked: The phone; None where it is not there.
        kept_ms: By how much its sound is set to be later; None where no input shows it.
    """
    state = linked.sync if linked else ""
    if state == "checking":
        return tr("It beeps and lights up three times: let its camera see its own light.")
    if state == "not_heard":
        return tr("No beep was heard: turn the phone's volume up, and check again.")
    if state == "not_seen":
        return tr("Its camera saw no light: hold a mirror before the phone, and check again.")
    measured_ms = linked.offset_ms if linked and state == "measured" else None
    if measured_ms is not None and not is_kept(measured_ms, kept_ms):
        ms = abs(round(measured_ms))
        if measured_ms > 0:
            return tr("Its sound came {ms} ms too early; it is held back now.", ms=ms)
        return tr("Its sound came {ms} ms too late; it is taken earlier now.", ms=ms)
    if kept_ms is not None and not is_kept(kept_ms, 0.0):
        ms = abs(round(kept_ms))
        if kept_ms > 0:
            return tr("Its sound is held back by {ms} ms.", ms=ms)
        return tr("Its sound is taken {ms} ms earlier.", ms=ms)
    return tr("Sound and picture came together.") if measured_ms is not None else ""


def is_kept(measured_ms: float, kept_ms: float | None) -> bool:
    """Tell whether what was measured is what is set, as far as anybody hears it."""
    return kept_ms is not None and abs(measured_ms - kept_ms) < 1.0


def sizes(most: tuple[int, int, int] | None) -> tuple[tuple[int, int], ...]:
    """Return the sizes that a phone can send; it may hold its camera upright."""
    if most is None:
        return SIZES[:4]
    wide, high = max(most[:2]), min(most[:2])
    return tuple(each for each in SIZES if each[0] <= wide and each[1] <= high) or SIZES[:1]


def rates(most: tuple[int, int, int] | None) -> tuple[int, ...]:
    """Return the pictures a second that a phone can send."""
    return tuple(each for each in RATES_FPS if each <= (most[2] if most else 30)) or RATES_FPS[:1]


def ordered(linked: LinkedPeer | None, key: str) -> int:
    """Return a number that the phone was told, or the one that it begins with."""
    value = linked.order.get(key) if linked else None
    return round(value) if isinstance(value, int | float) else DEFAULT[key]
