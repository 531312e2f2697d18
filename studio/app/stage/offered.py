"""Cameras that linked studios offer, and inputs that show them, as edits.  Pure.

A studio is asked for by its name, which holds when it takes another seat or comes again::

    for each in offered(linked.peers.values()):
        input_of(collection, each)                       # the input that shows it, or ""
        edits, name = camera_added(collection, each, scene="Main")
"""

from collections.abc import Iterable
from dataclasses import dataclass

from studio.app.panels.naming import taken_names, unique
from studio.app.stage.linked_peer import LinkedPeer
from studio.app.stage.phone_edits import picture_added
from studio.app.stage.seats import LINK, camera_of, wish_of
from studio.model import edits as do
from studio.model.scene import Collection, Input

STUDIO = "studio"
MOST_WISH = 64
"""Letters that an input's setting takes for whom it shows."""


@dataclass(frozen=True, slots=True)
class OfferedCamera:
    """One camera of another studio.

    Attributes:
        studio: What people call the studio.
        camera: What the studio calls the camera.
        wish: How an input asks for the studio.
        also: Other ways in which one may ask for it.
    """

    studio: str
    camera: str
    wish: str
    also: frozenset[str] = frozenset()

    @property
    def title(self) -> str:
        """For an input that shows it."""
        return f"{self.camera} · {self.studio}" if self.studio else self.camera


def offered(peers: Iterable[LinkedPeer]) -> tuple[OfferedCamera, ...]:
    """Return all cameras that are offered now."""
    known = tuple(peers)
    return tuple(
        OfferedCamera(each.name, camera, _wish(each, known), _ways(each))
        for each in known
        if each.kind == STUDIO
        for camera in each.inputs
    )


def offered_by(peers: Iterable[LinkedPeer], wish: str) -> tuple[str, ...]:
    """Return what the studio offers that an input asks for by this wish."""
    return tuple(each.camera for each in offered(peers) if _means(wish, each))


def input_of(collection: Collection, offer: OfferedCamera) -> str:
    """Return the name of the input that shows a camera, or ""."""
    shown = (
        each.name
        for each in collection.inputs
        if camera_of(each) == offer.camera and _means(wish_of(each), offer)
    )
    return next(shown, "")


def camera_added(
    collection: Collection, offer: OfferedCamera, *, scene: str = ""
) -> tuple[list[do.Edit], str]:
    """Return what makes a camera an input, and that input's name.

    Args:
        collection: As it is.
        offer: The camera.
        scene: Which gets a picture of it, unless it has one; empty for none.
    """
    edits: list[do.Edit] = []
    if not (name := input_of(collection, offer)):
        name = unique(offer.title, taken_names(collection))
        settings: dict[str, object] = {"peer": offer.wish, "camera": offer.camera}
        edits.append(do.CreateInput(input=Input(name=name, kind=LINK, settings=settings)))
    return [*edits, *picture_added(collection, name, scene)], name


def _wish(peer: LinkedPeer, peers: tuple[LinkedPeer, ...]) -> str:
    """Return the peer's name where nobody else has it, else its id."""
    name = peer.name.casefold()
    is_only_one = sum(each.name.casefold() == name for each in peers) == 1
    is_plain = not name.startswith("seat:") and all(each.id != peer.name for each in peers)
    fits = 0 < len(peer.name) <= MOST_WISH
    return peer.name if is_only_one and is_plain and fits else peer.id


def _ways(peer: LinkedPeer) -> frozenset[str]:
    ways = {peer.id.casefold(), peer.name.casefold()} - {""}
    return frozenset(ways | ({f"seat:{peer.seat}"} if peer.seat else set()))


def _means(wish: str, offer: OfferedCamera) -> bool:
    return wish == offer.wish or wish.casefold() in offer.also
