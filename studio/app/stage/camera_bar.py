"""The cameras (机位) of all devices in a bar: small live pictures, the one on air marked.

The keys 1 to 9, a click or Enter put one on air in place of the other, on the next tick;
arrows walk.  While the bar is hidden its pictures cost nothing and its keys do nothing.
"""

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from studio.app.link.engine_link import Reply
from studio.app.panels.input_panel import sentence
from studio.app.picture.picture_view import PictureView
from studio.app.stage.cameras import KEYS, cameras, on_air, switch
from studio.app.stage.phones import Phones
from studio.app.stage.phones_panel import open_phones
from studio.app.studio import Studio
from studio.app.theme import tokens
from studio.app.theme.icons import role_colour
from studio.app.widgets.buttons import IconButton
from studio.app.widgets.elided_label import ElidedLabel
from studio.app.widgets.empty_state import EmptyState
from studio.app.words import tr

FPS = 5.0
TILE_PX, LOWEST_PX = 150, 64
LABEL_PX = 26


class CameraTile(QWidget):
    """One camera: its picture, the key that puts it on air, and its name.

    Args:
        studio: Whose.
        name: Of the input.

    Attributes:
        chosen: It is to go on air.
    """

    chosen = Signal()

    def __init__(self, studio: Studio, name: str) -> None:
        super().__init__()
        self.name = name
        self._is_on_air = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.picture = PictureView(studio, "input", name, fps=FPS, size=(160, 90))
        self.picture.setMinimumSize(64, 36)
        self.picture.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.key = QLabel()
        self.key.setProperty("badge", "quiet")
        self.label = ElidedLabel(name)
        self.badge = QLabel(tr("On air"), self)
        self.badge.setProperty("badge", "live")
        self.badge.move(8, 8)
        foot = QHBoxLayout()
        foot.setSpacing(tokens().grid_px)
        foot.addWidget(self.key)
        foot.addWidget(self.label, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.setSpacing(2)
        column.addWidget(self.picture, 1)
        column.addLayout(foot)
        self.badge.raise_()

    def sizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        """Like to be as wide as a picture that can be made out."""
        width = round(TILE_PX * tokens().scale ** 0.5)
        return QSize(width, round(width * 9 / 16 + LABEL_PX * tokens().scale))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        """Need to show something."""
        return QSize(LOWEST_PX, round(LOWEST_PX * 9 / 16 + LABEL_PX * tokens().scale))

    def show_camera(self, number: int, *, is_on_air: bool) -> None:
        """Show which key it has, 0 for none, and whether viewers see it."""
        self._is_on_air = is_on_air
        self.key.setText(str(number))
        self.key.setVisible(number > 0)
        self._place_badge()
        said = [tr("Camera {number}", number=number) if number else tr("Camera"), self.name]
        if is_on_air:
            said.append(tr("On air"))
        self.setAccessibleName(", ".join(said))
        key = tr("Put {name} on air  ({key})", name=self.name, key=number)
        self.setToolTip(key if number else tr("Put {name} on air", name=self.name))
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 # Qt's name
        """Have the badge where there is room for it and the picture."""
        super().resizeEvent(event)
        self._place_badge()

    def _place_badge(self) -> None:
        self.badge.adjustSize()
        self.badge.setVisible(self._is_on_air and self.width() > 1.6 * self.badge.width())

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 # Qt's name
        """Put it on air."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 # Qt's name
        """Put it on air by Enter or space; arrows are the bar's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 # Qt's name
        """Frame it if it is on air, or has the focus."""
        super().paintEvent(event)
        role = "live" if self._is_on_air else "accent" if self.hasFocus() else ""
        if role:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(role_colour(role), 3 if self._is_on_air else 2))
            radius = tokens().radius_px
            painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), radius, radius)


class CameraBar(QWidget):
    """See the module."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self.tiles: list[CameraTile] = []
        Phones.of(studio)
        self.setAccessibleName(tr("Cameras"))
        phone = IconButton("smartphone", tr("Phone as a camera"))
        phone.clicked.connect(lambda: open_phones(studio))
        self.titleActions: list[QWidget] = [phone]
        self._empty = EmptyState(
            "camera",
            tr("Cameras of this computer, of phones and of other devices stand here."),
            tr("Use a phone"),
            lambda: open_phones(studio),
        )
        self._full = QWidget()
        self._grid = QGridLayout(self._full)
        self._grid.setContentsMargins(4, 4, 4, 4)
        self._grid.setSpacing(4)
        self._columns = 0
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._full)
        self._stack.addWidget(self._empty)
        for number in range(1, KEYS + 1):
            title = tr("Put camera {number} on air", number=number)
            bind = studio.shortcuts.bind
            bind(f"camera_{number}", title, str(number), self, partial(self._choose, number - 1))
        studio.mirror.collection_changed.connect(self._follow)
        studio.mirror.scenes_changed.connect(self._mark)
        self._follow()

    def sizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        """Be a low bar."""
        return QSize(400, round(72 + (LABEL_PX + 8) * tokens().scale))

    def choose(self, name: str) -> None:
        """Put a camera on air."""
        mirror = self._studio.mirror
        if mirror.collection is None:
            return
        command = switch(mirror.collection, mirror.program_scene, name)
        if command is not None:
            self._studio.link.do(command, self._done)

    def _choose(self, index: int) -> None:
        if index < len(self.tiles):
            self.choose(self.tiles[index].name)

    def _done(self, reply: Reply) -> None:
        if not reply.ok:
            self._studio.say("warning", sentence(reply))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 # Qt's name
        """Walk through the cameras by arrows."""
        columns = max(1, self._columns)
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -columns,
            Qt.Key.Key_Down: columns,
        }
        step = steps.get(Qt.Key(event.key()))
        at = next((n for n, tile in enumerate(self.tiles) if tile.hasFocus()), None)
        if step is None or at is None:
            super().keyPressEvent(event)
        elif 0 <= at + step < len(self.tiles):
            self.tiles[at + step].setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 # Qt's name
        """Have as many side by side as can be made out."""
        super().resizeEvent(event)
        self._reflow()

    def _follow(self) -> None:
        """Have a tile for each camera, in their order."""
        names = cameras(self._studio.mirror.collection)
        if names != tuple(tile.name for tile in self.tiles):
            known = {tile.name: tile for tile in self.tiles}
            for tile in self.tiles:
                self._grid.removeWidget(tile)
                if tile.name not in names:
                    tile.hide()
                    tile.deleteLater()
            self.tiles = [known.get(name) or self._tile(name) for name in names]
            self._columns = 0
            self._reflow()
            for before, after in zip(self.tiles, self.tiles[1:], strict=False):
                QWidget.setTabOrder(before, after)
        self._stack.setCurrentWidget(self._full if names else self._empty)
        self._mark()

    def _tile(self, name: str) -> CameraTile:
        tile = CameraTile(self._studio, name)
        tile.chosen.connect(partial(self.choose, name))
        return tile

    def _reflow(self) -> None:
        if not self.tiles:
            return
        label_px = round(LABEL_PX * tokens().scale)
        columns = best_columns(len(self.tiles), self.width(), self.height(), label_px)
        if columns == self._columns:
            return
        for column in range(max(columns, self._grid.columnCount())):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns
        for number, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, number // columns, number % columns)

    def _mark(self) -> None:
        mirror = self._studio.mirror
        seen = on_air(mirror.collection, mirror.program_scene) if mirror.collection else frozenset()
        for number, tile in enumerate(self.tiles, 1):
            key = number if number <= KEYS else 0
            tile.show_camera(key, is_on_air=tile.name in seen)


def best_columns(count: int, width: int, height: int, label_px: int) -> int:
    """Return how many stand side by side where their pictures are largest.

    Args:
        count: Of the pictures, which are 16 to 9.
        width: Of the bar.
        height: Of the bar.
        label_px: What each needs under its picture.
    """

    def picture_px(columns: int) -> float:
        rows = -(-count // columns)
        return min(width / columns, (height / rows - label_px) * 16 / 9)

    fitting = [each for each in range(1, count + 1) if width / each >= LOWEST_PX]
    return max(fitting or [1], key=lambda columns: (picture_px(columns), columns))
