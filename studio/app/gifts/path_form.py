"""A part's path: the picture on which it is drawn, the table of its points, and their buttons."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.app.gifts.draft import Draft
from studio.app.gifts.path import MOST_POINTS, Point, points_of, told_path, value_at
from studio.app.gifts.path_picture import CANVAS, PathPicture
from studio.app.gifts.path_table import PathTable
from studio.app.theme import tokens
from studio.app.widgets.buttons import IconButton
from studio.app.words import tr


class PathForm(QWidget):
    """See the module.

    Args:
        draft: Whose chosen part it is of.

    Attributes:
        time_wanted: The preview is to show the time of a point, in milliseconds.
    """

    time_wanted = Signal(int)

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self.picture = PathPicture()
        self.table = PathTable()
        self.origin = QLabel()
        self.origin.setProperty("role", "small")
        self.origin.setWordWrap(True)
        self.fault = QLabel()
        self.fault.setProperty("role", "error")
        self.fault.setWordWrap(True)
        self.fault.hide()
        self.add = IconButton("plus", tr("Add a point at the time of the preview"))
        self.remove = IconButton("trash-2", tr("Remove the chosen point"))
        self.add.clicked.connect(self.picture.add_now)
        self.remove.clicked.connect(self.picture.remove_current)
        row = QHBoxLayout()
        row.setSpacing(tokens().grid_px)
        row.addWidget(self.origin, 1)
        row.addWidget(self.add)
        row.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().grid_px)
        column.addWidget(self.picture)
        column.addLayout(row)
        column.addWidget(self.table)
        column.addWidget(self.fault)
        self.picture.changed.connect(self._use)
        self.picture.chosen.connect(self._choose)
        self.table.changed.connect(self._use)
        self.table.chosen.connect(self._choose)
        self.table.faulty.connect(self._say)
        draft.changed.connect(self._show)
        draft.chosen_changed.connect(self._other)
        self._other()

    def show_time(self, at_ms: int) -> None:
        """Mark where the part is at the preview's time."""
        self.picture.show_time(at_ms)

    def show_behind(self, image: QImage) -> None:
        """Show the preview behind the path."""
        self.picture.show_behind(image)

    def _other(self) -> None:
        self.picture.current = 0
        self._show()

    def _show(self) -> None:
        part = self._draft.chosen
        if part is None or part.get("sound"):
            return
        points = points_of(part)
        self.picture.show_points(points, self._draft.ms, self._origin(part))
        self.table.show_points(points, self._draft.ms, self.picture.current)
        carrier = part.get("on", "")
        if carrier:
            self.origin.setText(tr("Counted from the middle of “{part}”", part=carrier))
        else:
            self.origin.setText(tr("In pixels of a picture of 1920 × 1080"))
        if len(points) >= MOST_POINTS:
            self.add.refuse(tr("A path has {most} points at most.", most=MOST_POINTS))
        else:
            self.add.refuse("")
        if len(points) == 1:
            self.remove.refuse(tr("It has to be somewhere: the last point stays."))
        else:
            self.remove.refuse("")
        self._say("")

    def _origin(self, part: dict[str, object]) -> tuple[float, float]:
        """Return what a path is counted from: where its carrier first stands still, about."""
        carrier = next((p for p in self._draft.parts if p["id"] == part.get("on")), None)
        if not part.get("on") or carrier is None:
            return (0.0, 0.0)
        middle_ms = self._draft.ms // 2
        x, y = (value_at(carrier.get(key, 0.0), middle_ms) for key in ("x", "y"))
        return (x, y) if not carrier.get("on") else (CANVAS[0] / 2, CANVAS[1] / 2)

    def _use(self, points: list[Point], gesture: str) -> None:
        chosen = self._draft.chosen
        if chosen is not None:
            with self._draft.edit(gesture):
                chosen.update(told_path(points))

    def _choose(self, number: int) -> None:
        self.picture.choose(number)
        self.table.choose(number)
        if number < len(self.picture.points) and len(self.picture.points) > 1:
            self.time_wanted.emit(self.picture.points[number].at_ms)

    def _say(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))
