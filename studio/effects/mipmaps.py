"""A texture with a picture and all its smaller sizes.

Use::

    texture = mipmapped(device, all_sizes(rgba), "rgba8unorm")
"""

from collections.abc import Sequence

import numpy as np
import wgpu  # type: ignore[import-untyped]  # ships no types

from studio.effects.planes import Pixels


def mipmapped(device: wgpu.GPUDevice, levels: Sequence[Pixels], format: str) -> wgpu.GPUTexture:
    """Return a texture to be looked at.

    Args:
        device: Draws.
        levels: As of ``all_sizes``.
        format: Of 4 bytes a pixel.
    """
    height, width = levels[0].shape[:2]
    texture = device.create_texture(
        size=(width, height, 1),
        format=format,
        mip_level_count=len(levels),
        usage=wgpu.TextureUsage.TEXTURE_BINDING | wgpu.TextureUsage.COPY_DST,
    )
    for level, pixels in enumerate(levels):
        rows, columns = pixels.shape[:2]
        device.queue.write_texture(
            {"texture": texture, "mip_level": level},
            np.ascontiguousarray(pixels),
            {"bytes_per_row": columns * 4, "rows_per_image": rows},
            (columns, rows, 1),
        )
    return texture
