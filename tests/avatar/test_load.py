"""Tests of studio.avatar.load: files of three formats, broken ones and hostile ones."""

import json
import struct
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from installer.avatar_assets.__main__ import AVATARS
from studio.avatar.errors import AvatarError
from studio.avatar.load import load, loaded
from studio.avatar.skeleton import Skeleton
from tests.avatar.files import Document, changed, document_of, own_file, own_model


def test_both_versions_of_vrm_say_the_same_of_the_same_avatar() -> None:
    new, old = own_model(1), own_model(0)
    assert (new.about.format, old.about.format) == ("VRM 1.0", "VRM 0.x")
    assert new.about.name == old.about.name == "Nova"
    assert new.about.authors == old.about.authors == ("Rocket Studio",)
    assert set(new.bones) == set(old.bones)
    assert set(new.expressions) == set(old.expressions)
    assert {each.node for each in new.joints} <= {each.node for each in old.joints}
    assert [each.radius_m for each in new.colliders] == [each.radius_m for each in old.colliders]
    assert (new.is_turned, old.is_turned) == (False, True)


def test_both_look_to_plus_z_and_have_their_left_at_plus_x() -> None:
    for version in (0, 1):
        model = own_model(version)
        skeleton = Skeleton(model)
        left, right = skeleton.place("leftHand"), skeleton.place("rightHand")
        assert left is not None
        assert right is not None
        assert left[0] > 0.2 > -0.2 > right[0]
        tail = skeleton.rest[model.nodes.names.index("tail2"), :3, 3]
        assert tail[2] < -0.1, "a tail is behind"


def test_materials_come_out_alike_from_both() -> None:
    new = {each.name: each for each in own_model(1).materials}
    old = {each.name: each for each in own_model(0).materials}
    for name in ("suit", "fur", "eye"):
        assert new[name].is_unlit == old[name].is_unlit
        assert new[name].lit == pytest.approx(old[name].lit, abs=0.01)
        assert new[name].outline_m == pytest.approx(old[name].outline_m, abs=1e-6)
    assert new["suit"].shade == pytest.approx(old["suit"].shade, abs=0.01)
    assert (new["fur"].texture, old["fur"].texture) == (0, 0)


def test_licence_and_terms_are_told() -> None:
    about = own_model(1).about
    assert "publicdomain/zero" in about.license
    assert "Handing it on: allowed" in about.terms
    assert "CC0" in own_model(0).about.license


def test_plain_gltf_moves_by_the_names_of_its_bones_and_morphs() -> None:
    def strip(document: Document) -> None:
        document.pop("extensions")
        document.pop("extensionsUsed")
        names = document["meshes"][0]["extras"]["targetNames"]
        names[:3] = ["Fcl_MTH_A", "jawOpen", "eyeBlinkLeft"]
        names[5:7] = ["EyeBlink_L", "blink_r"]
        for node in document["nodes"]:
            if node["name"] == "head":
                node["name"] = "mixamorig:Head"

    model = loaded(changed(own_file(), strip), "Cat")
    assert (model.about.format, model.about.name, model.about.license) == ("glTF", "Cat", "")
    assert {"head", "neck", "hips", "leftUpperArm"} <= set(model.bones)
    assert {"jawOpen", "eyeBlinkLeft", "aa", "blinkRight", "happy"} <= set(model.expressions)
    assert model.expressions["aa"].binds == model.expressions["jawOpen"].binds


def test_the_file_that_is_shipped_is_the_one_that_its_script_makes() -> None:
    assert (AVATARS / "nova.vrm").read_bytes() == own_file(1)


def test_a_file_that_is_not_there_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(AvatarError, match=r"cat\.vrm can't be read"):
        load(tmp_path / "cat.vrm")


@pytest.mark.parametrize("share", [0.0, 0.001, 0.3, 0.7, 0.999])
def test_a_file_cut_short_is_told_in_a_sentence(share: float) -> None:
    file = own_file()
    with pytest.raises(AvatarError, match="avatar"):
        loaded(file[: int(len(file) * share)], "cat")


def circle(document: Document) -> None:
    document["nodes"][4]["children"] = [0]


def far_joint(document: Document) -> None:
    document["skins"][0]["joints"][3] = 10**6


def few_joints(document: Document) -> None:
    del document["skins"][0]["joints"][5:]


def few_matrices(document: Document) -> None:
    accessor = document["accessors"][document["skins"][0]["inverseBindMatrices"]]
    accessor["count"] = 3


def no_triangles(document: Document) -> None:
    for mesh in document["meshes"]:
        for part in mesh["primitives"]:
            part["mode"] = 0


def other_file(document: Document) -> None:
    document["images"][0] = {"uri": "/etc/passwd"}


def empty_numbers(document: Document) -> None:
    document["accessors"][0]["count"] = 10**12


@pytest.mark.parametrize(
    "wrong", [circle, far_joint, few_joints, few_matrices, no_triangles, other_file, empty_numbers]
)
def test_a_hostile_file_is_refused_in_a_sentence(wrong: Callable[[Document], None]) -> None:
    with pytest.raises(AvatarError, match=r"^[A-Z].*\.$"):
        loaded(changed(own_file(), wrong), "cat")


def test_extensions_full_of_nonsense_cost_only_what_they_say() -> None:
    def nonsense(document: Document) -> None:
        vrm = document["extensions"]["VRMC_vrm"]
        vrm["meta"] = {"name": 5, "authors": "Me", "licenseUrl": "x" * 10**6, "modification": [1]}
        vrm["humanoid"]["humanBones"]["head"] = {"node": -7}
        vrm["humanoid"]["humanBones"]["neck"] = "no"
        vrm["lookAt"]["rangeMapVerticalUp"] = {"inputMaxValue": 0, "outputScale": float("nan")}
        preset = vrm["expressions"]["preset"]
        preset["aa"]["morphTargetBinds"] = [{"node": 10**9, "index": 0, "weight": 1}]
        preset["ih"]["morphTargetBinds"] = [{"node": 33, "index": 10**9, "weight": float("inf")}]
        springs = document["extensions"]["VRMC_springBone"]
        springs["springs"][0]["joints"][0]["stiffness"] = float("inf")
        springs["springs"][0]["joints"][1]["node"] = "ear"
        springs["springs"][0]["colliderGroups"] = [99]
        springs["colliders"][0]["shape"] = {"sphere": {"radius": float("nan"), "offset": [1]}}

    model = loaded(changed(own_file(), nonsense), "cat")
    assert model.about.name == ""
    assert len(model.about.license) <= 700
    assert "head" not in model.bones
    assert model.expressions["aa"].binds == ()
    assert model.expressions["ih"].binds == ()
    assert all(np.isfinite([each.stiffness, *each.tail]).all() for each in model.joints)
    assert all(np.isfinite(each.radius_m) for each in model.colliders)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_whatever_a_description_says_it_is_loaded_or_refused(data: st.DataObject) -> None:
    document = document_of(own_file(data.draw(st.sampled_from([0, 1]))))

    def spoil(target: Any) -> None:
        keys = list(target) if isinstance(target, dict) else list(range(len(target)))
        key = data.draw(st.sampled_from(keys))
        inner = target[key]
        if isinstance(inner, dict | list) and inner and data.draw(st.integers(0, 4)):
            spoil(inner)
        else:
            target[key] = data.draw(values)

    spoil(document)
    text = json.dumps(document).encode()
    text += b" " * (-len(text) % 4)
    (length,) = struct.unpack_from("<I", own_file(), 12)
    rest = own_file()[20 + length :]
    head = struct.pack("<4sII", b"glTF", 2, 20 + len(text) + len(rest))
    file = head + struct.pack("<I4s", len(text), b"JSON") + text + rest
    with suppress(AvatarError):
        Skeleton(loaded(file, "cat")).pose({})


def test_colliders_of_vrm_0_lie_as_unity_counts() -> None:
    def before_the_face(document: Document) -> None:
        group = document["extensions"]["VRM"]["secondaryAnimation"]["colliderGroups"][0]
        group["colliders"][0]["offset"] = {"x": 0.1, "y": 0.2, "z": 0.3}

    model = loaded(changed(own_file(0), before_the_face), "cat")
    assert model.colliders[0].offset == (0.1, 0.2, -0.3)
