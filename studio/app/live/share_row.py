"""Where viewers of this computer's room watch: to be copied, opened, and moderated."""

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from studio.app.live.room_host import RoomHost
from studio.app.studio import Studio
from studio.app.theme import tokens
from studio.app.widgets.buttons import IconButton
from studio.app.widgets.elided_label import ElidedLabel
from studio.app.words import tr

COPIED_MS = 2000


class ShareRow(QWidget):
    """Shown while there is a room."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._host = RoomHost.of(studio)
        self.words = ElidedLabel()
        self.words.setProperty("role", "small")
        self.copy = IconButton("copy", tr("Copy the viewers' address"))
        self.copy.clicked.connect(self._copy)
        self.look = IconButton("external-link", tr("Open the viewers' page"))
        self.look.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(self._host.watch)))
        self.moderate = IconButton("shield", tr("Open your own page: moderate, polls, lotteries"))
        self.moderate.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(self._host.anchor)))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens().grid_px)
        row.addWidget(self.words, 1)
        row.addWidget(self.copy)
        row.addWidget(self.look)
        row.addWidget(self.moderate)
        self._back = QTimer(self, interval=COPIED_MS, singleShot=True)
        self._back.timeout.connect(lambda: self.copy.set_icon("copy"))
        self._host.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        host = self._host
        self.setVisible(bool(host.state))
        is_open = host.state == "running"
        for button in (self.copy, self.look, self.moderate):
            button.setVisible(is_open)
        text = {
            "starting": tr("The room is being opened…"),
            "running": host.watch,
            "failed": host.sentence,
        }.get(host.state, "")
        self.words.setText(text)
        self.words.setToolTip(tr("Viewers watch at {address}", address=text) if is_open else text)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._host.watch)
        self.copy.set_icon("check", ink="good")
        self._back.start()
