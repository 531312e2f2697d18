"""The third choice: size and rate of the picture, as this machine was measured to manage."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from studio.app.settings.choice import ChoiceBox
from studio.app.start.probe import Probe
from studio.app.start.proposal import CAREFUL, QUALITIES, Proposal, Quality
from studio.app.theme import tokens
from studio.app.widgets.buttons import PushButton
from studio.app.words import tr


class QualityChoice(QWidget):
    """See the module."""

    def __init__(self) -> None:
        super().__init__()
        self._was_chosen = False
        self.box = ChoiceBox(tr("Quality"), _choices(None), CAREFUL.name)
        self.box.chosen.connect(self._choose)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(tr("This machine is being measured"))
        self.words = QLabel()
        self.words.setProperty("role", "quiet")
        self.words.setWordWrap(True)
        self.again = PushButton(tr("Measure again"), "gauge", role="link")
        self.again.clicked.connect(self.measure)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().gap_px)
        column.addWidget(self.box)
        column.addWidget(self.progress)
        column.addWidget(self.words)
        column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.probe = Probe(self)
        self.probe.done.connect(self._show)

    @property
    def quality(self) -> Quality:
        """What is chosen."""
        return next((each for each in QUALITIES if each.name == self.box.value), CAREFUL)

    def measure(self) -> None:
        """Measure this machine."""
        self.progress.show()
        self.again.hide()
        self.words.setText(tr("Encoding test pictures on this machine…"))
        self.probe.start()

    def _choose(self, _name: str) -> None:
        self._was_chosen = True

    def _show(self, proposal: Proposal) -> None:
        self.progress.hide()
        self.again.show()
        value = self.box.value if self._was_chosen else proposal.best.name
        self.box.set_choices(_choices(proposal.best), value)
        self.words.setText(says(proposal))


def says(proposal: Proposal) -> str:
    """Say what was found, in an anchor's words."""
    if not proposal.can_go_live:
        return tr("No encoder works here. {advice}", advice=proposal.advice).strip()
    if not proposal.encoder:
        return tr("This machine could not be measured; a careful choice was made.")
    if proposal.is_hardware:
        return tr(
            "The graphics card encodes ({encoder}): games and scenes keep the processor.",
            encoder=proposal.encoder,
        )
    return tr(
        "The processor encodes ({encoder}). {quality} leaves it room for scenes and games.",
        encoder=proposal.encoder,
        quality=proposal.best.name,
    )


def _choices(best: Quality | None) -> list[tuple[str, str]]:
    choices = []
    for each in QUALITIES:
        text = tr(
            "{width} × {height}, {fps} a second, {kbps} kb/s",
            width=each.width,
            height=each.height,
            fps=each.fps,
            kbps=each.video_kbps,
        )
        if each == best:
            text = tr("{quality} (fits best)", quality=text)
        choices.append((each.name, text))
    return choices
