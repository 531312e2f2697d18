"""Tests of studio.plugin_host.files."""

from pathlib import Path

import pytest

from studio.model.canvas import CanvasEdit, Node, PutNode, RemoveNode
from studio.model.canvas_content import Box, Image
from studio.model.commands import EditCanvas
from studio.model.plugin import PluginError
from studio.plugin_host import files
from studio.plugin_host.files import within


def edit(*contents: Image | Box) -> EditCanvas:
    edits: list[CanvasEdit] = [PutNode(node=Node(id="a", content=each)) for each in contents]
    return EditCanvas(canvas=1, edits=(*edits, RemoveNode(id="b")))


def test_a_file_of_the_folder_is_named_as_the_engine_finds_it(tmp_path: Path) -> None:
    (tmp_path / "art").mkdir()
    (tmp_path / "art" / "rose.png").write_bytes(b"-")
    asked = edit(Image(file="art/rose.png"), Box(width=1, height=1))
    first, *others = within(tmp_path, asked).edits
    assert isinstance(first, PutNode)
    assert first.node.content == Image(file=str(tmp_path / "art" / "rose.png"))
    assert tuple(others) == asked.edits[1:]


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "link", ".", "gone.png", "a\0b"])
def test_no_other_file_is_shown(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret").write_bytes(b"-")
    folder = tmp_path / "plugin"
    folder.mkdir()
    (folder / "link").symlink_to(tmp_path / "secret")
    with pytest.raises(PluginError, match="plugin's folder"):
        within(folder, edit(Image(file=name)))


def test_a_file_that_is_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MAX_FILE_BYTES", 1 << 20)
    (tmp_path / "big.png").write_bytes(bytes((1 << 20) + 1))
    with pytest.raises(PluginError, match="too large: 1 MiB at most"):
        within(tmp_path, edit(Image(file="big.png")))
