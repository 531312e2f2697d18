"""What moves in the face: eyes, brows, nose and mouth, laid on the head like stickers.

Each is a ribbon between an upper and a lower line over the head's skin.  An expression says how
those lines run; what lies in an eye is squeezed with its lids, so that all of it closes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from installer.avatar_assets.head import on_head
from installer.avatar_assets.piece import Piece, Points, sheet

_LIFT_M = 0.0014
_COLUMNS, _ROWS = 15, 5
_EYE = (0.43, -0.075)
_MOUTH = (0.0, -0.405)


def faces_pieces() -> list[Piece]:
    """Return all of it."""
    left = [*_eye(), _brow()]
    right = [_on_the_right(piece) for piece in left]
    return [*left, *right, *_mouth(), _nose()]


def _on_the_right(piece: Piece) -> Piece:
    """Return the other eye's: what closes and looks is called after the sides."""
    other = {"blink_l": "blink_r", "look_l": "look_r", "look_r": "look_l"}
    mirrored = piece.mirrored()
    return replace(
        mirrored, morphs={other.get(name, name): each for name, each in mirrored.morphs.items()}
    )


@dataclass(frozen=True, slots=True)
class Lids:
    """How an eye is open; lengths against its half height.

    Attributes:
        up: How far up it reaches.
        down: How far down.
        cut: How much is taken off its upper inner corner; outer if negative.
        arch: How far a closed line bends up in its middle.
        line: Half the thickness of that line.
    """

    up: float = 1.0
    down: float = 1.0
    cut: float = 0.0
    arch: float = 0.0
    line: float = 0.0

    def top(self, u: Points) -> Points:
        """Return its upper line at places from -1 to 1."""
        round_ = np.sqrt(np.clip(1 - u * u, 0, 1))
        slant = np.clip(1 - abs(self.cut) * (1 - np.sign(self.cut) * u) * 0.5, 0, 1)
        top: Points = self._closed(u) + self.line * round_**0.5 + self.up * round_ * slant
        return top

    def bottom(self, u: Points) -> Points:
        """Return its lower line."""
        round_ = np.sqrt(np.clip(1 - u * u, 0, 1))
        return self._closed(u) - self.line * round_**0.5 - self.down * round_

    def _closed(self, u: Points) -> Points:
        return self.arch * (0.62 - u * u)


_OPEN = Lids()
_LIDS = {
    "blink_l": Lids(0, 0, arch=-0.34, line=0.1),
    "happy": Lids(0, 0, arch=0.62, line=0.13),
    "angry": Lids(0.86, 0.9, cut=0.75),
    "sad": Lids(0.82, 0.95, cut=-0.5),
    "relaxed": Lids(0.3, 0.62, arch=0.1),
    "surprised": Lids(1.13, 1.13),
}
_LOOKS = {"look_l": (0.17, 0), "look_r": (-0.17, 0), "look_up": (0, 0.16), "look_down": (0, -0.16)}
_WIDE, _HIGH = 0.178, 0.232


@dataclass(frozen=True, slots=True)
class _Disc:
    """A part of an eye; against the eye's half width and height."""

    material: str
    x: float
    y: float
    wide: float
    high: float
    layer: int
    looks: float


_DISCS = (
    _Disc("eye", 0, 0, 1, 1, 1, 0),
    _Disc("iris", 0, -0.06, 0.8, 0.82, 2, 1),
    _Disc("iris_low", 0, -0.36, 0.6, 0.46, 3, 1),
    _Disc("pupil", 0, 0.04, 0.4, 0.5, 4, 1.1),
    _Disc("shine", 0.3, 0.44, 0.27, 0.25, 5, 0.55),
    _Disc("shine", -0.33, -0.42, 0.13, 0.12, 5, 0.4),
)


def _eye() -> list[Piece]:
    return [_disc(each) for each in _DISCS]


def _disc(disc: _Disc) -> Piece:
    u, v = _unit()
    lens = np.sqrt(np.clip(1 - u * u, 0, 1))
    x, y = disc.x + disc.wide * u, disc.y + disc.high * v * lens

    def placed(lids: Lids, look: tuple[float, float] = (0.0, 0.0)) -> Points:
        inside = np.clip(x, -1, 1)
        low, high = _OPEN.bottom(inside), _OPEN.top(inside)
        share = np.clip((y - low) / np.maximum(high - low, 1e-6), 0, 1)
        if disc.layer > 1 and lids.line:
            share = np.full_like(share, 0.5)
        lid = lids.bottom(inside) + share * (lids.top(inside) - lids.bottom(inside))
        moved = lid + look[1] * disc.looks, x + look[0] * disc.looks
        return on_head(_EYE[0] + _WIDE * moved[1], _EYE[1] + _HIGH * moved[0], disc.layer * _LIFT_M)

    rest = placed(_OPEN)
    shapes = {name: placed(lids) for name, lids in _LIDS.items()}
    if disc.looks:
        shapes |= {name: placed(_OPEN, by) for name, by in _LOOKS.items()}
    return _piece(disc.material, rest, shapes)


def _brow() -> Piece:
    u, v = _unit()

    def placed(up: float = 0.0, inner: float = 0.0, outer: float = 0.0) -> Points:
        thick = 0.021 * np.sqrt(np.clip(1 - u * u, 0, 1)) ** 0.7
        rise = up + inner * (1 - u) / 2 + outer * (1 + u) / 2 + 0.035 * (1 - u * u)
        return on_head(0.42 + 0.105 * u, 0.31 + rise + thick * v, 2 * _LIFT_M)

    shapes = {
        "angry": placed(-0.045, -0.07, 0.045),
        "sad": placed(0.0, 0.075, -0.065),
        "surprised": placed(0.085),
        "happy": placed(0.03),
        "relaxed": placed(0.0, 0.0, -0.02),
    }
    return _piece("brow", placed(), shapes)


@dataclass(frozen=True, slots=True)
class Lips:
    """How the mouth is; lengths in radians.

    Attributes:
        wide: Half of it.
        cat: How deep the two arcs of its upper line hang.
        drop: How far it opens.
        rise: How far the corners go up.
    """

    wide: float = 0.135
    cat: float = 0.048
    drop: float = 0.0
    rise: float = 0.012

    def top(self, u: Points) -> Points:
        """Return its upper line at places from -1 to 1."""
        return -self.cat * np.sin(np.pi * np.clip(abs(u), 0, 1)) ** 1.0 + self.rise * u * u * 2

    def bottom(self, u: Points) -> Points:
        """Return its lower line."""
        return self.top(u) - self.drop * np.clip(1 - abs(u) ** 2.4, 0, 1)


_LIPS = {
    "aa": Lips(0.130, 0.022, 0.235, 0.010),
    "ih": Lips(0.152, 0.034, 0.090, 0.016),
    "ou": Lips(0.066, 0.010, 0.105, 0.0),
    "ee": Lips(0.146, 0.030, 0.140, 0.014),
    "oh": Lips(0.092, 0.012, 0.195, 0.0),
    "happy": Lips(0.165, 0.036, 0.170, 0.030),
    "angry": Lips(0.095, 0.018, 0.0, -0.022),
    "sad": Lips(0.085, -0.004, 0.0, -0.026),
    "relaxed": Lips(0.128, 0.046, 0.0, 0.020),
    "surprised": Lips(0.055, 0.008, 0.105, 0.0),
}
_STROKE = 0.013


def _mouth() -> list[Piece]:
    return [_mouth_part(part) for part in ("mouth_line", "mouth", "tongue")]


def _mouth_part(part: str) -> Piece:
    u, v = _unit()
    share = (v + 1) / 2
    layer = {"mouth_line": 2, "mouth": 3, "tongue": 4}[part]

    def placed(lips: Lips) -> Points:
        top, bottom, wide = lips.top(u), lips.bottom(u), lips.wide
        if part == "mouth_line":
            round_ = np.clip(1 - u**8, 0, 1) ** 0.5
            top, bottom = top + _STROKE * round_, bottom - _STROKE * round_
            wide += _STROKE * 0.6
        elif not lips.drop:
            top = bottom = (top + bottom) / 2
        if part == "tongue" and lips.drop:
            wide *= 0.62
            low = lips.bottom(u * 0.62)
            hump = np.clip(1 - u * u, 0, 1) ** 0.5
            top, bottom = low + 0.42 * lips.drop * hump, low + 0.0 * hump
        return on_head(
            _MOUTH[0] + wide * u, _MOUTH[1] + bottom + share * (top - bottom), layer * _LIFT_M
        )

    return _piece(part, placed(Lips()), {name: placed(lips) for name, lips in _LIPS.items()})


def _nose() -> Piece:
    u, v = _unit()
    round_ = np.clip(1 - abs(u) ** 2.6, 0, 1)
    low, high = -0.036 * (1 - abs(u)) ** 0.8 * round_**0.2, 0.017 * round_**0.5
    y = low + (v + 1) / 2 * (high - low)
    return _piece("nose", on_head(0.046 * u, -0.292 + y, 3 * _LIFT_M), {})


def _unit() -> tuple[Points, Points]:
    """Return places on a ribbon: along it, -1 to 1, closer at its ends; and across, 1 is up."""
    along = np.sin(np.linspace(-np.pi / 2, np.pi / 2, _COLUMNS))
    u, v = np.meshgrid(along, np.linspace(1, -1, _ROWS))
    return u, v


def _piece(material: str, rest: Points, shapes: Mapping[str, Points]) -> Piece:
    moved = {name: (shape - rest).reshape(-1, 3) for name, shape in shapes.items()}
    return replace(sheet(rest, material).carried_by(head=1.0), morphs=moved)
