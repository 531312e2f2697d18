"""Tests of studio.room.ledger.booking, on any orders: coins are never made, lost or owed."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.room.ledger.booking import Books, Work, book
from studio.room.ledger.entries import MINT, Credit, Declined, Order, Receipt

NAMES = st.sampled_from(["ann", "bob", "eve"])
COINS = st.integers(1, 60)
ORDERS = st.builds(
    Order, st.sampled_from(["k1", "k2", "k3"]), st.just("r"), NAMES, NAMES, st.just("g"),
    st.just(1), COINS,
).filter(lambda order: order.giver != order.receiver)  # fmt: skip
CREDITS = st.builds(Credit, st.sampled_from(["p1", "p2"]), NAMES, COINS, st.just("fake"))


@settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no failure
@given(st.lists(ORDERS, max_size=30), st.lists(CREDITS, max_size=5), st.integers(0, 100))
def test_coins_are_never_made_lost_or_owed(
    orders: list[Order], credits: list[Credit], before: int
) -> None:
    start = {"ann": before, MINT: -before}
    booked = book(Work(orders, credits), Books(dict(start), {}, {}, 7), 1)
    after = start | booked.balances
    assert sum(after.values()) == 0
    assert all(balance >= 0 for name, balance in after.items() if name != MINT)
    numbers = [number for number, _ in booked.tops] + [gift.number for gift in booked.gifts]
    assert numbers == list(range(7, booked.next_number))
    new = [a for a in booked.orders if isinstance(a, Receipt) and not a.is_repeat]
    assert new == booked.gifts
    assert len({(gift.order.giver, gift.order.key) for gift in new}) == len(new)


def test_what_the_books_hold_already_is_repeated_or_refused() -> None:
    order = Order("k1", "r", "ann", "bob", "g", 1, 5, "{}")
    paid = Receipt(3, order, 95, 1)
    books = Books({"ann": 95}, {("ann", "k1"): paid}, {}, 4)
    booked = book(Work([order, replace(order, coins=6)]), books, 2)
    assert booked.orders[0] == replace(paid, is_repeat=True)
    assert isinstance(booked.orders[1], Declined)
    assert (booked.gifts, booked.balances, booked.next_number) == ([], {}, 4)
