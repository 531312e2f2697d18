"""Where on a picture a person is, by MediaPipe's selfie segmenter.

It works at 256 × 256 and so sees a shrunk picture; whoever needs the edge refines it with the
picture's own::

    mask = Person(path).look(picture, time_ms)      # (144, 256) uint8 for a picture of 16:9
"""

import ctypes
from pathlib import Path

import numpy as np

from studio.ar import mediapipe_tasks as tasks
from studio.ar.picture import Picture, Plane, even_size

_LONG_PX = 256


class Person:
    """See the module.

    Args:
        path: The model.
        on_gpu: Whether the graphics card looks.
    """

    def __init__(self, path: Path, *, on_gpu: bool = False) -> None:
        self._on_gpu = on_gpu
        self._masks = tasks.module("vision.image_segmenter")
        self._images = tasks.module("vision.core.image")
        options = self._masks.ImageSegmenterOptions(
            base_options=tasks.options(str(path), on_gpu=on_gpu),
            running_mode=tasks.running_mode(is_video=True),
            output_confidence_masks=True,
            output_category_mask=False,
        )
        self._task = self._masks.ImageSegmenter.create_from_options(options)

    def look(self, picture: Picture, time_ms: int) -> Plane:
        """Return the mask, stretched over the picture."""
        width, height = even_size(picture.natural_width, picture.natural_height, _LONG_PX)
        image = tasks.image(picture.shrunk(width, height), on_gpu=self._on_gpu)
        task, result = self._task, self._masks.MpImageSegmenterResultC()
        name = "MpImageSegmenterSegmentForVideo"
        tasks.ask(task, name, result, image._image_ptr, None, time_ms)
        try:
            mask = self._images.Image.create_from_ctypes(result.confidence_masks[0])
        finally:
            task._lib.MpImageSegmenterCloseResult(ctypes.byref(result))
        sure = mask.numpy_view()[:, :, 0]
        return np.asarray(sure * 255 + 0.5, np.uint8)

    def close(self) -> None:
        """Let go of it."""
        self._task.close()
