"""An item's transform as the numbers that a person thinks in, and back.

A person says how wide something is; the collection says by how much it is scaled, or how
wide the bounds are that it is fitted into.  Knows no Qt.
"""

import math
from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from studio.model import edits as do
from studio.model.scene import Blend, SceneItem
from studio.model.transform import (
    MAX_CROP_PX,
    MAX_POSITION_PX,
    BoundsType,
    box_size,
    visible_part,
)

_PX: JsonDict = {"unit": "px"}
_CROP: JsonDict = {"unit": "px", "group": "Crop"}
_FIT: JsonDict = {"group": "Fitting"}

Point = Literal[
    "top_left",
    "top",
    "top_right",
    "left",
    "center",
    "right",
    "bottom_left",
    "bottom",
    "bottom_right",
]
Size = tuple[int, int]


class ItemSettings(BaseModel):
    """What the form shows."""

    model_config = ConfigDict(defer_build=True)

    x: float = Field(
        default=0, ge=-MAX_POSITION_PX, le=MAX_POSITION_PX, title="X", json_schema_extra=_PX
    )
    y: float = Field(
        default=0, ge=-MAX_POSITION_PX, le=MAX_POSITION_PX, title="Y", json_schema_extra=_PX
    )
    width: float = Field(ge=0, le=MAX_POSITION_PX, title="Width", json_schema_extra=_PX)
    height: float = Field(ge=0, le=MAX_POSITION_PX, title="Height", json_schema_extra=_PX)
    rotation_deg: float = Field(
        default=0, ge=-360, le=360, title="Turned by", json_schema_extra={"unit": "°", "step": 1}
    )
    opacity: float = Field(
        default=100, ge=0, le=100, title="Opacity", json_schema_extra={"unit": "%", "step": 1}
    )
    blend: Blend = Field(default="normal", title="Blending")
    alignment: Point = Field(
        default="top_left", title="Counted from", description="The point that X and Y tell"
    )
    left: int = Field(default=0, ge=0, le=MAX_CROP_PX, title="Left", json_schema_extra=_CROP)
    top: int = Field(default=0, ge=0, le=MAX_CROP_PX, title="Top", json_schema_extra=_CROP)
    right: int = Field(default=0, ge=0, le=MAX_CROP_PX, title="Right", json_schema_extra=_CROP)
    bottom: int = Field(default=0, ge=0, le=MAX_CROP_PX, title="Bottom", json_schema_extra=_CROP)
    bounds_type: BoundsType = Field(
        default=BoundsType.NONE,
        title="Fit into a box",
        description="The box is as wide and high as told above",
        json_schema_extra={
            "group": "Fitting",
            "enumTitles": [
                "No box",
                "Stretch",
                "Whole inside",
                "Fill, cut the rest",
                "As wide as the box",
                "As high as the box",
                "Shrink only",
            ],
        },
    )
    bounds_alignment: Point = Field(default="center", title="Place in it", json_schema_extra=_FIT)
    crop_to_bounds: bool = Field(default=False, title="Cut at the box", json_schema_extra=_FIT)


TRANSFORM_KEYS = (
    "x",
    "y",
    "rotation_deg",
    "alignment",
    "bounds_type",
    "bounds_alignment",
    "crop_to_bounds",
)
CROP_KEYS = ("left", "top", "right", "bottom")


def numbers_of(item: SceneItem, size: Size | None) -> dict[str, object]:
    """Return an item's numbers; without its picture's size, its box is as large as a pixel."""
    transform = item.transform
    width, height = box_size(transform, *(size or (1, 1)))
    told: dict[str, object] = {
        key: value
        for key, value in transform.model_dump(mode="json").items()
        if key in TRANSFORM_KEYS
    }
    crop = transform.crop.model_dump(mode="json")
    return {
        **told,
        **{key: crop[key] for key in CROP_KEYS},
        "width": width,
        "height": height,
        "opacity": item.opacity * 100,
        "blend": item.blend,
    }


def numbers_edits(
    scene: str, item: SceneItem, size: Size | None, numbers: Mapping[str, object]
) -> list[do.Edit]:
    """Return what sets numbers of an item.

    Args:
        scene: Or group that holds it.
        item: As it is.
        size: Natural size of its picture, if it is known.
        numbers: The new ones, by key of ``ItemSettings``.
    """
    edits: list[do.Edit] = []
    change: dict[str, object] = {key: numbers[key] for key in TRANSFORM_KEYS if key in numbers}
    crop = {key: numbers[key] for key in CROP_KEYS if key in numbers}
    if crop:
        change["crop"] = {**item.transform.crop.model_dump(mode="json"), **crop}
    change |= _sized(item, size, numbers)
    if numbers.get("bounds_type") not in (None, "none") and not item.transform.bounds_width:
        width, height = box_size(item.transform, *(size or (1, 1)))
        change |= {"bounds_width": width, "bounds_height": height}
    if change:
        edits.append(do.SetSceneItemTransform(scene=scene, item_id=item.id, transform=change))
    if "blend" in numbers:
        blend = numbers["blend"]
        edits.append(
            do.SetSceneItemBlendMode.model_validate(
                {"scene": scene, "item_id": item.id, "blend": blend}
            )
        )
    if isinstance(opacity := numbers.get("opacity"), int | float):
        edits.append(do.SetSceneItemOpacity(scene=scene, item_id=item.id, opacity=opacity / 100))
    return edits


def _sized(item: SceneItem, size: Size | None, numbers: Mapping[str, object]) -> dict[str, object]:
    """Return what makes the box as wide and high as the numbers say."""
    transform = item.transform
    has_box = transform.bounds_type is not BoundsType.NONE
    natural = size or (1, 1)
    part = visible_part(transform, *natural)
    change: dict[str, object] = {}
    for key, extent, scale, bounds in (
        ("width", part.width, transform.scale_x, "bounds_width"),
        ("height", part.height, transform.scale_y, "bounds_height"),
    ):
        wanted = numbers.get(key)
        if not isinstance(wanted, int | float):
            continue
        if has_box:
            change[bounds] = wanted
        elif extent:
            change["scale_x" if key == "width" else "scale_y"] = math.copysign(
                wanted / extent, scale
            )
    return change
