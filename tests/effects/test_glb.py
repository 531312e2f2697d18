"""Tests of studio.effects.glb: files that are none, or should better not be opened."""

import io
import json
import struct
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PIL import Image

from studio.effects import glb as checking
from studio.effects.errors import EffectError
from studio.effects.glb import check, with_pictures
from tests.effects.glb_files import Glb, paint, rocket


def cube() -> Glb:
    return Glb().cube(paint(1, 0, 0, name="skin"))


def png(width: int, height: int) -> bytes:
    memory = io.BytesIO()
    Image.new("RGB", (width, height)).save(memory, "PNG")
    return memory.getvalue()


def test_a_good_file_passes_and_stays_the_same() -> None:
    for data in (cube().data(), rocket()):
        again = check(check(data).data())
        assert again.document["meshes"] == check(data).document["meshes"]
        assert again.binary == check(data).binary


def test_a_material_gets_another_picture() -> None:
    picture = png(8, 8)
    glb = check(with_pictures(check(cube().data()), {"skin": picture}).data())
    colour = glb.document["materials"][0]["pbrMetallicRoughness"]
    assert colour["baseColorFactor"] == [1, 1, 1, 1]
    image = glb.document["textures"][colour["baseColorTexture"]["index"]]["source"]
    view = glb.document["bufferViews"][glb.document["images"][image]["bufferView"]]
    assert glb.binary[view["byteOffset"] :][: view["byteLength"]] == picture
    with pytest.raises(EffectError, match='no material "face"; it has skin'):
        with_pictures(glb, {"face": picture})


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no glTF file in one piece"),
        (b"{}" * 20, "no glTF file in one piece"),
        (cube().data()[:-100], "cut off"),
        (struct.pack("<4sII", b"glTF", 1, 20) + bytes(20), "not of version 2"),
        (struct.pack("<4sII", b"glTF", 2, 24) + struct.pack("<I4s", 4, b"JSON") + b"nope", "descr"),
        (struct.pack("<4sII", b"glTF", 2, 24) + struct.pack("<I4s", 4, b"JSON") + b"[  ]", "none"),
    ],
)
def test_what_is_no_file_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(EffectError, match=reason):
        check(data)


def _sparse(count: int, view: int = 0) -> dict[str, Any]:
    """Return the sparse numbers of an accessor; places and values lie in one view."""
    places = {"bufferView": view, "componentType": 5125}
    return {"count": count, "indices": places, "values": {"bufferView": view}}


def test_sparse_numbers_are_all_there_afterwards() -> None:
    glb = cube()
    document = glb.document
    before = check(glb.data())
    places = glb.numbers(np.array([1, 5], np.uint32), "SCALAR")
    values = glb.numbers(np.array([(7, 8, 9), (4, 5, 6)], np.float32), "VEC3")
    sparse = _sparse(2)
    sparse["indices"]["bufferView"] = document["accessors"][places]["bufferView"]
    sparse["values"]["bufferView"] = document["accessors"][values]["bufferView"]
    document["accessors"][0]["sparse"] = sparse
    zeros = {"componentType": 5126, "type": "VEC3", "count": 24, "sparse": sparse}
    document["accessors"].append(zeros)
    found = check(check(glb.data()).data())
    assert "sparse" not in json.dumps(found.document)
    whole = numbers_of(found, 0)
    assert whole[1].tolist() == [7, 8, 9]
    assert whole[5].tolist() == [4, 5, 6]
    rest = [number for number in range(24) if number not in (1, 5)]
    assert np.array_equal(whole[rest], numbers_of(before, 0)[rest])
    assert np.count_nonzero(numbers_of(found, -1)) == 6


def numbers_of(glb: checking.Glb, number: int) -> Any:
    accessor = glb.document["accessors"][number]
    view = glb.document["bufferViews"][accessor["bufferView"]]
    begin = view.get("byteOffset", 0) + accessor.get("byteOffset", 0)
    return np.frombuffer(glb.binary, np.float32, accessor["count"] * 3, begin).reshape(-1, 3)


def _set(*path: object) -> Callable[[dict[str, Any]], None]:
    """Return what sets a place of a document to the last of the words."""
    *keys, last, value = path

    def change(document: dict[str, Any]) -> None:
        place: Any = document
        for key in keys:
            place = place[key]
        place[last] = value

    return change


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (_set("extensionsRequired", ["KHR_draco_mesh_compression"]), "needs KHR_draco"),
        (_set("images", [{"uri": "file:///etc/passwd"}]), "needs other files"),
        (_set("images", [{"uri": "https://example.com/a.png"}]), "needs other files"),
        (_set("scenes", []), "no scene"),
        (_set("nodes", 0, "children", [0]), "in a circle|in two others"),
        (_set("nodes", 0, "children", [7]), "don't fit together"),
        (_set("nodes", 0, "translation", [0, float("nan"), 0]), "no number"),
        (_set("nodes", [{}] * 3_000), "3000 nodes"),
        (_set("accessors", 0, "count", 10**9), "without an end"),
        (_set("accessors", 0, "count", -1), "without an end"),
        (_set("accessors", 0, "count", 4_000), "cut off|behind its end"),
        (_set("accessors", 0, "byteOffset", 10**9), "behind its end"),
        (_set("accessors", 0, "componentType", 9), "don't fit together"),
        (_set("accessors", 0, "sparse", {"count": 1}), "don't fit together"),
        (_set("accessors", 0, "sparse", _sparse(10**9)), "without an end"),
        (_set("accessors", 0, "sparse", _sparse(2)), "not there"),
        (_set("accessors", 0, "bufferView", 99), "don't fit together"),
        (_set("accessors", 1, "count", 3), "more or fewer"),
        (_set("bufferViews", 0, "byteLength", 3), "behind its end"),
        (_set("meshes", 0, "primitives", 0, "attributes", {}), "don't fit together"),
        (_set("nodes", [{"mesh": 0}] * 2_000), "passes"),
        (_set("images", [{"bufferView": 0}]), "picture of the model can't be read"),
    ],
)
def test_what_would_hurt_is_refused_with_a_sentence(
    change: Callable[[dict[str, Any]], None], reason: str
) -> None:
    glb = cube()
    change(glb.document)
    if reason == "passes":
        check(glb.data())
        return
    with pytest.raises(EffectError, match=reason):
        check(glb.data())


def test_a_chain_of_nodes_is_only_so_deep() -> None:
    glb = cube()
    first = len(glb.document["nodes"])
    for number in range(first, first + 100):
        glb.document["nodes"].append({"children": [number + 1]})
    glb.document["nodes"].append({})
    glb.document["scenes"][0]["nodes"].append(first)
    with pytest.raises(EffectError, match="too deep"):
        check(glb.data())


def test_numbers_that_are_none_and_points_that_are_not_there_are_found() -> None:
    places = np.zeros((3, 3), np.float32)
    places[1, 1] = np.inf
    zeros = np.zeros((3, 3), np.float32)
    flat = Glb().mesh(places, zeros, zeros[:, :2], [0, 1, 2], paint(1, 1, 1))
    with pytest.raises(EffectError, match="NaN or infinite"):
        check(flat.data())
    beyond = Glb().mesh(zeros, zeros, zeros[:, :2], [0, 1, 3], paint(1, 1, 1))
    with pytest.raises(EffectError, match="points that are not there"):
        check(beyond.data())


def test_one_large_mesh_used_often_is_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "MAX_POINTS", 100)
    glb = cube()
    glb.document["nodes"] = [{"mesh": 0}] * 5
    with pytest.raises(EffectError, match="120 points"):
        check(glb.data())


def test_pictures_are_measured_before_they_are_unpacked() -> None:
    glb = cube()
    glb.document["bufferViews"].append(glb.view(png(5_000, 2)))
    glb.document["images"] = [{"bufferView": len(glb.document["bufferViews"]) - 1}]
    with pytest.raises(EffectError, match="pictures are too large"):
        check(glb.data())


def test_text_of_endless_depth_is_no_description() -> None:
    text = json.dumps([]).replace("[]", "[" * 200_000)
    text += " " * (-len(text) % 4)
    data = struct.pack("<4sII", b"glTF", 2, 20 + len(text))
    data += struct.pack("<I4s", len(text), b"JSON") + text.encode()
    with pytest.raises(EffectError, match="can't be read"):
        check(data)
