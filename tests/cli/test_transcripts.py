"""Tests of studio.cli.transcripts: what is written beside recordings is found again."""

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from studio.cli.last import recording_folder
from studio.cli.transcripts import find, run, transcripts
from studio.engine.outputs.caption_files import CaptionFiles
from tests.model.captions.telling import by_character, told

Record = Callable[[str], None]


@pytest.fixture
def record(tmp_path: Path) -> Record:
    """Have a recording whose captions were written as the engine writes them."""

    def make(name: str) -> None:
        files = CaptionFiles(on_event=pytest.fail)
        files.begin(tmp_path / f"{name}.mkv", 0)
        files.say(told("Hello, everybody.", "1", speaker="Mary", start_ms=62_000))
        files.say(by_character("今天用绿幕。", "2", start_ms=724_000))
        files.close()

    return make


def said(out: io.StringIO) -> list[str]:
    return out.getvalue().splitlines()


def test_each_place_is_told_once_with_file_time_and_line(record: Record, tmp_path: Path) -> None:
    record("monday")
    (tmp_path / "shows").mkdir()
    record("shows/tuesday")
    out = io.StringIO()
    assert run(["find", "HELLO,", "Everybody", "--folder", str(tmp_path)], out) == 0
    assert said(out) == [
        f"{tmp_path}/monday.txt  0:01:02  Mary: Hello, everybody.",
        f"{tmp_path}/shows/tuesday.txt  0:01:02  Mary: Hello, everybody.",
    ]
    (place,) = find("绿幕", tmp_path / "shows")
    assert str(place).endswith("tuesday.txt  0:12:04  今天用绿幕。")


@pytest.mark.parametrize("kept", [".vtt", ".srt"])
def test_one_of_the_files_is_enough(record: Record, tmp_path: Path, kept: str) -> None:
    record("monday")
    for path in tmp_path.iterdir():
        if path.suffix != kept:
            path.unlink()
    (place,) = find("everybody", tmp_path)
    assert str(place).endswith(f"monday{kept}  0:01:02  Mary: Hello, everybody.")


def test_other_notes_are_not_read(record: Record, tmp_path: Path) -> None:
    record("monday")
    (tmp_path / "secrets.txt").write_text("[0:00:01] hello, everybody\n")
    assert [path.name for path in transcripts(tmp_path)] == ["monday.txt"]


def test_what_was_not_said_and_what_is_no_folder(
    record: Record, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record("monday")
    assert run(["find", "goodbye", "--folder", str(tmp_path)]) == 1
    assert "It was not said" in capsys.readouterr().err
    assert run(["find", "goodbye", "--folder", str(tmp_path / "none")]) == 2
    assert "Say another with --folder" in capsys.readouterr().err


def test_it_is_a_verb_of_the_command_line(record: Record, tmp_path: Path) -> None:
    record("monday")
    words = ["-m", "studio", "captions", "find", "everybody", "--folder", str(tmp_path)]
    done = subprocess.run([sys.executable, *words], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert "0:01:02  Mary: Hello, everybody." in done.stdout


def test_the_folder_is_that_of_the_app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = tmp_path / "settings.json"
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert recording_folder(settings) == tmp_path / "Videos"
    (tmp_path / "user-dirs.dirs").write_text('XDG_VIDEOS_DIR="$HOME/影片"\n')
    assert recording_folder(settings) == tmp_path / "影片"
    settings.write_text('{"recording_folder": "/shows"}')
    assert recording_folder(settings) == Path("/shows")
