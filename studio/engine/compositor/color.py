"""The one place with numbers of colour: BT.709, limited range, 8 bits.

Everything here works on values 0..255 in float arrays whose last axis is
``(R, G, B)`` or ``(Y, Cb, Cr)``; nothing is rounded or clipped, the caller does
that where it stores bytes.  A chroma sample stands for the square of 2×2 luma
samples around it (centre siting), so a chroma plane is a picture of half the
size that covers the same rectangle, and planes can be scaled one by one::

    yuv = rgb_to_yuv(np.array([255.0, 0.0, 0.0]))     # 62.6, 102.3, 240.0
"""

import math

import numpy as np
from numpy.typing import NDArray

from studio.engine.compositor.filters import ChromaKey, ColorCorrection

Floats = NDArray[np.float64]

KR, KG, KB = 0.2126, 0.7152, 0.0722
BLACK_Y, WHITE_Y, NEUTRAL_C = 16, 235, 128

# yuv = RGB_TO_YUV @ rgb + YUV_OFFSET, and the way back; all of them 0..255.
YUV_OFFSET: Floats = np.array([BLACK_Y, NEUTRAL_C, NEUTRAL_C], np.float64)
RGB_TO_YUV: Floats = np.array(
    [
        [KR * 219 / 255, KG * 219 / 255, KB * 219 / 255],
        [-KR / (1 - KB) * 112 / 255, -KG / (1 - KB) * 112 / 255, 112 / 255],
        [112 / 255, -KG / (1 - KR) * 112 / 255, -KB / (1 - KR) * 112 / 255],
    ]
)
YUV_TO_RGB: Floats = np.linalg.inv(RGB_TO_YUV).astype(np.float64)


def rgb_to_yuv(rgb: Floats) -> Floats:
    """Convert ``(…, 3)`` RGB 0..255 to limited-range YUV."""
    return rgb @ RGB_TO_YUV.T + YUV_OFFSET


def yuv_to_rgb(yuv: Floats) -> Floats:
    """Convert ``(…, 3)`` limited-range YUV to RGB 0..255; may lie outside of it."""
    return (yuv - YUV_OFFSET) @ YUV_TO_RGB.T


def key_chroma(key: ChromaKey) -> tuple[float, float]:
    """Return Cb and Cr of a key's colour, 0..255."""
    _, cb, cr = rgb_to_yuv(np.array(key.color, np.float64))
    return float(cb), float(cr)


def gamma_exponent(correction: ColorCorrection) -> float:
    """Return the power that RGB 0..1, clipped to that range, is raised to."""
    gamma = correction.gamma
    return 1 / (1 + gamma) if gamma >= 0 else 1 - gamma


def correction_matrix(correction: ColorCorrection) -> Floats:
    """Return what follows the power, as ``(3, 4)`` on ``(r, g, b, 1)`` 0..1.

    Contrast and brightness, then saturation and hue as a map of the CbCr plane, in
    one matrix: nothing is clipped in between, but the result is, to 0..1.
    """
    gain = 1 + correction.contrast
    lift = 0.5 - 0.5 * gain + correction.brightness
    scale = 1 + correction.saturation
    turn = math.radians(correction.hue_deg)
    cos, sin = scale * math.cos(turn), scale * math.sin(turn)
    chroma = np.array([[1.0, 0.0, 0.0], [0.0, cos, -sin], [0.0, sin, cos]])
    turned = YUV_TO_RGB @ chroma @ RGB_TO_YUV
    result: Floats = np.column_stack([turned * gain, turned @ np.full(3, lift)])
    return result
