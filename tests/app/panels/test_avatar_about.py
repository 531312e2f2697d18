"""Tests of studio.app.panels.avatar_about."""

import json
import struct
from pathlib import Path

import pytest

from studio.app.panels.avatar_about import about


def glb(folder: Path, told: object, name: str = "a.vrm") -> Path:
    text = json.dumps(told).encode()
    path = folder / name
    head = struct.pack("<4sIIII", b"glTF", 2, 20 + len(text), len(text), 0x4E4F534A)
    path.write_bytes(head + text)
    return path


def test_both_versions_of_vrm_are_told(tmp_path: Path) -> None:
    old = {"extensions": {"VRM": {"meta": {"title": "Mia", "author": "Noor"}}}}
    old["extensions"]["VRM"]["meta"]["licenseName"] = "CC_BY"
    assert about(glb(tmp_path, old)) == "Mia by Noor. Licence: CC_BY"
    meta = {"name": "Ada", "authors": ["Kim", "Lee"], "licenseUrl": "https://vrm.dev/licenses/1.0/"}
    new = {"extensions": {"VRMC_vrm": {"meta": meta}}}
    assert about(glb(tmp_path, new)) == ("Ada by Kim, Lee. Licence: https://vrm.dev/licenses/1.0/")


def test_a_character_without_a_licence_is_warned_of(tmp_path: Path) -> None:
    assert "ask its author" in about(glb(tmp_path, {"extensions": {"VRM": {"meta": {}}}}))


@pytest.mark.parametrize("told", [[], {"extensions": 7}, {"extensions": {"VRM": [1]}}, "x"])
def test_a_strange_file_tells_nothing(tmp_path: Path, told: object) -> None:
    assert about(glb(tmp_path, told, "a.glb")) == ""
    assert about(tmp_path / "missing.glb") == ""
    cut = tmp_path / "cut.glb"
    cut.write_bytes(b"glTF\x02")
    assert about(cut) == ""
