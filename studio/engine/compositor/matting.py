"""Where people are, to the pixel: a small mask refined by the colours of its picture.

A segmenter's mask has 256 samples a row and wobbles.  A guided filter (He, Sun and Tang;
"Fast Guided Filter" by He and Sun) fits alpha to luma and chroma, in windows of a picture
a sixteenth as large, as ``a·Y + b·Cb + c·Cr + d``.  These coefficients change slowly from
place to place, so they are grown, and multiplied with the samples of the full size: the
edge is where the colours change, hairs included.  With chroma as a guide too there is half
the error at the edge that luma alone leaves (tests/bench/ar_background.py).

From one picture to the next the mask is carried along with what moves on it (optical flow
of the small luma), and a new mask is mixed in rather than put in its place: it neither
trembles nor stays behind when the tracker has no result for a picture, or comes with that of
an earlier one::

    matting = Matting()
    matte = matting.of(picture, feather=0.4, shift=0.0)     # None: nobody looked
"""

from collections import deque
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.engine.compositor.array_planes import Planes
from studio.engine.compositor.small_picture import Small, halved, small_picture
from studio.engine.picture import Picture, Plane
from studio.model.tracking import MOST_AGE_NS

Floats = NDArray[np.float32]

WINDOW = (5, 5)
"""Of the guided filter, in samples; 32 pixels around at 1080p."""
NOISE = 2e-4
"""What counts as flat: the variance of a camera's noise."""
CHROMA_WEIGHT = 2.0
STEADY = 0.5
"""How much of a new mask is taken where it hardly differs from the last one."""
STILL = 0.2
"""So little do small pictures differ, in the mean, while nothing moves."""
_GUIDES = 12  # so many pictures back a mask may come late
SWING = 1.0
"""By how many standard deviations the colours of a sample's pixels may differ."""
_LOWEST, _HIGHEST = 0.25, 0.75  # of the segmenter's mask: less is nobody, more is somebody


_Fit = tuple[Floats, NDArray[np.bool_], tuple[Floats, Floats, Floats, Floats]]


@dataclass(frozen=True, slots=True, eq=False)
class Matte:
    """Where people are on one picture.

    Attributes:
        small: The picture shrunk.
        tiny: Half of it, of the same size as what follows.
        person: ``(h, w) float32``, 0..1, where somebody is, as refined as so few samples allow.
        is_edge: ``(h, w)`` of bool: alpha is not the same for all pixels of a sample.
        coefficients: Of luma, Cb, Cr (as bytes) and 1: what they add up to is alpha, 0..255
            after clipping.
    """

    small: Small
    tiny: Small
    person: Floats
    is_edge: NDArray[np.bool_]
    coefficients: tuple[Floats, Floats, Floats, Floats]

    @property
    def step(self) -> int:
        """By how much the picture is larger than ``person``."""
        return self.tiny.step


class Matting:
    """Follows people from picture to picture; one for each layer that is drawn.

    Not thread-safe: the thread that draws owns it.
    """

    def __init__(self) -> None:
        self._rough, self._fine = _flow(is_fine=False), _flow(is_fine=True)
        self._mask: Plane | None = None
        self._seen_ns = 0
        self._person: Floats | None = None
        self._guides: deque[tuple[int, Plane]] = deque(maxlen=_GUIDES)
        self._chroma: tuple[Plane, Plane] | None = None

    def of(self, picture: Picture, feather: float = 0.4, shift: float = 0.0) -> Matte | None:
        """Return where people are, or None if nobody has looked for too long.

        Args:
            picture: Newer than the last one.
            feather: 0..1, how soft the edge is.
            shift: -1..1, above 0 the edge lies farther out.
        """
        tracked = picture.tracked
        mask = tracked.person if tracked else None
        if mask is None and not 0 <= picture.pts_ns - self._seen_ns <= MOST_AGE_NS:
            self._mask = self._person = None
            self._guides.clear()
        if mask is None and self._mask is None:
            return None
        planes = Planes(picture.y, picture.uv, picture.alpha)
        chroma = self._channels(picture.uv)
        small = small_picture(planes, chroma)
        tiny = halved(small)
        if tracked and mask is not None and mask is not self._mask:
            made_ns = picture.pts_ns if tracked.person_ns is None else tracked.person_ns
            found = self._brought(_fitted(mask, planes, tiny), made_ns, tiny.y)
            person = _mixed(self._followed(tiny.y, self._rough), found)
            self._mask = mask
        else:
            kept = self._followed(tiny.y, self._fine)
            if kept is None:  # the picture has another size than before
                return None
            person = kept
        self._person = person
        if mask is not None:
            self._seen_ns = picture.pts_ns
        if not self._guides or self._guides[-1][1] is not tiny.y:
            self._guides.append((picture.pts_ns, tiny.y))
        fit = _fit(tiny, _shaped(person, feather, shift), feather)
        return Matte(small, tiny, *fit)

    def _channels(self, uv: Plane) -> tuple[Plane, Plane]:
        if self._chroma is None or self._chroma[0].shape != uv.shape[:2]:
            self._chroma = np.empty(uv.shape[:2], np.uint8), np.empty(uv.shape[:2], np.uint8)
        cv2.split(uv, self._chroma)
        return self._chroma

    def _followed(self, guide: Plane, flow: cv2.DISOpticalFlow) -> Floats | None:
        """The last mask where what it covered is now."""
        if self._person is None or not self._guides:
            return None
        return _moved(self._person, self._guides[-1][1], guide, flow)

    def _brought(self, person: Floats, made_ns: int, guide: Plane) -> Floats:
        """A mask of an earlier picture, where what it covered is now."""
        for pts_ns, earlier in reversed(self._guides):
            if pts_ns == made_ns:
                moved = _moved(person, earlier, guide, self._fine)
                return person if moved is None else moved
        return person


def _flow(*, is_fine: bool) -> cv2.DISOpticalFlow:
    """Optical flow: a fine one for 0.8 ms, or a rough one for 0.1."""
    flow = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_ULTRAFAST)
    if is_fine:
        flow.setFinestScale(0)
        flow.setPatchStride(5)
        flow.setGradientDescentIterations(8)
    return flow


def _moved(person: Floats, before: Plane, guide: Plane, flow: cv2.DISOpticalFlow) -> Floats | None:
    """A mask moved as what it covered did from one small picture to another."""
    if before.shape != guide.shape:
        return None
    if cv2.norm(before, guide, cv2.NORM_L1) < STILL * guide.size:
        return person
    start = np.zeros((*guide.shape, 2), np.float32)
    field = np.asarray(flow.calc(guide, before, start), np.float32)
    rows, columns = guide.shape
    x = field[..., 0] + np.arange(columns, dtype=np.float32)
    y = field[..., 1] + np.arange(rows, dtype=np.float32)[:, None]
    moved = cv2.remap(person, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(moved, np.float32)


def _fitted(mask: Plane, planes: Planes, tiny: Small) -> Floats:
    """A mask as large as the small picture, 0..1; it lies over the picture without padding."""
    rows, columns = tiny.y.shape
    height, width = planes.y.shape
    scale = np.array([mask.shape[1] / width, mask.shape[0] / height]) * tiny.step
    if max(scale) > 1:
        mask = np.asarray(cv2.blur(mask, (3, 3)))
    matrix = np.array([[scale[0], 0, scale[0] / 2 - 0.5], [0, scale[1], scale[1] / 2 - 0.5]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    fitted = cv2.warpAffine(
        mask, matrix, (columns, rows), flags=flags, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(fitted * np.float32(1 / 255))


def _mixed(before: Floats | None, new: Floats) -> Floats:
    """The new mask, steadied by the last one where they nearly agree."""
    if before is None or before.shape != new.shape:
        return new
    apart = new - before
    share = np.clip(np.abs(apart) * 2, STEADY, 1)
    return np.asarray(before + apart * share, np.float32)


def _shaped(person: Floats, feather: float, shift: float) -> Floats:
    """Grown or shrunk, and as soft as is asked for."""
    reach = 2 * feather * feather + 1.5 * abs(shift)
    if reach > 0.3:
        person = np.asarray(cv2.GaussianBlur(person, (0, 0), reach), np.float32)
    middle = 0.5 - 0.42 * shift
    half = (_HIGHEST - _LOWEST) / 2
    return np.asarray(np.clip((person - (middle - half)) / (2 * half), 0, 1), np.float32)


def _fit(tiny: Small, person: Floats, feather: float) -> _Fit:
    """Fit alpha to the colours, window by window; see ``Matte`` for what is returned."""
    guides = [tiny.y * np.float32(1 / 255)]
    guides += [(c - np.float32(128)) * np.float32(CHROMA_WEIGHT / 255) for c in (tiny.cb, tiny.cr)]
    means = [_mean(guide) for guide in guides]
    mean = _mean(person)
    spread = {
        (i, j): _mean(guides[i] * guides[j]) - means[i] * means[j]
        for i in range(3)
        for j in range(i, 3)
    }
    for i in range(3):
        spread[i, i] += np.float32(NOISE)
    shared = [_mean(guide * person) - m * mean for guide, m in zip(guides, means, strict=True)]
    slopes = _solved(spread, shared)
    base = mean - sum(slope * m for slope, m in zip(slopes, means, strict=True))
    slopes = [_mean(slope) for slope in slopes]
    base = _mean(base)
    refined = base + sum(slope * guide for slope, guide in zip(slopes, guides, strict=True))
    # The curve that undoes the filter's own softness is linear too, so it goes into them.
    steep = np.float32(1 / (0.4 + 0.6 * feather))
    refined = (refined - 0.5) * steep + 0.5
    swing = sum(
        slopes[i] * slopes[j] * (spread[i, j] if i == j else 2 * spread[i, j]) for i, j in spread
    )
    swing = np.sqrt(np.maximum(swing, 0)) * (steep * SWING)
    is_edge = (refined + swing > 0.01) & (refined - swing < 0.99)
    luma = slopes[0] * steep
    cb, cr = (slope * (steep * CHROMA_WEIGHT) for slope in slopes[1:])
    base = ((base - 0.5) * steep + 0.5) * 255 - 128 * (cb + cr)
    return np.clip(refined, 0, 1), is_edge, (luma, cb, cr, base)


def _mean(values: Floats) -> Floats:
    return np.asarray(cv2.blur(values, WINDOW), np.float32)


def _solved(s: dict[tuple[int, int], Floats], c: list[Floats]) -> list[Floats]:
    """Solve symmetric equations of three unknowns, for each sample, by Cramer's rule."""
    m00 = s[1, 1] * s[2, 2] - s[1, 2] * s[1, 2]
    m01 = s[0, 2] * s[1, 2] - s[0, 1] * s[2, 2]
    m02 = s[0, 1] * s[1, 2] - s[0, 2] * s[1, 1]
    m11 = s[0, 0] * s[2, 2] - s[0, 2] * s[0, 2]
    m12 = s[0, 1] * s[0, 2] - s[0, 0] * s[1, 2]
    m22 = s[0, 0] * s[1, 1] - s[0, 1] * s[0, 1]
    scale = 1 / np.maximum(s[0, 0] * m00 + s[0, 1] * m01 + s[0, 2] * m02, NOISE**3 / 2)
    solved = (
        (m00 * c[0] + m01 * c[1] + m02 * c[2]) * scale,
        (m01 * c[0] + m11 * c[1] + m12 * c[2]) * scale,
        (m02 * c[0] + m12 * c[1] + m22 * c[2]) * scale,
    )
    return [np.asarray(each, np.float32) for each in solved]
