"""Tests of studio.engine.encoders.x264_options; x264 itself answers."""

import pytest

from studio.engine.encoders.errors import EncoderError
from studio.engine.encoders.x264_options import check, split


def test_a_list_is_read_as_x264_reads_it() -> None:
    assert split("keyint=20:no-mbtree:me=hex") == {"keyint": "20", "no-mbtree": "1", "me": "hex"}
    assert split("") == {}


def test_what_x264_knows_is_let_pass() -> None:
    check({"bframes": "3", "no-mbtree": "1", "rc_lookahead": "10", "me": "hex", "level": "4.1"})


@pytest.mark.parametrize(("name", "value"), [("bfarmes", "3"), ("me", "warp"), ("keyint", "x")])
def test_what_it_does_not_take_is_named(name: str, value: str) -> None:
    with pytest.raises(EncoderError, match=f"x264 has no option “{name}”, or none .* “{value}”"):
        check({"bframes": "3", name: value})
