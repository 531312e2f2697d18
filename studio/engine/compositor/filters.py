"""Video filters as data; each compositor knows how to apply every one of them."""

from dataclasses import dataclass

from studio.engine.compositor.filter_background import Background
from studio.engine.compositor.filter_beauty import Beauty


@dataclass(frozen=True, slots=True)
class ChromaKey:
    """Makes a colour transparent, by its distance in the CbCr plane.

    With ``d`` the distance of a pixel's chroma from the key's, chroma as fractions
    of the full range (0..1): alpha = clamp((d - similarity) / max(smoothness, 1e-4)),
    and spill is taken out by ``clamp((d - similarity) / max(spill, 1e-4))``, which
    scales the chroma towards grey (OBS's chroma key, computed in BT.709).

    Attributes:
        color: ``(r, g, b)``, 0..255.
        similarity: 0..1, below this distance is transparent.
        smoothness: 0..1, the width of the soft edge.
        spill: 0..1, the reach of spill reduction; 0 leaves colours alone.
    """

    color: tuple[int, int, int] = (0, 255, 0)
    similarity: float = 0.4
    smoothness: float = 0.08
    spill: float = 0.1


@dataclass(frozen=True, slots=True)
class ColorCorrection:
    """Gamma, contrast, brightness, saturation, hue and opacity, in this order.

    On gamma-encoded RGB 0..1: ``c = c ** (1/g)`` with g = 1 + gamma for gamma ≥ 0 and
    1 / (1 - gamma) below, ``c = (c - 0.5)·(1 + contrast) + 0.5``, ``c += brightness``,
    saturation scales the chroma by ``1 + saturation``, hue turns it by ``hue_deg``.

    Attributes:
        gamma: -3..3, 0 leaves it.
        contrast: -1..4, 0 leaves it.
        brightness: -1..1, 0 leaves it.
        saturation: -1..5, 0 leaves it.
        hue_deg: -180..180.
        opacity: 0..1.
    """

    gamma: float = 0.0
    contrast: float = 0.0
    brightness: float = 0.0
    saturation: float = 0.0
    hue_deg: float = 0.0
    opacity: float = 1.0


Filter = Background | Beauty | ChromaKey | ColorCorrection
