"""The beauty filter as data: what its sliders say, ready for the compositors.

Its formulas are in ``beauty_fields`` (skin, tone and make-up as an affine map of luma and
chroma that changes from place to place), ``beauty_warp`` (the shape, as one field of shifts)
and ``looks`` (colours of the whole picture).  The first two are done where faces are seen, the
last on each picture.
"""

from dataclasses import dataclass, fields

from studio.model.kinds import rgba
from studio.model.kinds_ar import BeautySettings

Rgb = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Beauty:
    """Strengths, 0..1 or -1..1 with 0 for nothing, and colours 0..255.

    Attributes:
        chin: Longer above 0, shorter below.
        forehead: Higher above 0.
        eye_distance: Farther apart above 0.
        mouth: Wider above 0.
        look: One of ``looks.LOOKS``.
    """

    smooth: float = 0.0
    whiten: float = 0.0
    rosy: float = 0.0
    sharpen: float = 0.0
    eye_bags: float = 0.0
    folds: float = 0.0
    contour: float = 0.0
    slim_face: float = 0.0
    small_face: float = 0.0
    jaw: float = 0.0
    chin: float = 0.0
    forehead: float = 0.0
    big_eyes: float = 0.0
    eye_distance: float = 0.0
    eye_light: float = 0.0
    slim_nose: float = 0.0
    mouth: float = 0.0
    plump_lips: float = 0.0
    white_teeth: float = 0.0
    lipstick: float = 0.0
    lip_color: Rgb = (200, 56, 78)
    blush: float = 0.0
    blush_color: Rgb = (238, 127, 134)
    brows: float = 0.0
    brow_color: Rgb = (74, 52, 44)
    eyeliner: float = 0.0
    eye_shadow: float = 0.0
    eye_shadow_color: Rgb = (160, 96, 90)
    look: str = "none"
    look_strength: float = 0.0

    @property
    def paints(self) -> bool:
        """Whether it changes colours of faces."""
        return any(getattr(self, name) for name in _PAINTS)

    @property
    def shapes(self) -> bool:
        """Whether it moves parts of faces."""
        return any(getattr(self, name) for name in SHAPES)

    @property
    def tints(self) -> bool:
        """Whether it changes the colours of the whole picture."""
        return self.look != "none" and self.look_strength > 0

    @property
    def is_idle(self) -> bool:
        """Whether no picture is changed by it."""
        return not (self.paints or self.shapes or self.tints)


SHAPES = (
    "slim_face", "small_face", "jaw", "chin", "forehead", "big_eyes", "eye_distance",
    "slim_nose", "mouth", "plump_lips",
)  # fmt: skip
_PAINTS = tuple(
    each.name
    for each in fields(Beauty)
    if each.type in (float, "float") and each.name not in (*SHAPES, "look_strength")
)


def beauty_of(settings: BeautySettings) -> Beauty:
    """Return what settings say."""
    values = {each.name: getattr(settings, each.name) for each in fields(Beauty)}
    for name, value in values.items():
        if name.endswith("_color"):
            values[name] = rgba(value)[:3]
    return Beauty(**values)
