"""Tests of studio.captions.streaming, as far as they can be without such a model."""

from pathlib import Path

import pytest

from studio.captions.streaming import files_of, timed


def fill(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).touch()
    return folder


def test_a_transducer_has_a_joiner_and_its_small_form_is_taken(tmp_path: Path) -> None:
    names = [
        f"{part}-epoch-99-avg-1{small}.onnx"
        for part in ("encoder", "decoder", "joiner")
        for small in ("", ".int8")
    ]
    files = files_of(fill(tmp_path, *names, "tokens.txt"))
    assert files is not None
    assert files.encoder.name == "encoder-epoch-99-avg-1.int8.onnx"
    assert files.joiner is not None
    assert files.tokens == tmp_path / "tokens.txt"


def test_a_paraformer_has_none(tmp_path: Path) -> None:
    files = files_of(fill(tmp_path, "encoder.onnx", "decoder.onnx", "tokens.txt"))
    assert files is not None
    assert files.joiner is None


@pytest.mark.parametrize(
    "names", [(), ("tokens.txt",), ("encoder.onnx", "decoder.onnx"), ("model.onnx", "tokens.txt")]
)
def test_other_folders_hold_none(tmp_path: Path, names: tuple[str, ...]) -> None:
    assert files_of(fill(tmp_path, *names)) is None


def test_tokens_make_words_with_their_times() -> None:
    words = timed(["▁HE", "LLO", " WORLD", "你", "好", "▁OBS"], [0.1, 0.3, 0.6, 1, 1.2, 1.5], 1800)
    assert [(word.text, word.start_ms, word.end_ms) for word in words] == [
        ("HELLO", 100, 600),
        ("WORLD", 600, 1000),
        ("你", 1000, 1200),
        ("好", 1200, 1500),
        ("OBS", 1500, 1800),
    ]


def test_a_word_before_a_pause_does_not_last_as_long_as_that() -> None:
    assert [word.end_ms for word in timed(["▁a", "▁b"], [0.0, 8.0], 9000)] == [900, 8900]
