"""Tests of studio.room.rules.draw."""

from collections import Counter
from collections.abc import Iterable
from hashlib import sha256

from studio.room.rules.draw import Urn, commitment, ticket

CROWD = [f"u{index}" for index in range(50)]


def drawn(seed: str, lottery: str, users: Iterable[str], winners: int) -> list[str]:
    urn = Urn(seed, lottery)
    for user in users:
        assert urn.put(user)
    return urn.draw(winners)


def test_anybody_can_check_it() -> None:
    assert commitment("seed") == sha256(b"seed").hexdigest()
    winners = drawn("seed", "lottery-1", CROWD, 3)
    tickets = sorted(
        (sha256(f"seed:lottery-1:{user}".encode()).hexdigest(), user) for user in CROWD
    )
    assert winners == [user for _, user in tickets[:3]]
    assert ticket("seed", "lottery-1", winners[0]) == tickets[0][0]


def test_the_order_of_entries_does_not_matter() -> None:
    assert drawn("s", "l", CROWD, 5) == drawn("s", "l", reversed(CROWD), 5)


def test_all_win_where_there_are_few() -> None:
    assert sorted(drawn("s", "l", ["a", "b"], 5)) == ["a", "b"]
    assert drawn("s", "l", [], 5) == []


def test_everybody_has_the_same_chance() -> None:
    wins = Counter(drawn(str(seed), "l", CROWD[:4], 1)[0] for seed in range(4_000))
    assert all(850 < count < 1_150 for count in wins.values())
    assert len(wins) == 4


def test_tickets_are_taken_out_and_put_in_again() -> None:
    urn = Urn("s", "l")
    assert [urn.put("a"), urn.put("a"), urn.put("b"), urn.put("c")] == [True, False, True, True]
    for user in ("a", "a", "b", "z"):
        urn.take_out(user)
    assert (len(urn), urn.known) == (1, 3)
    assert urn.put("b")
    assert sorted(urn.draw(9)) == ["b", "c"]
