"""Tests of studio.avatar.painter: what is drawn looks as it did, and as the file asks for."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from studio.avatar.carry import Carried
from studio.avatar.framing import framed
from studio.avatar.model import AvatarModel, Toon
from studio.avatar.motion import Motion
from studio.avatar.painter import Painter
from studio.avatar.skeleton import Skeleton
from studio.avatar.turns import axis_angle
from studio.effects.device import shared_device
from studio.effects.planes import Pixels
from tests.avatar.files import own_model
from tests.avatar.golden_pictures import Rgb, golden, picture_of, strip

pytestmark = pytest.mark.slow
MEAN_CODES, SPOT_CODES = 2.5, 26.0
"""On the average over all, and over the worst square of 16 pixels; of 255."""


def differs_by(first: Rgb, second: Rgb) -> tuple[float, float]:
    apart = cv2.absdiff(first, second).mean(axis=2)
    spots = cv2.resize(
        apart, (apart.shape[1] // 16, apart.shape[0] // 16), interpolation=cv2.INTER_AREA
    )
    return float(apart.mean()), float(spots.max())


def paint(model: AvatarModel, framing: str = "bust", size: tuple[int, int] = (128, 128)) -> Pixels:
    skeleton = Skeleton(model)
    painter = Painter(shared_device(), model)
    try:
        view = framed(model, skeleton, framing, 1.0)
        return painter.paint(skeleton.palette(), {}, view, size)
    finally:
        painter.close()


def with_all(**changes: object) -> AvatarModel:
    model = own_model()
    changed = tuple(replace(toon, **changes) for toon in model.materials)  # type: ignore[arg-type]
    return replace(model, materials=changed)


def test_our_avatar_looks_as_it_did() -> None:
    mean, spot = differs_by(strip(), golden("nova"))
    assert mean < MEAN_CODES
    assert spot < SPOT_CODES


def test_the_same_avatar_looks_the_same_from_a_file_of_vrm_0() -> None:
    mean, spot = differs_by(strip(0), golden("nova"))
    assert mean < 2 * MEAN_CODES
    assert spot < 2 * SPOT_CODES


def test_an_eye_less_would_be_seen() -> None:
    whole = golden("nova")
    marred = whole.copy()
    marred[90:115, 90:115] = (255, 240, 220)
    assert differs_by(marred, whole)[1] > SPOT_CODES


def test_colours_are_multiplied_by_their_cover_and_the_background_is_clear() -> None:
    rgba = paint(own_model())
    assert (rgba[..., :3] <= rgba[..., 3:]).all()
    assert rgba[0].max() == 0
    assert (rgba[..., 3] == 255).mean() > 0.1
    edge = (rgba[..., 3] > 0) & (rgba[..., 3] < 255)
    assert 0.001 < edge.mean() < 0.1, "edges are smooth"


def test_what_blends_lets_the_background_through_and_what_is_cut_is_not_there() -> None:
    half = with_all(lit=(1.0, 0.0, 0.0, 0.5), texture=-1, blends=True, outline_m=0.0)
    seen = paint(half)[..., 3]
    assert 100 < np.median(seen[seen > 0]) < 255
    cut = with_all(lit=(1.0, 0.0, 0.0, 0.3), texture=-1, cutoff=0.5)
    assert paint(cut).max() == 0


def test_light_falls_on_one_side_and_none_on_what_is_unlit() -> None:
    plain = Toon(lit=(1, 1, 1, 1), shade=(0.1, 0.1, 0.1), toony=0.95)
    model = own_model()
    toon = replace(model, materials=tuple(plain for _ in model.materials))
    flat = replace(model, materials=tuple(replace(plain, is_unlit=True) for _ in model.materials))
    lit, unlit = paint(toon), paint(flat)
    inside = (lit[..., 3] == 255) & (unlit[..., 3] == 255)
    assert np.ptp(lit[inside][:, 0]) > 100
    assert unlit[inside][:, 0].min() > 250
    columns = np.nonzero(inside.any(axis=0))[0]
    left, right = columns[: len(columns) // 3], columns[-len(columns) // 3 :]
    assert lit[:, left, 0][inside[:, left]].mean() > lit[:, right, 0][inside[:, right]].mean()


def test_framings_show_more_and_more() -> None:
    heads = []
    for framing in ("head", "bust", "full"):
        rgb = picture_of(own_model(), framing, Motion(), 128).astype(int)
        orange = (rgb[..., 0] > 200) & (rgb[..., 2] < 130)
        heads.append(int(orange[:64].sum()))
    assert heads[0] > heads[1] > heads[2] > 0


def test_pictures_that_are_not_square_are_not_squeezed() -> None:
    square, wide = paint(own_model(), size=(128, 128)), paint(own_model(), size=(192, 128))
    middle = wide[:, 32:160]
    assert np.abs(square.astype(int) - middle.astype(int)).mean() < 2.0


def test_points_come_to_where_skinning_by_the_book_has_them() -> None:
    model = own_model()
    skeleton = Skeleton(model)
    skeleton.pose({"spine": axis_angle((1, 0, 0), 0.4), "leftUpperArm": axis_angle((0, 0, 1), -1)})
    palette = skeleton.palette()
    face = next(n for n, each in enumerate(model.corners) if each.targets and each.targets[0])
    weights = {(model.corners[face].node, 0): 0.7}
    carried = Carried(model)
    carried.places(palette, {})
    places = carried.places(palette, weights)
    for number, corners in enumerate(model.corners):
        points = corners.points.astype(float)
        if corners.targets and corners.targets[0] is not None:
            target = corners.targets[0]
            points[target.at] += 0.7 * target.points
        matrices = palette[corners.joints]
        whole = np.concatenate([points, np.ones((len(points), 1))], axis=1)
        each = (matrices @ whole[:, None, :, None])[..., :3, 0]
        expected = (each * corners.weights[..., None]).sum(axis=1)
        first = carried.firsts[number]
        assert np.allclose(places[first : first + len(points), :3], expected, atol=1e-5)
