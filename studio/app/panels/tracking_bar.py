"""Says why the filters that look for people do nothing, and offers to fetch what is missing.

The camera is shown without those filters meanwhile.  Once the models are here, the process
that needs them finds them by itself, and the sentence goes.
"""

from PySide6.QtWidgets import QWidget

from studio.app.panels.model_fetch import model_fetch_of
from studio.app.studio import Studio
from studio.app.widgets.one_bar import OneBar
from studio.app.words import tr
from studio.app.words.told import told
from studio.model.tracking_models import offers_fetching, without_how

FAILED = "failed"


class TrackingBar(OneBar):
    """Nothing, or one bar.

    Args:
        studio: Whose.
        name: Of the input.
    """

    def __init__(self, studio: Studio, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio, self._name = studio, name
        self.fetch = model_fetch_of(studio)
        studio.mirror.tracking_changed.connect(self._show)
        self.fetch.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        state = self._studio.mirror.tracking.get(self._name)
        reason = state.reason if state is not None and state.health == FAILED else ""
        can_fetch = offers_fetching(reason)
        if can_fetch and self.fetch.told:
            self.say("info", self.fetch.told)
        elif can_fetch and self.fetch.fault:
            self.say("error", told(self.fetch.fault), (tr("Try again"), self.fetch.start))
        elif can_fetch:
            why = told(without_how(reason))
            text = tr("Shown unfiltered until what sees people is here. {reason}", reason=why)
            self.say("warning", text, (tr("Get the models"), self.fetch.start))
        elif reason:
            self.say("warning", tr("Shown unfiltered. {reason}", reason=told(reason)))
        else:
            self.clear()
