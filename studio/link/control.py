"""What is said on a peer's data channel "control": JSON, checked as from a stranger.  Pure.

We tell a phone what to send and whether it is on air; it tells what it can do and how it is::

    channel.send(said({"type": "tally", "on_air": True}))
    phone.hear(text)
    phone.shown()            # for who shows it
"""

import json
import math
from collections.abc import Mapping

from studio.ipc.message import Message

MOST_BYTES = 16 * 1024
MOST_LENSES = 16
MOST_LABEL = 80
ORDERS: Mapping[str, tuple[float, float]] = {
    "width": (16, 3840),
    "height": (16, 3840),
    "fps": (1, 120),
    "kbps": (50, 50_000),
}
SWITCHES = ("torch", "mirror", "exposure_lock")


def order(asked: Message) -> Message:
    """Return the ``set`` for a phone that an app's wish means: what makes no sense is left out."""
    wish: Message = {"type": "set"}
    for key, (least, most) in ORDERS.items():
        value = asked.get(key)
        if isinstance(value, int | float) and math.isfinite(value):
            wish[key] = round(min(most, max(least, value)))
    for key in SWITCHES:
        if isinstance(value := asked.get(key), bool):
            wish[key] = value
    if isinstance(lens := asked.get("lens"), str) and len(lens) <= 200:
        wish["lens"] = lens
    return wish


def said(message: Message) -> str:
    """Return a message as it goes over the channel."""
    return json.dumps(message, ensure_ascii=False, separators=(",", ":"))


class PhoneState:
    """What a peer has told of itself."""

    def __init__(self) -> None:
        self._can: Message = {}
        self._state: Message = {}

    def hear(self, text: object) -> Message | None:
        """Take what came over the channel; return a message that is none of a phone's."""
        if not isinstance(text, str) or len(text) > MOST_BYTES:
            return None
        try:
            message = json.loads(text)
        except (ValueError, RecursionError):
            return None
        if not isinstance(message, dict):
            return None
        match message.get("type"):
            case "can":
                self._can = _can(message)
            case "state":
                self._state = _state(message)
            case _:
                return message
        return None

    def shown(self) -> Message:
        """Return what it can do and how it is."""
        return {**self._can, **self._state}


def _can(message: Mapping[str, object]) -> Message:
    lenses = message.get("lenses")
    most = message.get("most")
    can: Message = {
        "lenses": [
            {"id": str(each.get("id", ""))[:200], "label": str(each.get("label", ""))[:MOST_LABEL]}
            for each in (lenses if isinstance(lenses, list) else [])[:MOST_LENSES]
            if isinstance(each, dict)
        ],
        "torch": message.get("torch") is True,
        "exposure": message.get("exposure") is True,
    }
    if isinstance(most, list) and len(most) == 3 and all(isinstance(n, int | float) for n in most):
        can["most"] = [_within(each, 0, 8192) for each in most]
    return can


def _state(message: Mapping[str, object]) -> Message:
    charging = message.get("charging")
    return {
        "battery": _within(message.get("battery"), 0, 1),
        "charging": charging if isinstance(charging, bool) else None,
        "rtt_ms": _within(message.get("rtt_ms"), 0, 60_000),
        "kbps": _within(message.get("kbps"), 0, 1_000_000),
    }


def _within(value: object, least: float, most: float) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return min(most, max(least, value))
