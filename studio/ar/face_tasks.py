"""MediaPipe's two tasks for faces: one finds them, one follows a face that was found.

Both see small square pieces of a picture; places are 0..1 of the piece::

    found = Scout(path).look(rgb)
    seen = FaceReader(path).look(rgb)       # None: there is no face
"""

import ctypes
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from studio.ar import mediapipe_tasks as tasks
from studio.ar.mediapipe_tasks import Floats, Rgb
from studio.model.tracking import BLENDSHAPES, LANDMARKS
from studio.weights.errors import ModelError

SCOUT_PX = 128
"""What the detector works with; more does not help it."""
_STEP_MS = 300_000
"""How much time MediaPipe is told to have passed between two pictures.  It smooths the points of
a single face by itself, in its own window and with a cut-off of 0.05 Hz, which cost 2.2 px of
error where a head moved, against 0.9 without; with such steps it smooths nothing."""
_SURE = 0.5
_DETECTOR = "face_detector.tflite"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a face is, in some measure: its middle and its width."""

    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A face in a window.

    Attributes:
        points: ``(478, 3)``.
        blendshapes: ``(52,)``.
    """

    points: Floats
    blendshapes: Floats


class Scout:
    """Finds faces that are at least an eighth of the piece wide.

    Args:
        path: The face model, which holds the detector.
        on_gpu: Whether the graphics card looks.

    Raises:
        ModelError: If it has none.
    """

    def __init__(self, path: Path, *, on_gpu: bool = False) -> None:
        try:
            with zipfile.ZipFile(path) as bundle:
                detector = bundle.read(_DETECTOR)
        except (OSError, KeyError, zipfile.BadZipFile) as error:
            raise ModelError(f"The model {path} has no detector of faces: {error}.") from error
        self._on_gpu = on_gpu
        faces = tasks.module("vision.face_detector")
        options = faces.FaceDetectorOptions(
            base_options=tasks.options(detector, on_gpu=on_gpu),
            running_mode=tasks.running_mode(is_video=False),
            min_detection_confidence=_SURE,
        )
        self._task = faces.FaceDetector.create_from_options(options)

    def look(self, rgb: Rgb) -> list[Spot]:
        """Return the faces of a square picture."""
        found = self._task.detect(tasks.image(rgb, on_gpu=self._on_gpu)).detections
        side = rgb.shape[0]
        boxes = [each.bounding_box for each in found]
        return [
            Spot(
                (box.origin_x + box.width / 2) / side,
                (box.origin_y + box.height / 2) / side,
                box.width / side,
            )
            for box in boxes
        ]

    def close(self) -> None:
        """Let go of it."""
        self._task.close()


class FaceReader:
    """Follows one face from picture to picture.

    Args:
        path: The face model.
        on_gpu: Whether the graphics card looks.
    """

    def __init__(self, path: Path, *, on_gpu: bool = False) -> None:
        self._on_gpu = on_gpu
        self._faces = tasks.module("vision.face_landmarker")
        options = self._faces.FaceLandmarkerOptions(
            base_options=tasks.options(str(path), on_gpu=on_gpu),
            running_mode=tasks.running_mode(is_video=True),
            num_faces=1,
            min_face_detection_confidence=_SURE,
            output_face_blendshapes=True,
        )
        self._task = self._faces.FaceLandmarker.create_from_options(options)
        self._time_ms = 0

    def look(self, rgb: Rgb) -> Seen | None:
        """Return the face of a square piece, or None if none is there."""
        self._time_ms += _STEP_MS
        task, image = self._task, tasks.image(rgb, on_gpu=self._on_gpu)
        result = self._faces.MpFaceLandmarkerResultC()
        name = "MpFaceLandmarkerDetectForVideo"
        tasks.ask(task, name, result, image._image_ptr, None, self._time_ms)
        try:
            points = tasks.landmarks(result.face_landmarks, result.face_landmarks_count)
            scores = tasks.scores(result.face_blendshapes, result.face_blendshapes_count)
        finally:
            task._lib.MpFaceLandmarkerCloseResult(ctypes.byref(result))
        if not points or not scores or len(points[0]) != LANDMARKS:
            return None
        shapes = np.zeros(len(BLENDSHAPES), np.float32)
        shapes[: len(scores[0])] = scores[0][: len(BLENDSHAPES)]
        return Seen(points[0][:, :3], shapes)

    def close(self) -> None:
        """Let go of it."""
        self._task.close()
