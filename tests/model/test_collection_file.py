"""Tests of studio.model.collection_file."""

import json
import os
from pathlib import Path

import pytest

from studio.model.collection_file import CollectionError, load, missing_files, save
from studio.model.errors import StudioError
from studio.model.scene import Collection

MINIMAL = {"schema": 1, "scenes": [{"name": "Main", "items": []}]}


def written(folder: Path, text: str | dict[str, object]) -> Path:
    path = folder / "scenes.json"
    path.write_text(text if isinstance(text, str) else json.dumps(text, indent=1), "utf-8")
    return path


def fault(folder: Path, text: str | dict[str, object]) -> str:
    with pytest.raises(CollectionError) as caught:
        load(written(folder, text))
    return str(caught.value).replace(str(folder), "DIR")


def test_a_syntax_error_is_told_with_line_and_column(tmp_path: Path) -> None:
    assert fault(tmp_path, '{\n "schema": 1,\n "scenes": [}\n') == (
        "DIR/scenes.json, line 3, column 13: not valid JSON: Expecting value."
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"inputs": [{"name": "Cam", "kind": "holo"}]},
            'inputs[0].kind: "holo" is no kind of input (known: screen,',
        ),
        (
            {"inputs": [{"name": "A", "kind": "color", "settings": {"color": "red"}}]},
            "inputs[0]: settings.color: String should match pattern",
        ),
        (
            {"scenes": [{"name": "Main", "items": [{"source": "Nobody"}]}]},
            'scenes[0].items[0].source: there is no input, scene or group named "Nobody".',
        ),
        (
            {
                "scenes": [
                    {"name": "A", "items": [{"source": "B"}]},
                    {"name": "B", "items": [{"source": "A"}]},
                ]
            },
            'scenes[0].items[0].source: "A" would show itself through "B".',
        ),
        ({"canvas": {"width": 0}}, "canvas.width: Input should be greater than or equal to 16."),
        ({"canvas": {"height": 100000}}, "canvas.height: Input should be less than or equal"),
        ({"canvas": {"fps": 0}}, "canvas.fps: fps must lie between 1 and 240, not 0."),
        ({"scenes": []}, "scenes: Tuple should have at least 1 item"),
        ({"current_scene": "Gone"}, 'current_scene: there is no scene named "Gone".'),
        ({"schema": 2}, "schema: Input should be 1."),
        (
            {"inputs": [{"name": "Main", "kind": "color"}]},
            'scenes[0].name: the name "Main" is used twice.',
        ),
    ],
)
def test_each_fault_is_one_sentence_with_its_place(
    tmp_path: Path, change: dict[str, object], sentence: str
) -> None:
    text = fault(tmp_path, {**MINIMAL, **change})
    assert sentence in text
    assert text.startswith("DIR/scenes.json, line ")


def test_the_line_is_that_of_the_faulty_value(tmp_path: Path) -> None:
    text = '{"schema": 1,\n "scenes": [{"name": "Main",\n  "items": [\n   {"source": "X"}]}]}'
    assert fault(tmp_path, text).startswith("DIR/scenes.json, line 4: scenes[0].items[0].source")


@pytest.mark.parametrize("text", ["", "[]", "null", "[" * 100_000, '"scenes"'])
def test_other_json_is_refused_with_a_sentence(tmp_path: Path, text: str) -> None:
    assert "DIR/scenes.json" in fault(tmp_path, text)


def test_a_file_that_is_not_there_or_no_text(tmp_path: Path) -> None:
    with pytest.raises(CollectionError, match="can't be read: No such file"):
        load(tmp_path / "none.json")
    (tmp_path / "binary.json").write_bytes(b"{\xff")
    with pytest.raises(CollectionError, match="not UTF-8 text \\(at byte 1\\)"):
        load(tmp_path / "binary.json")


def test_missing_media_are_told_and_nothing_else_fails(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        {**MINIMAL, "inputs": [{"name": "Clip", "kind": "media", "settings": {"file": "no.mp4"}}]},
    )
    assert missing_files(load(path), path) == [
        f'{path}, line 14: inputs[0].settings.file: there is no file "no.mp4"; '
        '"Clip" shows its placeholder.'
    ]


def test_missing_files_of_filters_are_told(tmp_path: Path) -> None:
    settings = {"mode": "picture", "file": "no.png"}
    one = {"name": "Sea", "kind": "background", "settings": settings}
    path = written(
        tmp_path,
        {**MINIMAL, "inputs": [{"name": "Cam", "kind": "camera", "filters": [one]}]},
    )
    (sentence,) = missing_files(load(path), path)
    assert 'inputs[0].filters[0].settings.file: there is no file "no.png"' in sentence
    assert sentence.endswith('"Cam" does without its filter "Sea".')


def test_unknown_keys_survive_a_load_and_a_save(tmp_path: Path) -> None:
    raw = {
        **MINIMAL,
        "from_the_future": {"a": [1]},
        "inputs": [
            {"name": "C", "kind": "color", "settings": {"color": "#102030", "glow": 3}, "x": None}
        ],
    }
    path = written(tmp_path, raw)
    save(load(path), path)
    again = json.loads(path.read_text("utf-8"))
    assert again["from_the_future"] == {"a": [1]}
    assert again["inputs"][0]["settings"] == {"color": "#102030", "glow": 3}
    assert "x" in again["inputs"][0]
    assert load(path) == load(path.with_name(path.name))


def test_the_version_before_a_save_is_kept(tmp_path: Path) -> None:
    path = written(tmp_path, MINIMAL)
    before = path.read_text("utf-8")
    save(Collection.model_validate({**MINIMAL, "name": "New"}), path)
    assert path.with_name("scenes.json.bak").read_text("utf-8") == before
    assert load(path).name == "New"


def test_a_folder_that_can_not_be_written_is_told(tmp_path: Path) -> None:
    path = tmp_path / "gone" / "scenes.json"
    with pytest.raises(StudioError, match="can't be written: No such file"):
        save(Collection.model_validate(MINIMAL), path)
    assert os.listdir(tmp_path) == []
