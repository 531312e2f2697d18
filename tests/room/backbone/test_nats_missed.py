"""Tests of studio.room.backbone.nats_missed: both ends remember the same."""

import random

from studio.room.backbone.nats_missed import REMEMBERED, Kept, Told


def test_the_same_is_sent_once() -> None:
    told, kept = Told(), Kept()
    key, is_new = told.key("edge", "1", (b"[1]", b"[2]"))
    assert is_new
    for message in (b"[1]", b"[2]"):
        kept.add("home", "1", key, message)
    assert told.key("edge", "1", (b"[1]", b"[2]")) == (key, False)
    assert kept.find("home", "1", key) == (b"[1]", b"[2]")
    assert told.key("other", "1", (b"[1]", b"[2]"))[1]
    assert kept.find("home", "2", key) is None
    assert kept.find("home", "1", 0) == ()


def test_whatever_is_named_is_there() -> None:
    chance = random.Random(1)
    told, kept = Told(), Kept()
    for _ in range(2_000):
        messages = (b"[%d]" % chance.randrange(2 * REMEMBERED),)
        if chance.random() < 0.02:
            told.forget("edge", "1")
        key, is_new = told.key("edge", "1", messages)
        if is_new:
            kept.add("home", "1", key, *messages)
        assert kept.find("home", "1", key) == messages


def test_what_is_forgotten_is_sent_again() -> None:
    told, kept = Told(), Kept()
    key, _ = told.key("edge", "1", (b"[1]",))
    kept.add("home", "1", key, b"[1]")
    kept.forget("home")
    told.forget("edge")
    assert kept.find("home", "1", key) is None
    assert told.key("edge", "1", (b"[1]",))[1]
