"""Tests of studio.app.theme.tokens."""

import pytest
from PySide6.QtGui import QColor

from studio.app.theme.tokens import COLOURS, Tokens, make, mixed


def luminance(colour: QColor) -> float:
    """Return the relative luminance, as WCAG has it."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", COLOURS)
def test_text_can_be_read_on_every_surface(name: str) -> None:
    theme = make(name, 1.0, True)
    least = 7.0 if name == "contrast" else 4.5
    for surface in (theme.surface_0, theme.surface_1, theme.surface_2, theme.hover):
        assert contrast(theme.text, surface) >= least
    for surface in (theme.surface_0, theme.surface_1, theme.surface_2):
        assert contrast(theme.secondary, surface) >= least
    assert contrast(theme.text, theme.selected) >= least
    assert contrast(theme.on_accent, theme.accent) >= 4.5
    assert contrast(theme.on_live, theme.live) >= 4.5


@pytest.mark.parametrize("name", COLOURS)
def test_the_ring_can_be_seen(name: str) -> None:
    theme = make(name, 1.0, True)
    assert contrast(theme.accent, theme.surface_0) >= 3
    assert contrast(theme.accent, theme.surface_1) >= 3


def test_text_grows_and_gaps_do_not() -> None:
    small, large = make("dark", 1.0, True), make("dark", 2.0, True)
    assert (small.text_px, small.target_px, small.gap_px) == (13, 32, 8)
    assert (large.text_px, large.target_px, large.gap_px) == (26, 52, 8)
    assert large.icon_px == 2 * small.icon_px


def test_who_wants_no_motion_gets_none() -> None:
    assert (make("dark", 1.0, True).quick_ms, make("dark", 1.0, True).calm_ms) == (120, 200)
    still: Tokens = make("dark", 1.0, False)
    assert (still.quick_ms, still.calm_ms) == (0, 0)


def test_mixed_lies_between() -> None:
    assert mixed(QColor("#000000"), QColor("#FFFFFF"), 0.5).name() == "#808080"
