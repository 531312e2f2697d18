"""Tests of studio.model.effect."""

from pathlib import Path

import pytest

from studio.model.canvas import Key, Keys
from studio.model.effect import EffectError, files_of, read_effect

ROCKET = """
id = "rocket"
name = { zh = "火箭", en = "Rocket" }
ms = 6000
[when]
gifts = ["rocket"]
[[part]]
id = "hull"
at_ms = 500
content = { kind = "model", file = "rocket.glb", width = 480, height = 480 }
x = 960
y = [[500, 1400], [1800, 560, "out"]]
[[part]]
id = "who"
content = { kind = "text", text = { text = "{by} 送出 {gift}" } }
on = "hull"
"""


def written(folder: Path, text: str) -> Path:
    (folder / "effect.toml").write_text(text, "utf-8")
    (folder / "rocket.glb").write_bytes(b"glTF")
    return folder


def test_an_effect_is_read_with_how_it_moves(tmp_path: Path) -> None:
    effect = read_effect(written(tmp_path, ROCKET))
    motions = effect.part[0].motions()
    assert motions["x"] == 960
    assert motions["y"] == Keys(
        keys=(Key(at_ms=0, value=1400), Key(at_ms=1300, value=560, easing="out"))
    )
    assert files_of(effect) == ("rocket.glb",)
    assert effect.pixels == 480 * 480 * 60


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ('on = "hull"', 'on = "nothing"', 'is on "nothing", which is no part above it'),
        ('id = "who"', 'id = "hull"', 'two parts are called "hull"'),
        ('"rocket.glb"', '"../rocket.glb"', "there is no file '../rocket.glb' beside it"),
        ('"rocket.glb"', '"other.glb"', "there is no file 'other.glb' beside it"),
        ("width = 480", "width = 2000", "16777216 are the most"),
        ("at_ms = 500", "at_ms = 500\nuntil_ms = 400", "until_ms must be after at_ms"),
        ("ms = 6000", "ms = 60000", "ms: Input should be less than or equal to 20000"),
        ('on = "hull"', "avatar = {}", "a part has a content, an avatar or a sound, one of them"),
        ("[when]", "[[when", "is not TOML"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, before: str, after: str, sentence: str) -> None:
    assert before in ROCKET
    with pytest.raises(EffectError) as caught:
        read_effect(written(tmp_path, ROCKET.replace(before, after, 1)))
    assert sentence in str(caught.value)
    assert str(tmp_path) in str(caught.value)


def test_large_files_are_refused(tmp_path: Path) -> None:
    folder = written(tmp_path, ROCKET)
    (folder / "rocket.glb").write_bytes(bytes(17 << 20))
    with pytest.raises(EffectError, match="its files have 17 MiB; 16 are the most"):
        read_effect(folder)
