"""Tests of studio.engine.compositor.gpu_textures."""

from collections.abc import Iterator

import pytest

from studio.engine.compositor.gpu_device import shared_device
from studio.engine.compositor.gpu_shape import Form, texture_px
from studio.engine.compositor.gpu_textures import UNUSED_NS, Textures
from tests.engine.compositor.pictures import plain_picture, smooth_picture

GREY = (128, 128, 128, 255)
SECOND_NS = 1_000_000_000


@pytest.fixture
def textures() -> Iterator[Textures]:
    textures = Textures(shared_device())
    yield textures
    textures.close()


def test_what_nobody_used_for_five_seconds_is_freed(textures: Textures) -> None:
    old, new = smooth_picture(64, 16, 1), smooth_picture(32, 16, 2)
    textures.begin(SECOND_NS)
    textures.picture(("old",), Form.SHEET, (1, 1), old)
    textures.end()
    for now_ns, count in ((SECOND_NS + UNUSED_NS, 2), (SECOND_NS + UNUSED_NS + 1, 1)):
        textures.begin(now_ns)
        textures.picture(("new",), Form.SHEET, (1, 1), new)
        textures.end()
        assert textures.count == count


def test_a_sheet_that_lies_idle_is_used_again(textures: Textures) -> None:
    sheets = []
    for tick in range(4):
        textures.begin(tick)
        key = (f"text that says {tick // 2}",)
        sheets.append(textures.picture(key, Form.SHEET, (1, 1), plain_picture(64, 16, GREY, tick)))
        textures.end()
    assert textures.count == 2
    assert sheets[1] is sheets[0]
    assert sheets[2] is not sheets[1]


def test_a_new_picture_does_not_overwrite_one_that_this_tick_shows(textures: Textures) -> None:
    first, second = plain_picture(64, 16, GREY, 1), plain_picture(64, 16, GREY, 2)
    textures.begin(0)
    textures.picture(("a",), Form.SHEET, (1, 1), first)
    textures.end()
    textures.begin(1)
    of_first = textures.picture(("b",), Form.SHEET, (1, 1), first)
    of_second = textures.picture(("a",), Form.SHEET, (1, 1), second)
    textures.end()
    assert of_first is not of_second
    assert of_first.holds is first
    assert of_second.holds is second


def test_another_form_of_a_picture_is_another_sheet(textures: Textures) -> None:
    picture = smooth_picture(64, 16, 1, has_alpha=True)
    textures.begin(0)
    sheet = textures.picture(("a",), Form.SHEET, (1, 1), picture)
    planes = textures.picture(("a",), Form.PLANES, (1, 1), picture)
    small = textures.picture(("a",), Form.PLANES, (2, 4), picture)
    textures.end()
    assert [len(s.textures) for s in (sheet, planes, small)] == [1, 3, 3]
    assert (small.spec.width, small.spec.height) == (32, 4)


def test_no_texture_has_a_power_of_two_for_a_size() -> None:
    sizes = [texture_px(size) for size in range(1, 4097)]
    assert all(size & (size - 1) for size in sizes)
    assert all(0 <= texture - size <= 4 for size, texture in enumerate(sizes, 1))
