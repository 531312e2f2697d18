"""Writes a toy as binary glTF 2.0, the same bytes for the same toy.

::

    Path("rocket.glb").write_bytes(glb_of(rocket()))
"""

from collections.abc import Sequence
from importlib import import_module
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from installer.gift_assets.solid import Points
from installer.gift_assets.toy import Node, Paint, Skin, Toy, Track

gltf: Any = import_module("gltflib")
"""As anything: it says that it is typed, and exports nothing to type checkers."""

_FLOAT, _SHORT = 5126, 5123
_COLUMNS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4}


def glb_of(toy: Toy) -> bytes:
    """Return a toy's file."""
    writer = _Writer()
    root = writer.node(toy.root)
    writer.animation(toy.clip, toy.tracks)
    model = gltf.GLTFModel(
        asset=gltf.Asset(version="2.0", generator="Rocket Studio"),
        scene=0,
        scenes=[gltf.Scene(nodes=[root])],
        nodes=writer.nodes,
        meshes=writer.meshes,
        materials=[_material(paint) for paint in writer.paints],
        animations=writer.animations or None,
        accessors=writer.accessors,
        bufferViews=writer.views,
        buffers=[gltf.Buffer(byteLength=len(writer.data))],
    )
    file = BytesIO()
    gltf.GLTF(model, [gltf.GLBResource(bytes(writer.data))]).write_glb(file)
    return file.getvalue()


class _Writer:
    """Collects the lists of a file."""

    def __init__(self) -> None:
        self.data = bytearray()
        self.views: list[Any] = []
        self.accessors: list[Any] = []
        self.meshes: list[Any] = []
        self.nodes: list[Any] = []
        self.paints: list[Paint] = []
        self.animations: list[Any] = []
        self._shared: dict[tuple[int, ...], int] = {}
        self._names: dict[str, list[int]] = {}

    def node(self, node: Node) -> int:
        """Add a node after its children; return its number."""
        children = [self.node(child) for child in node.children]
        self.nodes.append(
            gltf.Node(
                name=node.name,
                mesh=self._mesh(node.skins) if node.skins else None,
                children=children or None,
                translation=list(node.place),
                rotation=list(node.turn),
                scale=list(node.scale),
            )
        )
        self._names.setdefault(node.name, []).append(len(self.nodes) - 1)
        return len(self.nodes) - 1

    def animation(self, name: str, tracks: Sequence[Track]) -> None:
        """Add the animation, if there is any."""
        samplers: list[Any] = []
        channels: list[Any] = []
        for track in tracks:
            times = self._accessor(np.array(track.times_s, "<f4"), "SCALAR", is_bounded=True)
            kind = "VEC4" if track.path == "rotation" else "VEC3"
            values = self._accessor(np.array(track.values, "<f4"), kind)
            for number in self._names[track.node]:
                target = gltf.Target(node=number, path=track.path)
                channels.append(gltf.Channel(sampler=len(samplers), target=target))
            samplers.append(
                gltf.AnimationSampler(input=times, output=values, interpolation="LINEAR")
            )
        if tracks:
            self.animations.append(gltf.Animation(name=name, samplers=samplers, channels=channels))

    def _mesh(self, skins: tuple[Skin, ...]) -> int:
        key = tuple(id(part) for skin in skins for part in skin)
        if key not in self._shared:
            primitives = [self._primitive(skin) for skin in skins]
            self.meshes.append(gltf.Mesh(primitives=primitives))
            self._shared[key] = len(self.meshes) - 1
        return self._shared[key]

    def _primitive(self, skin: Skin) -> Any:
        solid, paint = skin
        places = solid.triangles.reshape(-1, 3).astype("<f4")
        normals = solid.normals.reshape(-1, 3).astype("<f4")
        rows = np.round(np.concatenate((places, normals), axis=1), 5) + np.float32(0)
        corners, indices = np.unique(rows, axis=0, return_inverse=True)
        attributes = gltf.Attributes(
            POSITION=self._accessor(corners[:, :3], "VEC3", is_bounded=True),
            NORMAL=self._accessor(corners[:, 3:], "VEC3"),
        )
        if paint.is_picture:
            attributes.TEXCOORD_0 = self._accessor(_flat_places(corners[:, :3]), "VEC2")
        if paint not in self.paints:
            self.paints.append(paint)
        return gltf.Primitive(
            attributes=attributes,
            indices=self._accessor(indices.reshape(-1).astype("<u2"), "SCALAR"),
            material=self.paints.index(paint),
        )

    def _accessor(self, values: NDArray[Any], kind: str, *, is_bounded: bool = False) -> int:
        raw = np.ascontiguousarray(values)
        self.views.append(
            gltf.BufferView(buffer=0, byteOffset=len(self.data), byteLength=raw.nbytes)
        )
        self.data += raw.tobytes()
        self.data += bytes(-len(self.data) % 4)
        rows = raw.reshape(-1, _COLUMNS[kind])
        self.accessors.append(
            gltf.Accessor(
                bufferView=len(self.views) - 1,
                componentType=_FLOAT if raw.dtype == np.dtype("<f4") else _SHORT,
                count=len(rows),
                type=kind,
                min=rows.min(axis=0).tolist() if is_bounded else None,
                max=rows.max(axis=0).tolist() if is_bounded else None,
            )
        )
        return len(self.accessors) - 1


def _flat_places(corners: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return where a picture's points lie on something that looks to +z."""
    flat = corners[:, :2]
    share = (flat - flat.min(axis=0)) / np.maximum(np.ptp(flat, axis=0), 1e-6)
    return np.column_stack((share[:, 0], 1 - share[:, 1])).astype("<f4")


def _material(paint: Paint) -> Any:
    colour = _linear(paint.code)
    return gltf.Material(
        name=paint.name,
        pbrMetallicRoughness=gltf.PBRMetallicRoughness(
            baseColorFactor=[*colour, paint.opacity],
            metallicFactor=paint.metal,
            roughnessFactor=paint.rough,
        ),
        emissiveFactor=[round(part * paint.shine, 5) for part in colour] if paint.shine else None,
        alphaMode="BLEND" if paint.opacity < 1 else None,
        doubleSided=True if paint.is_thin else None,
    )


def _linear(code: str) -> list[float]:
    share: Points = np.array([int(code[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return [round(float(part), 5) for part in linear]
