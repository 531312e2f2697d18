"""Tests of studio.effects.head_stage and views_round: models as heads wear them."""

import io
import json
from pathlib import Path

import numpy as np
import pytest

from studio.effects.errors import EffectError
from studio.effects.head_stage import HeadStage
from studio.effects.planes import NOTHING, Pixels
from studio.effects.round import Round
from studio.effects.viewing import serve
from studio.effects.views_round import FRONT, draw_views
from studio.model.head_views import PITCHES_DEG, VIEWS, YAWS_DEG, HeadViews, view_index
from tests.effects.glb_files import Glb, paint

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
MIDDLE = len(PITCHES_DEG) // 2


def stage(**more: object) -> HeadStage:
    glb = Glb().cube(paint(0.8, 0.1, 0.1)).data()
    told = {"file": "cube.glb", "width_mm": 40, **more}
    return HeadStage(glb, HeadViews.model_validate(told))


def seen(pixels: Pixels) -> int:
    return int((pixels[..., 3] > 128).sum())


def view(of: HeadStage, row: int, column: int) -> Pixels:
    return of.picture(view_index(row, column) / VIEWS)


def test_the_head_hides_what_lies_behind_it_and_nothing_before_it() -> None:
    """A cube on the left temple: whole from the left, gone from the right."""
    temple = stage(place_mm=(-95, 30, -20))
    whole = seen(view(temple, MIDDLE, 0))  # the head looks to the left: its left side is hidden
    ahead = seen(view(temple, MIDDLE, len(YAWS_DEG) // 2))
    right = seen(view(temple, MIDDLE, len(YAWS_DEG) - 1))
    assert ahead > 1_000
    assert right > 1_000
    assert whole < right / 3


def test_a_cube_is_as_large_as_its_part_says() -> None:
    before = stage(place_mm=(0, 0, 200))
    px_cm = before.facts[0]
    rows, columns = np.nonzero(view(before, MIDDLE, len(YAWS_DEG) // 2)[..., 3] > 128)
    assert np.ptp(columns) + 1 == pytest.approx(4 * px_cm, abs=2)
    assert np.ptp(rows) + 1 == pytest.approx(4 * px_cm, abs=2)


def test_what_shines_has_a_glow_that_ends_within_the_view() -> None:
    glb = Glb().cube(paint(0.2, 0.2, 0.2)).data()
    told = {"file": "x", "width_mm": 40, "place_mm": (0, 0, 200), "glow": 0.8}
    glowing = HeadStage(glb, HeadViews.model_validate(told))
    pixels = view(glowing, MIDDLE, 8)
    assert not pixels[0].any()
    assert not pixels[:, 0].any()
    assert glowing.size[0] > 1.5 * 4 * glowing.facts[0]


def test_all_views_are_one_round_and_the_front_comes_first() -> None:
    small = stage(place_mm=(0, 0, 200), width_mm=8)
    firsts: list[Round] = []
    drawn = draw_views(small, small.picture, on_first=firsts.append)
    assert drawn
    assert (len(drawn.boxes), len(firsts)) == (VIEWS, 1)
    assert firsts[0].planes == (drawn.planes[FRONT],)
    assert drawn.facts == firsts[0].facts == small.facts
    assert NOTHING not in drawn.boxes
    assert draw_views(small, small.picture, goes_on=lambda: False) is None


def test_a_flat_nothing_is_refused() -> None:
    glb = Glb().cube(paint(1, 1, 1)).data()
    with pytest.raises(EffectError):
        HeadStage(glb[:200], HeadViews(file="x", width_mm=10))


def test_a_preview_draws_single_views(tmp_path: Path) -> None:
    (tmp_path / "cube.glb").write_bytes(Glb().cube(paint(0.8, 0.1, 0.1)).data())
    content = {"file": str(tmp_path / "cube.glb"), "width_mm": 20, "place_mm": (0, 0, 200)}
    orders = [
        {"content": content, "views": [FRONT, 0]},
        {"content": {**content, "file": "/no"}, "views": [0]},
    ]
    told = io.BytesIO()
    serve(io.BytesIO(b"\n".join(json.dumps(each).encode() for each in orders)), told)
    told.seek(0)
    about = json.loads(told.readline())
    assert len(about["boxes"]) == 2
    told.seek(sum(w * h * 5 // 2 for _, _, w, h in about["boxes"]), io.SEEK_CUR)
    assert "can't be read" in json.loads(told.readline())["refused"]
