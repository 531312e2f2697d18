"""How a linked device does, as the link process tells it.  Pure.

linked_of(message["peers"])["p-3"].battery
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from studio.model.offered_inputs import MOST_INPUTS, MOST_NAME

MOST_PEERS = 32
MOST_LENSES = 16
SYNCS = ("checking", "measured", "not_seen", "not_heard")
ORDERED = ("width", "height", "fps", "kbps", "torch", "lens", "mirror", "exposure_lock")


@dataclass(frozen=True, slots=True)
class LinkedPeer:
    """One line.

    Attributes:
        name: For people, as the room has it.
        kind: ``phone``, ``guest`` or ``studio``.
        seat: On the stage, 0 for none.
        inputs: Of a studio: the cameras that it offers.
        is_connected: Whether its media can come.
        width: Of the pictures that come; 0 before the first.
        fps: Pictures that came in the last second.
        received_kbps: What came in the last second.
        battery: 0 to 1, or None where the device does not tell.
        rtt_ms: There and back, as the device measures it.
        lenses: Cameras of the device: id and name.
        most: The largest picture and rate that it can send, if it told.
        order: What it was told to send.
        sync: How the check of its sound against its picture stands: ``checking``, ``measured``,
            ``not_seen``, ``not_heard``, or "" for none.
        offset_ms: By how much its sound is to be later, where that was measured.
        misses_programme: Of a guest: the programme is offered to them, and does not get through.
    """

    id: str
    name: str = ""
    kind: str = ""
    seat: int = 0
    inputs: tuple[str, ...] = ()
    is_connected: bool = False
    is_on_air: bool = False
    width: int = 0
    height: int = 0
    fps: int = 0
    received_kbps: int = 0
    battery: float | None = None
    is_charging: bool = False
    rtt_ms: float | None = None
    lenses: tuple[tuple[str, str], ...] = ()
    has_torch: bool = False
    has_exposure: bool = False
    most: tuple[int, int, int] | None = None
    order: Mapping[str, object] = field(default_factory=dict)
    sync: str = ""
    offset_ms: float | None = None
    misses_programme: bool = False


def linked_of(told: object) -> dict[str, LinkedPeer]:
    """Return those that link tells of, by their id."""
    rows = told[:MOST_PEERS] if isinstance(told, list | tuple) else ()
    found = (_linked(each) for each in rows if isinstance(each, dict))
    return {each.id: each for each in found if each.id}


def _linked(told: Mapping[str, object]) -> LinkedPeer:
    order = told.get("order")
    return LinkedPeer(
        id=_word(told.get("id")),
        name=_word(told.get("name")),
        kind=_word(told.get("kind")),
        seat=_whole(told.get("seat")),
        inputs=_inputs(told.get("inputs")),
        is_connected=told.get("connected") is True,
        is_on_air=told.get("on_air") is True,
        width=_whole(told.get("width")),
        height=_whole(told.get("height")),
        fps=_whole(told.get("fps")),
        received_kbps=_whole(told.get("received_kbps")),
        battery=_number(told.get("battery")),
        is_charging=told.get("charging") is True,
        rtt_ms=_number(told.get("rtt_ms")),
        lenses=_lenses(told.get("lenses")),
        has_torch=told.get("torch") is True,
        has_exposure=told.get("exposure") is True,
        most=_most(told.get("most")),
        order={k: v for k, v in order.items() if k in ORDERED} if isinstance(order, dict) else {},
        sync=sync if (sync := _word(told.get("sync"))) in SYNCS else "",
        offset_ms=_number(told.get("audio_offset_ms")),
        misses_programme=told.get("misses_programme") is True,
    )


def _word(told: object) -> str:
    return told[:MOST_NAME] if isinstance(told, str) else ""


def _inputs(told: object) -> tuple[str, ...]:
    rows = told[:MOST_INPUTS] if isinstance(told, list | tuple) else ()
    return tuple(dict.fromkeys(word for each in rows if (word := _word(each))))


def _lenses(told: object) -> tuple[tuple[str, str], ...]:
    rows = told[:MOST_LENSES] if isinstance(told, list | tuple) else ()
    return tuple(
        (str(each.get("id", "")), str(each.get("label", "")))
        for each in rows
        if isinstance(each, dict) and each.get("id")
    )


def _most(told: object) -> tuple[int, int, int] | None:
    if not isinstance(told, list | tuple) or len(told) != 3:
        return None
    width, height, fps = (_whole(each) for each in told)
    return (width, height, fps) if width and height and fps else None


def _number(value: object) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and isinstance(value, int | float) else None


def _whole(value: object) -> int:
    return max(0, round(_number(value) or 0))
