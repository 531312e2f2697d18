"""How a phone's sound lies to its picture: what was measured, a check of it, and keeping it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from studio.app.stage import phone_words
from studio.app.stage.linked_peer import LinkedPeer
from studio.app.theme import tokens
from studio.app.widgets.buttons import PushButton
from studio.app.words import tr


class SyncRow(QWidget):
    """See the module.

    Attributes:
        check_wanted: The phone should beep and light up.
        keep_wanted: What was measured should hold from now on: by how many ms sound is later.
    """

    check_wanted = Signal()
    keep_wanted = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self._measured_ms: float | None = None
        self.words = QLabel()
        self.words.setProperty("role", "small")
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.check = PushButton(tr("Check sound and picture"), "audio-lines")
        self.check.clicked.connect(self.check_wanted)
        self.keep = PushButton(tr("Keep"), "save", role="primary")
        self.keep.set_tip(tr("Have it so after a restart, too"))
        self.keep.clicked.connect(self._keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().grid_px)
        for widget in (self.words, self.keep, self.check):
            column.addWidget(widget)
        self.show_sync(None, None)

    def show_sync(self, linked: LinkedPeer | None, kept_ms: float | None) -> None:
        """Show how it is now.

        Args:
            linked: As link tells of the phone; None where that does not know it.
            kept_ms: By how much the input that shows it has sound later; None for no input.
        """
        is_there = linked is not None and linked.is_connected and kept_ms is not None
        is_measured = is_there and linked is not None and linked.sync == "measured"
        self._measured_ms = linked.offset_ms if is_measured and linked is not None else None
        is_new = self._measured_ms is not None and not phone_words.is_kept(
            self._measured_ms, kept_ms
        )
        words = phone_words.sync(linked if is_there else None, kept_ms)
        self.words.setText(words)
        self.words.setVisible(bool(words))
        self.keep.setVisible(is_new)
        why = ""
        if kept_ms is None:
            why = tr("Add it to the picture first.")
        elif not is_there:
            why = tr("It is not linked yet.")
        elif linked is not None and linked.sync == "checking":
            why = tr("It is being checked.")
        self.check.refuse(why)

    def _keep(self) -> None:
        if self._measured_ms is not None:
            self.keep_wanted.emit(self._measured_ms)
