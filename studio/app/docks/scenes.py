"""The dock of scenes: live pictures, the way to each, and how they change."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.app.docks.scene_cell import Mark
from studio.app.docks.scene_list import SceneList
from studio.app.docks.thumbnails import Thumbnails
from studio.app.link.engine_link import Reply
from studio.app.panels.adding import edited_scene
from studio.app.panels.input_panel import sentence
from studio.app.panels.naming import taken_names, tidy, unique
from studio.app.panels.undo_bar import UndoBar
from studio.app.studio import Studio
from studio.app.widgets.buttons import IconButton
from studio.app.words import tr
from studio.model import edits as do
from studio.model.command import Command
from studio.model.commands import SetCurrentPreviewScene, SetCurrentProgramScene


class Scenes(QWidget):
    """See the module.

    Args:
        studio: Whose.
    """

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self._new = ""
        self.thumbnails = Thumbnails(studio, self)
        self.list = SceneList(self.thumbnails)
        self.undo = UndoBar(studio)
        self.add = IconButton("plus", tr("Add scene"))
        self.add.clicked.connect(self.add_scene)
        self.titleActions = (self.add,)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 0, 4, 0)
        column.setSpacing(0)
        column.addWidget(self.list, 1)
        column.addWidget(self.undo)
        self.list.gone_to.connect(self.go_to)
        self.list.renamed.connect(self._rename)
        self.list.moved.connect(self._move)
        self.list.duplicated.connect(self._duplicate)
        self.list.removed.connect(self._remove)
        self.list.settled.connect(self._show)
        mirror = studio.mirror
        for signal in (
            mirror.collection_changed,
            mirror.scenes_changed,
            mirror.studio_mode_changed,
            mirror.outputs_changed,
        ):
            signal.connect(self._show)
        self._show()

    def go_to(self, scene: str) -> None:
        """Show a scene: in the preview in studio mode, else on air."""
        if self._studio.mirror.studio_mode:
            self._do(SetCurrentPreviewScene(scene=scene))
        else:
            self._do(SetCurrentProgramScene(scene=scene))

    def add_scene(self) -> None:
        """Add an empty scene, and let it be named at once."""
        self._create(tr("Scene"), lambda name: do.CreateScene(scene=name))

    def _duplicate(self, scene: str) -> None:
        self._create(scene, lambda name: do.DuplicateScene(scene=scene, new_name=name))

    def _create(self, wanted: str, make: Callable[[str], do.Edit]) -> None:
        collection = self._studio.mirror.collection
        if collection is not None:
            name = unique(wanted, taken_names(collection))
            self._new = name
            self._do(make(name))

    def _rename(self, scene: str, wanted: str) -> None:
        name = tidy(wanted)
        if name and name != scene:
            self._do(do.SetSceneName(scene=scene, new_name=name))
        self._show(anew=True)

    def _move(self, scene: str, to: int) -> None:
        self._do(do.SetSceneIndex(scene=scene, index=to))

    def _remove(self, scene: str) -> None:
        def removed(reply: Reply) -> None:
            if reply.ok:
                self.undo.say(tr("{name} removed.", name=scene), lambda c: c.scene(scene) is None)

        self._do(do.RemoveScene(scene=scene), removed)

    def _do(self, command: Command, then: Callable[[Reply], None] | None = None) -> None:
        def answered(reply: Reply) -> None:
            if not reply.ok:
                self._studio.say("warning", sentence(reply))
                self._show(anew=True)
            if then is not None:
                then(reply)

        self._studio.link.do(command, answered)

    def _show(self, *, anew: bool = False) -> None:
        mirror = self._studio.mirror
        collection = mirror.collection
        if collection is None:
            return
        if anew:
            self.list.clear()
        names = [scene.name for scene in collection.scenes]
        canvas = collection.canvas
        ratio = canvas.height / canvas.width
        self.list.show_scenes(names, self._marks(), ratio, edited_scene(self._studio))
        if self._new in names:
            self.list.setCurrentRow(names.index(self._new))
            self._new = ""
            self.list.rename()

    def _marks(self) -> dict[str, Mark]:
        mirror = self._studio.mirror
        marks = {}
        if mirror.studio_mode:
            marks[mirror.preview_scene] = Mark("eye", "good", tr("Preview"))
        if mirror.is_live or mirror.is_recording:
            marks[mirror.program_scene] = Mark("radio", "live", tr("On air"))
        else:
            marks[mirror.program_scene] = Mark("monitor-play", "accent", tr("Shown"))
        return marks


def make(studio: Studio) -> QWidget:
    """Return what is in the dock."""
    return Scenes(studio)
