"""One destination in the controls: its light, a word, a figure, what to press when it failed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from studio.app.link.mirror import OutputNow
from studio.app.live.light import LightDot
from studio.app.live.truth import Light, light
from studio.app.theme import tokens
from studio.app.widgets.buttons import PushButton
from studio.app.widgets.elided_label import ElidedLabel
from studio.app.words import tr
from studio.app.words.told import told


class LightRow(QWidget):
    """See the module.

    Signals:
        retry_wanted: It should be tried again.
        edit_wanted: Its address or key should be changed.
    """

    retry_wanted = Signal()
    edit_wanted = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self._dot = LightDot()
        self._name = ElidedLabel(title)
        self.word = ElidedLabel()
        self.word.setProperty("role", "small")
        self.word.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.reason = QLabel()
        self.reason.setProperty("role", "small")
        self.reason.setWordWrap(True)
        self.reason.setTextFormat(Qt.TextFormat.PlainText)
        retry = PushButton(tr("Retry"), "refresh-cw")
        edit = PushButton(tr("Edit"), "pencil")
        retry.setAccessibleName(tr("Retry {name}", name=title))
        edit.setAccessibleName(tr("Edit {name}", name=title))
        retry.clicked.connect(self.retry_wanted)
        edit.clicked.connect(self.edit_wanted)
        self._help = QWidget()
        buttons = QHBoxLayout(self._help)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(tokens().gap_px)
        buttons.addWidget(retry)
        buttons.addWidget(edit)
        buttons.addStretch(1)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 2, 0, 2)
        grid.setHorizontalSpacing(tokens().gap_px)
        grid.setVerticalSpacing(2)
        grid.addWidget(self._dot, 0, 0)
        grid.addWidget(self._name, 0, 1)
        grid.addWidget(self.word, 0, 2)
        grid.addWidget(self.reason, 1, 1, 1, 2)
        grid.addWidget(self._help, 2, 1, 1, 2)
        grid.setColumnStretch(1, 1)
        self.show_output(None, "", is_wanted=False)

    def show_output(self, output: OutputNow | None, refusal: str, *, is_wanted: bool) -> None:
        """Show how it does.

        Args:
            output: What goes there, if anything does.
            refusal: Why it could not be started.
            is_wanted: It is being started.
        """
        state = "failed" if refusal else output.state if output else ""
        is_lit = light(state) if state else Light.WAITING if is_wanted else Light.OFF
        self._dot.set_light(is_lit)
        word, reason = (
            _words(state, output, is_wanted),
            told(refusal or (output.reason if output else "")),
        )
        self.word.setText(word)
        has_trouble = is_lit in (Light.TROUBLE, Light.FAILED)
        self.reason.setText(reason)
        self.reason.setVisible(has_trouble and bool(reason))
        self._help.setVisible(is_lit is Light.FAILED)
        self.setAccessibleName(f"{self.title}: {word}")
        self.setToolTip("" if output is None else output.address)


def _words(state: str, output: OutputNow | None, is_wanted: bool) -> str:
    if output is not None and state == "live":
        return tr("live · {kbps} kb/s", kbps=f"{output.kbps:,.0f}")
    if output is not None and state == "reconnecting":
        return tr("reconnecting ({tries})", tries=output.reconnects)
    return {
        "connecting": tr("connecting…"),
        "failed": tr("failed"),
        "ended": tr("ended"),
    }.get(state, tr("starting…") if is_wanted else tr("ready"))
