"""Tests of studio.room_client.line."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio import room
from studio.room.live.outbox import MAX_IN_FLIGHT, MAX_SHOWN_AGAIN
from studio.room_client.line import REMEMBERED_GIFTS, Line, LineError


def text(*messages: dict[str, Any]) -> bytes:
    return json.dumps(messages).encode()


def joined(epoch: str, offset: int, *, recovered: bool = False) -> dict[str, Any]:
    return {"type": "joined", "epoch": epoch, "offset": offset, "recovered": recovered}


def said(offset: int) -> dict[str, Any]:
    return {"type": "danmaku", "offset": offset}


def gift(offset: int, number: int) -> dict[str, Any]:
    return {"type": "gift", "offset": offset, "gift": number}


def test_goes_on_where_it_was() -> None:
    line = Line("1")
    assert json.loads(line.join("t")) == {"type": "join", "room": "1", "token": "t"}
    line.take(text(joined("e", 4), said(5), said(6)))
    assert json.loads(line.join("t"))["offset"] == 6
    taken = line.take(text(joined("e", 9, recovered=True), said(6), said(7), said(8), said(9)))
    assert [each.get("offset") for each in taken] == [9, 7, 8, 9]
    assert line.missed == 0


def test_within_a_text_the_order_is_by_weight() -> None:
    line = Line("1")
    line.take(text(joined("e", 2)))
    taken = line.take(text({"type": "poll", "offset": 5}, gift(4, 7), said(3)))
    assert [each["offset"] for each in taken] == [5, 4, 3]
    assert line.take(text(said(4))) == []
    assert (line.offset, line.missed) == (5, 0)


def test_counts_what_was_left_out() -> None:
    line = Line("1")
    line.take(text(joined("e", 0), said(1), said(4)))
    assert line.missed == 2


def test_a_new_epoch_begins_anew_and_a_gift_comes_once() -> None:
    line = Line("1")
    line.take(text(joined("a", 0), gift(1, 77)))
    taken = line.take(text(joined("b", 0), gift(1, 77), gift(2, 78)))
    assert [each.get("gift") for each in taken] == [None, 78]


def test_remembers_a_bounded_number_of_gifts() -> None:
    line = Line("1")
    line.take(text(joined("a", 0)))
    for number in range(1, REMEMBERED_GIFTS + 2):
        assert line.take(text(gift(number, number)))
    assert line.take(text(gift(REMEMBERED_GIFTS + 2, 1))), "the oldest is forgotten"
    assert not line.take(text(gift(REMEMBERED_GIFTS + 3, REMEMBERED_GIFTS)))


def test_a_gift_that_came_again_is_the_last_to_be_forgotten() -> None:
    line = Line("1")
    line.take(text(joined("a", 0)))
    for number in range(1, REMEMBERED_GIFTS + 1):
        line.take(text(gift(number, number)))
    assert not line.take(text(gift(REMEMBERED_GIFTS + 1, 1)))
    assert line.take(text(gift(REMEMBERED_GIFTS + 2, REMEMBERED_GIFTS + 1)))
    assert not line.take(text(gift(REMEMBERED_GIFTS + 3, 1)))


@pytest.mark.parametrize(
    "nonsense", [b"", b"{}", b"[1]", b'[{"type": 1}]', b'[{"type": "joined"}]', b"[" * 100_000]
)
def test_what_no_room_sends_is_refused(nonsense: bytes) -> None:
    with pytest.raises(LineError):
        Line("1").take(nonsense)


@settings(deadline=None)  # a busy machine may take its time
@given(st.lists(st.integers(1, 30)))
def test_offsets_only_rise(offsets: list[int]) -> None:
    line = Line("1")
    line.take(text(joined("e", 0)))
    taken = [int(str(each["offset"])) for n in offsets for each in line.take(text(said(n)))]
    assert taken == sorted(set(taken))


def test_all_that_a_room_may_show_again_is_remembered_here_and_on_the_pages() -> None:
    assert REMEMBERED_GIFTS > MAX_SHOWN_AGAIN + MAX_IN_FLIGHT
    page = Path(room.__file__).parent / "web" / "src" / "lib" / "room.js"
    assert f"const REMEMBERED_GIFTS = {REMEMBERED_GIFTS:_};" in page.read_text("utf-8")
