"""How a handoff goes: its steps, what is otherwise here, and what its user has to say to it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from studio.app.handoff.link import HandoffLink
from studio.app.handoff.steps import Steps
from studio.app.theme import tokens
from studio.app.widgets.announcing import announce
from studio.app.widgets.bar import Bar
from studio.app.widgets.buttons import PushButton
from studio.app.widgets.turning_row import TurningRow
from studio.app.words import tr
from studio.app.words.told import told
from studio.ipc.message import Message

GIVING = ("asked", "sending", "sent", "cutting", "done")
TAKING = ("asking", "fetching", "comparing", "warming", "ready", "cutting", "done")
RETURNING = ("warming", "ready", "cutting", "done")
"""Of taking back from a phone, which has nothing to give and is not asked."""
_SAME = {"starting": "comparing", "unfit": "warming", "confirming": "cutting"}
_MOST_SHOWN = 50


class Course(QWidget):
    """See the module.

    Args:
        link: Does what the buttons say.
        failed: Shows why something was not done.
    """

    def __init__(self, link: HandoffLink, failed: Callable[[Message], None]) -> None:
        super().__init__()
        self._link = link
        self._failed = failed
        self._shown: list[object] = []
        self.title = QLabel()
        self.title.setProperty("role", "strong")
        self.title.setWordWrap(True)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.steps = Steps()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(4)
        self.progress.setAccessibleName(tr("How much of the files has gone"))
        self.outcome = QLabel()
        self.outcome.setWordWrap(True)
        self.outcome.setTextFormat(Qt.TextFormat.PlainText)
        self.differences = QVBoxLayout()
        self.differences.setSpacing(tokens().grid_px)
        self.transcode = self._button(tr("Have the server convert it"), "transcode", "primary")
        self.go = self._button(tr("Go on air now"), "confirm", "primary", "radio-tower")
        self.agree = self._button(tr("Hand over"), "agree", "primary", "arrow-right")
        self.refuse = self._button(tr("No"), "refuse", "plain")
        self.cancel = self._button(tr("Cancel"), "cancel", "plain")
        self.back = PushButton(tr("Take the programme back"), "undo", "primary")
        self.back.clicked.connect(lambda: self._link.take(None, self._failed))
        self.buttons = TurningRow(tokens().gap_px)
        for button in (
            *(self.transcode, self.go, self.agree),
            *(self.back, self.refuse, self.cancel),
        ):
            self.buttons.add(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().gap_px)
        for widget in (self.title, self.steps, self.progress, self.outcome):
            column.addWidget(widget)
        column.addLayout(self.differences)
        column.addWidget(self.buttons)
        self.draw()

    def draw(self) -> None:
        """Show how it stands."""
        now = self._link.told
        side, step, other = str(now["side"]), str(now["step"]), str(now["other"])
        is_return = now.get("from_phone") is True
        self.title.setText(_title(side, step, other, is_return=is_return))
        names = RETURNING if is_return else GIVING if side == "giving" else TAKING
        place = _SAME.get(step, step)
        has_steps = place in names
        self.steps.setVisible(has_steps)
        if has_steps:
            index = names.index(place)
            texts = _giving(other) if side == "giving" else _taking(other)[-len(names) :]
            self.steps.show_steps(texts, index + (step == "done"))
        self._draw_progress(now, step)
        self._draw_outcome(now, step)
        self._draw_differences(now)
        for button, steps in (
            (self.transcode, ("unfit",)),
            (self.go, ("ready",)),
            (self.agree, ("asked",)),
            (self.refuse, ("asked",)),
        ):
            button.setVisible(step in steps)
        self.cancel.setVisible(self._link.goes_on and step != "asked")
        self.back.setVisible(self.offers_return)

    @property
    def offers_return(self) -> bool:
        """Whether what was handed over can be taken back here."""
        return (self._link.told["side"], self._link.told["step"]) == ("giving", "done")

    def _draw_progress(self, now: Message, step: str) -> None:
        all_bytes, done_bytes = now.get("all_bytes"), now.get("done_bytes")
        is_moving = step in ("sending", "fetching")
        self.progress.setVisible(is_moving)
        if is_moving and isinstance(all_bytes, int) and isinstance(done_bytes, int):
            self.progress.setRange(0, 1000 if all_bytes else 0)
            self.progress.setValue(done_bytes * 1000 // max(1, all_bytes))

    def _draw_outcome(self, now: Message, step: str) -> None:
        text = ""
        gap_ms = now.get("gap_ms")
        if step == "done" and isinstance(gap_ms, int):
            text = tr(
                "Viewers had no new picture for {gap} ms, measured on what went out to them.",
                gap=gap_ms,
            )
        if sentence := str(now["sentence"]):
            text = f"{text} {told(sentence)}".strip()
        if step == "unfit":
            text = tr(
                "{why} Or have the server convert it: that costs it processor time, and the "
                "picture some of its quality.",
                why=told(str(now["sentence"])),
            )
        if step == "ended":
            text = tr("{why} Nothing was changed on air.", why=told(str(now["sentence"])))
        if text != self.outcome.text():
            self.outcome.setText(text)
            announce(self, text, is_urgent=step in ("ended", "unfit"))
        self.outcome.setVisible(bool(text))

    def _draw_differences(self, now: Message) -> None:
        found = now["differences"]
        sentences = list(found)[:_MOST_SHOWN] if isinstance(found, list) else []
        if sentences == self._shown:
            return
        self._shown = sentences
        while (item := self.differences.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for sentence in sentences:
            self.differences.addWidget(Bar("warning", told(str(sentence)), closable=False))

    def _button(self, text: str, do: str, role: str, icon: str = "") -> PushButton:
        button = PushButton(text, icon, "primary" if role == "primary" else "plain")
        button.clicked.connect(lambda: self._link.do(do, self._failed))
        return button


def _title(side: str, step: str, other: str, *, is_return: bool) -> str:
    if step == "asked":
        return tr("“{device}” asks to go on with your programme.", device=other)
    if step == "done":
        if side == "giving":
            return tr("“{device}” is on air. This studio stays ready.", device=other)
        return tr("You are on air here.")
    if step == "ended":
        return tr("The handoff was not made.")
    if side == "giving":
        return tr("“{device}” takes over", device=other)
    if is_return:
        return tr("You take the programme back from “{device}”", device=other)
    return tr("You take over from “{device}”", device=other) if other else tr("You take over")


def _giving(other: str) -> tuple[str, ...]:
    return (
        tr("You agree"),
        tr("Scenes, files and settings are sent"),
        tr("“{device}” gets ready and says go", device=other),
        tr("The cut, at the next key frame"),
        tr("“{device}” is on air", device=other),
    )


def _taking(other: str) -> tuple[str, ...]:
    who = other or "…"
    return (
        tr("The user of “{device}” agrees", device=who),
        tr("Scenes, files and settings come"),
        tr("What is otherwise here is looked for"),
        tr("The encoder starts, beside the one on air"),
        tr("You say go"),
        tr("The cut, at the next key frame"),
        tr("You are on air"),
    )
