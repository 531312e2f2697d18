"""Where a scene item lies on its canvas, with the meaning that OBS gives to every number.

The rule (OBS's ``obs-scene.c``): crop the source, scale it or fit it into the
bounds, put the point named by the alignment on the position, and turn it about
that point.  The same arithmetic serves the engine, which draws, and the app,
which draws handles.
"""

import math
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from studio.model.geometry import Affine, Rect

MAX_POSITION_PX = 90_001.0
MAX_CROP_PX = 100_000


class Alignment(StrEnum):
    """A point of a rectangle."""

    CENTER = "center"
    LEFT = "left"
    RIGHT = "right"
    TOP = "top"
    TOP_LEFT = "top_left"
    TOP_RIGHT = "top_right"
    BOTTOM = "bottom"
    BOTTOM_LEFT = "bottom_left"
    BOTTOM_RIGHT = "bottom_right"

    @property
    def fraction(self) -> tuple[float, float]:
        """The point as fractions of width and height."""
        x = 0.0 if "left" in self else 1.0 if "right" in self else 0.5
        y = 0.0 if "top" in self else 1.0 if "bottom" in self else 0.5
        return x, y


class BoundsType(StrEnum):
    """How an item is fitted into its bounds."""

    NONE = "none"
    STRETCH = "stretch"
    SCALE_INNER = "scale_inner"
    SCALE_OUTER = "scale_outer"
    SCALE_TO_WIDTH = "scale_to_width"
    SCALE_TO_HEIGHT = "scale_to_height"
    MAX_ONLY = "max_only"


class Crop(BaseModel):
    """Pixels of the source that are cut off at each edge."""

    model_config = ConfigDict(extra="allow", frozen=True, defer_build=True)

    left: int = Field(default=0, ge=0, le=MAX_CROP_PX)
    top: int = Field(default=0, ge=0, le=MAX_CROP_PX)
    right: int = Field(default=0, ge=0, le=MAX_CROP_PX)
    bottom: int = Field(default=0, ge=0, le=MAX_CROP_PX)


class Transform(BaseModel):
    """Place, size, turn and crop of a scene item, in canvas pixels."""

    model_config = ConfigDict(extra="allow", frozen=True, defer_build=True)

    x: float = Field(default=0.0, ge=-MAX_POSITION_PX, le=MAX_POSITION_PX)
    y: float = Field(default=0.0, ge=-MAX_POSITION_PX, le=MAX_POSITION_PX)
    scale_x: float = Field(default=1.0, ge=-1000, le=1000)
    scale_y: float = Field(default=1.0, ge=-1000, le=1000)
    rotation_deg: float = Field(default=0.0, ge=-360, le=360)
    alignment: Alignment = Alignment.TOP_LEFT
    crop: Crop = Crop()
    bounds_type: BoundsType = BoundsType.NONE
    bounds_alignment: Alignment = Alignment.CENTER
    bounds_width: float = Field(default=0.0, ge=0, le=MAX_POSITION_PX)
    bounds_height: float = Field(default=0.0, ge=0, le=MAX_POSITION_PX)
    crop_to_bounds: bool = False


def visible_part(transform: Transform, width: int, height: int) -> Rect:
    """Return what the crop leaves of a source of this size, in its own pixels."""
    crop = transform.crop
    left, top = min(crop.left, width), min(crop.top, height)
    return Rect(left, top, max(left, width - crop.right), max(top, height - crop.bottom))


def placement(transform: Transform, width: int, height: int) -> Affine:
    """Return the map from pixels of a source of this size to pixels of the canvas.

    Args:
        transform: The item's transform.
        width: Natural width of the source.
        height: Natural height of the source.
    """
    part = visible_part(transform, width, height)
    scale_x, scale_y = fitted_scale(transform, part)
    shown = (part.width * abs(scale_x), part.height * abs(scale_y))
    box = box_size(transform, width, height)
    inset = (0.0, 0.0)
    if transform.bounds_type is not BoundsType.NONE:
        at = transform.bounds_alignment.fraction
        inset = ((box[0] - shown[0]) * at[0], (box[1] - shown[1]) * at[1])
    pivot = transform.alignment.fraction
    # A negative scale mirrors inside the rectangle that the item would fill.
    mirror_x = shown[0] if scale_x < 0 else 0.0
    mirror_y = shown[1] if scale_y < 0 else 0.0
    local = Affine(
        a=scale_x,
        d=scale_y,
        tx=-part.left * scale_x + mirror_x + inset[0] - box[0] * pivot[0],
        ty=-part.top * scale_y + mirror_y + inset[1] - box[1] * pivot[1],
    )
    return _turned(transform).after(local)


def box_size(transform: Transform, width: int, height: int) -> tuple[float, float]:
    """Return the size of the box that is aligned and turned: the bounds, else what is shown."""
    if transform.bounds_type is not BoundsType.NONE:
        return transform.bounds_width, transform.bounds_height
    part = visible_part(transform, width, height)
    return part.width * abs(transform.scale_x), part.height * abs(transform.scale_y)


def box_placement(transform: Transform, width: int, height: int) -> Affine:
    """Return the map from the box, its top left corner at 0, to pixels of the canvas.

    The box is never mirrored: its corners stay where a person sees them.
    """
    box = box_size(transform, width, height)
    pivot = transform.alignment.fraction
    return _turned(transform).after(Affine(tx=-box[0] * pivot[0], ty=-box[1] * pivot[1]))


def _turned(transform: Transform) -> Affine:
    """Turn about the origin, then move to the position."""
    angle = math.radians(transform.rotation_deg)
    cos, sin = math.cos(angle), math.sin(angle)
    if transform.rotation_deg % 90 == 0:
        cos, sin = round(cos), round(sin)
    return Affine(cos, -sin, sin, cos, transform.x, transform.y)


def bounds_clip(transform: Transform) -> Rect | None:
    """Return the canvas rectangle that the item is cut to, or None.

    Only an item that is not turned can be cut to its bounds without a mask.
    """
    if not transform.crop_to_bounds or transform.bounds_type is BoundsType.NONE:
        return None
    if transform.rotation_deg % 360:
        return None
    pivot = transform.alignment.fraction
    left = transform.x - transform.bounds_width * pivot[0]
    top = transform.y - transform.bounds_height * pivot[1]
    return Rect(left, top, left + transform.bounds_width, top + transform.bounds_height)


def fitted_scale(transform: Transform, part: Rect) -> tuple[float, float]:
    """Return the scale of the visible part after the bounds had their say, signs kept."""
    width, height = part.width, part.height
    sx, sy = transform.scale_x, transform.scale_y
    kind = transform.bounds_type
    if kind is BoundsType.NONE or not (width and height and sx and sy):
        return sx, sy
    box_w, box_h = transform.bounds_width, transform.bounds_height
    if kind is BoundsType.STRETCH:
        return math.copysign(box_w / width, sx), math.copysign(box_h / height, sy)
    by_width = box_w / (width * abs(sx))
    by_height = box_h / (height * abs(sy))
    if kind is BoundsType.SCALE_INNER:
        factor = min(by_width, by_height)
    elif kind is BoundsType.SCALE_OUTER:
        factor = max(by_width, by_height)
    elif kind is BoundsType.SCALE_TO_WIDTH:
        factor = by_width
    elif kind is BoundsType.SCALE_TO_HEIGHT:
        factor = by_height
    else:  # MAX_ONLY shrinks what is too large and leaves the rest alone
        factor = min(1.0, by_width, by_height)
    return sx * factor, sy * factor
