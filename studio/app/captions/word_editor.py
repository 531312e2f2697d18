"""Puts right what was heard wrong: what was heard, what was meant, and a button.

Under the text that it is of, and never over it::

    editor = WordEditor()
    editor.open(pick)
    editor.corrected.connect(lambda heard, meant, instead_of: desk.correct(...))
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from studio.app.captions.said_view import Pick
from studio.app.theme import tokens
from studio.app.widgets.buttons import IconButton, PushButton
from studio.app.widgets.turning_row import TurningRow
from studio.app.words import tr
from studio.model.captions.writing import is_unspaced

MOST_LETTERS = 100
"""Of a phrase."""


class WordEditor(QWidget):
    """See the module.

    Signals:
        opened: It is shown.
        corrected: ``(heard, meant, instead_of)``: the last is a correction that this one takes
            the place of, or empty; nothing was meant where it was noise.
        forgotten: A correction is taken back: what is heard.
        closed: It was put away.
    """

    opened = Signal()
    corrected = Signal(str, str, str)
    forgotten = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before = ""
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "2")
        self.setAccessibleName(tr("Put right"))
        self.heard = self._field(tr("Heard"))
        self.meant = self._field(tr("Meant"))
        self.hint = QLabel(
            tr("One character is put right wherever it is heard. Select the whole word to be safe.")
        )
        self.hint.setProperty("role", "small")
        self.hint.setWordWrap(True)
        self.put_right = PushButton(tr("Put right"), role="primary")
        self.put_right.clicked.connect(self._correct)
        self.noise = PushButton(tr("It was noise"))
        self.noise.set_tip(tr("It is left out whenever it is heard."))
        self.noise.clicked.connect(lambda: self._finish(""))
        self.undo = PushButton(tr("Take back"), "undo")
        self.undo.set_tip(tr("It is written as it is heard again."))
        self.undo.clicked.connect(self._forget)
        self._place()
        self.heard.textChanged.connect(self._draw)
        self.meant.textChanged.connect(self._draw)
        self.hide()

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setMaxLength(MOST_LETTERS)
        field.setAccessibleName(name)
        field.returnPressed.connect(self._correct)
        return field

    def _place(self) -> None:
        cross = IconButton("x", tr("Close"), shortcut="Esc")
        cross.clicked.connect(self.close_editor)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 8)
        column.setSpacing(tokens().grid_px)
        for field in (self.heard, self.meant):
            name = QLabel(field.accessibleName())
            name.setProperty("role", "small")
            name.setBuddy(field)
            column.addWidget(name)
            row = QHBoxLayout()
            row.setSpacing(tokens().grid_px)
            row.addWidget(field, 1)
            if field is self.heard:
                row.addWidget(cross)
            column.addLayout(row)
        column.addWidget(self.hint)
        buttons = TurningRow(tokens().grid_px)
        for button in (self.put_right, self.noise, self.undo):
            buttons.add(button)
        column.addWidget(buttons)

    def open(self, pick: Pick) -> None:
        """Show what was picked; what was clicked has the keyboard go to what was meant."""
        self._before = pick.heard if pick.is_corrected else ""
        self.heard.setText(pick.heard[:MOST_LETTERS])
        self.meant.setText(pick.meant[:MOST_LETTERS])
        self.undo.setVisible(pick.is_corrected)
        self._draw()
        self.show()
        self.opened.emit()
        if pick.takes_focus:
            self.meant.setFocus(Qt.FocusReason.OtherFocusReason)
            self.meant.selectAll()

    def close_editor(self) -> None:
        """Put it away."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def _draw(self) -> None:
        heard, meant = self.heard.text().strip(), self.meant.text().strip()
        why = "" if heard else tr("Say what was heard.")
        self.noise.refuse(why)
        self.put_right.refuse(why or ("" if meant else tr("Say what was meant.")))
        self.hint.setVisible(len(heard) == 1 and is_unspaced(heard))

    def _correct(self) -> None:
        if self.put_right.isEnabled():
            self._finish(" ".join(self.meant.text().split()))

    def _finish(self, meant: str) -> None:
        self.corrected.emit(" ".join(self.heard.text().split()), meant, self._before)
        self.close_editor()

    def _forget(self) -> None:
        self.forgotten.emit(self._before)
        self.close_editor()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 # Qt's name
        """Close by Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_editor()
            return
        super().keyPressEvent(event)
