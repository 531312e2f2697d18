"""Tests of studio.room_client.handoff.wish."""

import pytest

from studio.ipc.message import Message
from studio.room_client.handoff.errors import HandoverError
from studio.room_client.handoff.wish import Wish

HERE: Message = {"engine": "", "run_dir": "/run/x"}


def test_a_wish_is_read_as_it_was_said() -> None:
    wish = Wish.of({**HERE, "confirm_after_s": 2, "patience_s": 0, "transcode": "ask"})
    assert (wish.confirm_after_s, wish.patience_s, wish.transcode) == (2, 0, "ask")
    assert Wish.of(HERE) == Wish(Wish.of(HERE).here)


@pytest.mark.parametrize(
    "wrong",
    [
        {"confirm_after_s": -1},
        {"patience_s": 601},
        {"instead": []},
        {"title": 7},
        {"transcode": True},
        {"own": "scenes.json"},
    ],
)
def test_what_makes_no_sense_is_told(wrong: Message) -> None:
    with pytest.raises(HandoverError):
        Wish.of({**HERE, **wrong})
