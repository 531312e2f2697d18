"""Tests of installer.gift_assets.glb: a reader that isn't ours reads what it writes."""

from pathlib import Path

import numpy as np
import pygfx as gfx  # type: ignore[import-untyped]  # ships no types
import pytest

from installer.gift_assets.glb import glb_of
from installer.gift_assets.paints import GOLD, RED
from installer.gift_assets.shapes import ball, box, disc, slab
from installer.gift_assets.toy import Node, Paint, Toy, spin

PICTURE = Paint("portrait", "#ffffff", is_picture=True)


def read(toy: Toy, folder: Path) -> "gfx.utils.load_gltf._GLTF":
    path = folder / "toy.glb"
    path.write_bytes(glb_of(toy))
    return gfx.load_gltf(str(path), quiet=True, remote_ok=False)


def meshes(loaded: "gfx.utils.load_gltf._GLTF") -> list[gfx.Mesh]:
    return [thing for thing in loaded.scene.iter() if isinstance(thing, gfx.Mesh)]


def test_solids_come_back_as_they_were(tmp_path: Path) -> None:
    part = Node("part", ((ball(0.5), GOLD),), place=(2, 0, 0))
    loaded = read(Toy(Node("root", ((box(1, 2, 3), RED),), (part,))), tmp_path)
    lower, upper = loaded.scene.get_world_bounding_box()
    assert np.allclose(lower, (-0.5, -1, -1.5), atol=1e-4)
    assert np.allclose(upper, (2.5, 1, 1.5), atol=1e-4)
    materials = [thing.material for thing in meshes(loaded)]
    assert {round(material.metalness, 3) for material in materials} == {RED.metal, GOLD.metal}


def test_nodes_with_the_same_skins_share_them() -> None:
    skins = ((ball(0.5, 24), RED),)
    one = Toy(Node("root", (), (Node("a", skins),)))
    ten = Toy(Node("root", (), tuple(Node(f"n{x}", skins, place=(x, 0, 0)) for x in range(10))))
    assert len(glb_of(ten)) < len(glb_of(one)) + 2_000


def test_an_animation_turns_every_node_of_its_name(tmp_path: Path) -> None:
    wheel = ((box(1, 0.2, 0.2), RED),)
    toy = Toy(Node("car", (), (Node("wheel", wheel), Node("wheel", wheel))), "drive",
              (spin("wheel", "z", 1.0),))  # fmt: skip
    loaded = read(toy, tmp_path)
    mixer = gfx.AnimationMixer()
    mixer.clip_action(loaded.animations[0]).play()
    mixer.set_time(0.25)
    wheels = [thing for thing in loaded.scene.iter() if thing.name == "wheel"]
    assert len(wheels) == 2
    for each in wheels:
        assert np.allclose(each.local.matrix[:3, 0], (0, 1, 0), atol=1e-5)


def test_a_picture_lies_upright_on_what_looks_to_the_front(tmp_path: Path) -> None:
    loaded = read(Toy(Node("root", ((slab(disc(1), 0.1), PICTURE),))), tmp_path)
    geometry = meshes(loaded)[0].geometry
    places, corners = geometry.positions.data, geometry.texcoords.data
    highest, rightmost = places[:, 1].argmax(), places[:, 0].argmax()
    assert corners[highest, 1] == pytest.approx(0, abs=1e-6)
    assert corners[rightmost, 0] == pytest.approx(1, abs=1e-6)
