"""The body of whoever is in the picture: MediaPipe's pose landmarker, the largest person's.

It costs as much as two faces, so it is only looked for where something asks, an avatar say::

    body = Body(path).look(picture, time_ms)        # (33, 4) in natural pixels, or None
"""

import ctypes
from pathlib import Path

import numpy as np

from studio.ar import mediapipe_tasks as tasks
from studio.ar.mediapipe_tasks import Floats
from studio.ar.one_euro import OneEuro
from studio.ar.picture import Picture
from studio.model.tracking import BODY_LANDMARKS

_SURE = 0.5
_LONG_PX = 640


class Body:
    """See the module.

    Args:
        path: The model.
        on_gpu: Whether the graphics card looks.
    """

    def __init__(self, path: Path, *, on_gpu: bool = False) -> None:
        self._on_gpu = on_gpu
        self._poses = tasks.module("vision.pose_landmarker")
        options = self._poses.PoseLandmarkerOptions(
            base_options=tasks.options(str(path), on_gpu=on_gpu),
            running_mode=tasks.running_mode(is_video=True),
            num_poses=1,
            min_pose_detection_confidence=_SURE,
        )
        self._task = self._poses.PoseLandmarker.create_from_options(options)
        self._smooth = OneEuro(still_hz=2.0, per_speed=20.0)

    def look(self, picture: Picture, time_ms: int) -> Floats | None:
        """Return the body's points and how visible each is."""
        width, height = picture.natural_width, picture.natural_height
        image = tasks.image(picture.small(_LONG_PX), on_gpu=self._on_gpu)
        task, result = self._task, self._poses.MpPoseLandmarkerResultC()
        name = "MpPoseLandmarkerDetectForVideo"
        tasks.ask(task, name, result, image._image_ptr, None, time_ms)
        try:
            found = tasks.landmarks(result.pose_landmarks, result.pose_landmarks_count)
        finally:
            task._lib.MpPoseLandmarkerCloseResult(ctypes.byref(result))
        if not found or len(found[0]) != BODY_LANDMARKS:
            return None
        body = found[0] * np.array([width, height, width, 1], np.float32)
        points = self._smooth(body[:, :3], picture.pts_ns, unit=height / 4)
        return np.hstack([points, body[:, 3:]]).astype(np.float32)

    def close(self) -> None:
        """Let go of it."""
        self._task.close()
