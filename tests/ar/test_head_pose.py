"""Tests of studio.ar.head_pose against MediaPipe's own matrix, where it can be had."""

import math
import zipfile
from pathlib import Path

import numpy as np
import pytest

from studio.ar import mediapipe_tasks as tasks
from studio.ar.head_pose import CanonicalFace
from studio.weights.errors import ModelError
from studio.weights.models import named, whole_path
from tests.ar import clips

WIDTH, HEIGHT = 1280, 720


@pytest.fixture(scope="module")
def canonical() -> CanonicalFace:
    return CanonicalFace.read(whole_path(named("face")))


@pytest.mark.parametrize(
    "pose",
    [
        clips.Pose(640, 330, 330),
        clips.Pose(380, 400, 260),
        clips.Pose(900, 300, 280, turned=-25),
    ],
)
def test_it_is_the_matrix_that_mediapipe_makes_of_the_same_points(
    canonical: CanonicalFace, pose: clips.Pose
) -> None:
    shot = clips.Stage(WIDTH, HEIGHT).shot(0, pose)
    faces = tasks.module("vision.face_landmarker")
    options = faces.FaceLandmarkerOptions(
        base_options=tasks.options(str(whole_path(named("face")))),
        running_mode=tasks.running_mode(is_video=False),
        output_facial_transformation_matrixes=True,
    )
    with faces.FaceLandmarker.create_from_options(options) as landmarker:
        found = landmarker.detect(tasks.image(shot.rgb))
    size = np.array([WIDTH, HEIGHT, WIDTH])
    points = np.array([(p.x, p.y, p.z) for p in found.face_landmarks[0]]) * size
    matrix = canonical.pose(points.astype(np.float32), WIDTH, HEIGHT)
    theirs = found.facial_transformation_matrixes[0]
    assert np.allclose(matrix[:3, :3], theirs[:3, :3], atol=2e-3)
    assert np.allclose(matrix[:3, 3], theirs[:3, 3], rtol=2e-3, atol=2e-2)


def test_a_head_that_leans_leans_in_its_matrix_too(canonical: CanonicalFace) -> None:
    def lean(degrees: float) -> float:
        points = np.zeros((478, 3), np.float32)
        points[:, :2] = clips.Shot(clips.photo(), 0, (clips.Pose(640, 360, 200, degrees),)).truth()
        matrix = canonical.pose(points, WIDTH, HEIGHT)
        return math.degrees(math.atan2(matrix[1, 0], matrix[0, 0]))

    assert lean(0) - lean(20) == pytest.approx(20, abs=1.5)  # y goes up there


def test_the_canonical_face_is_a_face(canonical: CanonicalFace) -> None:
    assert canonical.vertices.shape == (468, 3)
    width, height, depth = np.ptp(canonical.vertices, axis=0)
    assert 14 < width < 17  # centimetres
    assert 16 < height < 20
    assert 8 < depth < 13


@pytest.mark.parametrize("held", [b"", b"\x0a\xff\xff\xff\xff\x0f", b"\x0a\x02\x08\x01", b"\xff"])
def test_a_model_without_one_is_refused(tmp_path: Path, held: bytes) -> None:
    path = tmp_path / "face.task"
    with zipfile.ZipFile(path, "w") as bundle:
        bundle.writestr("geometry_pipeline_metadata_landmarks.binarypb", held)
    with pytest.raises(ModelError, match="has no canonical face"):
        CanonicalFace.read(path)
