"""Reads from a font file what Pillow does not tell: names, weight, and its characters.

Only the tables ``name``, ``OS/2`` and ``cmap`` of TrueType and OpenType files and
collections are read, and nothing of a damaged file is believed::

    for face in read_faces(Path("NotoSansCJK-Regular.ttc")):
        print(face.families, face.weight, face.covers("中"))
"""

import bisect
import mmap
import struct
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

_COLLECTION = b"ttcf"
_NAME_FAMILY, _NAME_TYPOGRAPHIC_FAMILY = 1, 16
_UNICODE_CMAPS = {(3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0)}
_MAX_FACES = 64
_MAX_GROUPS = 1 << 17
_REGULAR = 400


@dataclass(frozen=True, eq=False)
class Face:
    """One face of a font file.

    Attributes:
        index: Which of the faces of the file.
        families: All its family names, in every language that it has them.
        weight: 400 is regular, 700 bold.
        is_bitmap: Whether its glyphs are pictures in colour of one size only.
    """

    path: Path
    index: int
    families: tuple[str, ...]
    weight: int = _REGULAR
    is_italic: bool = False
    is_bitmap: bool = False
    _offset: int = field(default=0, repr=False)

    def covers(self, character: str) -> bool:
        """Whether it has a glyph for a character."""
        starts, ends = self._ranges
        place = bisect.bisect_right(starts, ord(character)) - 1
        return place >= 0 and ord(character) <= ends[place]

    @cached_property
    def _ranges(self) -> tuple[list[int], list[int]]:
        try:
            with _mapped(self.path) as data:
                ranges = _read_cmap(data, _tables(data, self._offset))
        except (OSError, ValueError, struct.error, KeyError, IndexError):
            ranges = []
        ranges.sort()
        return [first for first, _ in ranges], [last for _, last in ranges]


def read_faces(path: Path) -> list[Face]:
    """Return the faces of a file; none if it is not a font file that we know."""
    try:
        with _mapped(path) as data:
            offsets: tuple[int, ...] = (0,)
            if data[:4] == _COLLECTION:
                count = min(struct.unpack_from(">I", data, 8)[0], _MAX_FACES)
                offsets = struct.unpack_from(f">{count}I", data, 12)
            return [_read_face(path, data, index, offset) for index, offset in enumerate(offsets)]
    except (OSError, ValueError, struct.error, KeyError, IndexError):
        return []


def _mapped(path: Path) -> mmap.mmap:
    """Map a file: of the 20 MB of a Chinese font only a few pages are read."""
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _read_face(path: Path, data: mmap.mmap, index: int, offset: int) -> Face:
    tables = _tables(data, offset)
    weight, is_italic = _REGULAR, False
    if b"OS/2" in tables:
        os2 = tables[b"OS/2"]
        weight = struct.unpack_from(">H", data, os2 + 4)[0]
        is_italic = bool(struct.unpack_from(">H", data, os2 + 62)[0] & 1)
    return Face(
        path=path,
        index=index,
        families=_read_families(data, tables[b"name"]),
        weight=weight,
        is_italic=is_italic,
        is_bitmap=b"CBDT" in tables,
        _offset=offset,
    )


def _tables(data: mmap.mmap, offset: int) -> dict[bytes, int]:
    count = struct.unpack_from(">H", data, offset + 4)[0]
    tables = {}
    for number in range(count):
        tag, _, start, _ = struct.unpack_from(">4sIII", data, offset + 12 + 16 * number)
        tables[tag] = start
    return tables


def _read_families(data: mmap.mmap, table: int) -> tuple[str, ...]:
    _, count, strings = struct.unpack_from(">HHH", data, table)
    families: dict[str, None] = {}
    for number in range(count):
        platform, _, _, name, length, start = struct.unpack_from(
            ">6H", data, table + 6 + 12 * number
        )
        if name in (_NAME_FAMILY, _NAME_TYPOGRAPHIC_FAMILY) and platform in (0, 3):
            begin = table + strings + start
            families[data[begin : begin + length].decode("utf-16-be")] = None
    return tuple(families)


def _read_cmap(data: mmap.mmap, tables: dict[bytes, int]) -> list[tuple[int, int]]:
    """Return the ranges of characters of the largest Unicode table."""
    cmap = tables[b"cmap"]
    best: list[tuple[int, int]] = []
    for number in range(struct.unpack_from(">H", data, cmap + 2)[0]):
        platform, encoding, start = struct.unpack_from(">HHI", data, cmap + 4 + 8 * number)
        if (platform, encoding) not in _UNICODE_CMAPS:
            continue
        format = struct.unpack_from(">H", data, cmap + start)[0]
        if format == 12:
            ranges = _read_groups(data, cmap + start)
        elif format == 4:
            ranges = _read_segments(data, cmap + start)
        else:
            continue
        if _count(ranges) > _count(best):
            best = ranges
    return best


def _count(ranges: list[tuple[int, int]]) -> int:
    return sum(last - first + 1 for first, last in ranges)


def _read_groups(data: mmap.mmap, table: int) -> list[tuple[int, int]]:
    count = min(struct.unpack_from(">I", data, table + 12)[0], _MAX_GROUPS)
    numbers = struct.unpack_from(f">{3 * count}I", data, table + 16)
    return list(zip(numbers[0::3], numbers[1::3], strict=True))


def _read_segments(data: mmap.mmap, table: int) -> list[tuple[int, int]]:
    count = struct.unpack_from(">H", data, table + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", data, table + 14)
    starts = struct.unpack_from(f">{count}H", data, table + 16 + 2 * count)
    return [
        (first, last) for first, last in zip(starts, ends, strict=True) if first <= last < 0xFFFF
    ]
