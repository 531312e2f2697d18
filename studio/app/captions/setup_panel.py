"""The words and voices of captions, in a panel: who speaks where, what is masked and put right.

open_setup(studio)
"""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from studio.app.captions.correction_list import CorrectionList
from studio.app.captions.desk import CaptionDesk
from studio.app.captions.speaker_row import SpeakerRow
from studio.app.studio import Studio
from studio.app.theme import tokens
from studio.app.widgets.section import Section
from studio.app.words import tr
from studio.model.captions.settings import MOST_PHRASES
from studio.model.scene import BUS_COUNT

MOST_LETTERS = 100
SETTLES_MS = 800
"""After so long without another letter the list is taken."""
MASKED_LINES = 4


def open_setup(studio: Studio) -> None:
    """Show it over the right column."""
    studio.panel_wanted.emit(tr("Words and speakers"), lambda: SetupPanel(studio))


class SetupPanel(QWidget):
    """See the module."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self._desk = CaptionDesk.of(studio)
        self.setAccessibleName(tr("Words and speakers"))
        self.speakers = {bus: SpeakerRow(bus) for bus in range(1, BUS_COUNT + 1)}
        for row in self.speakers.values():
            row.edited.connect(self._name_speakers)
        self.masked = QPlainTextEdit()
        self.masked.setAccessibleName(tr("Masked words, one on each line"))
        self.masked.setTabChangesFocus(True)
        self.masked.setPlaceholderText(tr("One on each line"))
        self.masked.setFixedHeight(MASKED_LINES * tokens().line_px + 20)
        self._settle = QTimer(self, interval=SETTLES_MS, singleShot=True)
        self._settle.timeout.connect(self._mask)
        self.masked.textChanged.connect(self._settle.start)
        self.corrections = CorrectionList()
        self.corrections.added.connect(self._desk.correct)
        self.corrections.removed.connect(self._desk.forget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().gap_wide_px)
        column.addWidget(self._speaking())
        column.addWidget(self._masking())
        column.addWidget(self._correcting())
        column.addStretch(1)
        self._desk.changed.connect(self._draw)
        studio.mirror.collection_changed.connect(self._draw)
        self._draw()

    def _speaking(self) -> Section:
        section = Section(tr("Who speaks"))
        section.body.addWidget(
            _words(
                tr(
                    "Each track that is on is heard by itself. Give a co-host a track of their "
                    "own, and viewers read who says what."
                )
            )
        )
        for row in self.speakers.values():
            section.body.addWidget(row)
        return section

    def _masking(self) -> Section:
        section = Section(tr("Masked words"))
        section.body.addWidget(
            _words(tr("Viewers read stars instead of these, and of what your room masks."))
        )
        section.body.addWidget(self.masked)
        return section

    def _correcting(self) -> Section:
        section = Section(tr("Corrections"))
        said = tr("What is heard wrong again and again. Kept for this session.")
        section.body.addWidget(_words(said))
        section.body.addWidget(self.corrections)
        return section

    def _draw(self) -> None:
        settings, collection = self._desk.settings, self._studio.mirror.collection
        for bus, row in self.speakers.items():
            row.show_speaker(collection, settings.speakers.get(bus))
        is_typing = self._settle.isActive() or self.masked.hasFocus()
        if not is_typing and _phrases(self.masked.toPlainText()) != settings.masked:
            self.masked.blockSignals(True)
            self.masked.setPlainText("\n".join(settings.masked))
            self.masked.blockSignals(False)
        self.corrections.show_corrections(settings.corrections)

    def _name_speakers(self) -> None:
        speakers = {bus: row.name for bus, row in self.speakers.items() if row.is_on}
        self._desk.set(speakers=speakers)

    def _mask(self) -> None:
        self._settle.stop()
        self._desk.set(masked=_phrases(self.masked.toPlainText()))

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 # Qt's name
        """Take what was typed last."""
        super().hideEvent(event)
        if self._settle.isActive():
            self._mask()


def _words(text: str) -> QLabel:
    words = QLabel(text)
    words.setProperty("role", "small")
    words.setWordWrap(True)
    return words


def _phrases(text: str) -> tuple[str, ...]:
    """Return the phrases of a list, each once, as many and as long as are taken."""
    lines = (" ".join(line.split())[:MOST_LETTERS] for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))[:MOST_PHRASES]
