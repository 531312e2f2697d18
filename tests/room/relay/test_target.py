"""Tests of studio.room.relay.target."""

import pytest

from studio.room.relay.errors import RelayError
from studio.room.relay.source import Source
from studio.room.relay.target import LEAST_KBPS, MOST_KBPS, Target
from tests.room.relay.test_fit import AAC_48_STEREO, HEVC, source

FIVE_POINT_ONE = b"\xaf\x00\x11\xb0"


@pytest.mark.parametrize("fps", [30, 60])
def test_is_like_what_is_on_air(fps: int) -> None:
    target = Target.of(source("PC", fps=fps), 2500)
    assert target == Target(320, 180, fps, 2500, AAC_48_STEREO)
    assert Target.read(target.line()) == target


def test_the_rate_is_bounded() -> None:
    assert Target.of(source("PC"), 0).kbps == LEAST_KBPS
    assert Target.of(source("PC"), 90_000).kbps == MOST_KBPS


@pytest.mark.parametrize(
    ("on_air", "sentence"),
    [
        (source("PC", header=HEVC), "HEVC is on air, which is not made here: only H.264 is."),
        (source("PC", sound=FIVE_POINT_ONE), "6 channels is on air, .*: only AAC-LC is."),
        (Source(1, "anchor", 0, "radio"), "Sound alone is on air, which is not made here"),
    ],
)
def test_what_can_not_be_made_is_told(on_air: Source, sentence: str) -> None:
    with pytest.raises(RelayError, match=sentence):
        Target.of(on_air, 2500)


def test_a_line_that_is_none_is_told() -> None:
    for line in (b"", b"{}\n", b"[1]\n"):
        with pytest.raises(RelayError, match="relay alone starts this"):
            Target.read(line)
