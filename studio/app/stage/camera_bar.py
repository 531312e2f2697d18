"""The cameras (机位) of all devices in a bar: small live pictures, the one on air marked.

The keys 1 to 9, a click or Enter put one on air in place of the other, on the next tick;
arrows walk.  What a linked studio offers stands behind them, and joins them by a click.  While
the bar is hidden its pictures cost nothing and its keys do nothing.
"""

from functools import partial
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import (
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedLayout,
    QWidget,
)

from studio.app.panels.input_panel import tell_refusal
from studio.app.picture.picture_view import PictureView
from studio.app.stage.cameras import KEYS, cameras, on_air, switch
from studio.app.stage.offered import OfferedCamera
from studio.app.stage.offered_cameras import OfferedCameras
from studio.app.stage.offered_tile import OfferedTile
from studio.app.stage.phones import Phones
from studio.app.stage.phones_panel import open_phones
from studio.app.stage.tile import LABEL_PX, LOWEST_PX, Tile
from studio.app.studio import Studio
from studio.app.theme import tokens
from studio.app.theme.icons import role_colour
from studio.app.widgets.buttons import IconButton
from studio.app.widgets.elided_label import ElidedLabel
from studio.app.widgets.empty_state import EmptyState
from studio.app.words import tr

FPS = 5.0


class CameraTile(Tile):
    """One camera: its picture, the key that puts it on air, and its name.

    Args:
        studio: Whose.
        name: Of the input.
    """

    def __init__(self, studio: Studio, name: str) -> None:
        super().__init__()
        self.name = name
        self._is_on_air = False
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
        self.column.addWidget(self.picture, 1)
        self.column.addLayout(foot)
        self.badge.raise_()

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
        self.offers: list[OfferedTile] = []
        Phones.of(studio)
        self._offered = OfferedCameras.of(studio)
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
        self._offered.changed.connect(self._follow)
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
            self._studio.link.do(command, partial(tell_refusal, self._studio))

    def _choose(self, index: int) -> None:
        if index < len(self.tiles):
            self.choose(self.tiles[index].name)

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
        places = self._places()
        at = next((n for n, tile in enumerate(places) if tile.hasFocus()), None)
        if step is None or at is None:
            super().keyPressEvent(event)
        elif 0 <= at + step < len(places):
            places[at + step].setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 # Qt's name
        """Have as many side by side as can be made out."""
        super().resizeEvent(event)
        self._reflow()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 # Qt's name
        """Watch what it is seen through."""
        super().showEvent(event)
        if (around := self.parentWidget()) is not None:
            around.installEventFilter(self)  # again is no harm
        self._reflow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 # Qt's name
        """Lay the tiles anew where more or less of them is seen."""
        if event.type() == QEvent.Type.Resize and watched is self.parentWidget():
            self._reflow()
        return super().eventFilter(watched, event)

    def _seen_px(self) -> int:
        """Return the height that is seen: where the bar is scrolled its own says nothing."""
        around = self.parentWidget()
        return min(self.height(), around.height()) if around is not None else self.height()

    def _places(self) -> list[CameraTile | OfferedTile]:
        """Return all that stands in the bar: cameras, and behind them what is offered."""
        return [*self.tiles, *self.offers]

    def _follow(self) -> None:
        """Have a tile for each camera and for each that is offered, in their order."""
        names, offers = cameras(self._studio.mirror.collection), self._offered.waiting
        there = tuple(tile.name for tile in self.tiles), tuple(tile.offer for tile in self.offers)
        if (names, offers) != there:
            taken = next((tile.offer for tile in self.offers if tile.hasFocus()), None)
            known = {tile.name: tile for tile in self.tiles}
            known_offers = {tile.offer: tile for tile in self.offers}
            before = self._places()
            self.tiles = [known.get(name) or self._tile(name) for name in names]
            self.offers = [known_offers.get(each) or self._offer(each) for each in offers]
            self._replace(before)
            if taken is not None and taken not in offers:
                self._focus(self._offered.inputs.get(taken, ""))
        self._turn_to(self._full if names or offers else self._empty)
        self._mark()

    def _turn_to(self, page: QWidget) -> None:
        """Show one of both pages; the other one's height is not asked for meanwhile."""
        expanding, ignored = QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored
        for each in (self._full, self._empty):
            each.setSizePolicy(expanding, expanding if each is page else ignored)
        self._stack.setCurrentWidget(page)

    def _replace(self, before: list[CameraTile | OfferedTile]) -> None:
        """Lay the tiles anew, and let those go that are no more."""
        places = self._places()
        for tile in before:
            self._grid.removeWidget(tile)
            if tile not in places:
                tile.hide()
                tile.deleteLater()
        self._columns = 0
        self._reflow()
        for one, other in pairwise(places):
            QWidget.setTabOrder(one, other)

    def _focus(self, name: str) -> None:
        """Have the keyboard go on where a camera stands that was only offered before."""
        tile = next((tile for tile in self.tiles if tile.name == name), None)
        if tile is not None:
            tile.show()  # what is hidden yet can't have it
            tile.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self, offer: OfferedCamera) -> OfferedTile:
        tile = OfferedTile(offer)
        tile.chosen.connect(partial(self._offered.add, offer))
        return tile

    def _tile(self, name: str) -> CameraTile:
        tile = CameraTile(self._studio, name)
        tile.chosen.connect(partial(self.choose, name))
        return tile

    def _reflow(self) -> None:
        places = self._places()
        if not places:
            return
        label_px = round(LABEL_PX * tokens().scale)
        columns = best_columns(len(places), self.width(), self._seen_px(), label_px)
        if columns == self._columns:
            return
        for column in range(max(columns, self._grid.columnCount())):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns
        for number, tile in enumerate(places):
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
