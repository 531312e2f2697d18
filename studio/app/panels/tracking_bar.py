"""Says why the filters that look for people do nothing, and offers to fetch what is missing.

The camera is shown without those filters meanwhile.  Once the models are here, the process
that needs them finds them by itself, and the sentence goes.
"""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.app.panels.model_fetch import model_fetch_of
from studio.app.studio import Studio
from studio.app.widgets.bar import Bar, Level
from studio.app.words import tr
from studio.app.words.told import told
from studio.model.tracking_models import offers_fetching, without_how

FAILED = "failed"


class TrackingBar(QWidget):
    """Nothing, or one bar.

    Args:
        studio: Whose.
        name: Of the input.
    """

    def __init__(self, studio: Studio, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio, self._name = studio, name
        self.fetch = model_fetch_of(studio)
        self.bar: Bar | None = None
        self._shown: tuple[str, str] = ("", "")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        studio.mirror.tracking_changed.connect(self._show)
        self.fetch.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        state = self._studio.mirror.tracking.get(self._name)
        reason = state.reason if state is not None and state.health == FAILED else ""
        can_fetch = offers_fetching(reason)
        if can_fetch and self.fetch.told:
            self._say("info", self.fetch.told)
        elif can_fetch and self.fetch.fault:
            self._say("error", told(self.fetch.fault), tr("Try again"))
        elif can_fetch:
            why = told(without_how(reason))
            text = tr("Shown unfiltered until what sees people is here. {reason}", reason=why)
            self._say("warning", text, tr("Get the models"))
        elif reason:
            self._say("warning", tr("Shown unfiltered. {reason}", reason=told(reason)))
        else:
            self._clear()
        self.setVisible(self.bar is not None)

    def _say(self, level: Level, text: str, action: str = "") -> None:
        """Show a bar; the same one is changed, so that a reader isn't thrown out of it."""
        if self.bar is not None and self._shown == (level, action):
            self.bar.set_text(text)
            return
        self._clear()
        self._shown = (level, action)
        self.bar = Bar(level, text, closable=False)
        if action:
            self.bar.add_button(action, self.fetch.start, stays=True)
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self.bar)

    def _clear(self) -> None:
        if self.bar is not None:
            self.bar.hide()
            self.bar.deleteLater()
            self.bar = None
