"""Tests of studio.model.face_effect."""

from pathlib import Path

import pytest

from studio.model.effect import EffectError
from studio.model.face_effect import (
    ANCHORS,
    face_files_of,
    read_face_effect,
)
from studio.model.face_effect_folders import STUDIO_EFFECTS

GOOD = """
id = "cat"
name = { zh = "猫", en = "Cat" }

[[part]]
id = "ear"
content = { kind = "image", file = "ear.webp" }
on = "crown"
width_mm = 60
rotation_deg = [[0, -6], [900, -2, "in_out"]]

[[part]]
id = "heart"
content = { kind = "image", file = "ear.webp" }
on = "left_cheek"
width_mm = 40
is_waiting = true

[[trigger]]
on = "wink"
does = "start"
parts = ["heart"]
ms = 1500
"""


def folder(tmp_path: Path, text: str, *files: str) -> Path:
    for file in files or ("ear.webp",):
        (tmp_path / file).write_bytes(b"picture")
    (tmp_path / "effect.toml").write_text(text, "utf-8")
    return tmp_path


def faults(tmp_path: Path, text: str, *files: str) -> list[str]:
    with pytest.raises(EffectError) as caught:
        read_face_effect(folder(tmp_path, text, *files))
    start = f"{tmp_path / 'effect.toml'}: "
    lines = str(caught.value).split("\n")
    assert all(line.startswith(start) for line in lines)
    return [line.removeprefix(start) for line in lines]


def test_reads_parts_and_triggers(tmp_path: Path) -> None:
    effect = read_face_effect(folder(tmp_path, GOOD))
    assert [part.on for part in effect.part] == ["crown", "left_cheek"]
    assert effect.trigger[0].parts == ("heart",)
    assert face_files_of(effect) == ("ear.webp",)
    assert not effect.uses_hands


def test_a_hand_makes_it_need_hands(tmp_path: Path) -> None:
    effect = read_face_effect(folder(tmp_path, GOOD.replace('"wink"', '"heart"')))
    assert effect.uses_hands


def test_every_mistake_is_told_at_once_with_its_place(tmp_path: Path) -> None:
    text = GOOD.replace('"crown"', '"roof"').replace("width_mm = 40", "width_mm = -4")
    text = text.replace('"wink"', '"sneeze"').replace("is_waiting", "is_late")
    told = faults(tmp_path, text)
    places = [line.rsplit(": ", 1)[0] for line in told]
    assert places == [
        'part "ear": on',
        'part "heart": width_mm',
        'part "heart": is_late',
        "trigger 1: on",
    ]
    assert "should be 'head', 'crown'" in told[0]
    assert told[1:3] == [
        'part "heart": width_mm: should be greater than 0.',
        'part "heart": is_late: there is no such setting.',
    ]
    assert "'heart'" in told[3]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('id = "heart"', 'id = "ear"', 'two parts are called "ear"; give one of them another id.'),
        ('["heart"]', '["hart"]', 'trigger 1: there is no part "hart", only ear, heart.'),
        (
            '["heart"]',
            '["heart", "ear"]',
            'trigger 1: "ear" is there from the beginning, so that nothing starts; '
            "give that part is_waiting = true.",
        ),
        (
            '"start"',
            '"stop"',
            'trigger 1: "stop" takes no ms: only what starts has an end of its own.',
        ),
        ('file = "ear.webp"', 'file = "../x"', "there is no file '../x' beside effect.toml."),
        ('id = "ear"', 'id = "Ear!"', "string should match pattern"),
        ("width_mm = 60", "", 'part "ear": width_mm: it is missing.'),
        (
            'kind = "image"',
            'kind = "film"',
            'part "ear": content: kind should be "image" or "model".',
        ),
        (
            '[900, -2, "in_out"]',
            '[900, "x"]',
            'part "ear": rotation_deg: should be a number, or key frames such as '
            '[[0, 1.0], [400, 2.5, "out"]].',
        ),
    ],
)
def test_a_mistake_is_a_sentence(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert any(told in line for line in faults(tmp_path, GOOD.replace(old, new, 1)))


def test_what_waits_for_ever_is_told(tmp_path: Path) -> None:
    text = GOOD.replace('on = "crown"\n', 'on = "crown"\nis_waiting = true\n')
    assert faults(tmp_path, text) == ['part "ear": it is waiting, and no trigger ever starts it.']


def test_a_model_has_no_blend(tmp_path: Path) -> None:
    model = 'content = { kind = "model", file = "ear.webp" }\nblend = "screen"'
    text = GOOD.replace('content = { kind = "image", file = "ear.webp" }', model, 1)
    assert faults(tmp_path, text) == ['part "ear": a model can\'t have a blend; only pictures can.']


def test_a_file_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(EffectError, match="can't be read: No such file"):
        read_face_effect(tmp_path)
    with pytest.raises(EffectError, match="is not TOML"):
        read_face_effect(folder(tmp_path, "id = "))


def test_the_studios_own_are_right() -> None:
    folders = [path.parent for path in sorted(STUDIO_EFFECTS.glob("*/effect.toml"))]
    effects = [read_face_effect(each) for each in folders]
    assert len(effects) >= 10
    assert [effect.id for effect in effects] == [each.name for each in folders]
    assert {part.on for effect in effects for part in effect.part} <= set(ANCHORS)
