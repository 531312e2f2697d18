"""The steps of a handoff below one another: those that are done, the one of now, those to come."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from studio.app.theme import changes, pixmap, tokens
from studio.app.widgets.announcing import announce
from studio.app.words import tr

ICONS = {"done": ("check", "good"), "now": ("circle-dot", "accent"), "later": ("dot", "secondary")}


class Steps(QWidget):
    """See the module.

    Attributes:
        now: Which is the one of now; behind the last when all are done.
    """

    def __init__(self) -> None:
        super().__init__()
        self.now = -1
        self._texts: tuple[str, ...] = ()
        self._rows: list[tuple[QLabel, QLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens().gap_px)
        self._grid.setVerticalSpacing(tokens().grid_px)
        self._grid.setColumnStretch(1, 1)
        changes().changed.connect(self._draw)

    def show_steps(self, texts: Sequence[str], now: int) -> None:
        """Show steps, the one of ``now`` among them."""
        if tuple(texts) != self._texts:
            self._texts = tuple(texts)
            self._make()
        is_new, self.now = now != self.now, now
        self._draw()
        if is_new and 0 <= now < len(self._texts):
            announce(self, self._texts[now])

    @property
    def states(self) -> list[str]:
        """Of each: ``done``, ``now`` or ``later``."""
        return [
            "done" if index < self.now else "now" if index == self.now else "later"
            for index in range(len(self._texts))
        ]

    def _make(self) -> None:
        for row in self._rows:
            for label in row:
                self._grid.removeWidget(label)
                label.deleteLater()
        self._rows = []
        for index, text in enumerate(self._texts):
            mark, words = QLabel(), QLabel(text)
            words.setWordWrap(True)
            self._grid.addWidget(mark, index, 0)
            self._grid.addWidget(words, index, 1)
            self._rows.append((mark, words))

    def _draw(self) -> None:
        spoken = {
            "done": tr("Done: {step}"),
            "now": tr("Now: {step}"),
            "later": tr("Later: {step}"),
        }
        size = tokens().icon_px
        for (mark, words), text, state in zip(self._rows, self._texts, self.states, strict=True):
            name, ink = ICONS[state]
            mark.setPixmap(pixmap(name, ink, size))
            mark.setFixedWidth(size)
            role = {"now": "strong", "later": "quiet"}.get(state, "")
            if words.property("role") != role:
                words.setProperty("role", role)
                words.style().unpolish(words)
                words.style().polish(words)
            words.setAccessibleName(spoken[state].replace("{step}", text))
