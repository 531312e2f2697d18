"""Tests of studio.room.rules.danmaku."""

import pytest

from studio.room.rules.danmaku import DanmakuBook
from studio.room.rules.records import DanmakuHeld
from studio.room.rules.refusal import RefusalError


def held(number: int) -> DanmakuHeld:
    return DanmakuHeld("1", number, "lin", "Lin", "hm", "#FFFFFF", "scroll", (), 0.7, 0)


def test_numbers_go_on() -> None:
    book = DanmakuBook(41, 2, 2)
    assert [book.next_number() for _ in range(3)] == [42, 43, 44]


def test_the_oldest_authors_are_forgotten() -> None:
    book = DanmakuBook(0, 2, 2)
    for user in ("a", "b", "c"):
        book.show(book.next_number(), user)
    assert [book.author(number) for number in (1, 2, 3)] == [None, "b", "c"]
    with pytest.raises(RefusalError, match="no danmaku 4"):
        book.author(4)


def test_hiding_twice_changes_nothing() -> None:
    book = DanmakuBook(0, 1, 1)
    for user in ("a", "b"):
        book.show(book.next_number(), user)
    assert [book.hide(2, True), book.hide(2, True), book.hide(2, False)] == [True, False, True]
    assert book.hide(1, True)  # too long ago to know


def test_the_oldest_that_waits_goes() -> None:
    book = DanmakuBook(3, 9, 2, [held(1), held(2)])
    assert book.author(1) == "lin"
    book.hold(held(3))
    assert (book.held(1), book.held(3)) == (None, held(3))
    book.decide(3)
    assert book.held(3) is None
