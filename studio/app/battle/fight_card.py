"""A battle as it stands: the teams, their points and shares, the clock, and what one can do."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.app.battle.desk import BattleDesk
from studio.app.battle.fight import ASKED, FIGHT, FORFEIT, Fight, Side
from studio.app.battle.share_bar import ShareBar
from studio.app.battle.words import clock, names_of, outcome_words, rules_name
from studio.app.theme import tokens
from studio.app.widgets.buttons import PushButton
from studio.app.widgets.elided_label import ElidedLabel
from studio.app.words import tr

TICK_MS = 250
SURE_MS = 4_000
"""How long giving up waits to be pressed once more."""


class FightCard(QWidget):
    """See the module."""

    def __init__(self, desk: BattleDesk) -> None:
        super().__init__()
        self._desk = desk
        self.head = QLabel()
        self.head.setWordWrap(True)
        self.head.setProperty("role", "strong")
        self.clock = QLabel()
        self.clock.setProperty("role", "heading")
        self.bar = ShareBar()
        self.scores = ScoreRows()
        self.lost = QLabel()
        self.lost.setWordWrap(True)
        self.lost.setProperty("role", "warning")
        self.accept = PushButton(tr("Accept"), "check", role="primary")
        self.accept.clicked.connect(lambda: desk.answer(True))
        self.decline = PushButton(tr("Decline"), "x")
        self.decline.clicked.connect(lambda: desk.answer(False))
        self.leave = PushButton("")
        self.leave.clicked.connect(self._leave)
        self._place()
        self._ticks = QTimer(self, interval=TICK_MS)
        self._ticks.timeout.connect(self._tick)
        self._sure = QTimer(self, interval=SURE_MS, singleShot=True)
        self._sure.timeout.connect(self.draw)
        desk.changed.connect(self.draw)
        self.draw()

    def _place(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(tokens().grid_px)
        for button in (self.accept, self.decline, self.leave):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().gap_px)
        for widget in (self.head, self.clock, self.bar, self.scores, self.lost):
            column.addWidget(widget)
        column.addLayout(buttons)

    def draw(self) -> None:
        """Show how it stands now."""
        fight = self._desk.fight
        self.setVisible(fight is not None)
        if fight is None:
            self._ticks.stop()
            return
        self._ticks.start()
        is_asked, is_called = fight.phase == ASKED, self._desk.is_called
        self.head.setText(_head(fight))
        self.bar.setVisible(not is_asked)
        self.scores.setVisible(not is_asked)
        teams = fight.teams
        self.bar.show_scores([(team[0].team, sum(s.score for s in team)) for team in teams])
        self.scores.show_teams(teams)
        self.accept.setVisible(is_called)
        self.decline.setVisible(is_called)
        self.leave.setVisible(not is_called)
        self._sure.stop()
        self.leave.set_role("danger" if fight.phase == FIGHT else "plain")
        words = {ASKED: tr("Take it back"), FIGHT: tr("Give up"), FORFEIT: tr("End the forfeit")}
        self.leave.setText(words[fight.phase])
        self._tick()

    def _leave(self) -> None:
        fight = self._desk.fight
        if fight is not None and fight.phase == FIGHT and not self._sure.isActive():
            self.leave.setText(tr("Give up: press once more"))
            self._sure.start()
        else:
            self._desk.leave()

    def _tick(self) -> None:
        fight, desk = self._desk.fight, self._desk
        if fight is None:
            return
        left_s = desk.left_s()
        is_settling = fight.phase == FIGHT and not left_s
        self.clock.setText(tr("Counting the last gifts…") if is_settling else clock(left_s))
        lost = [side for side in fight.sides if side.lost_until_ms is not None]
        self.lost.setVisible(bool(lost))
        self.lost.setText("\n".join(_lost(side, desk.left_s) for side in lost))


class ScoreRows(QWidget):
    """A line for each team: its rooms, who gave most there, its points."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(tokens().grid_px)
        self._grid.setColumnStretch(0, 1)
        self._rows: list[tuple[ElidedLabel, QLabel, ElidedLabel]] = []

    def show_teams(self, teams: tuple[tuple[Side, ...], ...]) -> None:
        """Show these teams."""
        while len(self._rows) < len(teams):
            self._add()
        for row, team in zip(self._rows, teams, strict=False):
            name, score, best = row
            name.setText(names_of(team))
            out = all(side.is_out for side in team)
            score.setText(tr("out") if out else f"{sum(side.score for side in team):,}")
            givers = tr(", ").join(each for side in team for each in side.best)
            best.setText(tr("Most from {names}", names=givers) if givers else "")
            best.setVisible(bool(givers))
        for index, row in enumerate(self._rows):
            if index >= len(teams):
                for label in row:
                    label.hide()

    def _add(self) -> None:
        at = len(self._rows) * 2
        name, score, best = ElidedLabel(), QLabel(), ElidedLabel()
        score.setProperty("role", "strong")
        best.setProperty("role", "small")
        self._grid.addWidget(name, at, 0)
        self._grid.addWidget(score, at, 1)
        self._grid.addWidget(best, at + 1, 0, 1, 2)
        self._rows.append((name, score, best))


def _head(fight: Fight) -> str:
    rules, others = rules_name(fight.rules), names_of(fight.others)
    if fight.phase == FORFEIT:
        return outcome_words(fight)
    if fight.phase == FIGHT:
        return tr("PK with {names} · {rules}", names=others, rules=rules)
    if fight.is_asker:
        return tr("Waiting for {names} · {rules}", names=others, rules=rules)
    return tr("{name} asks you for a PK · {rules}", name=fight.sides[0].name, rules=rules)


def _lost(side: Side, left_s: Callable[[int | None], float]) -> str:
    time = clock(left_s(side.lost_until_ms))
    if side.is_ours:
        return tr("Your line is lost: you forfeit in {time} unless it is back.", time=time)
    return tr("{name} is gone, and forfeits in {time}.", name=side.name, time=time)
