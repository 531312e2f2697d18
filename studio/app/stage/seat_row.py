"""One seat of the stage: who is in it, whether viewers see them, and what to do about them.

A guest is dragged to another seat, or moved there by Alt with an arrow; M mutes, Del removes,
Enter lets the first who waits sit down here.
"""

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QWidget

from studio.app.stage.peers import StagePeer
from studio.app.theme import tokens
from studio.app.theme.icons import role_colour
from studio.app.widgets.buttons import IconButton
from studio.app.widgets.elided_label import ElidedLabel
from studio.app.words import tr

MIME = "application/x-rocket-studio-guest"


def drag_guest(widget: QWidget, peer: str) -> None:
    """Let somebody be dragged to a seat."""
    mime = QMimeData()
    mime.setData(MIME, peer.encode())
    drag = QDrag(widget)
    drag.setMimeData(mime)
    drag.setPixmap(widget.grab())
    drag.exec(Qt.DropAction.MoveAction)


class SeatRow(QWidget):
    """See the module.

    Args:
        seat: 1 to 8.

    Attributes:
        moved: Somebody is to sit here: a peer's id.
        stepped: Who sits here is to sit so many seats further down.
        muted: Who sits here is to be heard no more, or again.
        removed: Who sits here is to leave the stage.
        offered: The first who waits may sit down here.
    """

    moved = Signal(str)
    stepped = Signal(int)
    muted = Signal(bool)
    removed = Signal()
    offered = Signal()

    def __init__(self, seat: int) -> None:
        super().__init__()
        self.seat = seat
        self.peer: StagePeer | None = None
        self._role = ""
        self._is_target = False
        self._pressed: QPoint | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "2")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        number = QLabel(str(seat))
        number.setProperty("role", "quiet")
        number.setMinimumWidth(round(12 * tokens().scale))
        self.name = ElidedLabel()
        self._states = {badge: _badge(badge) for badge in ("live", "warning")}
        self.mute = IconButton(
            "mic", tr("Mute seat {number}", number=seat), checkable=True, checked_icon="mic-off"
        )
        self.mute.clicked.connect(self.muted)
        self.remove = IconButton("x", tr("Remove who is in seat {number}", number=seat))
        self.remove.clicked.connect(self.removed)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 2, 2, 2)
        row.setSpacing(tokens().grid_px)
        row.addWidget(number)
        row.addWidget(self.name, 1)
        for widget in (*self._states.values(), self.mute, self.remove):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setMinimumHeight(tokens().target_px + 4)
        self.show_peer(None, is_on_air=False, grace_s=0)

    def show_peer(
        self,
        peer: StagePeer | None,
        *,
        is_on_air: bool,
        grace_s: float,
        misses_programme: bool = False,
    ) -> None:
        """Show who sits here, or that nobody does.

        Args:
            peer: Who.
            is_on_air: Viewers see them.
            grace_s: How long one whose line is lost may take to come back.
            misses_programme: They neither see nor hear the programme.
        """
        self.peer = peer
        for button in (self.mute, self.remove):
            button.setVisible(peer is not None)
        self.setCursor(Qt.CursorShape.OpenHandCursor if peer else Qt.CursorShape.ArrowCursor)
        self.name.setProperty("role", "strong" if peer else "quiet")
        self._restyle(self.name)
        said, trouble = [tr("Seat {number}", number=self.seat)], ""
        if peer is None:
            self.name.setText(tr("Free"))
            self._state("", "")
            said.append(tr("Free"))
        else:
            self.name.setText(peer.name)
            self.mute.setChecked(peer.is_muted)
            said.append(peer.name)
            if peer.is_lost:
                words = tr("Lost, {seconds} s", seconds=round(grace_s))
                self._state(words, "warning")
                said.append(words)
            elif misses_programme:
                self._state(tr("Sees no show"), "warning")
                said += [tr("On air")] if is_on_air else []
                trouble = tr("The show does not get through to them: have them load their page.")
                said.append(trouble)
            elif is_on_air:
                self._state(tr("On air"), "live")
                said.append(tr("On air"))
            else:
                self._state("", "")
            if peer.is_muted:
                said.append(tr("muted"))
        self._role = "live" if is_on_air and peer and not peer.is_lost else ""
        self.setAccessibleName(", ".join(said))
        tip = tr("Drag to another seat, or Alt with an arrow; M mutes, Del removes") if peer else ""
        self.setToolTip(f"{trouble}\n{tip}" if trouble else tip)
        self.update()

    @property
    def state(self) -> str:
        """What stands behind the name."""
        return "".join(label.text() for label in self._states.values())

    def _state(self, words: str, badge: str) -> None:
        for kind, label in self._states.items():
            label.setText(words if kind == badge else "")
            label.setVisible(kind == badge)

    @staticmethod
    def _restyle(widget: QWidget) -> None:
        widget.style().unpolish(widget)
        widget.style().polish(widget)

    # -- keys and the mouse --------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 # Qt's name
        """Do what the mouse does."""
        key, has_alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if self.peer is not None and has_alt and key in steps:
            self.stepped.emit(steps[Qt.Key(key)])
        elif self.peer is not None and key == Qt.Key.Key_M:
            self.muted.emit(not self.peer.is_muted)
        elif self.peer is not None and key == Qt.Key.Key_Delete:
            self.removed.emit()
        elif self.peer is None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.offered.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 # Qt's name
        """Take hold."""
        self._pressed = event.position().toPoint() if self.peer else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 # Qt's name
        """Drag who sits here."""
        if self._pressed is None or self.peer is None:
            return
        far = (event.position().toPoint() - self._pressed).manhattanLength()
        if far >= QApplication.startDragDistance():
            self._pressed = None
            drag_guest(self, self.peer.id)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 # Qt's name
        """Take guests only."""
        if event.mimeData().hasFormat(MIME):
            self._target(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 # Qt's name
        """Be no target any more."""
        self._target(False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 # Qt's name
        """Have somebody sit here."""
        self._target(False)
        peer = bytes(event.mimeData().data(MIME).data()).decode("utf-8", "replace")
        event.acceptProposedAction()
        self.moved.emit(peer)

    def _target(self, is_target: bool) -> None:
        self._is_target = is_target
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 # Qt's name
        """Frame it while it is on air, has the focus, or something is dragged over it."""
        super().paintEvent(event)
        role = "accent" if self._is_target or self.hasFocus() else self._role
        if role:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(role_colour(role), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            radius = tokens().radius_px
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), radius, radius)


def _badge(kind: str) -> QLabel:
    """Return a mark; its kind never changes, or it would keep the size of plain words."""
    label = QLabel()
    label.setProperty("badge", kind)
    return label
