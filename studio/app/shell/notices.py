"""Sentences for the anchor, above the picture: never modal, never over it, never many.

The same sentence again is counted, not repeated.  What only informs goes by itself; errors
stay until they are put away.  Where they would leave the picture too little, they scroll::

    notices.say("error", tr("The camera is gone."), tr("Choose another"), choose)
    notices.set_most_px(200)
"""

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from studio.app.widgets.announcing import announce
from studio.app.widgets.bar import Bar, Level
from studio.app.words import tr

QWIDGETSIZE_MAX = (1 << 24) - 1
MOST = 3
INFO_MS, WARNING_MS = 8_000, 30_000
LEVELS = ("info", "warning", "error")
LONGEST = 600
"""Letters of a sentence; what comes from a network may be longer and is cut."""


class Notices(QScrollArea):
    """The bars.

    Attributes:
        left_out: How many were put away to make room for newer ones.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.left_out = 0
        self._bars: list[Bar] = []
        self._counts: dict[Bar, int] = {}
        self._said: dict[Bar, str] = {}
        self._most_px = QWIDGETSIZE_MAX
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self._all = QWidget()
        column = QVBoxLayout(self._all)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._column = column
        self.setWidget(self._all)
        self._all.installEventFilter(self)
        self.verticalScrollBar().rangeChanged.connect(self._show_worst)
        self.setAccessibleName(tr("Notices"))
        self.hide()

    @property
    def bars(self) -> tuple[Bar, ...]:
        """Those that are shown, the oldest first."""
        return tuple(self._bars)

    def set_most_px(self, most_px: int) -> None:
        """Be so high at most."""
        if most_px != self._most_px:
            self._most_px = most_px
            self._take_height()

    def say(
        self,
        level: str,
        text: str,
        action: str = "",
        do: Callable[[], object] | None = None,
        stays: bool = False,
    ) -> Bar:
        """Show a sentence.

        Args:
            level: ``info``, ``warning`` or ``error``.
            text: What happened, what it means, what to press.
            action: Of its button; none without.
            do: What the button does.
            stays: Until it is answered, whatever its level.
        """
        text = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
        again = next((bar for bar in self._bars if self._said[bar] == text), None)
        if again is not None:
            self._counts[again] += 1
            again.set_text(tr("{sentence} (×{count})", sentence=text, count=self._counts[again]))
            return again
        kind = cast(Level, level if level in LEVELS else "info")
        bar = Bar(kind, text, action, do)
        self._bars.append(bar)
        self._counts[bar], self._said[bar] = 1, text
        bar.closed.connect(lambda: self._forget(bar))
        self._column.addWidget(bar)
        self._make_room()
        self.show()
        self._take_height()
        announce(bar, text, is_urgent=kind == "error")
        limits = {"info": INFO_MS, "warning": WARNING_MS}
        if kind in limits and not stays and not action:
            QTimer.singleShot(limits[kind], bar, bar.put_away)
        return bar

    def _make_room(self) -> None:
        while len(self._bars) > MOST:
            # The least of them goes first; of equal ones the oldest.
            least = min(self._bars[:-1], key=lambda bar: LEVELS.index(bar.level))
            self.left_out += 1
            least.put_away()

    def _forget(self, bar: Bar) -> None:
        if bar in self._counts:
            self._bars.remove(bar)
            del self._counts[bar], self._said[bar]
        if not self._bars:
            self.hide()

    def _take_height(self) -> None:
        """Be as high as the bars are, or as high as may be."""
        needed_px = self._column.heightForWidth(self.viewport().width())
        self.setFixedHeight(max(1, min(needed_px, self._most_px)))
        is_cut = needed_px > self._most_px
        # Who has no mouse reads the rest with the arrow keys.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_cut else Qt.FocusPolicy.NoFocus)

    def _show_worst(self, _least: int, most: int) -> None:
        """Begin with the worst of them, of equal ones the newest."""
        worst = max(reversed(self._bars), key=lambda bar: LEVELS.index(bar.level), default=None)
        if worst is not None:
            self.verticalScrollBar().setValue(min(most, worst.y()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 # Qt's name
        """Grow and shrink with the sentences."""
        if watched is self._all and event.type() == QEvent.Type.LayoutRequest:
            self._take_height()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 # Qt's name
        """Take more lines where they are shorter."""
        super().resizeEvent(event)
        self._take_height()
