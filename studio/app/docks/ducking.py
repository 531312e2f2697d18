"""The rules that make room for speech: while one source is heard, another is turned down."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from studio.app.docks.sounding import sounding
from studio.app.link.engine_link import Reply
from studio.app.studio import Studio
from studio.app.theme import tokens
from studio.app.widgets.buttons import IconButton, PushButton
from studio.app.widgets.combo_box import ComboBox
from studio.app.widgets.empty_state import EmptyState
from studio.app.widgets.number_field import NumberField
from studio.app.words import tr
from studio.model.edits import SetDucking
from studio.model.kinds import AUDIO_KINDS
from studio.model.scene import Collection, Ducking


class DuckingRules(QWidget):
    """See the module."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self._shown: tuple[tuple[Ducking, ...], tuple[str, ...]] | None = None
        self._rows: list[RuleRow] = []
        self._column = QVBoxLayout(self)
        self._column.setSpacing(tokens().gap_wide_px)
        self._empty = EmptyState(
            "audio-waveform", tr("Music can make room by itself while you speak.")
        )
        self.add = PushButton(tr("&Add a rule"), "plus")
        self.add.clicked.connect(self._add)
        self._column.addWidget(self._empty)
        self._column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addStretch(1)
        studio.mirror.collection_changed.connect(self._draw)
        self._draw()

    @property
    def rows(self) -> tuple["RuleRow", ...]:
        """The rules as they are shown."""
        return tuple(self._rows)

    def _draw(self) -> None:
        collection = self._studio.mirror.collection
        if collection is None:
            return
        names = tuple(each.name for each in sounding(collection))
        rules = collection.audio.ducking
        too_few = tr("A rule needs two sources that sound.") if len(names) < 2 else ""
        self.add.refuse(too_few)
        if (rules, names) == self._shown:
            return
        was = self._shown
        self._shown = (rules, names)
        if was is not None and len(was[0]) == len(rules) and was[1] == names:
            for row, rule in zip(self._rows, rules, strict=True):
                row.show_rule(rule)
            return
        for row in self._rows:
            self._column.removeWidget(row)
            row.deleteLater()
        self._rows = [RuleRow(index, rule, names, self) for index, rule in enumerate(rules)]
        for index, row in enumerate(self._rows):
            self._column.insertWidget(index, row)
        self._empty.setVisible(not rules)

    def change(self, index: int, rule: Ducking | None) -> None:
        """Replace a rule, or take it away."""
        collection = self._studio.mirror.collection
        if collection is None:
            return
        rules = list(collection.audio.ducking)
        if rule is None:
            del rules[index]
        else:
            rules[index] = rule
        self._send(tuple(rules))

    def _add(self) -> None:
        collection = self._studio.mirror.collection
        if collection is None:
            return
        if rule := first_rule(collection):
            self._send((*collection.audio.ducking, rule))

    def _send(self, rules: tuple[Ducking, ...]) -> None:
        self._studio.link.do(SetDucking(rules=rules), self._on_reply)

    def _on_reply(self, reply: Reply) -> None:
        if not reply.ok:
            self._studio.say("warning", reply.reason)
            self._shown = None
            self._draw()


def first_rule(collection: Collection) -> Ducking | None:
    """Return the rule that most want: music makes room for the microphone."""
    inputs = sounding(collection)
    triggers = [each.name for each in inputs if each.kind == "microphone"]
    trigger = next(iter(triggers or [each.name for each in inputs]), None)
    music = [each.name for each in inputs if each.kind not in AUDIO_KINDS]
    others = music or [each.name for each in inputs]
    target = next((name for name in others if name != trigger), None)
    return Ducking(target=target, trigger=trigger) if target and trigger else None


class RuleRow(QWidget):
    """One rule, as a sentence with holes."""

    def __init__(
        self, index: int, rule: Ducking, names: tuple[str, ...], panel: DuckingRules
    ) -> None:
        super().__init__()
        self._rule = rule
        self._panel = panel
        self._index = index
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "2")
        self.trigger = self._names(tr("What is listened for"), names)
        self.target = self._names(tr("What is turned down"), names)
        self.threshold = NumberField(tr("From which level on"), -100, 0, 1, suffix=" dB")
        self.amount = NumberField(tr("By how much"), -60, 0, 1, suffix=" dB")
        self.attack = NumberField(tr("How fast down"), 1, 2000, 10, suffix=" ms")
        self.release = NumberField(tr("How fast up again"), 1, 5000, 50, suffix=" ms")
        self._lay(index)
        self.show_rule(rule)
        for field in (self.threshold, self.amount, self.attack, self.release):
            field.edited.connect(lambda _value: self._change())
        for box in (self.trigger, self.target):
            box.activated.connect(lambda _index: self._change())

    def _names(self, name: str, names: tuple[str, ...]) -> ComboBox:
        box = ComboBox(name)
        box.addItems(names)
        return box

    def _lay(self, index: int) -> None:
        remove = IconButton("trash-2", tr("Remove this rule"))
        remove.clicked.connect(lambda: self._panel.change(index, None))
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 8, 8, 12)
        grid.setHorizontalSpacing(tokens().gap_px)
        grid.setVerticalSpacing(tokens().grid_px)
        grid.setColumnStretch(0, 1)
        rows: tuple[tuple[str, QWidget], ...] = (
            (tr("While this is heard"), self.trigger),
            (tr("turn this down"), self.target),
            (tr("by"), self.amount),
            (tr("if it is louder than"), self.threshold),
            (tr("down within"), self.attack),
            (tr("and up again within"), self.release),
        )
        for row, (word, widget) in enumerate(rows):
            label = QLabel(word)
            label.setBuddy(widget)
            grid.addWidget(label, row, 0)
            grid.addWidget(widget, row, 1)
        grid.addWidget(remove, len(rows), 1, Qt.AlignmentFlag.AlignRight)

    def show_rule(self, rule: Ducking) -> None:
        """Show a rule."""
        self._rule = rule
        self.trigger.setCurrentText(rule.trigger)
        self.target.setCurrentText(rule.target)
        self.threshold.set_value(rule.threshold_db)
        self.amount.set_value(rule.amount_db)
        self.attack.set_value(rule.attack_ms)
        self.release.set_value(rule.release_ms)

    def _change(self) -> None:
        changed = {
            "trigger": self.trigger.currentText(),
            "target": self.target.currentText(),
            "threshold_db": self.threshold.value(),
            "amount_db": self.amount.value(),
            "attack_ms": self.attack.value(),
            "release_ms": self.release.value(),
        }
        rule = Ducking.model_validate(self._rule.model_dump() | changed)
        if rule != self._rule:
            self._panel.change(self._index, rule)
