"""Tests of studio.engine.sources.font_file, on the fonts of this machine."""

from pathlib import Path

import pytest

from studio.engine.sources.font_file import read_faces

DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
DEJAVU_BOLD = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf")
CJK = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
EMOJI = Path("/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf")


def test_a_font_tells_its_name_weight_and_characters() -> None:
    (face,) = read_faces(DEJAVU)
    assert face.families == ("DejaVu Sans",)
    assert (face.weight, face.is_italic, face.is_bitmap) == (400, False, False)
    assert all(face.covers(character) for character in "aÄЖא؟✔")
    assert not any(face.covers(character) for character in "中🚀")
    (bold,) = read_faces(DEJAVU_BOLD)
    assert bold.weight == 700


def test_a_collection_has_many_faces() -> None:
    faces = read_faces(CJK)
    families = {family for face in faces for family in face.families}
    assert {"Noto Sans CJK SC", "Noto Sans CJK JP"} <= families
    assert all(face.covers("中") for face in faces)
    assert [face.index for face in faces] == list(range(len(faces)))


def test_a_font_of_pictures_is_known_as_such() -> None:
    (face,) = read_faces(EMOJI)
    assert face.is_bitmap
    assert face.covers("🚀")
    assert not face.covers("a")


@pytest.mark.parametrize("length", [0, 3, 11, 100, 700, 5000])
def test_a_damaged_font_is_no_font_or_has_no_characters(length: int, tmp_path: Path) -> None:
    path = tmp_path / "cut.ttf"
    path.write_bytes(DEJAVU.read_bytes()[:length])
    for face in read_faces(path):
        assert not face.covers("a")


def test_noise_is_no_font(tmp_path: Path) -> None:
    path = tmp_path / "noise.ttc"
    path.write_bytes(b"ttcf" + bytes(range(256)) * 20)
    assert read_faces(path) == []
    assert read_faces(tmp_path / "missing.ttf") == []
