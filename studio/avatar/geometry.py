"""The triangles, nodes and skins of a glTF file that was looked through (studio/effects/glb.py)."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.avatar.errors import AvatarError
from studio.avatar.model import Corners, Doubles, Floats, Nodes, Part, Target
from studio.avatar.reading import Table, index, table, tables, text
from studio.avatar.turns import of_matrix
from studio.effects.glb import MAX_NODES, Glb

MOST_TARGETS = 512
MOST_PALETTE = 4_096
_KINDS: dict[int, str] = {
    5120: "i1",
    5121: "u1",
    5122: "<i2",
    5123: "<u2",
    5125: "<u4",
    5126: "<f4",
}
_WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT2": 4, "MAT3": 9, "MAT4": 16}
_TRIANGLES = 4
_LEAST_MOVE_M = 1e-7


@dataclass(frozen=True, slots=True, eq=False)
class Geometry:
    """What can be drawn of a file; see ``AvatarModel`` for each."""

    nodes: Nodes
    corners: tuple[Corners, ...]
    parts: tuple[Part, ...]
    palette: NDArray[np.int64]
    palette_binds: Doubles
    target_names: dict[int, tuple[str, ...]]
    """Of the morphs, by node."""


def read_geometry(glb: Glb) -> Geometry:
    """Return what can be drawn.

    Raises:
        AvatarError: If it is nothing, or too much.
    """
    return _Reader(glb).read()


class _Reader:
    """Reads one file."""

    def __init__(self, glb: Glb) -> None:
        self._glb = glb
        self._document = glb.document
        self._corners: list[Corners] = []
        self._parts: list[Part] = []
        self._palette: list[int] = []
        self._binds: list[Doubles] = []
        self._skins: dict[int, int] = {}
        self._names: dict[int, tuple[str, ...]] = {}

    def read(self) -> Geometry:
        nodes = read_nodes(self._document)
        for number, node in enumerate(tables(self._document.get("nodes"), MAX_NODES)):
            mesh = index(node.get("mesh"), len(self._document.get("meshes", [])))
            if mesh is not None:
                self._read_mesh(number, node, self._document["meshes"][mesh])
        if not self._parts:
            raise AvatarError("The avatar has no triangles.")
        return Geometry(
            nodes,
            tuple(self._corners),
            tuple(self._parts),
            np.array(self._palette, np.int64),
            np.array(self._binds),
            self._names,
        )

    def _read_mesh(self, number: int, node: Table, mesh: Table) -> None:
        first, joints = self._palette_of(number, node)
        known: dict[str, int] = {}
        for part in mesh["primitives"]:
            if part.get("mode", _TRIANGLES) != _TRIANGLES:
                continue
            key = repr((part["attributes"], part.get("targets")))
            if key not in known:  # files of VRM 0 share all points of a mesh among its parts
                known[key] = len(self._corners)
                self._corners.append(self._read_corners(number, part, first, joints))
            corners = known[key]
            indices = self._indices(part, len(self._corners[corners].points))
            material = index(part.get("material"), len(self._document.get("materials", [])))
            self._parts.append(Part(corners, indices, -1 if material is None else material))
        names = table(mesh.get("extras")).get("targetNames")
        if not isinstance(names, list):
            names = table(mesh["primitives"][0].get("extras")).get("targetNames")
        if isinstance(names, list):
            self._names[number] = tuple(text(name) for name in names[:MOST_TARGETS])

    def _palette_of(self, number: int, node: Table) -> tuple[int, int]:
        """Return where a mesh's joints begin in the palette, and how many there are."""
        skins = self._document.get("skins", [])
        skin = index(node.get("skin"), len(skins))
        if skin is None:
            self._extend([number], np.eye(4)[None])
            return len(self._palette) - 1, 1
        joints = skins[skin]["joints"]
        count = len(self._document.get("nodes", []))
        if any(index(joint, count) is None for joint in joints) or not joints:
            raise AvatarError("A skin of the avatar hangs on bones that are not there.")
        if skin not in self._skins:
            binds = np.tile(np.eye(4), (len(joints), 1, 1))
            if "inverseBindMatrices" in skins[skin]:
                columns = self._numbers(skins[skin]["inverseBindMatrices"]).reshape(-1, 4, 4)
                if len(columns) < len(joints):
                    raise AvatarError("A skin of the avatar has fewer matrices than bones.")
                binds = columns[: len(joints)].transpose(0, 2, 1).astype(float)
            self._skins[skin] = len(self._palette)
            self._extend(joints, binds)
        return self._skins[skin], len(joints)

    def _extend(self, nodes: list[int], binds: Doubles) -> None:
        if len(self._palette) + len(nodes) > MOST_PALETTE:
            raise AvatarError(f"The avatar hangs on more than {MOST_PALETTE} bones: simplify it.")
        self._palette += nodes
        self._binds += list(binds)

    def _read_corners(self, number: int, part: Table, first: int, joints: int) -> Corners:
        attributes = part["attributes"]
        points = self._numbers(attributes["POSITION"])
        count = len(points)
        if "NORMAL" in attributes:
            normals = self._numbers(attributes["NORMAL"])
        else:
            normals = _normals(points, self._indices(part, count))
        uv = np.zeros((count, 2), np.float32)
        if "TEXCOORD_0" in attributes:
            uv = self._numbers(attributes["TEXCOORD_0"])
        places = np.full((count, 4), first, np.uint16)
        weights = np.tile(np.array([1, 0, 0, 0], np.float32), (count, 1))
        if joints > 1 and "JOINTS_0" in attributes and "WEIGHTS_0" in attributes:
            found = self._raw(attributes["JOINTS_0"]).astype(np.int64)
            weights = self._numbers(attributes["WEIGHTS_0"])
            if ((found < 0) | (found >= joints))[weights > 0].any():
                raise AvatarError("A skin of the avatar hangs on bones that are not there.")
            places = (np.clip(found, 0, joints - 1) + first).astype(np.uint16)
            total = weights.sum(axis=1, keepdims=True)
            weights = np.where(total > 1e-6, weights / np.maximum(total, 1e-6), [1, 0, 0, 0])
        targets = [self._target(each) for each in tables(part.get("targets"), MOST_TARGETS)]
        for values, width in ((points, 3), (normals, 3), (uv, 2), (places, 4), (weights, 4)):
            if values.shape != (count, width):
                raise AvatarError("The avatar's points have numbers of a wrong kind.")
        return Corners(
            number, points, normals, uv, places, weights.astype(np.float32), tuple(targets)
        )

    def _target(self, target: Table) -> Target | None:
        if "POSITION" not in target:
            return None
        points = self._numbers(target["POSITION"])
        (at,) = np.nonzero(np.abs(points).max(axis=1) > _LEAST_MOVE_M)
        if not len(at):
            return None
        normals = self._numbers(target["NORMAL"])[at] if "NORMAL" in target else None
        return Target(at, points[at], normals)

    def _indices(self, part: Table, count: int) -> NDArray[np.uint32]:
        if "indices" not in part:
            return np.arange(count // 3 * 3, dtype=np.uint32)
        found = self._raw(part["indices"]).reshape(-1).astype(np.uint32)
        return found[: len(found) // 3 * 3]

    def _raw(self, number: int) -> NDArray[Any]:
        """Return the numbers of an accessor as they are stored; ``glb.check`` saw to its bounds."""
        accessor = self._document["accessors"][number]
        kind, width = np.dtype(_KINDS[accessor["componentType"]]), _WIDTHS[accessor["type"]]
        count = int(accessor["count"])
        if "bufferView" not in accessor:
            return np.zeros((count, width), kind)
        view = self._document["bufferViews"][accessor["bufferView"]]
        stride = int(view.get("byteStride", kind.itemsize * width))
        offset = int(view.get("byteOffset", 0)) + int(accessor.get("byteOffset", 0))
        strides = (stride, kind.itemsize)
        return np.ndarray((count, width), kind, self._glb.binary, offset, strides)

    def _numbers(self, number: int) -> Floats:
        """Return the numbers of an accessor as float32; whole ones are shares if it says so."""
        raw = self._raw(number)
        found = raw.astype(np.float32)
        if raw.dtype.kind in "iu" and self._document["accessors"][number].get("normalized"):
            found = np.maximum(found / np.iinfo(raw.dtype).max, -1)
        return np.ascontiguousarray(found)


def read_nodes(document: Table) -> Nodes:
    """Return a file's tree, which ``glb.check`` has found to be one."""
    nodes = tables(document.get("nodes"), MAX_NODES)
    parents = np.full(len(nodes), -1, np.int64)
    for number, node in enumerate(nodes):
        for child in node.get("children", []):
            parents[child] = number
    local = [_local(node) for node in nodes]
    names = tuple(text(node.get("name")) for node in nodes)
    return Nodes(
        names,
        parents,
        np.array([each[0] for each in local]).reshape(-1, 3),
        np.array([each[1] for each in local]).reshape(-1, 4),
        np.array([each[2] for each in local]).reshape(-1, 3),
        _levels(parents),
    )


def _levels(parents: NDArray[np.int64]) -> tuple[NDArray[np.int64], ...]:
    levels: list[NDArray[np.int64]] = []
    (level,) = np.nonzero(parents == -1)
    while len(level) and len(levels) <= len(parents):
        levels.append(level)
        (level,) = np.nonzero(np.isin(parents, level))
    if sum(map(len, levels)) != len(parents):
        raise AvatarError("The avatar's nodes lie in each other in a circle.")
    return tuple(levels)


def _local(node: Table) -> tuple[Doubles, Doubles, Doubles]:
    if "matrix" in node:
        matrix = np.array(node["matrix"], float).reshape(4, 4).T
        scale = np.linalg.norm(matrix[:3, :3], axis=0)
        turn = of_matrix(matrix[:3, :3] / np.maximum(scale, 1e-9))
        return matrix[:3, 3], turn, scale
    turn = np.array(node.get("rotation", (0, 0, 0, 1)), float)
    place = np.array(node.get("translation", (0, 0, 0)), float)
    scale = np.array(node.get("scale", (1, 1, 1)), float)
    if (place.shape, turn.shape, scale.shape) != ((3,), (4,), (3,)):
        raise AvatarError("A node of the avatar is at a place that is none.")
    length = np.linalg.norm(turn)
    return place, turn / length if length > 1e-6 else np.array([0.0, 0, 0, 1]), scale


def _normals(points: Floats, indices: NDArray[np.uint32]) -> Floats:
    """Return soft normals for a part that has none."""
    a, b, c = (points[indices[corner::3]] for corner in range(3))
    across = np.cross(b - a, c - a)
    normals = np.zeros_like(points)
    for corner in range(3):
        np.add.at(normals, indices[corner::3], across)
    length = np.linalg.norm(normals, axis=1, keepdims=True)
    found: Floats = (normals / np.maximum(length, 1e-9)).astype(np.float32)
    return found
