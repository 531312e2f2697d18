"""The third choice: size and rate of the picture, as this machine was measured to manage."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from studio.app.settings.choice import ChoiceBox
from studio.app.start.probe import Probe
from studio.app.start.proposal import CAREFUL, MOST_LOAD, QUALITIES, Proposal, Quality
from studio.app.start.quality_plot import QualityPlot
from studio.app.theme import tokens
from studio.app.widgets.buttons import PushButton
from studio.app.words import tr


class QualityChoice(QWidget):
    """See the module.

    Attributes:
        proposal: What was measured, once it was.

    Signals:
        changed: Another quality is chosen.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._was_chosen = False
        self.proposal: Proposal | None = None
        self.box = ChoiceBox(tr("Quality"), _choices(None), CAREFUL.name)
        self.box.chosen.connect(self._choose)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(tr("This machine is being measured"))
        self.words = QLabel()
        self.words.setProperty("role", "quiet")
        self.words.setWordWrap(True)
        self.plot = QualityPlot()
        self.headroom = QLabel()
        self.headroom.setWordWrap(True)
        self.headroom.hide()
        self.again = PushButton(tr("Measure again"), "gauge", role="link")
        self.again.clicked.connect(self.measure)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().gap_px)
        column.addWidget(self.box)
        column.addWidget(self.progress)
        column.addWidget(self.words)
        column.addSpacing(tokens().gap_px)
        column.addWidget(self.plot)
        column.addWidget(self.headroom)
        column.addSpacing(tokens().gap_px)
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
        self._draw()
        self.changed.emit()

    def _show(self, proposal: Proposal) -> None:
        self.progress.hide()
        self.again.show()
        value = self.box.value if self._was_chosen else proposal.best.name
        self.box.set_choices(_choices(proposal.best if proposal.encoder else None), value)
        self.words.setText(says(proposal))
        self.proposal = proposal
        self._draw()
        self.changed.emit()

    def _draw(self) -> None:
        if self.proposal is None:
            return
        self.plot.show_proposal(self.proposal, self.quality)
        text = headroom(self.proposal, self.quality)
        self.headroom.setText(text)
        self.headroom.setVisible(bool(text))


def says(proposal: Proposal) -> str:
    """Say what was found, in an anchor's words."""
    if not proposal.can_go_live:
        advice = proposal.advice[:1].upper() + proposal.advice[1:]
        return tr("No encoder works here. {advice}", advice=advice).strip()
    if not proposal.encoder:
        return tr("This machine could not be measured; a careful choice was made.")
    if proposal.is_hardware:
        return tr(
            "The graphics card encodes ({encoder}): games and scenes keep the processor.",
            encoder=proposal.encoder,
        )
    return tr(
        "The processor encodes ({encoder}): {ms} ms for a 1080p picture, on {cores} cores.",
        encoder=proposal.encoder,
        ms=f"{proposal.cpu_ms:.0f}",
        cores=proposal.cores,
    )


def headroom(proposal: Proposal, quality: Quality) -> str:
    """Say what a quality leaves, where that was measured."""
    if proposal.cpu_ms <= 0:
        return ""
    load = proposal.load(quality)
    if load > 1:
        return tr("{quality} is more than this machine can encode.", quality=quality.name)
    text = tr(
        "{quality} takes {percent} % of the processor; {left} % are left for scenes and games.",
        quality=quality.name,
        percent=f"{load * 100:.0f}",
        left=f"{(1 - load) * 100:.0f}",
    )
    if load > MOST_LOAD:
        return tr("{sentence} That is tight: pictures may come late.", sentence=text)
    return text


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
