"""Takes the average face over from MediaPipe's model file into studio/model/canonical_face.npz.

Run once for each new model file::

    python -m installer.effect_assets.canonical_face .../models/face_landmarker.task

In the file lies ``geometry_pipeline_metadata_landmarks.binarypb``: a protocol buffer whose
second-level field 3 has five numbers for each vertex (place and picture place), and
field 4 the triangles.  Reading it takes no library.
"""

import struct
import sys
import zipfile
from pathlib import Path

import numpy as np

OUT = Path(__file__).resolve().parents[2] / "studio/model/canonical_face.npz"
_MEMBER = "geometry_pipeline_metadata_landmarks.binarypb"
_MESH, _VERTICES, _TRIANGLES = 1, 3, 4
_VERTEX_NUMBERS = 5


def main() -> None:
    """See the module."""
    with zipfile.ZipFile(sys.argv[1]) as model:
        whole = _fields(model.read(_MEMBER))
    mesh = _fields(next(value for number, value in whole if number == _MESH))
    floats = [struct.unpack("<f", value)[0] for number, value in mesh if number == _VERTICES]
    corners = [int.from_bytes(value, "little") for number, value in mesh if number == _TRIANGLES]
    points = np.array(floats, "<f4").reshape(-1, _VERTEX_NUMBERS)[:, :3]
    np.savez_compressed(OUT, points=points, triangles=np.array(corners, "<u2").reshape(-1, 3))


def _fields(data: bytes) -> list[tuple[int, bytes]]:
    """Return the numbers and contents of a message's fields; of integers as little-endian."""
    found, place = [], 0
    while place < len(data):
        tag, place = _integer(data, place)
        kind = tag & 7
        if kind == 0:
            value, place = _integer(data, place)
            content = value.to_bytes(8, "little")
        else:
            length = {1: 8, 5: 4}.get(kind)
            if length is None:
                length, place = _integer(data, place)
            content = data[place : place + length]
            place += length
        found.append((tag >> 3, content))
    return found


def _integer(data: bytes, place: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[place]
        value |= (byte & 0x7F) << shift
        place, shift = place + 1, shift + 7
        if byte < 0x80:
            return value, place


if __name__ == "__main__":
    main()
