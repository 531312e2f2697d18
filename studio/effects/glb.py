"""A glTF file looked through before a library that trusts its files gets it.

It comes from a plugin and may be anything: too large, cut off, with parts that point
nowhere, into files or to servers, in circles, with numbers that are none.  What passes
is bounded in memory and time, whole in itself, and numbered rightly::

    file = check(data)                    # raises EffectError, a sentence for the author
    data = with_pictures(file, {"avatar": png})
"""

import io
import json
import math
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image, UnidentifiedImageError

from studio.effects.errors import EffectError

MAX_BYTES = 64 << 20
MAX_POINTS = 1_000_000
MAX_INDICES = 4_000_000
MAX_NODES = 2_000
MAX_DEPTH = 64
MAX_IMAGE_SIDE = 4_096
MAX_IMAGE_PIXELS = 1 << 26
"""Of all pictures."""
_KINDS: dict[int, type[np.generic]] = {
    5120: np.int8,
    5121: np.uint8,
    5122: np.int16,
    5123: np.uint16,
}
_KINDS |= {5125: np.uint32, 5126: np.float32}
_WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT2": 4, "MAT3": 9, "MAT4": 16}
_MAY_REQUIRE = {
    "KHR_mesh_quantization",
    "KHR_texture_transform",
    "KHR_lights_punctual",
    "EXT_texture_webp",
    "KHR_materials_unlit",
    "KHR_materials_emissive_strength",
    "KHR_materials_clearcoat",
    "KHR_materials_ior",
    "KHR_materials_iridescence",
    "KHR_materials_sheen",
    "KHR_materials_specular",
    "KHR_materials_anisotropy",
    "VRM",
    "VRMC_vrm",
    "VRMC_materials_mtoon",
    "VRMC_springBone",
}
Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Glb:
    """A file in its two parts."""

    document: Document
    binary: bytes

    def data(self) -> bytes:
        """Return the file as a whole."""
        document = self.document | {"buffers": [{"byteLength": len(self.binary)}]}
        text = json.dumps(document).encode()
        text += b" " * (-len(text) % 4)
        binary = self.binary + bytes(-len(self.binary) % 4)
        chunks = struct.pack("<I4s", len(text), b"JSON") + text
        chunks += struct.pack("<I4s", len(binary), b"BIN\0") + binary
        return struct.pack("<4sII", b"glTF", 2, 12 + len(chunks)) + chunks


def check(data: bytes, most_pixels: int = MAX_IMAGE_PIXELS) -> Glb:
    """Return a file that was looked through.

    Args:
        data: The file.
        most_pixels: Of all its pictures.

    Raises:
        EffectError: If it can't be drawn, or should not be.
    """
    glb = _parts(data)
    try:
        glb = _dense(glb)
        _check_whole(glb.document)
        _check_tree(glb.document)
        _check_numbers(glb)
        _check_images(glb, most_pixels)
    except EffectError:
        raise
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise EffectError(f"The model's parts don't fit together ({error!r}).") from error
    return glb


def with_pictures(glb: Glb, pictures: Mapping[str, bytes]) -> Glb:
    """Return a file whose materials of these names have other pictures as their colour.

    Args:
        glb: The file, checked.
        pictures: PNG files by the materials' names.

    Raises:
        EffectError: If there is no such material.
    """
    if not pictures:
        return glb
    document: Document = json.loads(json.dumps(glb.document))
    binary = glb.binary
    materials = document.get("materials", [])
    for name, picture in pictures.items():
        chosen = [each for each in materials if each.get("name") == name]
        if not chosen:
            known = ", ".join(sorted({str(each.get("name")) for each in materials})) or "none"
            raise EffectError(f'The model has no material "{name}"; it has {known}.')
        binary += bytes(-len(binary) % 4)
        view = {"buffer": 0, "byteOffset": len(binary), "byteLength": len(picture)}
        binary += picture
        view_at = _append(document, "bufferViews", view)
        image = _append(document, "images", {"bufferView": view_at, "mimeType": "image/png"})
        texture = _append(document, "textures", {"source": image})
        for material in chosen:
            colour = material.setdefault("pbrMetallicRoughness", {})
            colour["baseColorTexture"] = {"index": texture}
            colour["baseColorFactor"] = [1, 1, 1, 1]
    return Glb(document, binary)


def _append(document: Document, key: str, item: object) -> int:
    items = document.setdefault(key, [])
    items.append(item)
    return len(items) - 1


def _parts(data: bytes) -> Glb:
    if len(data) > MAX_BYTES:
        raise EffectError(f"The model has {len(data) >> 20} MB, {MAX_BYTES >> 20} are the most.")
    if data[:4] != b"glTF" or len(data) < 20:
        raise EffectError("The model is no glTF file in one piece (.glb).")
    if struct.unpack_from("<I", data, 4)[0] != 2:
        raise EffectError("The model is not of version 2 of glTF.")
    chunks: dict[bytes, bytes] = {}
    place = 12
    while place + 8 <= len(data):
        length, kind = struct.unpack_from("<I4s", data, place)
        if place + 8 + length > len(data):
            raise EffectError("The model's file is cut off.")
        chunks.setdefault(kind, data[place + 8 : place + 8 + length])
        place += 8 + length
    try:
        document = json.loads(chunks.get(b"JSON", b""))
    except (ValueError, RecursionError) as error:
        raise EffectError("The model's description can't be read.") from error
    if not isinstance(document, dict):
        raise EffectError("The model's description is none.")
    return Glb(document, chunks.get(b"BIN\0", b""))


def _check_whole(document: Document) -> None:
    """See that it needs nothing that isn't in it, or that we don't know."""
    unknown = set(document.get("extensionsRequired", [])) - _MAY_REQUIRE
    if unknown:
        names = ", ".join(sorted(map(str, unknown)))
        raise EffectError(f"The model needs {names}, which can't be drawn: export it without.")
    buffers, images = document.get("buffers", []), document.get("images", [])
    if len(buffers) > 1 or any("uri" in each for each in (*buffers, *images)):
        raise EffectError("The model needs other files: export it as one (.glb), all included.")
    if not document.get("scenes"):
        raise EffectError("The model has no scene.")


def _check_tree(document: Document) -> None:
    """See that the nodes are a tree, of a size and depth that can be walked."""
    nodes = document.get("nodes", [])
    if len(nodes) > MAX_NODES:
        raise EffectError(f"The model has {len(nodes)} nodes, {MAX_NODES} are the most.")
    parents = [0] * len(nodes)
    for node in nodes:
        for child in node.get("children", []):
            parents[child] += 1
        for key in ("matrix", "translation", "rotation", "scale"):
            if not all(math.isfinite(number) for number in node.get(key, [])):
                raise EffectError("A node of the model is at a place that is no number.")
    if any(count > 1 for count in parents):
        raise EffectError("A node of the model is in two others at once.")
    waiting = [(node, 1) for scene in document["scenes"] for node in scene.get("nodes", [])]
    seen = 0
    while waiting:
        index, depth = waiting.pop()
        seen += 1
        if depth > MAX_DEPTH or seen > MAX_NODES:
            raise EffectError("The model's nodes lie in each other in a circle, or too deep.")
        waiting += [(child, depth + 1) for child in nodes[index].get("children", [])]


def _check_numbers(glb: Glb) -> None:
    """See that all numbers are there, are numbers, and point at points."""
    document = glb.document
    accessors = document.get("accessors", [])
    arrays = [_array(glb, each) for each in accessors]
    points = indices = 0
    users = [0] * len(document.get("meshes", []))
    for node in document.get("nodes", []):
        if "mesh" in node:
            users[node["mesh"]] += 1
    for mesh, times in zip(document.get("meshes", []), users, strict=True):
        for part in mesh["primitives"]:
            count = accessors[part["attributes"]["POSITION"]]["count"]
            points += count * max(1, times)
            for each in (*part["attributes"].values(), *_of_targets(part)):
                if accessors[each]["count"] != count:
                    raise EffectError("The model's points have numbers for more or fewer of them.")
            if "indices" in part:
                index = arrays[part["indices"]]
                indices += index.size * max(1, times)
                if index.size and int(index.max()) >= count:
                    raise EffectError("The model's triangles have points that are not there.")
    if points > MAX_POINTS or indices > MAX_INDICES:
        raise EffectError(
            f"The model has {points} points in {indices // 3} triangles; {MAX_POINTS} in "
            f"{MAX_INDICES // 3} are the most: simplify it."
        )


def _dense(glb: Glb) -> Glb:
    """Return a file whose sparse numbers, of which only some are told, are all there.

    Avatars have them in their morphs; what draws models does not know them.
    """
    if not any(each.get("sparse") for each in glb.document.get("accessors", [])):
        return glb
    document: Document = json.loads(json.dumps(glb.document))
    binary = bytearray(glb.binary)
    for accessor in document["accessors"]:
        sparse = accessor.pop("sparse", None)
        if not sparse:
            continue
        numbers = _array(glb, accessor).copy()
        told = {"count": sparse["count"]}
        at = _array(glb, {**sparse["indices"], **told, "type": "SCALAR"})[:, 0]
        kind = {"componentType": accessor["componentType"], "type": accessor["type"]}
        if int(at.max()) >= len(numbers) or int(at.min()) < 0:
            raise EffectError("The model has numbers for points that are not there.")
        numbers[at] = _array(glb, {**sparse["values"], **told, **kind})
        if len(binary) + numbers.nbytes > MAX_BYTES:
            raise EffectError(f"The model has more than {MAX_BYTES >> 20} MB of numbers.")
        view = {"buffer": 0, "byteOffset": len(binary), "byteLength": numbers.nbytes}
        binary += numbers.tobytes() + bytes(-numbers.nbytes % 4)
        accessor |= {"bufferView": _append(document, "bufferViews", view), "byteOffset": 0}
    return Glb(document, bytes(binary))


def _of_targets(part: Document) -> list[int]:
    return [each for target in part.get("targets", []) for each in target.values()]


def _array(glb: Glb, accessor: Document) -> "np.ndarray[Any, Any]":
    """Return the numbers of an accessor."""
    kind, width = np.dtype(_KINDS[accessor["componentType"]]), _WIDTHS[accessor["type"]]
    count = int(accessor["count"])
    if not 0 < count <= MAX_INDICES:
        raise EffectError("The model has lists of numbers without an end, or without any.")
    if "bufferView" not in accessor:
        return np.zeros((count, width), kind)
    view = glb.document["bufferViews"][accessor["bufferView"]]
    element = kind.itemsize * width
    stride = int(view.get("byteStride", element))
    offset = int(view.get("byteOffset", 0)) + int(accessor.get("byteOffset", 0))
    end = offset + stride * (count - 1) + element
    view_end = int(view.get("byteOffset", 0)) + int(view["byteLength"])
    if offset < 0 or stride < element or end > min(len(glb.binary), view_end):
        raise EffectError("The model's file is cut off, or points behind its end.")
    array = np.ndarray((count, width), kind, glb.binary, offset, (stride, kind.itemsize))
    if kind.kind == "f" and not np.isfinite(array).all():
        raise EffectError("The model has numbers that are none (NaN or infinite).")
    return array


def _check_images(glb: Glb, most_pixels: int) -> None:
    """See that pictures are some, before they are unpacked."""
    total = 0
    for image in glb.document.get("images", []):
        view = glb.document["bufferViews"][image["bufferView"]]
        begin = int(view.get("byteOffset", 0))
        data = glb.binary[begin : begin + int(view["byteLength"])]
        try:
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP")) as picture:
                width, height = picture.size
        except (
            UnidentifiedImageError,
            OSError,
            SyntaxError,
            Image.DecompressionBombError,
        ) as error:
            raise EffectError("A picture of the model can't be read.") from error
        total += width * height
        if max(width, height) > MAX_IMAGE_SIDE or total > most_pixels:
            raise EffectError(
                f"The model's pictures are too large: {MAX_IMAGE_SIDE} pixels a side at most."
            )
