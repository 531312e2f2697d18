"""Tests of studio.app.picture.viewport."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.app.picture.viewport import fit
from studio.model.geometry import Rect

HD = (1920, 1080)


def test_the_canvas_fits_and_is_in_the_middle() -> None:
    port = fit(HD, width=1000, height=700)
    assert port.rect == Rect(4, 71, 996, 629)
    assert port.view_px == (992, 558)


def test_on_a_fine_screen_a_view_has_all_its_pixels() -> None:
    port = fit(HD, width=500, height=350, pixel_ratio=2)
    assert port.view_px == (992, 558)
    assert port.rect.width == 496
    assert (port.rect.left * 2) % 1 == (port.rect.top * 2) % 1 == 0


def test_a_view_never_has_more_pixels_than_the_canvas() -> None:
    assert fit((640, 360), width=1300, height=900).view_px == (640, 360)
    assert fit((8192, 4320), width=7000, height=4000).view_px[0] == 4096


def test_a_portrait_and_a_margin() -> None:
    port = fit((1080, 1920), width=400, height=300, margin=12)
    assert port.rect.height <= 276
    assert port.view_px == (144, 256)


@given(
    width=st.integers(1, 3000),
    height=st.integers(1, 3000),
    ratio=st.sampled_from([1.0, 1.25, 2.0]),
    x=st.floats(0, 1920),
    y=st.floats(0, 1080),
)
def test_the_mouse_is_where_the_picture_says(
    width: int, height: int, ratio: float, x: float, y: float
) -> None:
    port = fit(HD, width=width, height=height, pixel_ratio=ratio)
    assert port.to_canvas(*port.to_widget(x, y)) == pytest.approx((x, y), abs=1e-6)
    assert all(px % 2 == 0 and 16 <= px <= 4096 for px in port.view_px)
