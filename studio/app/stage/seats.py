"""Which input of a collection shows which linked device.  Pure.

A seat's input asks for ``seat:2``; a phone's names the phone, or nobody: the first that
comes.  The link process chooses by the same rules::

    seat_inputs(collection)               # {1: "Guest 1", …}
    shown_by(collection, phones, phone)   # the input that shows it, or ""
"""

import re
from collections.abc import Sequence

from studio.app.stage.peers import StagePeer
from studio.model.scene import Collection, Input

LINK = "link"
HOST = "studio"
"""The peer that a studio is which we visit."""
_SEAT = re.compile(r"seat:([1-8])")


def wish_of(shown: Input) -> str:
    """Return whom an input of the kind ``link`` asks for."""
    wish = shown.settings.get("peer", "")
    return wish if isinstance(wish, str) else ""


def camera_of(shown: Input) -> str:
    """Return which camera of another studio an input shows, "" for the studio's programme."""
    camera = shown.settings.get("camera", "") if shown.kind == LINK else ""
    return camera if isinstance(camera, str) else ""


def seat_of(shown: Input) -> int:
    """Return the seat that an input shows, 0 for none; a camera of who sits there is none."""
    is_seat = shown.kind == LINK and not camera_of(shown)
    match = _SEAT.fullmatch(wish_of(shown)) if is_seat else None
    return int(match.group(1)) if match else 0


def is_of_a_phone(shown: Input) -> bool:
    """Tell whether an input shows a phone, or waits for one."""
    is_others = seat_of(shown) or camera_of(shown) or wish_of(shown) == HOST
    return shown.kind == LINK and not is_others


def seat_inputs(collection: Collection) -> dict[int, str]:
    """Return the input of each seat that has one; of two the first."""
    found: dict[int, str] = {}
    for each in collection.inputs:
        if seat := seat_of(each):
            found.setdefault(seat, each.name)
    return found


def phone_inputs(collection: Collection) -> tuple[Input, ...]:
    """Return the inputs that show phones."""
    return tuple(each for each in collection.inputs if is_of_a_phone(each))


def shown_by(collection: Collection, phones: Sequence[StagePeer], phone: StagePeer) -> str:
    """Return the name of an input that shows a phone, or ""."""
    for each in phone_inputs(collection):
        if (found := _wished(wish_of(each), phones)) and found.id == phone.id:
            return each.name
    return ""


def peer_of(shown: Input, phones: Sequence[StagePeer]) -> StagePeer | None:
    """Return the phone that an input shows, if it is there."""
    return _wished(wish_of(shown), phones) if is_of_a_phone(shown) else None


def idle_input(collection: Collection, phones: Sequence[StagePeer]) -> Input | None:
    """Return an input for a phone that is not there any more: the next one may take its place."""
    inputs = phone_inputs(collection)
    return next((each for each in inputs if _wished(wish_of(each), phones) is None), None)


def _wished(wish: str, phones: Sequence[StagePeer]) -> StagePeer | None:
    if not wish:
        return phones[0] if phones else None
    by_id = (each for each in phones if each.id == wish)
    by_name = (each for each in phones if each.name.casefold() == wish.casefold())
    return next(by_id, None) or next(by_name, None)
