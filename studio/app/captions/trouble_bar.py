"""What keeps captions from being made, and the button for it: fetch the model, or choose another.

Nothing while all is well.  Once the model is here the recogniser finds it by itself.
"""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from studio.app.captions.desk import CaptionDesk
from studio.app.captions.model_stock import ModelStock
from studio.app.captions.offers import OWN, hearing
from studio.app.captions.speech_fetch import SpeechFetch
from studio.app.captions.tongues import tongue_name
from studio.app.studio import Studio
from studio.app.widgets.one_bar import Button, OneBar
from studio.app.words import tr
from studio.app.words.told import told
from studio.model.tracking_models import offers_fetching


class TroubleBar(OneBar):
    """Nothing, or one bar.

    Args:
        studio: Whose.
        choose: Opens the choice of a model.
    """

    def __init__(
        self, studio: Studio, choose: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._choose = choose
        self._desk = CaptionDesk.of(studio)
        self._fetch = SpeechFetch.of(studio)
        self._stock = ModelStock.of(studio)
        for signal in (self._desk.changed, self._fetch.changed, self._stock.changed):
            signal.connect(self._draw)
        self._draw()

    def sizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        """Ask for no width: its buttons turn, and a dock is no wider for what is missing."""
        return QSize(0, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        """Need no width either."""
        return QSize(0, super().minimumSizeHint().height())

    def _draw(self) -> None:
        settings = self._desk.settings
        offer = hearing(settings)
        missing = self._stock.missing(offer)
        why = self._desk.reason if self._desk.health == "failed" else ""
        tongue = tongue_name(settings.language)
        if self._fetch.told:
            self.say("info", self._fetch.told, (tr("Cancel"), self._fetch.stop))
        elif missing and self._fetch.fault:
            again = (tr("Try again"), self._get)
            self.say("error", told(self._fetch.fault), again, self._another())
        elif missing:
            size = round(self._stock.missing_bytes(offer) / 1e6)
            get = (tr("Fetch it ({size} MB)", size=size), self._get)
            said = tr("What hears {language} is not here yet.", language=tongue)
            self.say("warning", said, get, self._another())
        elif not offer.knows(settings.language):
            said = tr("The chosen model does not know {language}.", language=tongue)
            self.say("warning", said, self._another())
        elif settings.model == OWN.kind and not settings.model_folder:
            said = tr("The folder of your own model is not chosen yet.")
            self.say("warning", said, self._another())
        elif why and not (self._stock.is_known and offers_fetching(why)):  # fetched by now
            self.say("warning", told(why), self._another())
        else:
            self.clear()

    def _another(self) -> Button:
        return tr("Choose a model…"), self._choose

    def _get(self) -> None:
        self._fetch.start(*self._stock.missing(hearing(self._desk.settings)))
