"""Tests of studio.model.tracking: what goes in comes out, and half of it is refused."""

import numpy as np
import pytest

from studio.model.tracking import (
    BLENDSHAPES,
    BODY_LANDMARKS,
    HAND_LANDMARKS,
    LANDMARKS,
    Face,
    Hand,
    Tracked,
    TrackingError,
    most_bytes,
    pack,
    unpack,
)

RNG = np.random.default_rng(7)


def floats(*shape: int) -> np.ndarray:
    return RNG.uniform(-9, 9, shape).astype(np.float32)


def a_face(number: int) -> Face:
    return Face(number, 0.5, floats(LANDMARKS, 3), floats(len(BLENDSHAPES)), floats(4, 4))


def everything() -> Tracked:
    return Tracked(
        pts_ns=12_345_678_901_234,
        width=1921,
        height=1080,
        faces=tuple(map(a_face, range(4))),
        hands=(Hand(True, floats(HAND_LANDMARKS, 3), "heart"),),
        body=floats(BODY_LANDMARKS, 4),
        person=RNG.integers(0, 256, (513, 511), np.uint8),
    )


def packed(tracked: Tracked) -> bytes:
    memory = bytearray(most_bytes())
    return bytes(memory[: pack(tracked, memoryview(memory))])


@pytest.mark.parametrize("tracked", [everything(), Tracked(5, 640, 480)])
def test_what_goes_in_comes_out(tracked: Tracked) -> None:
    data = packed(tracked)
    assert len(data) % 4 == 0
    found = unpack(data)
    assert (found.pts_ns, found.width, found.height) == (
        tracked.pts_ns,
        tracked.width,
        tracked.height,
    )
    for before, after in zip(tracked.faces, found.faces, strict=True):
        assert (before.number, before.presence) == (after.number, after.presence)
        for name in ("points", "blendshapes", "matrix"):
            np.testing.assert_array_equal(getattr(before, name), getattr(after, name))
    for hand, again in zip(tracked.hands, found.hands, strict=True):
        assert (hand.is_right, hand.gesture) == (again.is_right, again.gesture)
        np.testing.assert_array_equal(hand.points, again.points)
    for name in ("body", "person"):
        if getattr(tracked, name) is None:
            assert getattr(found, name) is None
        else:
            np.testing.assert_array_equal(getattr(tracked, name), getattr(found, name))


def test_what_is_cut_short_or_foreign_is_refused() -> None:
    data = packed(everything())
    for cut in (b"", data[:10], data[: len(data) // 2], data[:-5], b"nope" + data[4:]):
        with pytest.raises(TrackingError):
            unpack(cut)


def test_more_than_has_room_is_refused() -> None:
    memory = memoryview(bytearray(most_bytes()))
    with pytest.raises(ValueError, match="too many"):
        pack(Tracked(0, 1, 1, tuple(map(a_face, range(5)))), memory)
    with pytest.raises(ValueError, match="too large"):
        pack(Tracked(0, 1, 1, person=np.zeros((600, 600), np.uint8)), memory)
