"""Tests of studio.engine.encoders.cache."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from studio.engine.encoders.cache import FAILURE_HOLDS_S, MOST_ENTRIES, ProbeCache
from studio.engine.encoders.catalog import NVENC, X264
from studio.engine.encoders.probe import ProbeResult
from studio.engine.encoders.settings import EncoderSettings, Latency

WORKS = ProbeResult("libx264", "veryfast", True, "", 16, 9.5, 25.25)
FAILS = ProbeResult("h264_nvenc", "p5", False, "no card")


def age(path: Path, seconds: float) -> None:
    entries = json.loads(path.read_text("utf-8"))
    for entry in entries.values():
        entry["at"] -= seconds
    path.write_text(json.dumps(entries), "utf-8")


def test_returns_what_was_kept(settings: EncoderSettings, tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "encoders.json"
    assert ProbeCache(path).get(X264, settings) is None
    assert ProbeCache(path).keep(settings, WORKS) is WORKS
    assert ProbeCache(path).get(X264, settings) == WORKS
    assert ProbeCache(path).get(NVENC, settings) is None
    assert [file.name for file in path.parent.iterdir()] == ["encoders.json"]


@pytest.mark.parametrize(
    "change", [{"width": 640}, {"height": 360}, {"fps": 60}, {"latency": Latency.LOW}]
)
def test_another_question_has_another_answer(
    settings: EncoderSettings, tmp_path: Path, change: dict[str, object]
) -> None:
    cache = ProbeCache(tmp_path / "encoders.json")
    cache.keep(settings, WORKS)
    assert cache.get(X264, replace(settings, **change)) is None  # type: ignore[arg-type]  # values of many types


def test_failures_are_forgotten_after_a_day(settings: EncoderSettings, tmp_path: Path) -> None:
    path = tmp_path / "encoders.json"
    cache = ProbeCache(path)
    cache.keep(settings, WORKS)
    cache.keep(settings, FAILS)
    assert cache.get(NVENC, settings) == FAILS
    age(path, FAILURE_HOLDS_S)
    assert cache.get(NVENC, settings) is None
    assert cache.get(X264, settings) == WORKS


def test_one_that_was_too_slow_is_asked_again(settings: EncoderSettings, tmp_path: Path) -> None:
    cache = ProbeCache(tmp_path / "encoders.json")
    slow = replace(FAILS, timed_out=True)
    assert cache.keep(settings, slow) is slow
    assert cache.get(NVENC, settings) is None


@pytest.mark.parametrize("content", ["", "[1]", '{"a"', "\x00"])
def test_a_broken_file_is_an_empty_one(
    settings: EncoderSettings, tmp_path: Path, content: str
) -> None:
    path = tmp_path / "encoders.json"
    path.write_text(content, "utf-8")
    cache = ProbeCache(path)
    assert cache.get(X264, settings) is None
    cache.keep(settings, WORKS)
    assert cache.get(X264, settings) == WORKS


def test_an_entry_of_another_version_is_passed_over(
    settings: EncoderSettings, tmp_path: Path
) -> None:
    path = tmp_path / "encoders.json"
    cache = ProbeCache(path)
    cache.keep(settings, WORKS)
    entries = json.loads(path.read_text("utf-8"))
    for entry in entries.values():
        entry["result"]["unheard_of"] = 1
    path.write_text(json.dumps(entries), "utf-8")
    assert cache.get(X264, settings) is None


def test_does_not_grow_without_end(settings: EncoderSettings, tmp_path: Path) -> None:
    path = tmp_path / "encoders.json"
    cache = ProbeCache(path)
    for step in range(MOST_ENTRIES + 5):
        cache.keep(replace(settings, width=64 + 2 * step), WORKS)
    assert len(json.loads(path.read_text("utf-8"))) == MOST_ENTRIES
    assert cache.get(X264, replace(settings, width=64)) is None


def test_a_folder_that_cannot_be_written_is_no_error(
    settings: EncoderSettings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    cache = ProbeCache(tmp_path / "file" / "encoders.json")
    assert cache.keep(settings, WORKS) == WORKS
    assert "can't be kept" in caplog.text
