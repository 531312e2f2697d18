"""The multiview: every scene small, programme and preview large, one click from the air.

Scenes move a few times a second, the two large ones more often; while the dock is hidden
none of them costs anything.  A click puts a scene into the preview, or on air without studio
mode; arrows walk, Enter does what a click does.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from studio.app.picture.framed import Framed
from studio.app.picture.picture_view import PictureView
from studio.app.studio import Studio
from studio.app.theme import tokens
from studio.app.theme.icons import role_colour
from studio.app.widgets.elided_label import ElidedLabel
from studio.app.words import later, tr
from studio.model.commands import SetCurrentPreviewScene, SetCurrentProgramScene, ViewOf

LARGE_FPS, SMALL_FPS = 15.0, 4.0
COLUMNS = 4
LARGE: tuple[tuple[ViewOf, str, str], ...] = (
    ("preview", later("Preview"), "good"),
    ("programme", later("Programme"), "live"),
)
MAX_SCENES = 32
"""More have no picture: each costs the engine one."""


def make(studio: Studio) -> QWidget:
    """Return the multiview."""
    return Multiview(studio)


class SceneTile(QWidget):
    """One scene, small: its picture and its name, and whether it is on air.

    Args:
        studio: The studio.
        name: Of the scene.
    """

    def __init__(self, studio: Studio, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self.name = name
        self._role = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.picture = PictureView(studio, "scene", name, fps=SMALL_FPS)
        self.picture.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._label = ElidedLabel(name)
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(3, 3, 3, 3)
        column.setSpacing(2)
        column.addWidget(self.picture, 1)
        column.addWidget(self._label)
        studio.mirror.scenes_changed.connect(self._follow)
        studio.mirror.studio_mode_changed.connect(self._follow)
        self._follow()

    def choose(self) -> None:
        """Put the scene into the preview, or on air without studio mode."""
        if self._studio.mirror.studio_mode:
            self._studio.link.do(SetCurrentPreviewScene(scene=self.name))
        else:
            self._studio.link.do(SetCurrentProgramScene(scene=self.name))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 # Qt's name
        """Choose it."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 # Qt's name
        """Choose it by Enter or space; arrows are the grid's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.choose()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 # Qt's name
        """Frame it if it is on air or in the preview."""
        super().paintEvent(event)
        if self._role:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(role_colour(self._role), 2))
            radius = tokens().radius_px
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), radius, radius)

    def _follow(self) -> None:
        mirror = self._studio.mirror
        text, role = self.name, ""
        if self.name == mirror.program_scene:
            text, role = tr("{scene} · programme", scene=self.name), "live"
        elif mirror.studio_mode and self.name == mirror.preview_scene:
            text, role = tr("{scene} · preview", scene=self.name), "good"
        self._role = role
        self._label.setText(text)
        self.setAccessibleName(text)
        self.update()


class Multiview(QWidget):
    """See the module."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self.tiles: list[SceneTile] = []
        self._large: dict[str, Framed] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        large = QHBoxLayout()
        large.setSpacing(8)
        for of, title, role in LARGE:
            picture = PictureView(studio, of, fps=LARGE_FPS)
            picture.setAccessibleName(tr(title))
            self._large[of] = Framed(tr(title), role, picture)
            large.addWidget(self._large[of], 1)
        self._grid = QGridLayout()
        self._grid.setSpacing(4)
        column.addLayout(large, 3)
        column.addLayout(self._grid, 2)
        for each in range(COLUMNS):
            self._grid.setColumnStretch(each, 1)
        studio.mirror.collection_changed.connect(self._follow)
        studio.mirror.scenes_changed.connect(self._name_scenes)
        studio.mirror.studio_mode_changed.connect(self._name_scenes)
        self._follow()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 # Qt's name
        """Walk through the scenes by arrows."""
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -COLUMNS,
            Qt.Key.Key_Down: COLUMNS,
        }
        step = steps.get(Qt.Key(event.key()))
        at = next((i for i, tile in enumerate(self.tiles) if tile.hasFocus()), None)
        if step is None or at is None:
            super().keyPressEvent(event)
        elif 0 <= at + step < len(self.tiles):
            self.tiles[at + step].setFocus(Qt.FocusReason.TabFocusReason)

    def _follow(self) -> None:
        """Have a tile for each scene, in their order."""
        collection = self._studio.mirror.collection
        names = [scene.name for scene in collection.scenes[:MAX_SCENES]] if collection else []
        if names == [tile.name for tile in self.tiles]:
            return
        known = {tile.name: tile for tile in self.tiles}
        for tile in self.tiles:
            self._grid.removeWidget(tile)
            if tile.name not in names:
                tile.hide()
                tile.deleteLater()
        self.tiles = [known.get(name) or SceneTile(self._studio, name) for name in names]
        for index, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, 1 + index // COLUMNS, index % COLUMNS)
        self._name_scenes()

    def _name_scenes(self) -> None:
        mirror = self._studio.mirror
        self._large["programme"].set_scene(mirror.program_scene)
        self._large["preview"].set_scene(mirror.preview_scene)
        self._large["preview"].setVisible(mirror.studio_mode)
