"""Writes a character as a VRM file of either version, the same bytes for the same character.

::

    Path("nova.vrm").write_bytes(vrm_of(nova()))
    Path("nova_vrm0.vrm").write_bytes(vrm_of(nova(), version=0))

Files of version 0 look to -z, those of version 1 to +z.
"""

import json
import struct
from typing import Any

import numpy as np
from numpy.typing import NDArray

from installer.avatar_assets.character import Character, Paint
from installer.avatar_assets.piece import Piece, Points
from installer.avatar_assets.vrm_words import materials_v0, vrm_v0, vrm_v1

Document = dict[str, Any]
_COLUMNS = {1: "SCALAR", 2: "VEC2", 3: "VEC3", 4: "VEC4", 16: "MAT4"}
_CODES = {"<f4": 5126, "<u2": 5123, "|u1": 5121}


def vrm_of(character: Character, version: int = 1) -> bytes:
    """Return a character's file."""
    writer = _Writer(character, -1.0 if version == 0 else 1.0)
    return writer.file(version)


class _Writer:
    """Collects the lists of a file."""

    def __init__(self, character: Character, forward: float) -> None:
        self._character = character
        self._ahead = np.array([forward, 1.0, forward])
        self._data = bytearray()
        self._accessors: list[Document] = []
        self._views: list[Document] = []
        self._images: list[Document] = []
        self._numbers = {bone.name: number for number, bone in enumerate(character.bones)}

    def file(self, version: int) -> bytes:
        names = [paint.name for paint in self._character.paints]
        face = [piece for piece in self._character.pieces if piece.morphs]
        body = [piece for piece in self._character.pieces if not piece.morphs]
        meshes = [self._mesh("Face", face, names), self._mesh("Body", body, names)]
        nodes = self._nodes()
        document: Document = {
            "asset": {"version": "2.0", "generator": "Rocket Studio"},
            "scene": 0,
            "scenes": [{"nodes": [0, len(nodes) - 2, len(nodes) - 1]}],
            "nodes": nodes,
            "meshes": meshes,
            "skins": [self._skin()],
            "materials": [self._material(paint, version) for paint in self._character.paints],
        }
        if self._images:
            document["images"] = self._images
            document["samplers"] = [{"wrapS": 10497, "wrapT": 33071}]
            document["textures"] = [
                {"source": number, "sampler": 0} for number in range(len(self._images))
            ]
        self._extend(document, version)
        document |= {"accessors": self._accessors, "bufferViews": self._views}
        document["buffers"] = [{"byteLength": len(self._data)}]
        return _packed(document, bytes(self._data))

    def _extend(self, document: Document, version: int) -> None:
        face_node = len(document["nodes"]) - 2
        if version == 0:
            extensions = {"VRM": vrm_v0(self._character, self._numbers, mesh=0)}
            extensions["VRM"]["materialProperties"] = materials_v0(self._character.paints)
            used = ["KHR_materials_unlit", "VRM"]
        else:
            extensions = vrm_v1(self._character, self._numbers, node=face_node)
            used = ["KHR_materials_unlit", "VRMC_materials_mtoon", *sorted(extensions)]
        document["extensions"], document["extensionsUsed"] = extensions, used

    def _nodes(self) -> list[Document]:
        bones = self._character.bones
        places = {bone.name: np.array(bone.place, float) * self._ahead for bone in bones}
        nodes: list[Document] = []
        for bone in bones:
            place = places[bone.name] - (places[bone.parent] if bone.parent else 0)
            node: Document = {"name": bone.name, "translation": _rounded(place)}
            children = [self._numbers[each.name] for each in bones if each.parent == bone.name]
            nodes.append(node | ({"children": children} if children else {}))
        nodes.append({"name": "Face", "mesh": 0, "skin": 0})
        nodes.append({"name": "Body", "mesh": 1, "skin": 0})
        return nodes

    def _skin(self) -> Document:
        matrices = np.tile(np.eye(4), (len(self._character.bones), 1, 1))
        for matrix, bone in zip(matrices, self._character.bones, strict=True):
            matrix[3, :3] = -np.array(bone.place) * self._ahead  # column by column
        accessor = self._accessor(matrices.reshape(-1, 16).astype("<f4"))
        joints = list(range(len(self._character.bones)))
        return {"joints": joints, "inverseBindMatrices": accessor, "skeleton": 0}

    def _mesh(self, name: str, pieces: list[Piece], materials: list[str]) -> Document:
        found = []
        has_morphs = any(piece.morphs for piece in pieces)
        for material in materials:
            parts = [piece for piece in pieces if piece.material == material]
            if parts:
                found.append(self._primitive(parts, materials.index(material), has_morphs))
        mesh: Document = {"name": name, "primitives": found}
        if has_morphs:
            mesh["extras"] = {"targetNames": list(self._character.expressions)}
        return mesh

    def _primitive(self, parts: list[Piece], material: int, has_morphs: bool) -> Document:
        points = np.concatenate([part.points for part in parts]) * self._ahead
        normals = np.concatenate([part.normals for part in parts]) * self._ahead
        first = np.cumsum([0, *(len(part.points) for part in parts)])[:-1]
        triangles = np.concatenate(
            [part.triangles + start for part, start in zip(parts, first, strict=True)]
        )
        joints, weights = self._carried(parts)
        attributes = {
            "POSITION": self._accessor(points.astype("<f4"), is_bounded=True),
            "NORMAL": self._accessor(normals.astype("<f4")),
            "TEXCOORD_0": self._accessor(np.concatenate([part.uv for part in parts]).astype("<f4")),
            "JOINTS_0": self._accessor(joints),
            "WEIGHTS_0": self._accessor(weights),
        }
        primitive: Document = {
            "attributes": attributes,
            "indices": self._accessor(triangles.reshape(-1, 1).astype("<u2")),
            "material": material,
        }
        if has_morphs:
            primitive["targets"] = [
                {"POSITION": self._target(parts, name)} for name in self._character.expressions
            ]
        return primitive

    def _carried(self, parts: list[Piece]) -> tuple[NDArray[Any], NDArray[Any]]:
        total = sum(len(part.points) for part in parts)
        shares: Points = np.zeros((total, len(self._numbers)))
        start = 0
        for part in parts:
            for bone, share in part.bones.items():
                shares[start : start + len(part.points), self._numbers[bone]] += share
            start += len(part.points)
        joints = np.argsort(-shares, axis=1, kind="stable")[:, :4]
        weights = np.take_along_axis(shares, joints, axis=1)
        weights /= weights.sum(axis=1, keepdims=True)
        joints[weights == 0] = 0
        return joints.astype("|u1"), weights.astype("<f4")

    def _target(self, parts: list[Piece], name: str) -> int:
        deltas = [part.morphs.get(name, np.zeros_like(part.points)) for part in parts]
        values = (np.concatenate(deltas) * self._ahead).astype("<f4")
        if not values.any():  # glTF reads numbers that lie nowhere as zeros
            self._accessors.append(
                {"componentType": 5126, "count": len(values), "type": "VEC3"}
                | {"min": [0, 0, 0], "max": [0, 0, 0]}
            )
            return len(self._accessors) - 1
        return self._accessor(values, is_bounded=True)

    def _material(self, paint: Paint, version: int) -> Document:
        colour: Document = {"baseColorFactor": [*linear(paint.lit), 1.0], "metallicFactor": 0.0}
        colour["roughnessFactor"] = 0.9
        extensions: Document = {"KHR_materials_unlit": {}}
        if paint.picture:
            colour["baseColorTexture"] = {"index": self._image(paint)}
        if version == 1 and not paint.is_flat:
            extensions["VRMC_materials_mtoon"] = {
                "specVersion": "1.0",
                "shadeColorFactor": linear(paint.shade),
                "shadingShiftFactor": -0.12,
                "shadingToonyFactor": 0.86,
                "outlineWidthMode": "worldCoordinates" if paint.outline_m else "none",
                "outlineWidthFactor": paint.outline_m,
                "outlineColorFactor": linear(paint.outline),
                "outlineLightingMixFactor": 0.0,
            }
            if paint.picture:
                extensions["VRMC_materials_mtoon"]["shadeMultiplyTexture"] = {
                    "index": len(self._images) - 1
                }
        return {"name": paint.name, "pbrMetallicRoughness": colour, "extensions": extensions}

    def _image(self, paint: Paint) -> int:
        self._images.append(
            {"bufferView": self._view(paint.picture), "mimeType": "image/png", "name": paint.name}
        )
        return len(self._images) - 1

    def _accessor(self, values: NDArray[Any], *, is_bounded: bool = False) -> int:
        accessor: Document = {
            "bufferView": self._view(values.tobytes()),
            "componentType": _CODES[values.dtype.str],
            "count": len(values),
            "type": _COLUMNS[values.shape[1]],
        }
        if is_bounded:
            accessor |= {"min": values.min(axis=0).tolist(), "max": values.max(axis=0).tolist()}
        self._accessors.append(accessor)
        return len(self._accessors) - 1

    def _view(self, data: bytes) -> int:
        self._views.append({"buffer": 0, "byteOffset": len(self._data), "byteLength": len(data)})
        self._data += data + bytes(-len(data) % 4)
        return len(self._views) - 1


def linear(code: str) -> list[float]:
    """Return a colour ``#rrggbb`` in linear light."""
    share = np.array([int(code[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    light = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return [round(float(part), 5) for part in light]


def _rounded(place: Points) -> list[float]:
    return [round(float(part), 6) + 0.0 for part in place]


def _packed(document: Document, binary: bytes) -> bytes:
    text = json.dumps(document, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    binary += bytes(-len(binary) % 4)
    chunks = struct.pack("<I4s", len(text), b"JSON") + text
    chunks += struct.pack("<I4s", len(binary), b"BIN\0") + binary
    return struct.pack("<4sII", b"glTF", 2, 12 + len(chunks)) + chunks
