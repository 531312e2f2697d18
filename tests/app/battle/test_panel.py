"""Tests of studio.app.battle, told of battles as a room tells of them."""

import time
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from studio.app.battle.calls import BattleCalls
from studio.app.battle.desk import BattleDesk
from studio.app.battle.fight import fight_of
from studio.app.battle.opponents import opponents_of
from studio.app.battle.panel import BattlePanel
from studio.app.battle.words import clock
from studio.app.shell.notices import Notices
from studio.app.studio import Studio
from studio.ipc.message import Message

NOW_MS = 1_000_000
OPPONENTS: Message = {
    "rules": [
        {
            "name": name,
            "rooms": rooms,
            "team_size": size,
            "fight_s": 300,
            "forfeit_s": 180,
            "boosts": 0,
        }
        for name, rooms, size in (("standard", 2, 1), ("two-on-two", 4, 2))
    ],
    "rooms": [
        {"room": "1", "title": "Ours", "anchor": "We", "live": True},
        {"room": "2", "title": "Night", "anchor": "Wei", "live": False},
        {"room": "3", "title": "Sea", "anchor": "Lin", "live": True},
    ],
}


def battle(phase: str, *scores: int, asker: str = "1", **more: object) -> dict[str, Any]:
    """Return a battle of our room 1 with others."""
    rooms = [asker, *(room for room in ("1", "2", "3", "4") if room != asker)]
    sides = [
        {"room": room, "name": f"Room {room}", "team": team, "score": score, "best": []}
        for team, (room, score) in enumerate(zip(rooms, scores, strict=False))
    ]
    told = {"battle": "b", "rules": "standard", "phase": phase, "ends_ms": NOW_MS + 60_000}
    return {**told, "sides": sides, "winner": None, "reason": "", **more}


def tell(studio: Studio, told: dict[str, Any]) -> None:
    studio.room.happened.emit({"type": "battle", "battle": told, "at_ms": NOW_MS})


@pytest.fixture
def asked(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> list[Message]:
    """Take down what the app asks of the room, in which it is."""
    taken: list[Message] = []

    def ask(message: Message, then: Any = None) -> None:
        taken.append(message)
        if message["type"] == "opponents":
            then(OPPONENTS)

    monkeypatch.setattr(studio.room, "ask", ask)
    studio.room.joined.emit({"room": "1", "battle": None})
    return taken


@pytest.fixture
def panel(studio: Studio, asked: list[Message], qtbot: QtBot) -> BattlePanel:
    BattleDesk.of(studio)
    studio.room.joined.emit({"room": "1", "battle": None})
    made = BattlePanel(studio)
    qtbot.addWidget(made)
    made.resize(340, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made


def actions(asked: list[Message]) -> list[Any]:
    return [each["action"] for each in asked if each["type"] == "act"]


def test_a_room_is_asked_by_rules_that_are_chosen(panel: BattlePanel, asked: list[Message]) -> None:
    form = panel.form
    assert form.rules.count() == 2
    assert [form.rooms[0].itemData(at) for at in range(2)] == ["3", "2"], "who is live comes first"
    form.rooms[0].setCurrentIndex(1)
    form.ask.click()
    assert actions(asked) == [{"type": "ask_battle", "rules": "standard", "rooms": ["2"]}]
    form.rules.setCurrentIndex(1)
    assert not form.ask.isEnabled()
    assert form.ask.toolTip(), "there are not so many rooms"
    assert sum(not box.isHidden() for box in form.rooms) == 3


def test_a_fight_is_followed_and_given_up_by_two_presses(
    panel: BattlePanel, studio: Studio, asked: list[Message]
) -> None:
    tell(studio, battle("asked", 0, 0))
    assert panel.card.isVisible()
    assert not panel.form.isVisible()
    assert panel.card.clock.text() in ("1:00", "0:59")
    panel.card.leave.click()
    assert actions(asked)[-1] == {"type": "leave_battle", "battle": "b"}
    asked.clear()
    lost = battle("fight", 5, 7)
    lost["sides"][1]["lost_until_ms"] = NOW_MS + 20_000
    tell(studio, lost)
    assert panel.card.lost.isVisible()
    assert "Room 2" in panel.card.lost.text()
    panel.card.leave.click()
    assert actions(asked) == []
    panel.card.leave.click()
    assert actions(asked) == [{"type": "leave_battle", "battle": "b"}]
    tell(studio, battle("forfeit", 5, 7, winner="2", reason="surrender"))
    assert "lost" in panel.card.head.text()
    tell(studio, battle("over", 5, 7, winner="2", reason="surrender"))
    assert not panel.card.isVisible()
    assert panel.result.isVisible()
    assert panel.form.isVisible()


def test_who_is_asked_answers_above_the_picture_too(
    panel: BattlePanel, studio: Studio, asked: list[Message], qtbot: QtBot
) -> None:
    notices = Notices()
    qtbot.addWidget(notices)
    calls = BattleCalls(studio, notices)
    tell(studio, battle("asked", 0, 0, asker="2"))
    assert panel.card.accept.isVisible()
    assert calls.bar is not None
    assert "Room 2" in calls.bar.text
    calls.bar.buttons[0].click()
    panel.card.decline.click()
    assert [each["is_accepted"] for each in actions(asked)] == [True, False]
    tell(studio, battle("over", 0, 0, asker="2", reason="declined"))
    assert calls.bar is None
    assert notices.bars == ()
    assert not panel.result.scores.isVisible()


def test_a_battle_that_goes_on_is_there_for_a_new_window(studio: Studio) -> None:
    desk = BattleDesk.of(studio)
    studio.room.clock_ms = NOW_MS - time.monotonic_ns() // 1_000_000
    studio.room.joined.emit({"room": "1", "battle": battle("fight", 1, 2)})
    assert desk.fight is not None
    assert 55 < desk.left_s() <= 60
    studio.room.state.emit("", "gone")
    assert desk.fight is None


def test_teams_win_together_and_nonsense_is_nothing() -> None:
    told = battle("over", 1, 2, 3, 4, winner="2", reason="time")
    for side, team in zip(told["sides"], (0, 0, 1, 1), strict=True):
        side["team"] = team
    fight = fight_of(told, "1")
    assert fight is not None
    assert (fight.outcome, [len(team) for team in fight.teams]) == ("win", [2, 2])
    assert fight_of({**told, "winner": "3"}, "1").outcome == "lose"  # type: ignore[union-attr]
    assert fight_of(told, "9") is None
    for nonsense in (None, 5, {"sides": 3}, {**told, "phase": "x"}, {**told, "ends_ms": "1"}):
        assert fight_of(nonsense, "1") is None
    assert opponents_of({"rules": [5, {"name": 1}], "rooms": None}, "1").rules == {}
    assert clock(61.2) == "1:02"
