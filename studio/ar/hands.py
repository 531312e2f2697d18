"""Both hands of whoever is in the picture, and what they show.

MediaPipe's hand landmarker gives 21 points a hand; the gesture is told from them by
``gestures``.  Which hand it is, MediaPipe says for mirrored pictures, so it is turned here::

    hands = Hands(path).look(picture, time_ms)
"""

import ctypes
from dataclasses import replace
from pathlib import Path

import numpy as np

from studio.ar import mediapipe_tasks as tasks
from studio.ar.gestures import gesture_of, is_heart_of
from studio.ar.mediapipe_tasks import Floats
from studio.ar.one_euro import OneEuro
from studio.ar.picture import Picture
from studio.model.tracking import HAND_LANDMARKS, MOST_HANDS, Hand

_LONG_PX = 640
"""How large a picture is looked at: a hand's points are read from a piece of 224 pixels of it."""


class Hands:
    """See the module.

    Args:
        path: The model.
        sure: How sure it must be that something is a hand.
        on_gpu: Whether the graphics card looks.
    """

    def __init__(self, path: Path, *, sure: float = 0.5, on_gpu: bool = False) -> None:
        self._on_gpu = on_gpu
        self._hands = tasks.module("vision.hand_landmarker")
        options = self._hands.HandLandmarkerOptions(
            base_options=tasks.options(str(path), on_gpu=on_gpu),
            running_mode=tasks.running_mode(is_video=True),
            num_hands=MOST_HANDS,
            min_hand_detection_confidence=sure,
        )
        self._task = self._hands.HandLandmarker.create_from_options(options)
        self._smooth = {side: OneEuro(still_hz=2.0, per_speed=60.0) for side in (False, True)}
        self._before: dict[bool, str] = {}

    def look(self, picture: Picture, time_ms: int) -> tuple[Hand, ...]:
        """Return the hands, in natural pixels."""
        width, height = picture.natural_width, picture.natural_height
        image = tasks.image(picture.small(_LONG_PX), on_gpu=self._on_gpu)
        task, result = self._task, self._hands.MpHandLandmarkerResultC()
        name = "MpHandLandmarkerDetectForVideo"
        tasks.ask(task, name, result, image._image_ptr, None, time_ms)
        try:
            found = tasks.landmarks(result.hand_landmarks, result.hand_landmarks_count)
            sides = [
                result.handedness[index].categories[0].category_name
                for index in range(result.handedness_count)
            ]
        finally:
            task._lib.MpHandLandmarkerCloseResult(ctypes.byref(result))
        scale = np.array([width, height, width], np.float32)
        hands = [
            self._hand(points[:, :3] * scale, side == b"Left", picture.pts_ns)
            for points, side in zip(found[:MOST_HANDS], sides, strict=False)
            if len(points) == HAND_LANDMARKS
        ]
        if len(hands) == MOST_HANDS and is_heart_of(hands[0].points, hands[1].points):
            hands = [Hand(hand.is_right, hand.points, "heart") for hand in hands]
        return self._held(hands)

    def _hand(self, points: Floats, is_right: bool, pts_ns: int) -> Hand:
        gesture = gesture_of(points)
        size = float(np.ptp(points[:, :2], axis=0).max())
        return Hand(is_right, self._smooth[is_right](points, pts_ns, unit=max(size, 1.0)), gesture)

    def _held(self, hands: list[Hand]) -> tuple[Hand, ...]:
        """Say a gesture once it was seen twice in a row: between two others comes much."""
        before, self._before = self._before, {hand.is_right: hand.gesture for hand in hands}
        return tuple(
            hand if before.get(hand.is_right) == hand.gesture else replace(hand, gesture="")
            for hand in hands
        )

    def close(self) -> None:
        """Let go of it."""
        self._task.close()
