"""Tests of studio.room.beside.wishes."""

from pathlib import Path

import pytest

from studio.ipc.child import Boot
from studio.ipc.errors import ChildError
from studio.room.auth.sfu import FROM_GUEST
from studio.room.beside.wishes import Wishes, read_wishes


def boot(**said: object) -> Boot:
    """Return a boot message as a supervisor sends it."""
    return Boot({"name": "room", "address": "/a", "secret": "s", **said})


def test_a_room_is_plain_and_for_this_computer_unless_it_is_asked_for_more() -> None:
    wishes = read_wishes(boot(data="/room"))
    plain = Wishes(Path("/room"), 0, "127.0.0.1", False, (), (), (), None, "", None, FROM_GUEST)
    assert wishes == plain
    asked = {"host": "0.0.0.0", "https": True, "names": ["a.lan"], "welcome_coins": 5}
    turn = {"stun": ["stun:a"], "turn": ["turn:b"], "turn_secret_file": "/secret"}
    sfu = {"sfu": "ws://a:8188", "sfu_secret_file": "/key", "sfu_from": 3}
    assert read_wishes(boot(data="/room", **asked, **turn, **sfu)) == Wishes(
        data=Path("/room"),
        coins=5,
        host="0.0.0.0",
        is_secure=True,
        names=("a.lan",),
        stun=("stun:a",),
        turn=("turn:b",),
        turn_secret_file=Path("/secret"),
        sfu="ws://a:8188",
        sfu_secret_file=Path("/key"),
        sfu_from=3,
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"data": ""},
        {"welcome_coins": -1},
        {"host": 5},
        {"stun": "stun:a"},
        {"turn": [1]},
        {"names": ["a"] * 99},
    ],
)
def test_what_makes_no_sense_is_told(wrong: dict[str, object]) -> None:
    with pytest.raises(ChildError, match="boot message of a room"):
        read_wishes(boot(**{"data": "/room", **wrong}))
