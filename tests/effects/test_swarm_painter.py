"""Tests of studio.effects.swarm_painter, on whatever GPU there is."""

import os
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image

from studio.effects import swarm_ways
from studio.effects.device import shared_device
from studio.effects.errors import EffectError
from studio.effects.live_picture import GRID_PX, SIZES, LivePicture
from studio.effects.planes import TO_YUVA, Box
from studio.effects.sheet import shared_sheet
from studio.effects.swarm_painter import SwarmPainter, draw_planned
from studio.model.canvas_content import Particles

ROCKET = Path(__file__).parents[2] / "assets/gifts/rocket"
ONE = {
    "rate_s": 0,
    "burst": 1,
    "speed_px_s": (0, 0),
    "life_ms": (1_000, 1_000),
    "from_x": 60,
    "from_y": 40,
    "size_px": (32, 32),
    "fade_in": 0,
    "fade_out": 0,
}


def drawn(time_s: float = 0.5, size: float = 1.0, **more: object) -> LivePicture | None:
    content = Particles.model_validate({"width": 160, "height": 90, **ONE, **more})
    painter = SwarmPainter(shared_device(), content, shared_sheet())
    picture = painter.paint(time_s, size)
    painter.close()
    return picture


def seen(time_s: float = 0.5, size: float = 1.0, **more: object) -> LivePicture:
    picture = drawn(time_s, size, **more)
    assert picture is not None
    return picture


def test_a_spot_is_where_it_belongs_in_its_colour_and_soft() -> None:
    picture = seen(colors=("#ff8000",))
    box, rgba = picture.box, picture.pixels
    middle = rgba[40 - box.top, 60 - box.left]
    assert middle.tolist() == pytest.approx([253, 127, 0, 253], abs=4)
    assert 0 < rgba[40 - box.top, 60 + 10 - box.left, 3] < 160
    assert max(box.width, box.height) <= 72


@pytest.mark.parametrize("size", [*SIZES, 2 / 3, 1 / 3])
def test_boxes_fit_every_size_and_have_a_clear_edge(size: float) -> None:
    picture = seen(size=size, from_x=3, from_y=88)
    box, rgba = picture.box, picture.pixels
    for number in (box.left, box.top, box.width, box.height):
        assert number % GRID_PX == 0
    assert rgba.shape[:2] == (round(box.height * size), round(box.width * size))
    assert not any(edge.any() for edge in (rgba[:2], rgba[-2:], rgba[:, :2], rgba[:, -2:]))
    assert rgba.any()


def test_what_leaves_the_field_is_not_seen() -> None:
    picture = seen(from_x=0)
    assert not picture.pixels[:, : -picture.box.left].any()
    assert picture.pixels[:, -picture.box.left + 1].any()
    assert drawn(from_x=-40) is None


def test_the_same_time_is_the_same_picture() -> None:
    more: dict[str, Any] = {"rate_s": 200, "speed_px_s": (50, 90), "spread_deg": 360}
    one, other = seen(2.5, **more), seen(2.5, **more)
    assert one.box == other.box
    assert (one.pixels == other.pixels).all()


def test_colours_never_exceed_their_alpha() -> None:
    rgba = seen(2.5, rate_s=500, life_ms=(2_000, 2_000), colors=("#ffffff", "#ff000080")).pixels
    assert (rgba[..., :3].astype(int) <= rgba[..., 3:].astype(int) + 1).all()


def test_a_file_is_tinted_and_keeps_its_shape(tmp_path: Path) -> None:
    path = tmp_path / "leaf.png"
    Image.new("RGBA", (64, 32), (255, 255, 255, 255)).save(path)
    picture = seen(file=str(path), colors=("#00ff00",))
    filled = np.argwhere(picture.pixels[..., 3] == 255)
    high, wide = filled.max(0) - filled.min(0) + 1
    assert (high, wide) == pytest.approx((16, 32), abs=1)
    assert picture.pixels[40 - picture.box.top, 60 - picture.box.left].tolist() == [0, 255, 0, 255]


def test_in_yuva_it_is_what_its_rgba_is_converted_to(tmp_path: Path) -> None:
    path = tmp_path / "leaf.png"
    Image.new("RGBA", (64, 32), (40, 255, 90, 200)).save(path)
    many: dict[str, Any] = {"burst": 40, "speed_px_s": (20, 90), "spread_deg": 360}
    for file, colours in (("", ("#ff8000", "#3080ffa0")), (str(path), ("#ff80c0", "#ffffff60"))):
        more = {"width": 160, "height": 90, **ONE, **many, "file": file, "colors": colours}
        field, sheet = Particles.model_validate(more), shared_sheet()
        rgba, yuva = (
            SwarmPainter(shared_device(), field, sheet, yuva=which).paint(0.5, 1.0)
            for which in (False, True)
        )
        assert rgba
        assert yuva
        assert rgba.box == yuva.box
        expected = rgba.pixels @ TO_YUVA.T
        assert abs(expected - yuva.pixels).max() <= 4  # each of what lies upon another is rounded
        assert abs(expected - yuva.pixels).mean() < 0.5


def test_the_particles_of_further_emitters_lie_in_front(tmp_path: Path) -> None:
    path = tmp_path / "leaf.png"
    Image.new("RGBA", (64, 32), (255, 255, 255, 160)).save(path)
    around: dict[str, Any] = {"burst": 30, "speed_px_s": (20, 90), "spread_deg": 360}
    leaves: dict[str, Any] = {
        **ONE,
        "from_x": 100,
        "file": str(path),
        "colors": ("#00ff00",),
        "spin_deg_s": (9, 90),
    }
    both = seen(**around, more=(leaves,))
    own, other = seen(**around), seen(**leaves)
    assert both.box.left == min(own.box.left, other.box.left)
    assert both.box.width >= max(own.box.width, other.box.width)
    expected = laid_in(both.box, own)
    front = laid_in(both.box, other)
    expected = front + expected * (1 - front[..., 3:] / 255)
    assert abs(expected - both.pixels).max() <= 3
    assert drawn(time_s=2.0, more=(leaves,)) is None


def laid_in(box: Box, picture: LivePicture) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return a picture as a part of a larger box."""
    whole = np.zeros((box.height, box.width, 4))
    left, top = picture.box.left - box.left, picture.box.top - box.top
    whole[top : top + picture.box.height, left : left + picture.box.width] = picture.pixels
    return whole


def test_fields_that_are_drawn_at_once_look_as_each_alone(tmp_path: Path) -> None:
    path = tmp_path / "leaf.png"
    Image.new("RGBA", (64, 32), (255, 255, 255, 255)).save(path)
    kinds: tuple[dict[str, Any], ...] = (
        {"burst": 40, "speed_px_s": (20, 90), "spread_deg": 360, "size_px": (8, 30)},
        {"file": str(path), "spin_deg_s": (50, 90)},
        {"width": 700, "height": 300, "from_x": 350, "colors": ("#00ff0080",)},
    )
    fields = [Particles.model_validate({"width": 160, "height": 90, **ONE, **k}) for k in kinds]
    sheet = shared_sheet()
    painters = [SwarmPainter(shared_device(), each, sheet) for each in fields]
    alone = [painter.paint(0.5, 2 / 3) for painter in painters]
    planned = [painter.plan(0.5, 2 / 3) for painter in painters]
    together = draw_planned([each for each in planned if each], sheet)
    assert len(together) == len(alone)
    for one, other in zip(alone, together, strict=True):
        assert one is not None
        assert abs(one.pixels.astype(int) - other).max() <= 2
    assert all(painter.is_warm for painter in painters)
    for painter in painters:
        painter.close()


def test_the_first_field_has_the_code_of_all_others_compiled(tmp_path: Path) -> None:
    path = tmp_path / "leaf.png"
    Image.new("RGBA", (64, 32), (255, 255, 255, 255)).save(path)
    swarm_ways.way_of.cache_clear()
    spots, leaves = (
        SwarmPainter(
            shared_device(),
            Particles.model_validate({"width": 160, "height": 90, "file": file, **ONE}),
            shared_sheet(),
        )
        for file in ("", str(path))
    )
    assert not spots.is_warm
    assert not leaves.is_warm
    spots.warm_up()
    assert spots.is_warm
    assert leaves.is_warm
    assert spots.paint(0.5, 1.0)
    assert leaves.paint(0.5, 1.0)
    for painter in (spots, leaves):
        painter.close()


@pytest.mark.parametrize(("name", "is_soft"), [("smoke", True), ("star", False)])
def test_what_is_soft_is_drawn_smaller_and_looks_the_same(name: str, is_soft: bool) -> None:
    file = str(ROCKET / f"{name}.webp")
    more = {"width": 720, "height": 480, "from_x": 360, "from_y": 240, "file": file}
    more |= {"burst": 12, "speed_px_s": (20, 200), "spread_deg": 360, "size_px": (90, 190)}
    field, sheet = Particles.model_validate({**ONE, **more}), shared_sheet()
    painter = SwarmPainter(shared_device(), field, sheet)
    whole, spared = painter.plan(0.8, 1.0), painter.plan(0.8, 1.0, spares=True)
    assert whole
    assert spared
    (small,) = draw_planned([spared], sheet)
    size = (whole.width, whole.height)
    enlarged = cv2.resize(small.copy(), size, interpolation=cv2.INTER_LINEAR)
    assert painter.plan(0.8, 1.0)
    (fine,) = draw_planned([whole], sheet)
    painter.close()
    assert (spared.width < whole.width) == is_soft
    assert np.percentile(abs(enlarged.astype(int) - fine), 99) <= 10


def test_a_file_that_has_changed_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "leaf.png"
    for name in ("#ff0000", "#0000ff"):
        Image.new("RGB", (32, 32), name).save(path)
        os.utime(path, ns=(0, int(name == "#ff0000")))
        picture = seen(file=str(path))
        red, _, blue = picture.pixels[40 - picture.box.top, 60 - picture.box.left, :3]
        assert (red > blue) == (name == "#ff0000")


def test_nothing_is_drawn_when_none_is_there(tmp_path: Path) -> None:
    assert drawn(time_s=2.0) is None
    with pytest.raises(EffectError, match=r"leaf\.png is not there"):
        drawn(file=str(tmp_path / "leaf.png"))
