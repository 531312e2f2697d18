"""Battles (PK), in a panel: asking, answering, how it stands, and what came of it.

open_battle(studio)
"""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.app.battle.ask_form import AskForm
from studio.app.battle.desk import BattleDesk
from studio.app.battle.fight_card import FightCard, ScoreRows
from studio.app.battle.words import outcome_words
from studio.app.live.room_host import RoomHost
from studio.app.studio import Studio
from studio.app.theme import tokens
from studio.app.widgets.buttons import PushButton
from studio.app.widgets.empty_state import EmptyState
from studio.app.widgets.section import Section
from studio.app.widgets.switch import Switch
from studio.app.words import tr
from studio.model.plugin import Right
from studio.model.plugin_commands import GrantRights, SetPluginEnabled

PLUGIN = "pk"
RIGHTS: tuple[Right, ...] = ("overlay", "room")


def open_battle(studio: Studio) -> None:
    """Show it over the right column."""
    studio.panel_wanted.emit(tr("PK"), lambda: BattlePanel(studio))


class BattlePanel(QWidget):
    """See the module."""

    panel_px = 340

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self.desk = BattleDesk.of(studio)
        self.card = FightCard(self.desk)
        self.form = AskForm(self.desk)
        self.result = ResultCard(studio, self.desk)
        self.bar = BarSwitch(studio)
        host = RoomHost.of(studio)
        self.empty = EmptyState(
            "swords",
            tr("Fight another room of the same server for your viewers' gifts."),
            tr("Open a room"),
            host.open,
        )
        column = QVBoxLayout(self)
        column.setSpacing(tokens().gap_wide_px)
        self._ask = Section(tr("Ask for a PK"))
        self._ask.body.addWidget(self.form)
        for widget in (self.empty, self.card, self.result, self._ask, self.bar):
            column.addWidget(widget)
        column.addStretch(1)
        self.desk.changed.connect(self._draw)
        studio.room.state.connect(lambda _state, _why: self._draw())
        self._draw()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 # Qt's name
        """Find out whom one can ask now."""
        super().showEvent(event)
        if self.desk.is_there:
            self.desk.look()

    def _draw(self) -> None:
        desk = self.desk
        was_there = not self.empty.isVisibleTo(self)
        self.empty.setVisible(not desk.is_there)
        self.card.setVisible(desk.fight is not None)
        self.result.setVisible(desk.result is not None)
        self._ask.setVisible(desk.is_there and desk.fight is None)
        self.bar.setVisible(desk.is_there)
        if desk.is_there and not was_there and self.isVisible():
            desk.look()


class ResultCard(QWidget):
    """What the last battle came to, and the way to its log."""

    def __init__(self, studio: Studio, desk: BattleDesk) -> None:
        super().__init__()
        self._studio = studio
        self._desk = desk
        self.words = QLabel()
        self.words.setProperty("role", "strong")
        self.words.setWordWrap(True)
        self.scores = ScoreRows()
        self.log = PushButton(tr("See its log"), "list-ordered", role="link")
        self.log.set_tip(tr("Every gift that counted: whoever doubts the result adds them up."))
        self.log.clicked.connect(self._open_log)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().grid_px)
        column.addWidget(self.words)
        column.addWidget(self.scores)
        row = QHBoxLayout()
        row.addWidget(self.log)
        row.addStretch(1)
        column.addLayout(row)
        desk.changed.connect(self._draw)
        self._draw()

    @property
    def log_url(self) -> str:
        """Where its log is, "" where that is not known."""
        watch, fight = QUrl(RoomHost.of(self._studio).watch), self._desk.result
        if fight is None or not watch.isValid() or not watch.host():
            return ""
        ours = next(side.room for side in fight.sides if side.is_ours)
        watch.setPath(f"/api/rooms/{ours}/battles/{fight.battle}")
        return watch.toString()

    def _draw(self) -> None:
        fight = self._desk.result
        if fight is not None:
            self.words.setText(outcome_words(fight))
            self.scores.setVisible(bool(fight.outcome))
            self.scores.show_teams(fight.teams)
            self.log.setVisible(bool(fight.outcome and self.log_url))

    def _open_log(self) -> None:
        QDesktopServices.openUrl(QUrl(self.log_url))


class BarSwitch(QWidget):
    """Whether the bar is on the stream: that is a plugin, which this turns on."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        words = QLabel(tr("Bar on the stream"))
        self.switch = Switch(tr("Bar on the stream"))
        self.switch.edited.connect(self._turn)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(words, 1)
        row.addWidget(self.switch)
        studio.plugins.changed.connect(lambda _plugin: self._draw())
        studio.plugins.listed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        plugin = self._studio.plugins.plugins.get(PLUGIN)
        self.switch.setEnabled(plugin is not None)
        self.switch.set_on(plugin is not None and plugin.is_enabled)

    def _turn(self, is_on: bool) -> None:
        if is_on:
            self._studio.plugins.do(GrantRights(plugin=PLUGIN, rights=RIGHTS))
        self._studio.plugins.do(SetPluginEnabled(plugin=PLUGIN, enabled=is_on))
