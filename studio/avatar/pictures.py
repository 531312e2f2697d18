"""The pictures of an avatar's materials as textures, none larger than is seen of it."""

import io

import cv2
import numpy as np
import wgpu  # type: ignore[import-untyped]  # ships no types
from PIL import Image, UnidentifiedImageError

from studio.avatar.errors import AvatarError
from studio.effects.mipmaps import mipmapped
from studio.effects.planes import Pixels
from studio.effects.sprite import all_sizes

LARGEST_PX = 1_024
_FORMAT = "rgba8unorm"
"""As it is encoded: materials are computed in sRGB."""


def texture_of(device: wgpu.GPUDevice, picture: bytes) -> wgpu.GPUTexture:
    """Return a picture as a texture with all its smaller sizes.

    Raises:
        AvatarError: If it can't be read.
    """
    return mipmapped(device, all_sizes(_unpacked(picture)), _FORMAT)


def plain_texture(device: wgpu.GPUDevice) -> wgpu.GPUTexture:
    """Return a white one, for materials without any."""
    return mipmapped(device, [np.full((1, 1, 4), 255, np.uint8)], _FORMAT)


def _unpacked(picture: bytes) -> Pixels:
    try:
        with Image.open(io.BytesIO(picture), formats=("PNG", "JPEG", "WEBP")) as image:
            image.draft("RGB", (LARGEST_PX, LARGEST_PX))
            rgba = np.array(image.convert("RGBA"))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise AvatarError("A picture of the avatar can't be read.") from error
    height, width = rgba.shape[:2]
    scale = LARGEST_PX / max(width, height)
    if scale < 1:
        size = max(1, round(width * scale)), max(1, round(height * scale))
        rgba = np.asarray(cv2.resize(rgba, size, interpolation=cv2.INTER_AREA), np.uint8)
    return rgba
