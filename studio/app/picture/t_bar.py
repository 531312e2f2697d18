"""The T-bar: mixes the preview's scene in by hand, by drag or by keys.

Let go beyond the middle the scene is on air, else the programme is as it was; either way
the bar is back at its beginning.  Arrows move it, Enter lets go, Esc puts it back.
"""

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QSlider, QWidget

from studio.app.link.engine_link import Reply
from studio.app.studio import Studio
from studio.app.theme import tokens
from studio.app.words import tr
from studio.model.commands import SetTBarPosition

STEPS = 1000
PERIOD_MS = 33
MIDDLE = 0.5


class TBar(QSlider):
    """See the module.

    Args:
        studio: The studio.
    """

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._studio = studio
        self._is_back = True
        self.setRange(0, STEPS)
        self.setSingleStep(STEPS // 20)
        self.setPageStep(STEPS // 5)
        self.setAccessibleName(tr("T-bar"))
        self.setToolTip(
            tr("Mix the preview in by hand. Let go beyond the middle to put it on air.")
        )
        self._pace = QTimer(self, singleShot=True, interval=PERIOD_MS)
        self._pace.timeout.connect(self._send)
        self._sent = 0
        self.valueChanged.connect(self._moved)
        self.sliderReleased.connect(self.let_go)
        studio.mirror.is_there_changed.connect(self._reset)
        studio.mirror.studio_mode_changed.connect(self._reset)

    @property
    def position(self) -> float:
        """0 is the programme alone, 1 the preview's scene alone."""
        return self.value() / STEPS

    def let_go(self) -> None:
        """Finish what was begun, or put it back."""
        if not self._is_back:
            self._finish(self.position)

    def sizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        """Long enough to be moved by a hand."""
        return QSize(160, tokens().target_px)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        """Short where there is little room."""
        return QSize(80, tokens().target_px)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 # Qt's name
        """Let go by Enter, put back by Esc."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.let_go()
        elif event.key() == Qt.Key.Key_Escape and not self._is_back:
            self._finish(0.0)
        else:
            super().keyPressEvent(event)
            if self.value() == STEPS:
                self.let_go()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 # Qt's name
        """Who goes elsewhere lets go."""
        super().focusOutEvent(event)
        if not self.isSliderDown() and event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.let_go()

    def _moved(self, value: int) -> None:
        if self._is_back and value == 0:
            return
        self._is_back = False
        if not self._pace.isActive():
            self._send()

    def _send(self) -> None:
        if not self._is_back and self.value() != self._sent:
            self._sent = self.value()
            self._pace.start()
            self._studio.link.do(SetTBarPosition(position=self.position), self._answered)

    def _finish(self, position: float) -> None:
        self._studio.link.do(SetTBarPosition(position=position, release=True), self._answered)
        self._reset()

    def _reset(self) -> None:
        self._pace.stop()
        self._is_back, self._sent = True, 0
        self.setSliderDown(False)
        self.setValue(0)

    def _answered(self, reply: Reply) -> None:
        if not reply.ok:
            self._studio.say("warning", reply.reason)
            self._reset()
