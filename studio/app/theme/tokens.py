"""The tokens as Python values, at the text scale of now.

Text, icons and targets grow with the text scale; gaps stay on the grid of 4 px, so
that large text takes room from emptiness and not from other text::

    tokens().accent, tokens().target_px, tokens().quick_ms
"""

import tomllib
from dataclasses import dataclass
from functools import cache

from PySide6.QtGui import QColor

from studio.app.theme.files import ASSETS

COLOURS = ("dark", "light", "contrast")


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme at one text scale.

    Attributes:
        surface_0: Behind everything; ``surface_1`` is a dock, ``surface_2`` what can be pressed.
        line: Between things that touch.
        hover: A surface under the pointer.
        selected: Behind what is chosen: the accent, thin.
        target_px: The least height and width of what can be pressed.
        quick_ms: The time of a small motion; 0 where the system asks for none.
    """

    name: str
    scale: float
    surface_0: QColor
    surface_1: QColor
    surface_2: QColor
    text: QColor
    secondary: QColor
    accent: QColor
    on_accent: QColor
    live: QColor
    on_live: QColor
    good: QColor
    warning: QColor
    line: QColor
    hover: QColor
    selected: QColor
    grid_px: int
    gap_px: int
    gap_wide_px: int
    radius_px: int
    target_px: int
    text_px: int
    line_px: int
    title_px: int
    icon_px: int
    quick_ms: int
    calm_ms: int

    @property
    def is_dark(self) -> bool:
        """Whether text is lighter than what it stands on."""
        return self.text.lightness() > self.surface_0.lightness()

    @property
    def small_px(self) -> int:
        """Text that explains other text: a step smaller, never below 11 px."""
        return round(12 * self.scale)


@cache
def _file() -> dict[str, dict[str, str]]:
    return tomllib.loads((ASSETS / "theme" / "tokens.toml").read_text("utf-8"))


def mixed(one: QColor, other: QColor, part: float) -> QColor:
    """Return ``one`` with ``part`` of ``other`` in it."""
    return QColor.fromRgbF(
        one.redF() + (other.redF() - one.redF()) * part,
        one.greenF() + (other.greenF() - one.greenF()) * part,
        one.blueF() + (other.blueF() - one.blueF()) * part,
    )


def make(name: str, scale: float, has_motion: bool) -> Tokens:
    """Return the tokens of a theme.

    Args:
        name: One of ``COLOURS``.
        scale: Of text; 1 to 2.
        has_motion: Whether the system is content with motion.
    """
    colours = {key.replace("-", "_"): QColor(value) for key, value in _file()[name].items()}
    sizes = {key: int(value.removesuffix("px")) for key, value in _file()["size"].items()}
    times = {key: int(value.removesuffix("ms")) for key, value in _file()["motion"].items()}
    strong = 0.3 if name == "contrast" else 0.16
    return Tokens(
        name=name,
        scale=scale,
        **colours,
        hover=mixed(colours["surface_2"], colours["text"], 0.08),
        selected=mixed(colours["surface_1"], colours["accent"], strong),
        grid_px=sizes["grid"],
        gap_px=sizes["gap"],
        gap_wide_px=sizes["gap-wide"],
        radius_px=sizes["radius"],
        target_px=round(sizes["text-line"] * scale) + sizes["target"] - sizes["text-line"],
        text_px=round(sizes["text"] * scale),
        line_px=round(sizes["text-line"] * scale),
        title_px=round(sizes["title"] * scale),
        icon_px=round(sizes["icon"] * scale),
        quick_ms=times["quick"] if has_motion else 0,
        calm_ms=times["calm"] if has_motion else 0,
    )


_now: list[Tokens] = []


def tokens() -> Tokens:
    """Return the tokens of the theme that is applied; the dark one before any is."""
    return _now[0] if _now else make("dark", 1.0, True)


def set_tokens(new: Tokens) -> None:
    """Make these the tokens of now; ``theme.apply`` does."""
    _now[:] = [new]
