"""Tests of studio.app.docks.gifts, told of gifts as a room tells of them."""

import pytest
from pytestqt.qtbot import QtBot

from studio.app.docks.gifts import GiftsDock
from studio.app.studio import Studio
from tests.app.engine_stage import until

ROOM: dict[str, object] = {"room": "r", "show": {"show": "s-1"}, "viewers": 3}


@pytest.fixture
def dock(studio: Studio, qtbot: QtBot) -> GiftsDock:
    made = GiftsDock(studio)
    qtbot.addWidget(made)
    made.resize(280, 500)
    with qtbot.waitExposed(made):
        made.show()
    return made


def _give(studio: Studio, number: int, name: str, coins: int, count: int = 1) -> None:
    studio.room.happened.emit(
        {
            "type": "gift",
            "gift": number,
            "kind": "rose",
            "name": "玫瑰",
            "count": 1,
            "coins": coins,
            "tier": "small",
            "by": {"user": f"u-{name}", "name": name, "role": "viewer", "level": 1, "badge": None},
            "combo": f"c-{name}",
            "combo_count": count,
            "combo_ends_ms": 0,
            "at_ms": 0,
        }
    )


def test_says_what_belongs_there_until_somebody_gives(dock: GiftsDock, studio: Studio) -> None:
    assert not dock.list.isVisible()
    _give(studio, 1, "Maya", 5)
    until(dock.list.isVisible)


def test_adds_up_and_names_who_gave_most_first(dock: GiftsDock, studio: Studio) -> None:
    _give(studio, 1, "Maya", 5)
    _give(studio, 2, "星河", 520)
    until(lambda: "525" in dock.total.text())
    shown = [each for each in dock.givers if each.isVisible()]
    assert len(shown) == 2
    assert dock.book.top(1)[0].name == "星河"


def test_thanks_in_words_that_can_still_be_changed(dock: GiftsDock, studio: Studio) -> None:
    _give(studio, 1, "Maya", 5, 3)
    until(lambda: bool(dock.book.gifts))
    (line,) = dock.book.lines.values()
    dock.list.thanks_wanted.emit(line)
    assert line.is_thanked
    assert "Maya" in dock.say.line.text()
    assert "3" in dock.say.line.text()


def test_another_show_begins_at_nothing(dock: GiftsDock, studio: Studio) -> None:
    studio.room.joined.emit(ROOM)
    _give(studio, 1, "Maya", 5)
    until(dock.list.isVisible)
    studio.room.happened.emit({"type": "show", "show": {"show": "s-2"}})
    assert not dock.list.isVisible()
    assert dock.book.coins == 0
