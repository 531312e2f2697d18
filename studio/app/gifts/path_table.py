"""The points of a path as a table that can be typed: for exact numbers, and without a mouse."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from studio.app.gifts.path import Point
from studio.app.theme import tokens
from studio.app.widgets.combo_box import ComboBox
from studio.app.words import later, tr
from studio.model.canvas import Easing

EASING_WORDS: dict[Easing, str] = {
    "linear": later("Steady"),
    "in": later("Speeds up"),
    "out": later("Slows down"),
    "in_out": later("Soft"),
    "back_out": later("Overshoots"),
    "bounce_out": later("Bounces"),
    "elastic_out": later("Springs"),
    "hold": later("Jumps"),
}
MOST_ROWS = 6
ARROW_PX = 28
TIME, X, Y, EASING = range(4)


class PathTable(QTableWidget):
    """See the module.  It changes nothing by itself.

    Attributes:
        changed: Other points, and the gesture that they belong to.
        chosen: Another point is chosen, by its place.
        faulty: Something was typed that is no number, or out of bounds: a sentence, or "".
    """

    changed = Signal(list, str)
    chosen = Signal(int)
    faulty = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 4, parent)
        self.points: list[Point] = []
        self._length_ms = 1000
        self._is_filling = False
        self.setAccessibleName(tr("Points of the path"))
        self.setHorizontalHeaderLabels([tr("Second"), "x", "y", tr("Gets there")])
        self.verticalHeader().hide()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        head = self.horizontalHeader()
        for column in (TIME, X, Y):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(EASING, QHeaderView.ResizeMode.Fixed)
        head.setHighlightSections(False)
        self.itemChanged.connect(self._typed)
        self.currentCellChanged.connect(self._moved_to)

    def show_points(self, points: list[Point], length_ms: int, current: int) -> None:
        """Show the points of a path, one of them chosen."""
        self._length_ms = length_ms
        if points != self.points or self.rowCount() != len(points):
            self.points = points
            self._fill()
        self.choose(current)

    def choose(self, number: int) -> None:
        """Choose another point, telling nobody."""
        self._is_filling = True
        if self.currentRow() != number:
            self.setCurrentCell(number, max(0, self.currentColumn()))
        self._is_filling = False

    def _fill(self) -> None:
        self._is_filling = True
        self.setRowCount(len(self.points))
        for row, point in enumerate(self.points):
            for column, words in (
                (TIME, f"{point.at_ms / 1000:g}"),
                (X, f"{round(point.x, 1):g}"),
                (Y, f"{round(point.y, 1):g}"),
            ):
                item = QTableWidgetItem(words)
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.setItem(row, column, item)
            self.setCellWidget(row, EASING, self._combo(row, point))
            self.setRowHeight(row, self._row_px)
        self._is_filling = False
        self._fit()

    def _combo(self, row: int, point: Point) -> ComboBox:
        combo = ComboBox(tr("How it gets to point {n}", n=row + 1))
        for easing, words in EASING_WORDS.items():
            combo.addItem(tr(words), easing)
        combo.setCurrentIndex(combo.findData(point.easing))
        combo.setEnabled(row > 0)
        combo.activated.connect(lambda _: self._ease(row, combo.currentData()))
        return combo

    @property
    def _row_px(self) -> int:
        """A row has room for the list in it."""
        return tokens().target_px + 2 * tokens().grid_px

    def _fit(self) -> None:
        look = tokens()
        rows = max(1, min(self.rowCount(), MOST_ROWS))
        words = max(
            self.fontMetrics().horizontalAdvance(tr(each)) for each in EASING_WORDS.values()
        )
        around = ARROW_PX * look.scale + 4 * look.gap_px  # the list's own padding and the cell's
        self.setColumnWidth(EASING, round(words + around))
        head = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(head + rows * self._row_px + 2 * self.frameWidth() + 2)

    def _typed(self, item: QTableWidgetItem) -> None:
        if self._is_filling:
            return
        row, old = item.row(), self.points[item.row()]
        try:
            number = float(item.text().replace(",", ".").strip())
        except ValueError:
            self._refuse(tr("“{words}” is no number.", words=item.text()[:40]))
            return
        at_ms, x, y = old.at_ms, old.x, old.y
        if item.column() == TIME:
            at_ms = round(number * 1000)
            others = {each.at_ms for n, each in enumerate(self.points) if n != row}
            if not 0 <= at_ms <= self._length_ms or at_ms in others:
                longest = f"{self._length_ms / 1000:g}"
                self._refuse(
                    tr("A time from 0 to {longest} s that no other point has.", longest=longest)
                )
                return
        elif abs(number) > 10_000:
            self._refuse(tr("At most 10,000 pixels away."))
            return
        else:
            x, y = (number, y) if item.column() == X else (x, number)
        self.faulty.emit("")
        self._tell(row, Point(at_ms, x, y, old.easing))

    def _ease(self, row: int, easing: Easing) -> None:
        old = self.points[row]
        self._tell(row, Point(old.at_ms, old.x, old.y, easing))

    def _tell(self, row: int, point: Point) -> None:
        points = [point if n == row else each for n, each in enumerate(self.points)]
        points.sort(key=lambda each: each.at_ms)
        self.changed.emit(points, "")

    def _refuse(self, sentence: str) -> None:
        self.faulty.emit(sentence)
        self._fill()

    def _moved_to(self, row: int) -> None:
        if not self._is_filling and row >= 0:
            self.chosen.emit(row)
