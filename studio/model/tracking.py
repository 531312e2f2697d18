"""What is seen of people on a camera's picture, and how that lies in a ring's slot.

The AR process writes it, the engine reads it: one slot for each picture that was looked at,
with that picture's time.  All places are pixels of the camera's natural size; left and right
are as they are seen.  Numbers are little-endian::

    size = packed_bytes(tracked)
    pack(tracked, memory)
    tracked = unpack(memory)        # TrackingError if that is nothing of ours
"""

import math
import struct
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.model.errors import StudioError

Floats = NDArray[np.float32]
Mask = NDArray[np.uint8]

LANDMARKS = 478
"""Of MediaPipe's face mesh: 468 of the skin, then 5 of each iris."""
_NAMES = """
neutral browDownLeft browDownRight browInnerUp browOuterUpLeft browOuterUpRight cheekPuff
cheekSquintLeft cheekSquintRight eyeBlinkLeft eyeBlinkRight eyeLookDownLeft eyeLookDownRight
eyeLookInLeft eyeLookInRight eyeLookOutLeft eyeLookOutRight eyeLookUpLeft eyeLookUpRight
eyeSquintLeft eyeSquintRight eyeWideLeft eyeWideRight jawForward jawLeft jawOpen jawRight
mouthClose mouthDimpleLeft mouthDimpleRight mouthFrownLeft mouthFrownRight mouthFunnel mouthLeft
mouthLowerDownLeft mouthLowerDownRight mouthPressLeft mouthPressRight mouthPucker mouthRight
mouthRollLower mouthRollUpper mouthShrugLower mouthShrugUpper mouthSmileLeft mouthSmileRight
mouthStretchLeft mouthStretchRight mouthUpperUpLeft mouthUpperUpRight noseSneerLeft
noseSneerRight
"""
BLENDSHAPES = tuple(_NAMES.split())
"""In MediaPipe's order, which are ARKit's names; left and right are the person's."""
GESTURES = ("", "thumbs_up", "thumbs_down", "victory", "open_palm", "fist", "point_up", "heart")
"""Of one hand; ``heart`` is made of two, or of a thumb and a finger."""
HAND_LANDMARKS, BODY_LANDMARKS = 21, 33
MOST_FACES, MOST_HANDS = 4, 2
MOST_AGE_NS = 250_000_000
"""What was seen longer ago says nothing of a picture: people have turned and moved on."""
MOST_MASK_PX = 512 * 512
_HEAD = struct.Struct("<4sIIqIIII")
_FACE_HEAD, _HAND_HEAD = struct.Struct("<If"), struct.Struct("<II")
_MAGIC = b"rst1"
_FACE_FLOATS = LANDMARKS * 3 + len(BLENDSHAPES) + 16


class TrackingError(StudioError):
    """What should have been a result is none."""


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """One face.

    Attributes:
        number: The same one as long as the face is seen.
        presence: 0..1; grows when it comes and fades when it was lost.
        points: ``(478, 3) float32``: x and y in pixels, z in pixels too, smaller is nearer.
        blendshapes: ``(52,) float32``, 0..1, in the order of ``BLENDSHAPES``.
        matrix: ``(4, 4) float32``, from MediaPipe's canonical face, in centimetres, to its
            camera: x to the right, y up, z towards the viewer; 63° of vertical view.
    """

    number: int
    presence: float
    points: Floats
    blendshapes: Floats
    matrix: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Hand:
    """One hand.

    Attributes:
        is_right: Of the person.
        points: ``(21, 3) float32``, as a face's.
        gesture: One of ``GESTURES``.
    """

    is_right: bool
    points: Floats
    gesture: str


@dataclass(frozen=True, slots=True, eq=False)
class Tracked:
    """All that was seen on one picture.

    Attributes:
        pts_ns: Of the picture.
        width: Of the picture, natural.
        height: Likewise.
        faces: The largest first.
        body: ``(33, 4) float32``: x, y, z in pixels and visibility 0..1; None if none was seen
            or nobody asked.
        person: ``(h, w) uint8``, 255 where somebody is, stretched over the picture; None if
            nobody asked.
        person_ns: The time of the picture that ``person`` was seen on: it is not carried on
            with the rest, who draws it moves it; None for this picture's.
    """

    pts_ns: int
    width: int
    height: int
    faces: tuple[Face, ...] = ()
    hands: tuple[Hand, ...] = ()
    body: Floats | None = None
    person: Mask | None = None
    person_ns: int | None = None


def most_bytes() -> int:
    """Return how large a slot must be for any result."""
    faces = MOST_FACES * (_FACE_HEAD.size + 4 * _FACE_FLOATS)
    hands = MOST_HANDS * (_HAND_HEAD.size + 12 * HAND_LANDMARKS)
    return _HEAD.size + faces + hands + 16 * BODY_LANDMARKS + MOST_MASK_PX


def pack(tracked: Tracked, memory: memoryview) -> int:
    """Write a result; return how many bytes it took, a multiple of 4.

    Raises:
        ValueError: If it has more than a slot has room for.
    """
    person = tracked.person
    rows, columns = (0, 0) if person is None else person.shape
    if len(tracked.faces) > MOST_FACES or len(tracked.hands) > MOST_HANDS:
        raise ValueError("too many faces or hands")
    if rows * columns > MOST_MASK_PX:
        raise ValueError(f"a mask of {columns}×{rows} is too large")
    counts = len(tracked.faces) | len(tracked.hands) << 8 | (tracked.body is not None) << 16
    head = (tracked.width, tracked.height, tracked.pts_ns, counts, columns, rows, 0)
    parts: list[bytes] = [_HEAD.pack(_MAGIC, *head)]
    for face in tracked.faces:
        parts.append(_FACE_HEAD.pack(face.number, face.presence))
        parts += [_bytes(each) for each in (face.points, face.blendshapes, face.matrix)]
    for hand in tracked.hands:
        parts.append(_HAND_HEAD.pack(hand.is_right, GESTURES.index(hand.gesture)))
        parts.append(_bytes(hand.points))
    if tracked.body is not None:
        parts.append(_bytes(tracked.body))
    if person is not None:
        parts.append(np.ascontiguousarray(person).tobytes())
    packed = b"".join(parts)
    packed += bytes(-len(packed) % 4)
    memory[: len(packed)] = packed
    return len(packed)


def unpack(memory: memoryview | bytes) -> Tracked:
    """Read a result; what it holds is a copy, and so stays.

    Raises:
        TrackingError: If it is none, or is cut short.
    """
    data = bytes(memory)
    try:
        magic, width, height, pts_ns, counts, columns, rows, _ = _HEAD.unpack_from(data)
        if magic != _MAGIC or columns * rows > MOST_MASK_PX:
            raise TrackingError("The AR process has written what is no result.")
        reading = _Reading(data)
        faces = tuple(reading.face() for _ in range(min(counts & 0xFF, MOST_FACES)))
        hands = tuple(reading.hand() for _ in range(min(counts >> 8 & 0xFF, MOST_HANDS)))
        body = reading.floats(BODY_LANDMARKS, 4) if counts >> 16 & 1 else None
        person = reading.mask(rows, columns) if rows and columns else None
    except (struct.error, ValueError, IndexError) as error:
        raise TrackingError("The AR process has written half a result.") from error
    return Tracked(pts_ns, width, height, faces, hands, body, person, pts_ns)


class _Reading:
    """Reads one part after the other."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._place = _HEAD.size

    def face(self) -> Face:
        number, presence = self._head(_FACE_HEAD)
        points = self.floats(LANDMARKS, 3)
        return Face(int(number), presence, points, self.floats(len(BLENDSHAPES)), self.floats(4, 4))

    def hand(self) -> Hand:
        is_right, gesture = self._head(_HAND_HEAD)
        return Hand(bool(is_right), self.floats(HAND_LANDMARKS, 3), GESTURES[int(gesture)])

    def floats(self, *shape: int) -> Floats:
        count = math.prod(shape)
        found = np.frombuffer(self._data, "<f4", count, self._place).reshape(shape)
        self._place += 4 * count
        return found

    def mask(self, rows: int, columns: int) -> Mask:
        found = np.frombuffer(self._data, np.uint8, rows * columns, self._place)
        self._place += rows * columns
        return found.reshape(rows, columns)

    def _head(self, form: struct.Struct) -> tuple[int, float]:
        first, second = form.unpack_from(self._data, self._place)
        self._place += form.size
        return first, second


def _bytes(values: Floats) -> bytes:
    return np.ascontiguousarray(values, "<f4").tobytes()
