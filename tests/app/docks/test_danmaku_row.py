"""Tests of studio.app.docks.danmaku_row."""

import pytest

from studio.app.docks.danmaku_row import row_of


def _event(**changes: object) -> dict[str, object]:
    by = {
        "user": "u1",
        "name": "小明",
        "role": "moderator",
        "level": 12,
        "badge": {"club": "火箭团", "level": 8, "anchor": "a"},
    }
    return {
        "type": "danmaku",
        "danmaku": 7,
        "by": by,
        "text": "来了！",
        "at_ms": 1_000,
        **changes,
    }


def test_reads_what_a_room_sends() -> None:
    row = row_of(_event())
    assert row
    assert (row.number, row.user, row.name, row.text) == (7, "u1", "小明", "来了！")
    assert (row.role, row.rank, row.level, row.badge, row.at_s) == (
        "moderator",
        1,
        12,
        "火箭团 8",
        1.0,
    )


@pytest.mark.parametrize(
    "changes",
    [{"danmaku": "7"}, {"by": None}, {"text": ""}, {"text": "\u202e\n"}, {"text": None}],
)
def test_leaves_out_what_can_not_be_shown(changes: dict[str, object]) -> None:
    assert row_of(_event(**changes)) is None


def test_takes_what_is_odd_as_nothing_special() -> None:
    row = row_of(_event(by={"level": "x", "badge": 3, "role": "king", "name": 5}, at_ms="?"))
    assert row
    assert (row.name, row.level, row.badge, row.rank) == ("?", 0, "", 0)


def test_is_found_by_text_and_by_name() -> None:
    row = row_of(_event(text="Hello THERE"))
    assert row
    assert row.matches("there")
    assert row.matches("小明")
    assert not row.matches("nobody")
