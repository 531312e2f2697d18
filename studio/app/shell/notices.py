"""Sentences for the anchor, above the picture: never modal, never over it, never many.

The same sentence again is counted, not repeated.  What only informs goes by itself; errors
stay until they are put away::

    notices.say("error", tr("The camera is gone."), tr("Choose another"), choose)
"""

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.app.widgets.announcing import announce
from studio.app.widgets.bar import Bar, Level
from studio.app.words import tr

MOST = 3
INFO_MS, WARNING_MS = 8_000, 30_000
LEVELS = ("info", "warning", "error")
LONGEST = 600
"""Letters of a sentence; what comes from a network may be longer and is cut."""


class Notices(QWidget):
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
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._column = column
        self.hide()

    @property
    def bars(self) -> tuple[Bar, ...]:
        """Those that are shown, the oldest first."""
        return tuple(self._bars)

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
