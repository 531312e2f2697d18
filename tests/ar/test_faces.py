"""Tests of studio.ar.faces on clips of a real face whose place is known.

Bounds are some times what was measured: a face of 180 px is 1.0 px off its place, still or moving,
0.04 px from one picture to the next when it is still, and less than a millisecond late.
"""

from collections.abc import Iterator

import numpy as np
import pytest

from studio.ar.faces import Faces, squares
from studio.model.tracking import Face
from studio.weights.models import named, whole_path
from tests.ar import clips

WIDTH, HEIGHT = 1280, 720
SETTLED = 15


@pytest.fixture
def faces() -> Iterator[Faces]:
    faces = Faces(whole_path(named("face")))
    yield faces
    faces.close()


def watch(faces: Faces, clip: clips.Clip, most: int = 1) -> list[tuple[clips.Shot, list[Face]]]:
    return [(shot, list(faces.look(clips.picture_of(shot), most))) for shot in clip]


def errors(seen: list[tuple[clips.Shot, list[Face]]]) -> list[float]:
    """Return how far each face is from the next true one, in parts of its width."""
    return [
        min(shot.error_px(face.points, index) for index in range(len(shot.poses)))
        / shot.poses[0].size
        for shot, found in seen
        for face in found
    ]


def nearest(shot: clips.Shot, face: Face) -> int:
    """Return which of the true faces this one is."""
    x, y = face.points[:468, :2].mean(axis=0).tolist()
    away = [np.hypot(pose.x - x, pose.y - y) for pose in shot.poses]
    return int(np.argmin(away))


def test_a_still_face_is_where_it_is_and_hardly_shakes(faces: Faces) -> None:
    seen = watch(faces, clips.still(WIDTH, HEIGHT, frames=60))
    assert all(len(found) == 1 for _, found in seen)
    assert {face.number for _, found in seen for face in found} == {1}
    assert max(errors(seen)) < 0.02
    assert max(errors(seen[SETTLED:])) < 0.01
    points = np.array([found[0].points[:, :2] for _, found in seen[SETTLED:]])
    shake_px = np.linalg.norm(np.diff(points, axis=0), axis=2).mean()
    assert 0 < shake_px < 0.1


@pytest.mark.slow
@pytest.mark.parametrize("px_s", [400, 1000])
def test_landmarks_do_not_lag_behind_a_face_that_moves(faces: Faces, px_s: float) -> None:
    seen = watch(faces, clips.moved(WIDTH, HEIGHT, frames=75, px_s=px_s))[SETTLED:]
    assert all(len(found) == 1 for _, found in seen)
    assert np.mean(errors(seen)) < 0.012
    assert max(errors(seen)) < 0.03
    x = np.array([shot.poses[0].x for shot, _ in seen])
    speed = np.gradient(x) * clips.FPS
    off = [float((found[0].points[:468, 0] - shot.truth()[:468, 0]).mean()) for shot, found in seen]
    lag_ms = -1000 * float((speed * off).sum() / (speed * speed).sum())
    assert abs(lag_ms) < 4


@pytest.mark.slow
@pytest.mark.parametrize(
    ("clip", "most_error"),
    [
        (clips.scaled(WIDTH, HEIGHT, frames=90), 0.02),
        (clips.turned(WIDTH, HEIGHT, frames=75), 0.025),
        (clips.dimmed(WIDTH, HEIGHT, frames=40), 0.012),
        (clips.half_hidden(WIDTH, HEIGHT, frames=40), 0.05),
    ],
    ids=["nearer and farther", "leaning", "in the dark", "half hidden"],
)
def test_landmarks_stay_on_the_face(faces: Faces, clip: clips.Clip, most_error: float) -> None:
    seen = watch(faces, clip)[SETTLED:]
    assert all(found for _, found in seen)
    assert {face.number for _, found in seen for face in found} == {1}
    assert np.percentile(errors(seen), 95) < most_error


@pytest.mark.slow
def test_a_face_that_is_hidden_fades_and_comes_back(faces: Faces) -> None:
    seen = watch(faces, clips.occluded(WIDTH, HEIGHT, frames=75))
    presence = [found[0].presence if found else 0.0 for _, found in seen]
    assert presence[0] < 0.5 < presence[10]  # it fades in
    assert presence[29] == 1
    assert 0 < presence[32] < 1
    assert np.all(np.diff(presence[30:40]) <= 0)
    fading = [found[0].points for _, found in seen[30:40] if found and found[0].presence < 1]
    assert len(fading) > 2
    assert all((points == fading[0]).all() for points in fading)  # where it was
    assert presence[40] == 0
    assert presence[59] == 0
    assert presence[70] == 1
    assert {face.number for _, found in seen for face in found} == {1}
    assert max(errors(seen[65:])) < 0.012


def test_where_nobody_is_nobody_is_seen(faces: Faces) -> None:
    assert not any(found for _, found in watch(faces, clips.nobody(WIDTH, HEIGHT)))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("count", "most"), [(4, 4), pytest.param(10, 4, marks=pytest.mark.soak), (10, 2)]
)
def test_no_more_faces_than_are_wanted_each_with_a_number_that_stays(
    faces: Faces, count: int, most: int
) -> None:
    seen = watch(faces, clips.several(WIDTH, HEIGHT, count, frames=40), most)[30:]
    for shot, found in seen:
        assert len(found) == most
        assert len({nearest(shot, face) for face in found}) == most  # no two on the same face
    assert len({tuple(sorted(face.number for face in found)) for _, found in seen}) == 1
    assert max(errors(seen)) < 0.015
    sizes = [np.ptp(face.points[:, 0]) for face in seen[-1][1]]
    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.slow
def test_a_face_that_leaves_by_half_is_held_or_let_go_but_never_misplaced(faces: Faces) -> None:
    seen = watch(faces, clips.half_out(WIDTH, HEIGHT, frames=90))
    assert all(len(found) <= 1 for _, found in seen)
    inside = [(shot, found) for shot, found in seen[SETTLED:] if shot.poses[0].x > 0.12 * WIDTH]
    assert np.mean(errors(inside)) < 0.03
    assert all(found for _, found in seen[-20:])  # it has come back
    assert max(errors(seen[-10:])) < 0.015


@pytest.mark.slow
def test_a_small_face_in_a_4k_picture_is_found_and_read(faces: Faces) -> None:
    stage = clips.Stage(3840, 2160)
    pose = clips.Pose(2900, 800, 220)  # a seventeenth of the width
    seen = watch(faces, (stage.shot(index, pose) for index in range(16)))
    assert all(found for _, found in seen[-3:])
    assert max(errors(seen[-3:])) < 0.015


def test_the_scout_sees_all_of_a_picture_in_ever_smaller_squares() -> None:
    for width, height in ((1920, 1080), (1080, 1920), (640, 640), (2560, 1080)):
        windows = squares(width, height)
        assert windows[0].side >= max(width, height)
        assert len(windows) < 24
        for side in sorted({window.side for window in windows}):
            covered = np.zeros((height, width), bool)
            for each in (window for window in windows if window.side == side):
                left, top = max(each.left, 0), max(each.top, 0)
                covered[top : each.top + each.side, left : each.left + each.side] = True
            assert covered[4:-4, 4:-4].all()


@pytest.mark.slow
def test_a_face_that_comes_where_another_has_just_gone_is_one_and_keeps_its_number(
    faces: Faces,
) -> None:
    stage = clips.Stage(WIDTH, HEIGHT)
    left, right = clips.Pose(400, 330, 150), clips.Pose(880, 330, 150)
    watch(faces, (stage.shot(index, left, right) for index in range(20)), most=2)
    ((_, both),) = watch(faces, iter([stage.shot(20, left, right)]), most=2)
    number = next(face.number for face in both if nearest(stage.shot(0, left, right), face))
    way = [clips.Pose(880 - 16 * step, 330, 150) for step in range(31)]
    shots = (stage.shot(21 + step, pose) for step, pose in enumerate([*way, *way[-1:] * 10]))
    found = [found for _, found in watch(faces, shots, most=2)]
    assert all(len(each) == 1 for each in found[10:])
    assert {face.number for each in found[10:] for face in each} == {number}
