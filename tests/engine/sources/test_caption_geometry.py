"""Tests of studio.engine.sources.caption_geometry."""

import pytest

from studio.engine.sources.caption_geometry import Geometry
from studio.model.kinds_captions import CaptionSourceSettings


def geometry(**settings: object) -> Geometry:
    return Geometry.of(CaptionSourceSettings.model_validate(settings))


def test_there_is_room_for_the_lines_and_what_lies_around_them() -> None:
    one, three = geometry(lines=1), geometry(lines=3)
    assert three.height - one.height == 2 * one.said.pitch
    assert one.width == 1536
    assert one.room == 1536 - 2 * one.side
    assert geometry(outline_px=8).above == one.above + 8


def test_a_translation_has_lines_of_its_own_below() -> None:
    alone, both = geometry(text="translation"), geometry(text="both", translation_size_px=30)
    assert alone.height == geometry().height
    assert both.height - alone.height == 2 * both.translated.pitch == 2 * 39


@pytest.mark.parametrize("width_px", [160, 333, 1537])
@pytest.mark.parametrize("size_px", [8, 61, 400])
def test_its_sides_are_even_and_a_letter_always_fits(width_px: int, size_px: int) -> None:
    made = geometry(width_px=width_px, size_px=size_px, padding_px=200, lines=1)
    assert made.width % 2 == made.height % 2 == 0
    assert made.said.size_px <= size_px
    assert 0 < 2 * made.said.size_px <= made.room
