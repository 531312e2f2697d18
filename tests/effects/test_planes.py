"""Tests of studio.effects.planes: the engine's own conversion is the judge."""

import cv2
import numpy as np

from studio.effects.planes import (
    NOTHING,
    TO_YUVA,
    Box,
    Pixels,
    YuvaWriter,
    filled_box,
    planes_bytes,
    write_planes,
)
from studio.effects.sprite import premultiplied
from studio.engine.canvas.drawn_feed import picture_in
from studio.engine.compositor.from_zero import as_usual
from studio.engine.compositor.rgba import picture_from_rgba


def noise(width: int, height: int) -> Pixels:
    return np.random.default_rng(3).integers(0, 256, (height, width, 4), np.uint8)


def in_yuva(rgba: Pixels) -> Pixels:
    return np.asarray(np.rint(rgba @ TO_YUVA.T), np.uint8)


def test_planes_are_what_the_engine_makes_of_the_same_picture() -> None:
    straight = noise(48, 34)
    memory = bytearray(planes_bytes(48, 34))
    write_planes(premultiplied(straight), memoryview(memory))
    expected = picture_from_rgba(straight, serial=0, pts_ns=0)
    planes = np.frombuffer(memory, np.uint8).astype(int)
    area = 48 * 34
    assert abs(planes[:area].reshape(34, 48) - expected.y).max() <= 1
    assert abs(planes[area : area * 3 // 2].reshape(17, 24, 2) - expected.uv).max() <= 1
    assert (planes[area * 3 // 2 :].reshape(34, 48) == expected.alpha).all()


def test_what_is_clear_is_black_and_grey() -> None:
    memory = bytearray(planes_bytes(4, 2))
    write_planes(np.zeros((2, 4, 4), np.uint8), memoryview(memory))
    assert bytes(memory) == bytes([16] * 8 + [128] * 4 + [0] * 8)


def test_counted_from_zero_they_are_what_the_engine_takes_for_the_same() -> None:
    straight = noise(48, 34)
    straight[:, :10, 3], straight[:, 40:, 3] = 0, 255
    one, other = (bytearray(planes_bytes(48, 34)) for _ in range(2))
    write_planes(premultiplied(straight), memoryview(one))
    YuvaWriter().write(in_yuva(premultiplied(straight)), memoryview(other))
    pictures = [
        picture_in(np.frombuffer(memory, np.uint8), (48, 34), (48, 34), 0, 0, is_from_zero=zero)
        for memory, zero in ((one, False), (other, True))
    ]
    usual, found = map(as_usual, pictures)
    assert usual is pictures[0]
    assert abs(found.y.astype(int) - usual.y).max() <= 1
    assert abs(found.uv.astype(int) - usual.uv).max() <= 1
    assert found.alpha is not None
    assert usual.alpha is not None
    assert (found.alpha == usual.alpha).all()
    assert (pictures[1].y[:, :10] == 0).all(), "where nothing is, nothing is added"


def test_a_picture_with_padded_rows_is_taken_too() -> None:
    wide = premultiplied(noise(64, 8))
    one, other = (bytearray(planes_bytes(20, 8)) for _ in range(2))
    write_planes(wide[:, :20], memoryview(one))
    write_planes(np.ascontiguousarray(wide[:, :20]), memoryview(other))
    assert one == other


def test_enlarged_planes_are_those_of_the_enlarged_picture() -> None:
    soft = np.asarray(cv2.GaussianBlur(premultiplied(noise(60, 40)), (0, 0), 4), np.uint8)
    size = 120, 80
    one, other = (bytearray(planes_bytes(*size)) for _ in range(2))
    large = np.asarray(cv2.resize(soft, size, interpolation=cv2.INTER_LINEAR), np.uint8)
    writer = YuvaWriter()
    writer.write(in_yuva(large), memoryview(one))
    writer.write_enlarged(in_yuva(soft), size, memoryview(other))
    differ = np.frombuffer(one, np.uint8).astype(int) - np.frombuffer(other, np.uint8)
    assert abs(differ).max() <= 3
    assert abs(differ).mean() < 0.5


def test_the_box_holds_all_that_is_seen_and_is_even() -> None:
    rgba = np.zeros((40, 60, 4), np.uint8)
    assert filled_box(rgba) == NOTHING
    rgba[11:14, 21:30, 3] = 1
    assert filled_box(rgba) == Box(20, 10, 10, 4)
    assert filled_box(rgba, margin_px=4) == Box(16, 6, 18, 12)
    rgba[0, 0, 3] = 1
    assert filled_box(rgba, margin_px=4) == Box(0, 0, 34, 18)
