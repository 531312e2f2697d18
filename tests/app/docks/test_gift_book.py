"""Tests of studio.app.docks.gift_book."""

from studio.app.docks.gift_book import MAX_LINES, GiftBook, gift_of


def _event(number: int, **changes: object) -> dict[str, object]:
    return {
        "type": "gift",
        "gift": number,
        "by": {"user": "u1", "name": "小明"},
        "kind": "rose",
        "name": "玫瑰",
        "count": 1,
        "coins": 10,
        "tier": "small",
        "combo": "c1",
        "combo_count": 1,
        **changes,
    }


def _take(book: GiftBook, number: int, **changes: object) -> None:
    gift = gift_of(_event(number, **changes))
    assert gift
    book.take(gift)


def test_a_combo_is_one_line_that_grows() -> None:
    book = GiftBook()
    _take(book, 1)
    _take(book, 2, combo="c2")
    _take(book, 3, combo_count=2)
    assert [(line.count, line.coins) for line in book.lines.values()] == [(1, 10), (2, 20)]
    assert list(book.lines) == ["c2", "c1"]
    assert (book.coins, book.gifts) == (30, 3)


def test_a_grown_combo_wants_thanks_again() -> None:
    book = GiftBook()
    _take(book, 1)
    book.lines["c1"].is_thanked = True
    _take(book, 2, combo_count=2)
    assert not book.lines["c1"].is_thanked


def test_says_who_gave_most() -> None:
    book = GiftBook()
    _take(book, 1, by={"user": "a", "name": "A"}, coins=5)
    _take(book, 2, by={"user": "b", "name": "B"}, coins=50)
    _take(book, 3, by={"user": "a", "name": "A2"}, coins=20)
    assert [(giver.name, giver.coins) for giver in book.top(5)] == [("B", 50), ("A2", 25)]


def test_counts_on_when_lines_are_gone() -> None:
    book = GiftBook()
    for number in range(MAX_LINES + 10):
        _take(book, number, combo=f"c{number}")
    assert len(book.lines) == MAX_LINES
    assert book.gifts == MAX_LINES + 10


def test_leaves_out_what_is_no_gift() -> None:
    assert gift_of({"type": "gift"}) is None
    assert gift_of(_event(1, by="x")) is None
    odd = gift_of(_event(1, count=-5, coins="many", combo=None, name=None))
    assert odd
    assert (odd.count, odd.coins, odd.combo, odd.name) == (1, 0, "1", "?")
