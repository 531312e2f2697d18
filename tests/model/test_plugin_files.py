"""Tests of studio.model.plugin_files."""

from pathlib import Path

import pytest

from studio.model import plugin_files
from studio.model.canvas import Mask, Node, PutNode, RemoveNode
from studio.model.canvas_content import Box, Emitter, Image, Model, Particles
from studio.model.plugin import PluginError
from studio.model.plugin_files import file_of, with_files


def test_a_file_of_the_folder_is_named_as_the_engine_finds_it(tmp_path: Path) -> None:
    (tmp_path / "art").mkdir()
    for name in ("rose.png", "rose.glb", "mask.png"):
        (tmp_path / "art" / name).write_bytes(b"-")
    model = Model(file="art/rose.glb", width=64, height=64, textures={"leaf": "art/rose.png"})
    asked = PutNode(node=Node(id="a", content=model, mask=Mask(file="art/mask.png")))
    found = with_files([tmp_path], asked)
    assert isinstance(found, PutNode)
    assert isinstance(found.node.content, Model)
    assert found.node.content.file == str(tmp_path / "art" / "rose.glb")
    assert found.node.content.textures == {"leaf": str(tmp_path / "art" / "rose.png")}
    assert found.node.mask == Mask(file=str(tmp_path / "art" / "mask.png"))


def test_files_of_further_emitters_are_found_as_well_and_no_others(tmp_path: Path) -> None:
    (tmp_path / "star.png").write_bytes(b"-")
    more = (Emitter(), Emitter(file="star.png"))
    stars = Particles(width=64, height=64, file="star.png", more=more)
    found = with_files([tmp_path], PutNode(node=Node(id="a", content=stars)))
    assert isinstance(found, PutNode)
    assert isinstance(found.node.content, Particles)
    assert [each.file for each in found.node.content.emitters] == [
        str(tmp_path / "star.png"),
        "",
        str(tmp_path / "star.png"),
    ]
    away = Particles(width=64, height=64, more=(Emitter(file="/etc/passwd"),))
    with pytest.raises(PluginError, match="plugin's folder"):
        with_files([tmp_path], PutNode(node=Node(id="a", content=away)))


def test_what_names_no_file_stays_as_it_is(tmp_path: Path) -> None:
    box = PutNode(node=Node(id="a", content=Box(width=1, height=1)))
    assert with_files([tmp_path], box) == box
    assert with_files([tmp_path], RemoveNode(id="b")) == RemoveNode(id="b")


def test_a_file_of_a_shared_folder_is_named_as_a_whole(tmp_path: Path) -> None:
    own, shared = tmp_path / "plugin", tmp_path / "gifts"
    for folder in (own, shared):
        folder.mkdir()
    (shared / "rose.webp").write_bytes(b"-")
    assert file_of([own, shared], str(shared / "rose.webp")) == shared / "rose.webp"
    with pytest.raises(PluginError, match="plugin's folder"):
        file_of([own], str(shared / "rose.webp"))


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "link", ".", "gone.png", "a\0b"])
def test_no_other_file_is_shown(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret").write_bytes(b"-")
    folder = tmp_path / "plugin"
    folder.mkdir()
    (folder / "link").symlink_to(tmp_path / "secret")
    with pytest.raises(PluginError, match="plugin's folder"):
        with_files([folder], PutNode(node=Node(id="a", content=Image(file=name))))


def test_a_file_that_is_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plugin_files, "MAX_FILE_BYTES", 1 << 20)
    (tmp_path / "big.png").write_bytes(bytes((1 << 20) + 1))
    with pytest.raises(PluginError, match="too large: 1 MiB at most"):
        file_of([tmp_path], "big.png")
