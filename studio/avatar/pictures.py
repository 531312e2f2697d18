"""The pictures of an avatar's materials as textures, none larger than is seen of it."""

import io

import cv2
import numpy as np
import wgpu  # type: ignore[import-untyped]  # ships no types
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from studio.avatar.errors import AvatarError

LARGEST_PX = 1_024
_FORMAT = "rgba8unorm"
"""As it is encoded: materials are computed in sRGB."""
Pixels = NDArray[np.uint8]


def texture_of(device: wgpu.GPUDevice, picture: bytes) -> wgpu.GPUTexture:
    """Return a picture as a texture with all its smaller sizes.

    Raises:
        AvatarError: If it can't be read.
    """
    return _texture(device, _unpacked(picture))


def plain_texture(device: wgpu.GPUDevice) -> wgpu.GPUTexture:
    """Return a white one, for materials without any."""
    return _texture(device, np.full((1, 1, 4), 255, np.uint8))


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


def _texture(device: wgpu.GPUDevice, rgba: Pixels) -> wgpu.GPUTexture:
    height, width = rgba.shape[:2]
    levels = max(width, height).bit_length()
    texture = device.create_texture(
        size=(width, height, 1),
        format=_FORMAT,
        mip_level_count=levels,
        usage=wgpu.TextureUsage.TEXTURE_BINDING | wgpu.TextureUsage.COPY_DST,
    )
    for level in range(levels):
        height, width = rgba.shape[:2]
        device.queue.write_texture(
            {"texture": texture, "mip_level": level},
            np.ascontiguousarray(rgba),
            {"bytes_per_row": width * 4, "rows_per_image": height},
            (width, height, 1),
        )
        size = max(1, width // 2), max(1, height // 2)
        rgba = np.asarray(cv2.resize(rgba, size, interpolation=cv2.INTER_AREA), np.uint8)
    return texture
