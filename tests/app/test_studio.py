"""Tests of studio.app.studio, with a real engine."""

from pathlib import Path

from studio.app.studio import Studio
from studio.model.commands import SetEncoding
from tests.app.engine_stage import Stage, do, until


def test_the_next_start_begins_with_what_is_open_now(studio: Studio, stage: Stage) -> None:
    assert studio.settings.now.last_collection == str(stage.collection)


def test_an_encoding_that_was_chosen_is_remembered(studio: Studio, tmp_path: Path) -> None:
    assert do(studio, SetEncoding(video_kbps=900, encoder="libx264", preset="superfast")).ok
    until(lambda: studio.settings.now.encoding.get("video_kbps") == 900)
    studio.settings.close()
    assert "900" in (tmp_path / "settings.json").read_text()


def test_what_comes_to_the_door_is_passed_on(studio: Studio) -> None:
    heard: list[str] = []
    studio.to_front.connect(lambda: heard.append("front"))
    studio.finished.connect(lambda: heard.append("finished"))
    studio.processes.ready.connect(lambda kind, address: heard.append(f"{kind} {address}"))
    for message in ("raise", "stop"):
        studio.heard({"type": message})
    studio.heard({"type": "process_ready", "kind": "room", "address": "/a"})
    assert heard == ["front", "finished", "room /a"]
