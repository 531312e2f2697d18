"""One destination to be filled in: which platform, its address, its key, and how it is called.

It says what to copy from where, and what is wrong as it is typed; whatever is right is kept at
once by whoever listens to ``edited``.
"""

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from studio.app.live.address import Parts, fault, split
from studio.app.live.key_field import KeyField
from studio.app.live.platforms import CUSTOM, ROOM, platform, platforms
from studio.app.settings.model import Destination
from studio.app.theme import tokens
from studio.app.widgets.buttons import PushButton
from studio.app.widgets.combo_box import ComboBox
from studio.app.words import later, tr

FAULTS = {
    "empty": later("Paste the address that the platform shows."),
    "scheme": later("An address begins with rtmp:// or rtmps://."),
    "host": later("The address has no server in it that can be understood."),
    "blank": later("There is a blank inside; copy it once more."),
    "app": later("The address ends too early: a part after the server is missing."),
    "key": later("The stream key is missing."),
}


class DestinationForm(QWidget):
    """See the module.

    Args:
        destination: What it begins with.
        has_room: Whether this computer's room can be chosen.

    Signals:
        edited: It is another one now; ``destination`` has it.
    """

    edited = Signal()

    def __init__(self, destination: Destination, *, has_room: bool = True) -> None:
        super().__init__()
        self._first = destination
        self._is_touched = False
        parts = split(destination.url)
        self.kind = ComboBox(tr("Platform"))
        if has_room:
            self.kind.addItem(tr("This computer's room"), ROOM)
        for each in platforms():
            self.kind.addItem(each.name, each.id)
        self.kind.addItem(tr("Another address"), CUSTOM)
        self.kind.setCurrentIndex(max(0, self.kind.findData(destination.kind)))
        self.title = QLineEdit(destination.title)
        self.title.setMaxLength(200)
        self.title.setAccessibleName(tr("Name"))
        self.address = QLineEdit(parts.address)
        self.address.setMaxLength(2000)
        self.address.setAccessibleName(tr("Server address"))
        self.address.setPlaceholderText("rtmp://…")
        self.key = KeyField(tr("Stream key"))
        self.key.setText(parts.key)
        self.where = QLabel()
        self.where.setProperty("role", "small")
        self.where.setWordWrap(True)
        self.page = PushButton(tr("Open that page"), "external-link", role="link")
        self.page.clicked.connect(self._open_page)
        self.wrong = QLabel()
        self.wrong.setProperty("role", "warning")
        self.wrong.setWordWrap(True)
        self._lay_out()
        self.kind.activated.connect(self._choose_kind)
        self.address.editingFinished.connect(self._tidy)
        for field in (self.address, self.key, self.title):
            field.textEdited.connect(self._touch)
        self._draw()

    def _lay_out(self) -> None:
        page_row = QHBoxLayout()
        page_row.addWidget(self.page)
        page_row.addStretch(1)
        self._form = QFormLayout()
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self._form.setVerticalSpacing(tokens().gap_px)
        self._form.addRow(tr("Platform"), self.kind)
        self._form.addRow(self.where)
        self._form.addRow(page_row)
        self._form.addRow(tr("Server address"), self.address)
        self._form.addRow(tr("Stream key"), self.key)
        self._form.addRow(self.wrong)
        self._form.addRow(tr("Name"), self.title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._form)

    @property
    def destination(self) -> Destination:
        """What it is now; its url is empty while it is not right."""
        kind = str(self.kind.currentData())
        parts = Parts(self.address.text(), self.key.text())
        url = "" if kind == ROOM or fault(parts) else parts.url
        return self._first.model_copy(update={"title": self._name(), "kind": kind, "url": url})

    @property
    def problem(self) -> str:
        """What is wrong, in a sentence; empty if nothing is."""
        if self.kind.currentData() == ROOM:
            return ""
        parts = Parts(self.address.text(), self.key.text())
        found = fault(parts)
        if found:
            return tr(FAULTS[found])
        known = platform(str(self.kind.currentData()))
        if known and known.key_start and known.key_start not in parts.url:
            return tr(
                "Keys of {name} usually begin with {start}; check it once more.",
                name=known.name,
                start=known.key_start,
            )
        return ""

    def _name(self) -> str:
        return self.title.text().strip() or self.kind.currentText()

    def _choose_kind(self) -> None:
        known = platform(str(self.kind.currentData()))
        before = {each.name for each in platforms()} | {
            self.kind.itemText(index) for index in range(self.kind.count())
        }
        if not self.title.text().strip() or self.title.text() in before:
            self.title.setText(self.kind.currentText())
        self.address.setText(known.address if known else "")
        self.key.clear()
        self._is_touched = False
        self._change()

    def _tidy(self) -> None:
        """Take a key out of an address into which both were pasted."""
        parts = split(self.address.text())
        if parts.key and not self.key.text() and fault(parts) == "":
            self.address.setText(parts.address)
            self.key.setText(parts.key)
            self._change()

    def _touch(self) -> None:
        self._is_touched = True
        self._change()

    def _change(self) -> None:
        self._draw()
        self.edited.emit()

    def _draw(self) -> None:
        kind = str(self.kind.currentData())
        known = platform(kind)
        is_room = kind == ROOM
        if is_room:
            text = tr("Viewers watch, talk and give in a browser. Nothing has to be set up.")
        else:
            text = known.where if known else tr("Any server that takes RTMP, or a relay of a room.")
        self.where.setText(text)
        self.page.setVisible(known is not None)
        self._form.setRowVisible(self.address, not is_room)
        self._form.setRowVisible(self.key, not is_room)
        problem = self.problem if self._is_touched else ""
        self.wrong.setText(problem)
        self.wrong.setVisible(bool(problem))

    def _open_page(self) -> None:
        known = platform(str(self.kind.currentData()))
        if known is not None:
            QDesktopServices.openUrl(QUrl(known.page))
