"""The big button: it goes live, says the truth while it lasts, and asks once before it ends.

The question stands in its place for five seconds, then it is as if nothing had been pressed.
"""

import time
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QWidget

from studio.app.live.broadcast import Broadcast
from studio.app.live.truth import Phase, Truth, clock
from studio.app.theme import tokens
from studio.app.widgets.announcing import announce
from studio.app.widgets.buttons import PushButton
from studio.app.words import tr

ASK_S = 5
TICK_MS = 250
ASKED = (Phase.LIVE, Phase.RECONNECTING)


class LiveButton(QWidget):
    """See the module."""

    def __init__(self, broadcast: Broadcast) -> None:
        super().__init__()
        self._broadcast = broadcast
        self._shown: tuple[str, str] = ("", "")
        self._asked_until_s = 0.0
        self.button = PushButton("", "radio", role="live", big=True)
        self.button.clicked.connect(self.press)
        self.yes = PushButton("", role="live", big=True)
        self.yes.clicked.connect(self._end)
        self.no = PushButton(tr("Keep going"), big=True)
        self.no.clicked.connect(self._keep_going)
        question = QWidget()
        row = QHBoxLayout(question)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens().gap_px)
        row.addWidget(self.yes, 1)
        row.addWidget(self.no, 1)
        question.installEventFilter(self)
        self._question = question
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.button)
        self._stack.addWidget(question)
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self.draw)
        broadcast.changed.connect(self.draw)
        self.draw()

    @property
    def is_asking(self) -> bool:
        """Whether it asks if the stream should end."""
        return self._stack.currentWidget() is self._question

    def press(self) -> None:
        """Do what the button says: go live, ask, or take the start back."""
        phase = self._broadcast.truth().phase
        if phase in (Phase.IDLE, Phase.FAILED):
            self._broadcast.go_live()
        elif phase is Phase.STARTING:
            self._broadcast.end()
        elif phase in ASKED:
            self._ask()

    def draw(self) -> None:
        """Show what is true now."""
        truth = self._broadcast.truth()
        if self.is_asking and (truth.phase not in ASKED or time.monotonic() >= self._asked_until_s):
            self._keep_going()
        if self.is_asking:
            left_s = max(1, round(self._asked_until_s - time.monotonic()))
            self.yes.setText(tr("End the stream? ({seconds})", seconds=left_s))
        text, icon_name = words(truth, time.time())
        if (text, icon_name) != self._shown:
            self._shown = (text, icon_name)
            self.button.setText(text)
            self.button.set_icon(icon_name)
        self._tell(words(replace(truth, since_s=None), 0)[0])
        self.button.set_tip(_tip(truth))
        self.button.refuse(_refusal(truth))
        is_moving = truth.is_live or self.is_asking or truth.phase is Phase.NO_ENGINE
        if is_moving != self._tick.isActive():
            self._tick.start() if is_moving else self._tick.stop()

    def _tell(self, text: str) -> None:
        """Tell a screen reader what is true, once: not again with every second."""
        name = " ".join(text.split())
        if name != self.button.accessibleName():
            was_told = bool(self.button.accessibleName())
            self.button.setAccessibleName(name)
            if was_told:
                announce(self.button, name)

    def _ask(self) -> None:
        self._asked_until_s = time.monotonic() + ASK_S
        had_focus = self.button.hasFocus()
        self._stack.setCurrentWidget(self._question)
        self.draw()
        if had_focus:
            self.no.setFocus(Qt.FocusReason.OtherFocusReason)

    def _end(self) -> None:
        self._keep_going()
        self._broadcast.end()

    def _keep_going(self) -> None:
        had_focus = self.yes.hasFocus() or self.no.hasFocus()
        self._stack.setCurrentWidget(self.button)
        if had_focus:
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.draw()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 # Qt's name
        """Take the question back by Esc."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.KeyPress:
                self._keep_going()
            return True
        return super().eventFilter(watched, event)


def words(truth: Truth, now_s: float) -> tuple[str, str]:
    """Return what the button says, and its icon."""
    since_s = truth.since_s
    time_text = clock(now_s - since_s) if since_s is not None else ""
    match truth.phase:
        case Phase.IDLE:
            return tr("GO LIVE"), "radio"
        case Phase.FAILED:
            return tr("GO LIVE again"), "radio"
        case Phase.STARTING:
            return tr("Going live…"), "loader"
        case Phase.LIVE:
            return tr("LIVE {time} · End", time=time_text), "circle-stop"
        case Phase.RECONNECTING:
            return tr(
                "Reconnecting ({tries}) {time}", tries=truth.reconnects, time=time_text
            ), "wifi-off"
        case Phase.ENDING:
            return tr("Ending…"), "loader"
        case Phase.NO_ENGINE:
            return tr("Engine is restarting… {time}", time=time_text).rstrip(), "loader"


def _tip(truth: Truth) -> str:
    if truth.phase in ASKED:
        return tr("End the stream; it asks once")
    if truth.phase is Phase.STARTING:
        return tr("Don't go live after all")
    return tr("Go live to every destination that is on")


def _refusal(truth: Truth) -> str:
    if truth.phase is Phase.ENDING:
        return tr("The stream is being ended.")
    if truth.phase is Phase.NO_ENGINE:
        return tr("The engine is being started. What is live stays connected meanwhile.")
    return ""
