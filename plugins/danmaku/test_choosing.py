"""Tests of choosing."""

import random
from collections import Counter

from choosing import CLASSES, MAX_GIVERS, MAX_WAITING, Choice

from studio.sdk import Danmaku


def said(user: str, role: str = "viewer", fan_level: int = 0, text: str = "666") -> Danmaku:
    return Danmaku(user, text, "#ffffff", "room", user, role, 0, fan_level)


def chosen(choice: Choice, most: int, now_s: float) -> list[str]:
    users = []
    for _ in range(most):
        if found := choice.choose(now_s):
            choice.take(found)
            users.append(found.user)
    return users


def test_the_rooms_own_people_then_givers_then_members_come_first() -> None:
    choice = Choice(random.Random(1))
    choice.note_giver("giver", 0)
    for number in range(500):
        choice.add(said(f"u{number}"), 1)
    choice.add(said("fan", fan_level=3), 1)
    choice.add(said("giver"), 1)
    choice.add(said("mod", "moderator"), 1)
    assert chosen(choice, 3, 1) == ["mod", "giver", "fan"]


def test_every_fourth_place_is_for_anybody() -> None:
    choice = Choice(random.Random(2))
    for number in range(60):
        choice.add(said(f"fan{number}", fan_level=9), 0)
        choice.add(said(f"u{number}"), 0)
    users = chosen(choice, 40, 0)
    others = [user for user in users if user.startswith("u")]
    assert 1 <= len(others) <= 10


def test_everybody_has_the_same_chance_however_much_he_sends() -> None:
    counts: Counter[str] = Counter()
    choice = Choice(random.Random(3))
    for turn in range(400):
        for number in range(50):
            choice.add(said(f"u{number}"), turn)
        for _ in range(500):
            choice.add(said("flood"), turn)
        counts.update(chosen(choice, 2, turn))
    assert counts["flood"] < 3 * counts.total() / 51
    assert len(counts) == 51


def test_who_comes_late_in_a_storm_has_a_chance_too() -> None:
    counts: Counter[bool] = Counter()
    choice = Choice(random.Random(4))
    for turn in range(300):
        for number in range(4 * MAX_WAITING):
            choice.add(said(f"{turn}-{number}"), turn * 10)
        late = 2 * MAX_WAITING
        counts.update(int(user.split("-")[1]) >= late for user in chosen(choice, 4, turn * 10))
    assert 0.35 < counts[True] / counts.total() < 0.65


def test_what_is_old_is_forgotten_and_nothing_grows() -> None:
    choice = Choice()
    for number in range(20_000):
        choice.add(said(f"u{number}"), 0)
        choice.note_giver(f"u{number}", 0)
    assert sum(map(len, choice._waiting)) <= CLASSES * MAX_WAITING
    assert len(choice._givers) == MAX_GIVERS
    assert choice.choose(10) is None
    assert choice.heard == 20_000
