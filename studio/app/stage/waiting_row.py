"""Somebody who waits for the stage, or stands behind it: let in, given a seat, sent away."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QWidget

from studio.app.stage.peers import StagePeer
from studio.app.stage.seat_row import drag_guest
from studio.app.theme import tokens
from studio.app.widgets.buttons import IconButton
from studio.app.widgets.elided_label import ElidedLabel
from studio.app.words import tr


class WaitingRow(QWidget):
    """See the module.

    Args:
        peer: Who.

    Attributes:
        seated: They get the next free seat.
        let_in: They are let in without one.
        sent_away: They are refused, or removed.
    """

    seated = Signal()
    let_in = Signal()
    sent_away = Signal()

    def __init__(self, peer: StagePeer) -> None:
        super().__init__()
        self.id = peer.id
        self._pressed: QPoint | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "2")
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.place = QLabel()
        self.place.setProperty("role", "quiet")
        self.name = ElidedLabel()
        self.level = QLabel()
        self.level.setProperty("badge", "good")
        name = peer.name
        self.seat = IconButton("check", tr("Give {name} the next seat", name=name))
        self.enter = IconButton("door-open", tr("Let {name} in without a seat", name=name))
        self.away = IconButton("x", tr("Send {name} away", name=name))
        self.seat.clicked.connect(self.seated)
        self.enter.clicked.connect(self.let_in)
        self.away.clicked.connect(self.sent_away)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 2, 2, 2)
        row.setSpacing(tokens().grid_px)
        row.addWidget(self.place)
        row.addWidget(self.name, 1)
        for widget in (self.level, self.seat, self.enter, self.away):
            row.addWidget(widget)
        self.show_peer(peer, has_seat=True)

    def show_peer(self, peer: StagePeer, *, has_seat: bool) -> None:
        """Show how it is with them.

        Args:
            peer: As the room tells now.
            has_seat: Whether a seat is free.
        """
        self.name.setText(peer.name)
        self.place.setText(str(peer.place) if peer.place else "")
        self.place.setVisible(peer.place > 0)
        self.level.setText(tr("Fan {level}", level=peer.level))
        self.level.setToolTip(tr("Level {level} in the fan club", level=peer.level))
        self.level.setVisible(peer.level > 0)
        self.enter.setVisible(peer.waits)
        self.seat.refuse("" if has_seat else tr("All seats are taken."))
        where = (
            tr("waits, place {place}", place=peer.place) if peer.waits else tr("behind the stage")
        )
        self.setAccessibleName(f"{peer.name}, {where}")

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 # Qt's name
        """Take hold."""
        self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 # Qt's name
        """Be dragged to a seat."""
        if self._pressed is None:
            return
        far = (event.position().toPoint() - self._pressed).manhattanLength()
        if far >= QApplication.startDragDistance():
            self._pressed = None
            drag_guest(self, self.id)
