"""The camera positions (机位) of a collection, and what puts one on air.  Pure.

cameras(collection)                                   # names, in the order of the keys 1 to 9
command = switch(collection, "Main", "Phone")         # one command, done on the next tick
"""

from studio.app.stage.seats import LINK, seat_of
from studio.model import edits as do
from studio.model.command import Command
from studio.model.commands import SetCurrentProgramScene
from studio.model.editing.change import free_id
from studio.model.graph import inputs_of
from studio.model.scene import Collection, Input, SceneItem
from studio.model.transform import BoundsType, Transform

KINDS = ("camera", LINK, "network")
MOST = 16
KEYS = 9


def is_camera(shown: Input) -> bool:
    """Tell whether an input is a camera of this or another device; guests in seats are none."""
    return shown.kind in KINDS and not seat_of(shown)


def cameras(collection: Collection | None) -> tuple[str, ...]:
    """Return the inputs that are cameras."""
    found = (each.name for each in collection.inputs if is_camera(each)) if collection else ()
    return tuple(found)[:MOST]


def on_air(collection: Collection, scene: str) -> frozenset[str]:
    """Return the cameras that viewers see in a scene."""
    return inputs_of(collection, scene) & set(cameras(collection))


def switch(collection: Collection, scene: str, camera: str) -> Command | None:
    """Return what puts a camera on air in place of the others; None if it is there alone.

    In a scene that shows cameras one takes the other's place, so that all else stays; a
    camera with a scene of its own is cut to.

    Args:
        collection: As it is.
        scene: That viewers see.
        camera: Of which input.
    """
    holder, others = collection.scene(scene), set(cameras(collection)) - {camera}
    if holder is None or collection.input(camera) is None:
        return None
    shown = next((item for item in holder.items if item.source == camera), None)
    rivals = [item for item in holder.items if item.source in others]
    if shown is None and not any(item.visible for item in rivals):
        if camera in inputs_of(collection, scene):
            return None  # within a group or another scene
        own = (
            each.name for each in collection.scenes if camera in inputs_of(collection, each.name)
        )
        if (to := next(own, "")) != "":
            return SetCurrentProgramScene(scene=to, transition="cut")
    edits = _in_place(collection, scene, camera, shown, rivals)
    if len(edits) < 2:
        return edits[0] if edits else None
    return do.EditTogether.of(edits)


def _in_place(
    collection: Collection,
    scene: str,
    camera: str,
    shown: SceneItem | None,
    rivals: list[SceneItem],
) -> list[do.Edit]:
    edits: list[do.Edit] = [
        do.SetSceneItemEnabled(scene=scene, item_id=item.id, visible=False)
        for item in rivals
        if item.visible
    ]
    if shown is not None:
        if not shown.visible:
            edits.append(do.SetSceneItemEnabled(scene=scene, item_id=shown.id, visible=True))
        return edits
    holder = collection.scene(scene)
    assert holder is not None
    seen = next((item for item in rivals if item.visible), rivals[0] if rivals else None)
    number, canvas = free_id(holder), collection.canvas
    fills = Transform(
        bounds_type=BoundsType.SCALE_INNER,
        bounds_width=canvas.width,
        bounds_height=canvas.height,
    )
    item = SceneItem(id=number, source=camera, transform=seen.transform if seen else fills)
    edits.append(do.CreateSceneItem(scene=scene, item=item))
    at = [each.id for each in holder.items].index(seen.id) + 1 if seen else 0
    if at != len(holder.items):
        edits.append(do.SetSceneItemIndex(scene=scene, item_id=number, index=at))
    return edits
