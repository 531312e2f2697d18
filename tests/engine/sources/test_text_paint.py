"""Tests of studio.engine.sources.text_paint: what is painted, in numbers."""

import numpy as np
import pytest

from studio.engine.picture import Plane
from studio.engine.sources.fonts import font_book
from studio.engine.sources.text_layout import TextLayout
from studio.engine.sources.text_paint import TextError, paint_text
from studio.model.kinds import TextSettings


def paint(text: str, **settings: object) -> Plane:
    chosen = TextSettings.model_validate({"text": text, **settings})
    layout = TextLayout(font_book(), chosen.font, chosen.size_px, chosen.direction)
    return paint_text(text, chosen, layout)


def ink(painted: Plane) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of what is not clear."""
    rows, columns = np.nonzero(painted[..., 3] > 40)
    return columns.min(), rows.min(), columns.max() + 1, rows.max() + 1


@pytest.mark.parametrize("text", ["Hello", "直播间", "مرحبا", "שלום", "🚀"])
def test_every_script_is_drawn(text: str) -> None:
    painted = paint(text, size_px=48)
    assert painted.dtype == np.uint8
    assert (painted[..., 3] > 200).sum() > 100
    assert 40 < painted.shape[0] < 90


def test_letters_have_their_colour_and_emoji_their_own() -> None:
    letters = paint("H", size_px=64, color="#ff8000")
    solid = letters[letters[..., 3] == 255]
    assert (solid == (255, 128, 0, 255)).all()
    rocket = paint("🚀", size_px=64, color="#ff8000")
    assert len(np.unique(rocket[rocket[..., 3] == 255], axis=0)) > 50


def test_a_see_through_colour_is_see_through() -> None:
    assert paint("H", size_px=64, color="#ffffff80")[..., 3].max() == 128


def test_arabic_letters_join() -> None:
    # Shaped, the word is much narrower than its letters one by one.
    whole = ink(paint("مرحبا", size_px=64))
    apart = ink(paint("\u200c".join("مرحبا"), size_px=64))
    assert whole[2] - whole[0] < 0.9 * (apart[2] - apart[0])


def test_an_outline_reaches_out_on_every_side() -> None:
    plain = ink(paint("O", size_px=64))
    outlined_picture = paint("O", size_px=64, outline_px=5, outline_color="#0000ff")
    outlined = ink(outlined_picture)
    assert abs((outlined[2] - outlined[0]) - (plain[2] - plain[0]) - 10) <= 2
    assert abs((outlined[3] - outlined[1]) - (plain[3] - plain[1]) - 10) <= 2
    edge = outlined_picture[(outlined[1] + outlined[3]) // 2, outlined[0] + 2]
    assert tuple(edge[:3]) == (0, 0, 255)


def test_emoji_have_an_outline_too() -> None:
    outlined = paint("🚀", size_px=64, outline_px=5, outline_color="#00ff00")
    is_green = (outlined[..., :3] == (0, 255, 0)).all(axis=2) & (outlined[..., 3] == 255)
    assert is_green.sum() > 200


def test_a_shadow_falls_where_it_is_told() -> None:
    plain = paint("H", size_px=64)
    shadowed = paint("H", size_px=64, shadow_x_px=20, shadow_y_px=12, shadow_color="#000000")
    left, top, right, bottom = ink(plain)
    box = ink(shadowed)
    assert (box[2] - box[0], box[3] - box[1]) == (right - left + 20, bottom - top + 12)
    soft = paint("H", size_px=64, shadow_x_px=20, shadow_blur_px=6, shadow_color="#000000")
    assert len(np.unique(soft[..., 3])) > len(np.unique(shadowed[..., 3]))


def test_nothing_is_cut_off_at_the_edges() -> None:
    settings = {"size_px": 80, "outline_px": 6, "shadow_x_px": -9, "shadow_blur_px": 5}
    painted = paint("fjÅgȷ|🚀漢", **settings)[..., 3]
    for edge in (painted[0], painted[-1], painted[:, 0], painted[:, -1]):
        assert edge.max() < 60


@pytest.mark.parametrize(("align", "expected"), [("left", 0.0), ("center", 0.5), ("right", 1.0)])
def test_lines_are_aligned_in_the_width(align: str, expected: float) -> None:
    painted = paint("i", size_px=40, wrap_width_px=400, align=align)
    left, _, right, _ = ink(painted)
    assert painted.shape[1] == pytest.approx(400, abs=2)
    middle = (left + right) / 2
    assert abs(middle - expected * 400) < 12


def test_a_text_that_is_too_large_is_told() -> None:
    with pytest.raises(TextError, match="make it shorter or smaller"):
        paint("very long " * 3000, size_px=200)


def test_no_text_is_a_clear_picture() -> None:
    painted = paint("", size_px=40)
    assert painted.shape[0] > 30
    assert (painted[..., 3] == 0).all()
