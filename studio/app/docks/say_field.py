"""Where the anchor says something to the room; what became of it is said under it."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from studio.app.docks.refusals import refusal
from studio.app.studio import Studio
from studio.app.theme import tokens
from studio.app.widgets.buttons import IconButton
from studio.app.words import tr
from studio.ipc.message import Message

MAX_LETTERS = 200
SAID_MS = 6000


class SayField(QWidget):
    """A line, and a button that sends it."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self.setObjectName("say-field")
        self.line = QLineEdit()
        self.line.setMaxLength(MAX_LETTERS)
        self.line.setPlaceholderText(tr("Say something to the room"))
        self.line.setAccessibleName(tr("Say something to the room"))
        self.line.returnPressed.connect(self.send)
        self.button = IconButton("send", tr("Send"), role="plain")
        self.button.clicked.connect(self.send)
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.hide()
        self._forget = QTimer(self, interval=SAID_MS, singleShot=True)
        self._forget.timeout.connect(self.note.hide)
        self._row = QHBoxLayout()
        self._row.setSpacing(tokens().grid_px)
        self._row.addWidget(self.line, 1)
        self._row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 8)
        column.setSpacing(tokens().grid_px)
        column.addWidget(self.note)
        column.addLayout(self._row)
        studio.room.state.connect(self._draw)
        studio.room.joined.connect(self._draw)  # after its state
        self._draw()

    def put_first(self, widget: QWidget) -> None:
        """Have another button before the line."""
        self._row.insertWidget(0, widget)

    def put(self, words: str) -> None:
        """Put words in, to be read over and sent."""
        self.line.setText(words[:MAX_LETTERS])
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def send(self) -> None:
        """Say what stands there; it stays until the room has taken it."""
        text = self.line.text().strip()
        if text and self.line.isEnabled():
            self.button.refuse(tr("It is being sent."))
            self._studio.room.act({"type": "say", "text": text}, lambda a: self._said(text, a))

    def _said(self, text: str, answer: Message) -> None:
        self.button.refuse("")
        if answer.get("type") == "refused":
            self._note(refusal(answer), "error")
            return
        if self.line.text().strip() == text:
            self.line.clear()
        if answer.get("held") is True:
            self._note(tr("It waits for a moderator."), "small")
        else:
            self.note.hide()

    def _note(self, text: str, role: str) -> None:
        self.note.setText(text)
        self.note.setProperty("role", role)
        self.note.style().unpolish(self.note)
        self.note.style().polish(self.note)
        self.note.show()
        self._forget.start()

    def _draw(self) -> None:
        is_in = self._studio.room.room is not None
        why = "" if is_in else tr("The room is not open.")
        self.line.setEnabled(is_in)
        self.line.setToolTip(why)
        self.button.refuse(why)
