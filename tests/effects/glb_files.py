"""Small glTF files for tests and the bench, made of turned profiles: a cube, a rocket.

path.write_bytes(Glb().turned([(0, 0), (1, 0), (1, 2)], paint(0.8, 0.1, 0.1)).data())
"""

import json
import math
import struct
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Material = dict[str, Any]


def paint(
    red: float,
    green: float,
    blue: float,
    *,
    metal: float = 0.0,
    rough: float = 0.4,
    glow: tuple[float, float, float] = (0, 0, 0),
    name: str = "",
) -> Material:
    """Return a material."""
    return {
        "name": name,
        "pbrMetallicRoughness": {
            "baseColorFactor": [red, green, blue, 1],
            "metallicFactor": metal,
            "roughnessFactor": rough,
        },
        "emissiveFactor": list(glow),
        "doubleSided": True,
    }


class Glb:
    """A file that grows."""

    def __init__(self) -> None:
        self._binary = b""
        self.document: dict[str, Any] = {
            "asset": {"version": "2.0"},
            "scene": 0,
            "scenes": [{"nodes": []}],
            "nodes": [],
            "meshes": [],
            "materials": [],
            "accessors": [],
            "bufferViews": [],
        }

    def mesh(
        self, places: Floats, normals: Floats, uv: Floats, triangles: object, material: Material
    ) -> "Glb":
        """Add a mesh with a node of its own."""
        doc = self.document
        doc["materials"].append(material)
        primitive = {
            "attributes": {
                "POSITION": self.numbers(places, "VEC3"),
                "NORMAL": self.numbers(normals, "VEC3"),
                "TEXCOORD_0": self.numbers(uv, "VEC2"),
            },
            "indices": self.numbers(np.asarray(triangles, np.uint32).reshape(-1), "SCALAR"),
            "material": len(doc["materials"]) - 1,
        }
        doc["meshes"].append({"primitives": [primitive]})
        doc["nodes"].append({"mesh": len(doc["meshes"]) - 1, "name": material["name"]})
        doc["scenes"][0]["nodes"].append(len(doc["nodes"]) - 1)
        return self

    def turned(
        self, profile: list[tuple[float, float]], material: Material, sides: int = 48
    ) -> "Glb":
        """Add what a profile of radius and height is when it turns around the y axis."""
        points = np.array(profile, float)
        angles = np.linspace(0, math.tau, sides + 1)
        along = np.gradient(points, axis=0)
        out = np.column_stack([along[:, 1], -along[:, 0]])
        out /= np.linalg.norm(out, axis=1, keepdims=True) + 1e-9
        cos, sin = np.cos(angles), np.sin(angles)

        def around(radius: NDArray[np.float64], height: NDArray[np.float64]) -> Floats:
            x, z = np.outer(radius, cos), np.outer(radius, sin)
            y = np.repeat(height[:, None], len(angles), 1)
            return np.stack([x, y, z], -1).reshape(-1, 3).astype(np.float32)

        share = np.linspace(0, 1, len(points))
        uv = np.stack(np.meshgrid(angles / math.tau, 1 - share), -1).reshape(-1, 2)
        row = sides + 1
        triangles = [
            (a, a + row, a + 1, a + 1, a + row, a + row + 1)
            for ring in range(len(points) - 1)
            for a in range(ring * row, ring * row + sides)
        ]
        return self.mesh(
            around(points[:, 0], points[:, 1]),
            around(out[:, 0], out[:, 1]),
            uv.astype(np.float32),
            triangles,
            material,
        )

    def cube(self, material: Material) -> "Glb":
        """Add a cube of two units."""
        places: list[Any] = []
        normals: list[Any] = []
        uv: list[Any] = []
        triangles: list[Any] = []
        for axis in range(3):
            for side in (-1, 1):
                first = len(places)
                for u, v in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
                    place = np.zeros(3)
                    place[axis], place[(axis + 1) % 3], place[(axis + 2) % 3] = side, u * side, v
                    places.append(place)
                    normals.append(np.eye(3)[axis] * side)
                    uv.append(((u + 1) / 2, (v + 1) / 2))
                triangles.append([first, first + 1, first + 2, first, first + 2, first + 3])
        at, out, on = (np.array(each, np.float32) for each in (places, normals, uv))
        return self.mesh(at, out, on, triangles, material)

    def moves(self, node: int, path: str, times_s: list[float], values: object, name: str) -> None:
        """Add an animation of one node."""
        kind = "VEC4" if path == "rotation" else "VEC3"
        sampler = {
            "input": self.numbers(np.array(times_s, np.float32), "SCALAR"),
            "output": self.numbers(np.array(values, np.float32), kind),
        }
        channel = {"sampler": 0, "target": {"node": node, "path": path}}
        animation = {"name": name, "samplers": [sampler], "channels": [channel]}
        self.document.setdefault("animations", []).append(animation)

    def numbers(self, values: NDArray[Any], kind: str) -> int:
        """Add an array; return which accessor it is."""
        doc = self.document
        doc["bufferViews"].append(self.view(values.tobytes()))
        accessor: dict[str, Any] = {
            "bufferView": len(doc["bufferViews"]) - 1,
            "componentType": 5125 if values.dtype == np.uint32 else 5126,
            "count": len(values),
            "type": kind,
        }
        if kind == "VEC3":
            accessor |= {"min": values.min(0).tolist(), "max": values.max(0).tolist()}
        doc["accessors"].append(accessor)
        return len(doc["accessors"]) - 1

    def view(self, data: bytes) -> dict[str, int]:
        """Add bytes; return the view on them."""
        view = {"buffer": 0, "byteOffset": len(self._binary), "byteLength": len(data)}
        self._binary += data + bytes(-len(data) % 4)
        return view

    def data(self) -> bytes:
        """Return the file."""
        document = self.document | {"buffers": [{"byteLength": len(self._binary)}]}
        text = json.dumps(document).encode()
        text += b" " * (-len(text) % 4)
        chunks = struct.pack("<I4s", len(text), b"JSON") + text
        chunks += struct.pack("<I4s", len(self._binary), b"BIN\0") + self._binary
        return struct.pack("<4sII", b"glTF", 2, 12 + len(chunks)) + chunks


def rocket() -> bytes:
    """Return a rocket with a steel body, red nose and fins, a round window, and fire."""
    glb = Glb()
    body = [(0.62 * math.sin(0.9 + 1.55 * t) + 0.02, t * 3 - 1.5) for t in np.linspace(0, 1, 24)]
    glb.turned(body, paint(0.92, 0.93, 0.95, metal=0.25, rough=0.25, name="body"))
    top = body[-1][0]
    nose = [(top * math.cos(t), 1.5 + 1.1 * math.sin(t)) for t in np.linspace(0, math.pi / 2, 16)]
    glb.turned(nose, paint(0.85, 0.05, 0.06, rough=0.3, name="nose"))
    glb.turned([(0.3, -1.5), (0.42, -1.85)], paint(0.2, 0.2, 0.22, metal=1, rough=0.3, name="jet"))
    fire = [(0.34 * math.cos(t), -1.8 - 1.2 * math.sin(t)) for t in np.linspace(0, math.pi / 2, 12)]
    glb.turned(fire, paint(0, 0, 0, rough=1, glow=(1, 0.42, 0.06), name="fire"))
    for turn in range(4):
        _fin(glb, turn * math.pi / 2)
    glb.turned([(0.0, 0.0), (0.3, 0.0)], paint(0.3, 0.6, 0.9, rough=0.1, name="avatar"))
    window = glb.document["nodes"][-1]
    window["rotation"] = [math.sin(math.pi / 4), 0, 0, math.cos(math.pi / 4)]
    window["translation"] = [0, 0.45, 0.645]
    ring = [(0.36 + 0.06 * math.cos(t), 0.05 * math.sin(t)) for t in np.linspace(0, math.tau, 16)]
    glb.turned(ring, paint(1.0, 0.75, 0.3, metal=1, rough=0.2, name="ring"))
    glb.document["nodes"][-1] |= {key: window[key] for key in ("rotation", "translation")}
    fire_node = next(i for i, n in enumerate(glb.document["nodes"]) if n["name"] == "fire")
    glb.moves(fire_node, "scale", [0, 0.15, 0.3], [(1, 1, 1), (1, 1.15, 1), (1, 1, 1)], "burn")
    return glb.data()


def _fin(glb: Glb, turn: float) -> None:
    outline = np.array([(0.5, -0.4), (1.15, -1.5), (1.15, -1.95), (0.42, -1.45)])
    places: list[Any] = []
    normals: list[Any] = []
    triangles: list[Any] = []
    for side in (-1, 1):
        first = len(places)
        places += [(x, y, side * 0.05) for x, y in outline]
        normals += [(0, 0, side)] * 4
        triangles += [(first, first + 1, first + 2), (first, first + 2, first + 3)]
    for index in range(4):
        a, b = outline[index], outline[(index + 1) % 4]
        first = len(places)
        places += [(*a, -0.05), (*b, -0.05), (*b, 0.05), (*a, 0.05)]
        normals += [(b[1] - a[1], a[0] - b[0], 0)] * 4
        triangles += [(first, first + 1, first + 2), (first, first + 2, first + 3)]
    spin = np.array(
        [[math.cos(turn), 0, math.sin(turn)], [0, 1, 0], [-math.sin(turn), 0, math.cos(turn)]]
    )
    glb.mesh(
        (np.array(places) @ spin.T).astype(np.float32),
        (np.array(normals) @ spin.T).astype(np.float32),
        np.zeros((len(places), 2), np.float32),
        triangles,
        paint(0.85, 0.05, 0.06, rough=0.35, name="fin"),
    )
