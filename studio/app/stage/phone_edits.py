"""A phone made a camera of the collection, as edits.  Pure.

An input whose phone is gone takes the new one: scenes that show it need no change::

    edits, name = phone_added(collection, phones, phone, title="Phone", scene="Main")
"""

from collections.abc import Sequence

from studio.app.panels.naming import taken_names, unique
from studio.app.stage.layouts import boxes
from studio.app.stage.peers import StagePeer
from studio.app.stage.seats import LINK, idle_input, peer_of, shown_by
from studio.model import edits as do
from studio.model.graph import items_of
from studio.model.scene import Collection, Input, SceneItem
from studio.model.transform import BoundsType, Transform


def phone_added(
    collection: Collection,
    phones: Sequence[StagePeer],
    phone: StagePeer,
    *,
    title: str,
    scene: str = "",
) -> tuple[list[do.Edit], str]:
    """Return what makes a phone an input, and that input's name.

    Args:
        collection: As it is.
        phones: All that are there.
        phone: The one that is added.
        title: Of a new input; it gets a number where it is taken.
        scene: Which gets a picture of it, unless it has one; empty for none.
    """
    edits: list[do.Edit] = []
    name = shown_by(collection, phones, phone)
    if not name and (idle := idle_input(collection, phones)):
        name = idle.name
        edits.append(do.SetInputSettings(input=name, settings={"peer": phone.id}))
    elif not name:
        name = unique(title, taken_names(collection))
        made = Input(name=name, kind=LINK, settings={"peer": phone.id})
        edits.append(do.CreateInput(input=made))
    return [*edits, *picture_added(collection, name, scene)], name


def picture_added(collection: Collection, name: str, scene: str) -> list[do.Edit]:
    """Return what gives a scene a picture of an input, unless it has one or there is no scene."""
    there = items_of(collection, scene)
    if not collection.scene(scene) or any(item.source == name for item in there):
        return []
    item = SceneItem(source=name, transform=_corner(collection, bool(there)))
    return [do.CreateSceneItem(scene=scene, item=item)]


def offset_kept(
    collection: Collection, phones: Sequence[StagePeer], phone: StagePeer, offset_ms: float
) -> list[do.Edit]:
    """Return what has every input of a phone sound so much later, also after a restart."""
    settings: dict[str, object] = {"audio_offset_ms": offset_ms}
    return [
        do.SetInputSettings(input=each.name, settings=settings)
        for each in collection.inputs
        if (found := peer_of(each, phones)) and found.id == phone.id
    ]


def _corner(collection: Collection, is_beside: bool) -> Transform:
    """Return a place in a corner of what is there already, or all of an empty scene."""
    canvas = collection.canvas
    box = boxes("pip" if is_beside else "solo", 2, canvas.width, canvas.height)[-1]
    return Transform(
        x=box.x,
        y=box.y,
        bounds_type=BoundsType.SCALE_INNER,
        bounds_width=box.width,
        bounds_height=box.height,
    )
