"""A link to the stage as it is handed on: its code to scan, its address to copy, its life."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.app.stage.qr_code import QrCode
from studio.app.stage.stage_link import StageLink, left_words
from studio.app.studio import Studio
from studio.app.theme import tokens
from studio.app.widgets.bar import Bar
from studio.app.widgets.buttons import IconButton, PushButton
from studio.app.widgets.elided_label import ElidedLabel
from studio.app.words import tr

COPIED_MS = 2_000
EACH_SECOND_MS = 1_000


class LinkCard(QWidget):
    """See the module.

    Args:
        studio: Whose.
        kind: ``phone``, ``guest`` or ``studio``.
        action: What the button says that makes a link.
    """

    def __init__(self, studio: Studio, kind: str, action: str) -> None:
        super().__init__()
        self.link = StageLink.of(studio, kind)
        self._bar: Bar | None = None
        self.make = PushButton(action, "qr-code", role="primary")
        self.make.clicked.connect(self.link.make)
        self.code = QrCode(tr("QR code of the link"))
        self.address = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        self.address.setProperty("role", "small")
        self.copy = IconButton("copy", tr("Copy the link"))
        self.copy.clicked.connect(self._copy)
        self.again = IconButton("refresh-cw", tr("Make another link"))
        self.again.clicked.connect(self.link.make)
        self.back = IconButton("ban", tr("Take the link back"))
        self.back.clicked.connect(self.link.take_back)
        self.life = QLabel()
        self.life.setProperty("role", "small")
        self.life.setWordWrap(True)
        self._place()
        self._seconds = QTimer(self, interval=EACH_SECOND_MS)
        self._seconds.timeout.connect(self._tick)
        self._copied = QTimer(self, interval=COPIED_MS, singleShot=True)
        self._copied.timeout.connect(lambda: self.copy.set_icon("copy"))
        self.link.changed.connect(self._draw)
        self._draw()

    def _place(self) -> None:
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens().grid_px)
        row.addWidget(self.address, 1)
        for button in (self.copy, self.again, self.back):
            row.addWidget(button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens().gap_px)
        for widget in (self.code, self._row, self.life, self.make):
            self._column.addWidget(widget)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 # Qt's name
        """Count the seconds while they are seen."""
        super().showEvent(event)
        self._seconds.start()
        self._draw()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 # Qt's name
        """Rest."""
        super().hideEvent(event)
        self._seconds.stop()

    def _tick(self) -> None:
        if self._row.isVisibleTo(self) != self.link.is_there:
            self._draw()
        elif self.link.is_there:
            self.life.setText(left_words(self.link.left_s()))

    def _draw(self) -> None:
        link = self.link
        is_there, is_busy = link.is_there, link.state in ("opening", "asking")
        self.code.setVisible(is_there)
        self._row.setVisible(is_there)
        self.make.setVisible(not is_there)
        busy = {
            "opening": tr("The room is being opened…"),
            "asking": tr("The link is being made…"),
        }.get(link.state, "")
        self.make.refuse(busy)
        is_over = link.state == "there" and not is_there
        self.life.setVisible(is_there or is_busy or is_over)
        self.life.setText(busy or left_words(link.left_s()))
        self.code.set_text(link.url if is_there else "")
        self.address.setText(link.url)
        self._warn()

    def _warn(self) -> None:
        """Say what went wrong, or why nobody may be able to come."""
        if self._bar is not None:
            self._column.removeWidget(self._bar)
            self._bar.hide()
            self._bar.deleteLater()
            self._bar = None
        link = self.link
        if link.state == "failed":
            self._bar = Bar("error", link.sentence, closable=False)
        elif link.is_there and (link.is_local or not link.is_secure):
            said = (
                tr("This room can be opened on this computer only.")
                if link.is_local
                else tr("Browsers show no camera to a page without HTTPS.")
            )
            again = tr("Open it for others")
            self._bar = Bar("warning", said, again, link.make_for_others, closable=False)
        if self._bar is not None:
            self._column.insertWidget(0, self._bar)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.link.url)
        self.copy.set_icon("check", ink="good")
        self._copied.start()
