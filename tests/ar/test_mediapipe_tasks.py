"""Tests of studio.ar.mediapipe_tasks."""

import subprocess
import sys

import cv2
import numpy as np

from studio.ar import mediapipe_tasks as tasks
from studio.ar.face_tasks import FaceReader
from studio.model.tracking import BLENDSHAPES
from studio.weights.models import named, whole_path
from tests.ar import clips

LOADED = """
import sys
from studio.ar import mediapipe_tasks
mediapipe_tasks.module("vision.face_landmarker")
print(*sorted({"matplotlib", "sounddevice", "jax", "PySide6"} & set(sys.modules)))
"""


def test_the_tasks_are_loaded_without_what_they_drag_in() -> None:
    argv = [sys.executable, "-c", LOADED]
    done = subprocess.run(argv, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_a_face_read_as_arrays_is_what_mediapipe_says() -> None:
    rgb = np.asarray(cv2.resize(clips.photo(), (448, 448), interpolation=cv2.INTER_AREA), np.uint8)
    path = whole_path(named("face"))
    reader = FaceReader(path)
    seen = reader.look(rgb)
    reader.close()
    faces = tasks.module("vision.face_landmarker")
    options = faces.FaceLandmarkerOptions(
        base_options=tasks.options(str(path)),
        running_mode=tasks.running_mode(is_video=False),
        output_face_blendshapes=True,
    )
    with faces.FaceLandmarker.create_from_options(options) as landmarker:
        found = landmarker.detect(tasks.image(rgb))
        of_four_channels = landmarker.detect(tasks.image(rgb, on_gpu=True))
    points = [(point.x, point.y, point.z) for point in found.face_landmarks[0]]
    scores = [category.score for category in found.face_blendshapes[0]]
    assert seen is not None
    for_card = [(point.x, point.y, point.z) for point in of_four_channels.face_landmarks[0]]
    assert np.allclose(for_card, points, atol=1e-6)
    assert np.allclose(seen.points, points, atol=1e-6)
    assert np.allclose(seen.blendshapes, scores, atol=1e-6)
    names = [category.category_name for category in found.face_blendshapes[0]]
    assert names == ["_neutral", *BLENDSHAPES[1:]]


def test_a_picture_for_the_graphics_card_has_four_channels() -> None:
    formats = tasks.module("vision.core.image").ImageFormat
    rgb = np.full((8, 8, 3), (10, 20, 30), np.uint8)
    image = tasks.image(rgb, on_gpu=True)
    assert image.image_format == formats.SRGBA  # the others are refused there
    assert image.numpy_view()[0, 0].tolist() == [10, 20, 30, 255]
    assert tasks.image(rgb).image_format == formats.SRGB
