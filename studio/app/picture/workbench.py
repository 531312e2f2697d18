"""The scene that is being edited: its items' places as they are shown now, and the chosen ones.

What is dragged is where the mouse has it, all else is where the engine has it.  Mouse,
keys, menu and outlines look at the same workbench.
"""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from studio.app.picture.arranging import TOGETHER, Arranging
from studio.app.picture.drags import changes
from studio.app.picture.gesture import Gesture
from studio.app.picture.many import ManyBox
from studio.app.studio import Studio
from studio.model.edits import Edit, EditTogether, SetSceneItemTransform
from studio.model.layout import ItemKey, Layout, Place
from studio.model.scene import Collection
from studio.model.transform import Transform


class Workbench(QObject):
    """See the module.

    Attributes:
        scene: Name of the scene that is edited.
        gesture: The drag that is under way.
    """

    changed = Signal()
    """Something lies elsewhere now, or something else is chosen."""

    def __init__(self, studio: Studio, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.studio = studio
        self.scene = ""
        self.gesture = Gesture(studio, self)
        self._places: list[Place] | None = None
        for signal in (
            studio.mirror.collection_changed,
            studio.mirror.sizes_changed,
            self.gesture.changed,
            studio.selection.changed,
        ):
            signal.connect(self._lie_anew)

    def edit(self, scene: str) -> None:
        """Edit another scene; what is chosen in the old one is let go."""
        if scene != self.scene:
            self.gesture.end()
            self.scene = scene
            self._places = None
            if all(place.holder != self.studio.selection.scene for place in self.places):
                self.studio.selection.select(scene, ())
            self.changed.emit()

    @property
    def collection(self) -> Collection | None:
        """As the engine has it."""
        return self.studio.mirror.collection

    @property
    def canvas(self) -> tuple[int, int]:
        """Size of the canvas."""
        collection = self.collection
        return (collection.canvas.width, collection.canvas.height) if collection else (1920, 1080)

    @property
    def places(self) -> list[Place]:
        """Where everything lies, bottom first."""
        if self._places is None:
            collection = self.collection
            layout = collection and Layout(
                collection, self.studio.mirror.sizes, self.gesture.transforms
            )
            self._places = layout.places(self.scene) if layout else []
        return self._places

    @property
    def chosen(self) -> list[Place]:
        """The chosen items that lie somewhere in this scene."""
        selection = self.studio.selection
        return [place for place in self.places if selection.has(*place.key)]

    @property
    def movable(self) -> list[Place]:
        """The chosen items that aren't locked, each once though its group may be shown twice."""
        free = (each for each in self.chosen if not each.is_locked and not each.outer.is_flat)
        return list({place.key: place for place in free}.values())

    @property
    def boxed(self) -> Place | ManyBox | None:
        """What has the handles: the one item that can be moved, or the box around several."""
        movable = self.movable
        if len(movable) > 1:
            return ManyBox.around(movable)
        return movable[0] if movable else None

    def arrange(self, how: Arranging) -> None:
        """Change the transforms of the chosen items in one step; several as one where they can."""
        movable, together = self.movable, TOGETHER.get(how)
        if movable and together:
            self.transform(together(movable, self.canvas))
        else:
            self.transform({place.key: how(place, self.canvas) for place in movable})

    def transform(self, transforms: Mapping[ItemKey, Transform]) -> None:
        """Give items other transforms, as one step."""
        old = {place.key: place.item.transform for place in self.places}
        self.do_together(
            [
                SetSceneItemTransform(scene=key[0], item_id=key[1], transform=changed)
                for key, new in transforms.items()
                if (changed := changes(old[key], new))
            ]
        )

    def do_together(self, edits: list[Edit]) -> None:
        """Have the engine do edits as one step; it says what it can't."""
        self.gesture.end()
        if edits:
            edit = edits[0] if len(edits) == 1 else EditTogether.of(edits)
            self.studio.link.do(
                edit, lambda reply: None if reply.ok else self.studio.say("warning", reply.reason)
            )

    def _lie_anew(self) -> None:
        self._places = None
        self.changed.emit()
