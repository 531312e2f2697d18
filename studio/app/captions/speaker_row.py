"""Who speaks on one track: whether they are heard, and how viewers know them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from studio.app.docks.strip_menu import track_name
from studio.app.theme import tokens
from studio.app.words import tr
from studio.model.scene import Collection

MOST_LETTERS = 100


class SpeakerRow(QWidget):
    """See the module.

    Args:
        bus: The track, from 1.

    Attributes:
        edited: The anchor wants it otherwise.
    """

    edited = Signal()

    def __init__(self, bus: int) -> None:
        super().__init__()
        self.bus = bus
        self.heard = QCheckBox(tr("Track {bus}", bus=bus))
        self.heard.setMinimumHeight(tokens().target_px)
        self.heard.clicked.connect(self._switched)
        self.field = QLineEdit()
        self.field.setMaxLength(MOST_LETTERS)
        self.field.setAccessibleName(tr("Who speaks on track {bus}", bus=bus))
        self.field.setPlaceholderText(tr("Name that viewers read, or none"))
        self.field.editingFinished.connect(self._named)
        self._told = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.heard)
        column.addWidget(self.field)

    @property
    def is_on(self) -> bool:
        """Whether it is heard."""
        return self.heard.isChecked()

    @property
    def name(self) -> str:
        """How viewers know who speaks."""
        return " ".join(self.field.text().split())

    def show_speaker(self, collection: Collection | None, name: str | None) -> None:
        """Show who it is; None where nobody is heard."""
        if collection is not None:
            self.heard.setText(tr("Track {bus}", bus=track_name(collection, self.bus)))
        self.heard.setChecked(name is not None)
        self.field.setVisible(name is not None)
        if not self.field.hasFocus() or not self.field.isModified():
            self.field.setText(name or "")
            self._told = name or ""

    def _switched(self) -> None:
        self.field.setVisible(self.is_on)
        self.edited.emit()

    def _named(self) -> None:
        if self.name != self._told:
            self._told = self.name
            self.field.setModified(False)
            self.edited.emit()
