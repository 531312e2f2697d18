"""An item's place and size in numbers: everything that handles do can be typed.

The form is made of a schema as all others; what is typed becomes the commands that a drag
sends.  Width and height are those of the item's box on the canvas.
"""

from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from studio.app.forms.form import Form
from studio.app.link.engine_link import Reply
from studio.app.panels.input_panel import close_around, sentence
from studio.app.panels.place_edits import ItemSettings, numbers_edits, numbers_of
from studio.app.studio import Studio
from studio.app.theme import tokens
from studio.app.widgets.elided_label import ElidedLabel
from studio.app.words import tr
from studio.model.edits import EditTogether
from studio.model.graph import items_of
from studio.model.layout import Layout, Size
from studio.model.scene import SceneItem
from studio.model.transform import BoundsType


class ItemNumbers(QWidget):
    """The numbers of one item; another that is chosen takes its place.

    Args:
        studio: Whose.
        scene: Or group that holds the item.
        item_id: Of the item.
    """

    def __init__(
        self, studio: Studio, scene: str, item_id: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._studio = studio
        self._scene, self._id = scene, item_id
        self.title = ElidedLabel()
        self.title.setProperty("role", "strong")
        self.form = Form(ItemSettings.model_json_schema(), lambda setting, then: None)
        self.form.edited.connect(self._send)
        column = QVBoxLayout(self)
        column.setSpacing(tokens().gap_wide_px)
        column.addWidget(self.title)
        column.addWidget(self.form)
        column.addStretch(1)
        studio.mirror.collection_changed.connect(self._show)
        studio.mirror.sizes_changed.connect(self._show)
        studio.selection.changed.connect(self._follow)
        self._show()

    @property
    def item(self) -> SceneItem | None:
        """The item as the engine has it."""
        collection = self._studio.mirror.collection
        items = items_of(collection, self._scene) if collection else ()
        return next((item for item in items if item.id == self._id), None)

    def _size(self, item: SceneItem) -> Size | None:
        mirror = self._studio.mirror
        assert mirror.collection is not None
        return Layout(mirror.collection, mirror.sizes).size_of(item.source)

    def _follow(self) -> None:
        only = self._studio.selection.only
        if only is not None and (self._studio.selection.scene, only.id) != (self._scene, self._id):
            self.form.send_now()
            self._scene, self._id = self._studio.selection.scene, only.id
            self._show()

    def _show(self) -> None:
        item = self.item
        if item is not None:
            self.title.setText(item.source)
            size = self._size(item)
            self.form.show_values(numbers_of(item, size))
            has_size = size is not None or item.transform.bounds_type is not BoundsType.NONE
            for key in ("width", "height"):
                row = self.form.rows[key]
                row.field.setEnabled(has_size)
                row.field.setToolTip("" if has_size else tr("Told once its picture is there."))
        elif self._studio.mirror.collection is not None:
            close_around(self)

    def _send(self, settings: dict[str, object], gesture: str) -> None:
        item = self.item
        if item is None:
            return
        size = self._size(item)
        edits = numbers_edits(self._scene, item, size, settings)
        if edits:
            together = EditTogether.of(edits, gesture)
            self._studio.link.do(together, lambda reply: self._answered(gesture, reply))

    def _answered(self, gesture: str, reply: Reply) -> None:
        if isValid(self):
            self.form.answered(gesture, sentence(reply))
