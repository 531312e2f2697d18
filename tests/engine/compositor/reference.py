"""A slow compositor in float64 RGB at full size that tests hold the fast ones against.

It shares no code with them but the colour matrices, and is written for the eye:
every canvas pixel is asked, one formula a line.  Coverage is counted by 8×8 points
in each pixel.  Chroma is sampled once for 2×2 pixels, at their middle.  ``edges`` tells
where a layer covers pixels in part: there one may differ, because compositors
blend one chroma for 2×2 pixels, and this one blends four.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from studio.engine.compositor.color import (
    YUV_OFFSET,
    correction_matrix,
    gamma_exponent,
    key_chroma,
    rgb_to_yuv,
    yuv_to_rgb,
)
from studio.engine.compositor.composition import Blend, Composition, Layer
from studio.engine.compositor.filters import ChromaKey, ColorCorrection, Filter
from studio.engine.picture import Picture

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
POINTS = 8


@dataclass
class Drawn:
    """Premultiplied ``rgba (h, w, 4)`` 0..1, where edges are, and where all may differ.

    Blend.DARKEN jumps from what lies below to black as alpha leaves 0: whoever rounds
    alpha to bytes is on either side of that.
    """

    rgba: Floats
    edges: Mask
    unsure: Mask


@dataclass
class Source:
    """What a layer samples: planes counted from black and grey, 0..255, and alpha 0..1."""

    y: Floats
    uv: Floats
    alpha: Floats
    width: int
    height: int
    edges: Mask | None = field(default=None)
    unsure: Mask | None = field(default=None)


def draw(composition: Composition) -> Drawn:
    """Draw a composition."""
    height, width = composition.height, composition.width
    rgba = np.zeros((height, width, 4))
    rgba[..., 3] = 0 if composition.transparent else 1
    drawn = Drawn(rgba, np.zeros((height, width), np.bool_), np.zeros((height, width), np.bool_))
    for layer in composition.layers:
        _draw_layer(drawn, layer)
    return drawn


def nv12(drawn: Drawn) -> tuple[Floats, Floats]:
    """Return what a compositor should put out: luma, and chroma averaged over 2×2."""
    yuv = rgb_to_yuv(drawn.rgba[..., :3] * 255)
    height, width = yuv.shape[:2]
    chroma = yuv[..., 1:].reshape(height // 2, 2, width // 2, 2, 2).mean(axis=(1, 3))
    return yuv[..., 0], chroma


def edge_blocks(drawn: Drawn) -> Mask:
    """Return the 2×2 blocks with an edge in them or beside them."""
    return blocks_around(drawn.edges)


def blocks_around(pixels: Mask) -> Mask:
    """Return the 2×2 blocks that hold some of the pixels, and those beside them."""
    height, width = pixels.shape
    blocks = pixels.reshape(height // 2, 2, width // 2, 2).any(axis=(1, 3))
    wide = np.pad(blocks, 1)
    views = [wide[y : y + height // 2, x : x + width // 2] for y in range(3) for x in range(3)]
    result: Mask = np.logical_or.reduce(views)
    return result


def _draw_layer(drawn: Drawn, layer: Layer) -> None:
    m = np.array([[layer.matrix.a, layer.matrix.b], [layer.matrix.c, layer.matrix.d]])
    t = np.array([layer.matrix.tx, layer.matrix.ty])
    if abs(np.linalg.det(m)) < 1e-9 or layer.opacity <= 0:
        return
    source = _filtered(_source(layer), layer.filters)
    inverse = np.linalg.inv(m)
    coverage = _coverage(layer, inverse, t, drawn.rgba.shape[:2])
    yy, xx = np.mgrid[0 : coverage.shape[0], 0 : coverage.shape[1]] + 0.5
    at = (np.stack([xx, yy], axis=-1) - t) @ inverse.T
    yuv, alpha = _sampled(source, layer, at)
    opacity = min(layer.opacity, 1.0)
    for one in layer.filters:
        opacity *= one.opacity if isinstance(one, ColorCorrection) else 1
    above = np.clip(_linear_rgb(yuv), 0, 1) if layer.blend is not Blend.NORMAL else _linear_rgb(yuv)
    above, alpha = above * opacity, (alpha * opacity)[..., None]
    below = drawn.rgba[..., :3]
    mixed = _blended(layer.blend, above, alpha, below)
    cover = alpha + drawn.rgba[..., 3:] * (1 - alpha)
    share = coverage[..., None]
    drawn.rgba += (np.concatenate([mixed, cover], axis=-1) - drawn.rgba) * share
    partial = ((coverage > 0) & (coverage < 1)) | _is_crossed(layer, inverse, t, coverage.shape)
    blocks = coverage.reshape(coverage.shape[0] // 2, 2, coverage.shape[1] // 2, 2)
    uneven = (blocks.max(axis=(1, 3)) > 0) & (blocks.min(axis=(1, 3)) < 1)
    drawn.edges |= partial | np.repeat(np.repeat(uneven, 2, 0), 2, 1)
    if layer.blend is Blend.DARKEN:
        drawn.unsure |= (coverage > 0) & (alpha[..., 0] > 0) & (alpha[..., 0] < 1.5 / 255)
    if source.edges is not None and source.unsure is not None:
        x = np.clip(at[..., 0].astype(int), 0, source.width - 1)
        y = np.clip(at[..., 1].astype(int), 0, source.height - 1)
        drawn.edges |= source.edges[y, x] & (coverage > 0)
        drawn.unsure |= source.unsure[y, x] & (coverage > 0)


def _blended(mode: Blend, s: Floats, a: Floats, d: Floats) -> Floats:
    if mode is Blend.NORMAL:
        return s + d * (1 - a)
    d = np.clip(d, 0, 1)
    if mode is Blend.ADDITIVE:
        mixed = s + d
    elif mode is Blend.SUBTRACT:
        mixed = d - s
    elif mode is Blend.SCREEN:
        mixed = s + d * (1 - s)
    elif mode is Blend.MULTIPLY:
        mixed = s * d + d * (1 - a)
    elif mode is Blend.LIGHTEN:
        mixed = np.maximum(s, d)
    else:
        mixed = np.where(a > 0, np.minimum(s, d), d)
    return np.clip(mixed, 0, 1)


def _source(layer: Layer) -> Source:
    content = layer.content
    if isinstance(content, Picture):
        alpha = np.ones(content.y.shape) if content.alpha is None else content.alpha / 255
        luma = content.y.astype(np.float64) - 16
        chroma = content.uv.astype(np.float64) - 128
        return Source(luma, chroma, alpha, content.width, content.height)
    drawn = draw(content)
    luma, chroma = nv12(drawn)
    return Source(
        luma - 16, chroma - 128, drawn.rgba[..., 3], content.width, content.height,
        np.repeat(np.repeat(edge_blocks(drawn), 2, 0), 2, 1),
        np.repeat(np.repeat(blocks_around(drawn.unsure), 2, 0), 2, 1),
    )  # fmt: skip


def _filtered(source: Source, filters: tuple[Filter, ...]) -> Source:
    for one in filters:
        if isinstance(one, ChromaKey):
            source = _keyed(source, one)
        else:
            assert isinstance(one, ColorCorrection)  # what sees people has tests of its own
            source = _corrected(source, one)
    return source


def _keyed(source: Source, key: ChromaKey) -> Source:
    half_alpha = _halved(source.alpha)
    chroma = source.uv / np.maximum(half_alpha, 1e-9)[..., None] + 128
    distance = np.linalg.norm(chroma - np.array(key_chroma(key)), axis=-1) / 255
    alpha = np.clip((distance - key.similarity) / max(key.smoothness, 1e-4), 0, 1)
    spill = np.clip((distance - key.similarity) / max(key.spill, 1e-4), 0, 1)
    if key.spill == 0:
        spill = np.ones_like(spill)
    full = np.repeat(np.repeat(alpha, 2, 0), 2, 1)
    uv = source.uv * (spill * alpha)[..., None]
    return Source(
        source.y * full,
        uv,
        source.alpha * full,
        source.width,
        source.height,
        source.edges,
        source.unsure,
    )


def _corrected(source: Source, correction: ColorCorrection) -> Source:
    uv = np.repeat(np.repeat(source.uv, 2, 0), 2, 1)
    yuv = np.concatenate([source.y[..., None], uv], axis=-1)
    alpha = source.alpha[..., None]
    rgb = np.clip(_linear_rgb(yuv) / np.maximum(alpha, 1e-9), 0, 1)
    rgb = rgb ** gamma_exponent(correction)
    matrix = correction_matrix(correction)
    rgb = np.clip(rgb @ matrix[:, :3].T + matrix[:, 3], 0, 1) * alpha
    yuv = rgb_to_yuv(rgb * 255) - YUV_OFFSET
    chroma = np.stack([_halved(yuv[..., 1]), _halved(yuv[..., 2])], axis=-1)
    return Source(
        yuv[..., 0], chroma, source.alpha, source.width, source.height, source.edges, source.unsure
    )


def _linear_rgb(yuv: Floats) -> Floats:
    return yuv_to_rgb(yuv + YUV_OFFSET) / 255


def _halved(plane: Floats) -> Floats:
    height, width = plane.shape
    result: Floats = plane.reshape(height // 2, 2, width // 2, 2).mean(axis=(1, 3))
    return result


def _coverage(layer: Layer, inverse: Floats, t: Floats, shape: tuple[int, ...]) -> Floats:
    """The share of each pixel within crop and clip: by area if upright, else by points."""
    crop, content, clip = layer.crop, layer.content, layer.clip
    low = np.array([max(crop.left, 0), max(crop.top, 0)])
    high = np.array([min(crop.right, content.width), min(crop.bottom, content.height)])
    if (low >= high).any():
        return np.zeros(shape[:2])
    if layer.matrix.b == layer.matrix.c == 0:
        corners = np.sort(np.stack([low, high]) @ np.linalg.inv(inverse).T + t, axis=0)
        if clip is not None:
            corners[0] = np.maximum(corners[0], [clip.left, clip.top])
            corners[1] = np.minimum(corners[1], [clip.right, clip.bottom])
        overlaps = [
            np.clip(
                np.minimum(np.arange(size) + 1, corners[1, axis])
                - np.maximum(np.arange(size), corners[0, axis]),
                0,
                1,
            )
            for axis, size in ((0, shape[1]), (1, shape[0]))
        ]
        exact: Floats = np.outer(overlaps[1], overlaps[0])
        return np.where(exact < 1e-3, 0, np.where(exact > 1 - 1e-3, 1, exact))
    height, width = shape[0] * POINTS, shape[1] * POINTS
    y, x = (np.mgrid[0:height, 0:width] + 0.5) / POINTS
    at = (np.stack([x, y], axis=-1) - t) @ inverse.T
    inside = ((at >= low) & (at < high)).all(axis=-1)
    if clip is not None:
        inside &= (x >= clip.left) & (x < clip.right) & (y >= clip.top) & (y < clip.bottom)
    result: Floats = inside.reshape(shape[0], POINTS, shape[1], POINTS).mean(axis=(1, 3))
    return result


def _is_crossed(layer: Layer, inverse: Floats, t: Floats, shape: tuple[int, ...]) -> Mask:
    """Where an edge of a turned layer passes so near to a pixel that its points may miss it."""
    if layer.matrix.b == layer.matrix.c == 0:
        return np.zeros(shape, np.bool_)
    y, x = np.mgrid[0 : shape[0], 0 : shape[1]] + 0.5
    low = np.array([max(layer.crop.left, 0), max(layer.crop.top, 0)])
    high = np.array(
        [min(layer.crop.right, layer.content.width), min(layer.crop.bottom, layer.content.height)]
    )
    corners = [(dx, dy) for dx in (-0.7, 0.7) for dy in (-0.7, 0.7)]
    inside = []
    for dx, dy in corners:
        at = (np.stack([x + dx, y + dy], axis=-1) - t) @ inverse.T
        inside.append(((at >= low) & (at < high)).all(axis=-1))
    crossed: Mask = np.logical_or.reduce(inside) & ~np.logical_and.reduce(inside)
    return crossed


def _sampled(source: Source, layer: Layer, at: Floats) -> tuple[Floats, Floats]:
    """Bilinear YUV and alpha at points of the content, which stay within the crop's pixels."""
    height, width = source.y.shape
    scale = [
        1.0 if stored == natural + natural % 2 else stored / natural
        for natural, stored in ((source.width, width), (source.height, height))
    ]
    crop = layer.crop
    low = np.floor([max(crop.left, 0) * scale[0], max(crop.top, 0) * scale[1]])
    high = np.ceil(
        [min(crop.right, source.width) * scale[0], min(crop.bottom, source.height) * scale[1]]
    )
    stored = at * scale
    y = _bilinear(source.y, stored, low, high)
    alpha = _bilinear(source.alpha, stored, low, high)
    half_low, half_high = np.floor(low / 2), np.ceil(high / 2)
    rows, columns = at.shape[0] // 2, at.shape[1] // 2
    centres = stored.reshape(rows, 2, columns, 2, 2).mean(axis=(1, 3)) / 2
    uv = [
        np.repeat(np.repeat(_bilinear(source.uv[..., c], centres, half_low, half_high), 2, 0), 2, 1)
        for c in (0, 1)
    ]
    return np.stack([y, *uv], axis=-1), alpha


def _bilinear(plane: Floats, at: Floats, low: Floats, high: Floats) -> Floats:
    index = np.clip(at - 0.5, low, high - 1)
    first = np.minimum(np.floor(index).astype(int), (high - 1).astype(int))
    second = np.minimum(first + 1, (high - 1).astype(int))
    fx, fy = (index - first)[..., 0], (index - first)[..., 1]
    x0, y0, x1, y1 = first[..., 0], first[..., 1], second[..., 0], second[..., 1]
    top = plane[y0, x0] * (1 - fx) + plane[y0, x1] * fx
    bottom = plane[y1, x0] * (1 - fx) + plane[y1, x1] * fx
    result: Floats = top * (1 - fy) + bottom * fy
    return result
