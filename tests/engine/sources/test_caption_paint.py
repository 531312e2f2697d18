"""Tests of studio.engine.sources.caption_paint: what is painted, in numbers."""

import numpy as np
import pytest

from studio.engine.picture import Plane
from studio.engine.sources.caption_paint import CaptionPainter
from studio.engine.sources.caption_text import Row
from studio.model.kinds import rgba
from studio.model.kinds_captions import CaptionSourceSettings

BARE = {"box": "none", "padding_px": 0}
"""Nothing but letters."""


def painter(**settings: object) -> CaptionPainter:
    chosen = {"width_px": 640, "size_px": 40, **settings}
    return CaptionPainter(CaptionSourceSettings.model_validate(chosen))


def paint(*texts: str, **settings: object) -> Plane:
    return painter(**settings).paint([Row(text) for text in texts])


def ink(painted: Plane) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of what is not clear."""
    rows, columns = np.nonzero(painted[..., 3] > 40)
    return int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1


def has(painted: Plane, color: str, least: int = 20) -> bool:
    """Tell whether there are pixels of a colour, uncovered."""
    return bool((painted == rgba(color)).all(axis=2).sum() >= least)


def test_it_is_as_high_as_its_rows_and_as_wide_as_the_source() -> None:
    made = painter(lines=3)
    pitch, geometry = made.geometry.said.pitch, made.geometry
    one, three = made.paint([Row("One")]), made.paint([Row("One"), Row("Two"), Row("Three")])
    assert three.shape == (geometry.height, geometry.width, 4)
    assert abs(three.shape[0] - one.shape[0] - 2 * pitch) <= 1
    assert one.shape[0] % 2 == 0


@pytest.mark.parametrize(
    "text", ["Hello", "直播间", "مرحبا بكم", "שלום", "🚀🎉", "ไทย", "Å\u0323g\u0301"]
)
def test_every_script_is_written(text: str) -> None:
    painted = paint(text, **BARE)
    assert (painted[..., 3] > 200).sum() > 100


def test_the_last_row_stands_at_the_bottom() -> None:
    made = painter(lines=2, **BARE)
    one = made.paint([Row("Hx")])
    two = made.paint([Row("IIII"), Row("Hx")])
    assert (two[-one.shape[0] // 2 :] == one[-one.shape[0] // 2 :]).all()


@pytest.mark.parametrize(("align", "expected"), [("left", 0.0), ("center", 0.5), ("right", 1.0)])
def test_rows_are_aligned(align: str, expected: float) -> None:
    left, _, right, _ = ink(paint("Hello", align=align, **BARE))
    spare = 640 - (right - left)
    assert left / spare == pytest.approx(expected, abs=0.03)


def test_a_box_hugs_each_line_or_stands_behind_all() -> None:
    color = "#102030c0"
    lines = paint("Hi", "Hello, everybody", box_color=color)
    block = paint("Hi", "Hello, everybody", box="block", box_color=color)
    assert has(lines, color, 1000)
    assert has(block, color, 1000)
    top = slice(lines.shape[0] // 8, lines.shape[0] // 3)
    assert ink(lines[top])[2] < ink(block[top])[2] - 100
    assert not has(paint("Hi", box="none", box_color=color), color, 1)


def test_boxes_that_meet_are_no_darker_there() -> None:
    painted = paint("Hello", "Hello", box_color="#00000080", color="#00000000", padding_px=40)
    assert int(painted[..., 3].max()) == 128
    left, top, right, bottom = ink(painted)
    middle = painted[top:bottom, (left + right) // 2, 3]
    assert (middle == 128).all()


def test_a_row_has_its_colour_and_a_translation_its_own() -> None:
    settings = {"text": "both", "color": "#ff8000", "translation_color": "#8000ff", **BARE}
    made = painter(**settings)
    rows = [Row("HHHH"), Row("HHHH", color="#00ff00"), Row("HHHH", is_translated=True)]
    painted = made.paint(rows)
    assert all(has(painted, color) for color in ("#ff8000", "#00ff00", "#8000ff"))


def test_what_is_not_final_is_paler_where_that_is_wanted() -> None:
    for is_pale in (False, True):
        painted = painter(is_pale=is_pale, **BARE).paint([Row("HHHH", is_final=False)])
        assert (int(painted[..., 3].max()) < 200) is is_pale


def test_outline_and_shadow_reach_out_and_nothing_is_cut_off() -> None:
    plain = ink(paint("OOO", align="center", **BARE))
    outlined = ink(paint("OOO", align="center", outline_px=6, outline_color="#0000ff", **BARE))
    assert (outlined[2] - outlined[0]) - (plain[2] - plain[0]) == pytest.approx(12, abs=2)
    shadowed = paint("OOO", align="center", shadow_px=12, **BARE)
    assert ink(shadowed)[2] - plain[2] >= 8
    for painted in (shadowed, paint("fjÅȷ|🚀漢", outline_px=6, shadow_px=6, **BARE)):
        for edge in (painted[0], painted[-1], painted[:, 0], painted[:, -1]):
            assert edge[..., 3].max() < 60


def test_bold_letters_have_more_ink() -> None:
    usual, bold = (paint("Hello 直播", is_bold=each, **BARE)[..., 3] for each in (False, True))
    assert bold.astype(int).sum() > 1.1 * usual.astype(int).sum()


def test_a_row_that_is_too_wide_is_made_to_fit() -> None:
    painted = paint("W" * 60, **BARE)
    left, _, right, _ = ink(painted)
    assert left >= 2
    assert right <= 638
    assert right - left > 500


def test_the_ruler_knows_the_width_before_it_is_painted() -> None:
    made = painter(**BARE)
    for text in ("Hello, everybody.", "大家好，欢迎来到直播间", "🚀🚀"):
        measured = made.ruler(is_translated=False)(text)
        left, _, right, _ = ink(made.paint([Row(text)]))
        assert right - left == pytest.approx(measured, rel=0.12)


def test_no_rows_are_no_picture() -> None:
    assert painter().paint([]).shape == (0, 640, 4)
