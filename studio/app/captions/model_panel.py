"""The choice of what hears words, in a panel: fetched, tried on this machine, and then taken.

open_models(studio)
"""

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from studio.app.captions.desk import CaptionDesk
from studio.app.captions.model_card import ModelCard
from studio.app.captions.model_stock import ModelStock
from studio.app.captions.model_trial import ModelTrial
from studio.app.captions.offers import OFFERS, OWN, Offer, hearing, offer_of, suited
from studio.app.captions.speech_fetch import SpeechFetch
from studio.app.studio import Studio
from studio.app.theme import tokens
from studio.app.words import tr


def open_models(studio: Studio) -> None:
    """Show it over the right column."""
    studio.panel_wanted.emit(tr("What hears words"), lambda: ModelPanel(studio))


class ModelPanel(QWidget):
    """See the module."""

    panel_px = 340

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._desk = CaptionDesk.of(studio)
        self._stock = ModelStock.of(studio)
        self._fetch = SpeechFetch.of(studio)
        self.setAccessibleName(tr("What hears words"))
        self.trial = ModelTrial(self)
        self._tried = ""
        self._fetched: str | None = None
        self.cards = {offer.kind: ModelCard(offer) for offer in OFFERS}
        self.cards[OWN.kind].set_folder(self._desk.settings.model_folder)
        words = QLabel(tr("All of them work on this computer, and nothing that is said leaves it."))
        words.setProperty("role", "small")
        words.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().gap_px)
        column.addWidget(words)
        for card in self.cards.values():
            card.fetch_wanted.connect(self._get)
            card.cancel_wanted.connect(self._fetch.stop)
            card.try_wanted.connect(self._try)
            card.use_wanted.connect(self._use)
            column.addWidget(card)
        column.addStretch(1)
        self.trial.done.connect(self._show_trial)
        studio.closed.connect(self.trial.stop)
        for signal in (self._desk.changed, self._stock.changed, self._fetch.changed):
            signal.connect(self._draw)
        self._stock.look()
        self._draw()

    def _real(self, kind: str) -> Offer:
        """Return what really hears with a choice, in the language of now."""
        return suited(offer_of(kind), self._desk.settings.language)

    def _draw(self) -> None:
        settings, stock = self._desk.settings, self._stock
        for kind, card in self.cards.items():
            real = self._real(kind)
            card.show_size(stock.size_bytes(real), stock.licence(real))
            is_used = settings.model == kind
            if kind == OWN.kind:
                is_used = is_used and settings.model_folder == card.folder
            card.show_state(
                is_known=stock.is_known,
                missing_bytes=stock.missing_bytes(real),
                is_used=is_used,
                unsuited_to="" if real.knows(settings.language) else settings.language,
            )
            is_its = bool(self._fetch.told or self._fetch.fault) and kind == self._fetched
            card.show_fetch(
                self._fetch.told if is_its else "",
                self._fetch.fault if is_its else "",
                is_busy=bool(self._fetch.told),
            )

    def _get(self, kind: str) -> None:
        self._fetched = kind
        self._fetch.start(*self._stock.missing(self._real(kind)))

    def _try(self, kind: str) -> None:
        if self.trial.is_busy:
            return
        self._tried = kind
        card, settings = self.cards[kind], self._desk.settings
        card.show_trying()
        for other, each in self.cards.items():
            each.set_waiting(other != kind)
        real = self._real(kind)
        language = settings.language if real.knows(settings.language) else min(real.languages)
        self.trial.start(real.kind, language, card.folder)

    def _show_trial(self) -> None:
        for card in self.cards.values():
            card.set_waiting(False)
        self.cards[self._tried].show_trial(self.trial.result, self.trial.fault)

    def _use(self, kind: str) -> None:
        folder = self.cards[kind].folder if kind == OWN.kind else ""
        changes: dict[str, object] = {"model": kind, "model_folder": folder}
        if not self._real(kind).knows(self._desk.settings.language):
            changes["language"] = min(self._real(kind).languages)
        settings = self._desk.settings.model_copy(update=changes)
        known = hearing(settings)
        if not (known.does_translate or known is OWN):
            changes["translate_to"] = ""
        self._desk.set(**changes)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 # Qt's name
        """Try nothing any more once the panel is closed; what is fetched goes on."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.trial.stop()
