"""A place for one bar: nothing while all is well, else the sentence that says what isn't.

place = OneBar(self)
place.say("warning", tr("It is not here yet."), (tr("Fetch it"), fetch))
place.clear()
"""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.app.widgets.bar import Bar, Level

Button = tuple[str, Callable[[], object]]
"""What it says, and what it does; the bar stays when it is pressed."""


class OneBar(QWidget):
    """See the module.

    Attributes:
        bar: What is said; None while nothing is.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar: Bar | None = None
        self._shown: tuple[str, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def say(self, level: Level, text: str, *buttons: Button) -> None:
        """Show a bar; the same one is changed, so that a reader isn't thrown out of it."""
        shown = (level, *(name for name, _ in buttons))
        if self.bar is not None and self._shown == shown:
            self.bar.set_text(text)
            return
        self._take_away()
        self._shown = shown
        self.bar = Bar(level, text, closable=False)
        for name, do in buttons:
            self.bar.add_button(name, do, stays=True)
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self.bar)
        self.show()

    def clear(self) -> None:
        """Say nothing."""
        self._take_away()
        self.hide()

    def _take_away(self) -> None:
        if self.bar is not None:
            self.bar.hide()
            self.bar.deleteLater()
            self.bar = None
