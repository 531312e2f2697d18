"""Pictures that are counted from zero (``Picture.is_from_zero``) as all others are.

So they come from whoever draws them for the sheet; what samples, masks or blends one in RGB, or
hands it to a GPU, takes it as usual::

    picture = as_usual(picture)
"""

from dataclasses import replace

import cv2
import numpy as np

from studio.engine.picture import Picture


def as_usual(picture: Picture) -> Picture:
    """Return a picture that is not counted from zero; any other one is returned as it is."""
    if not picture.is_from_zero:
        return picture
    clear = picture.alpha
    assert clear is not None
    rows, columns = picture.uv.shape[:2]
    half = cv2.resize(clear, (columns, rows), interpolation=cv2.INTER_AREA)
    clear_uv = cv2.merge([half, half])
    return replace(
        picture,
        y=np.asarray(cv2.addWeighted(picture.y, 1, clear, 16 / 255, 0), np.uint8),
        uv=np.asarray(cv2.addWeighted(picture.uv, 1, clear_uv, 128 / 255, 0), np.uint8),
        alpha=np.asarray(cv2.bitwise_not(clear), np.uint8),
        is_from_zero=False,
    )
