"""Tests of studio.engine.outputs.caption_files."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from studio.engine.outputs.caption_files import CaptionFiles
from studio.model.captions.spoken import Spoken
from studio.model.media import SECOND_NS
from tests.model.captions.telling import told


class Recorded:
    """The captions of a recording, and what is said of them."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "show.mkv"
        self.told: list[str] = []
        self.files = CaptionFiles(self.told.append)
        self.files.begin(self.path, 10 * SECOND_NS)

    def read(self, suffix: str) -> str:
        return self.path.with_suffix(suffix).read_text("utf-8")


@pytest.fixture
def recorded(tmp_path: Path) -> Recorded:
    return Recorded(tmp_path)


def test_a_recording_without_words_has_no_files(recorded: Recorded, tmp_path: Path) -> None:
    recorded.files.tick(11 * SECOND_NS)
    recorded.files.close()
    assert list(tmp_path.iterdir()) == []


def test_three_files_hold_what_was_said(recorded: Recorded) -> None:
    recorded.files.say(told("Hello, <everybody>.", "1", start_ms=12_000, speaker="Mary"))
    recorded.files.say(told("大家好。", "2", start_ms=14_000))
    recorded.files.close()
    assert recorded.read(".srt") == (
        "1\n00:00:02,000 --> 00:00:02,950\nMary: Hello, <\u200beverybody>.\n\n"
        "2\n00:00:04,000 --> 00:00:04,833\n大家好。\n\n"
    )
    assert recorded.read(".vtt") == (
        "WEBVTT\n\n"
        "1\n00:00:02.000 --> 00:00:02.950\n<v Mary>Hello, &lt;everybody&gt;.\n\n"
        "2\n00:00:04.000 --> 00:00:04.833\n大家好。\n\n"
    )
    assert recorded.read(".txt") == "[0:00:02] Mary: Hello, <everybody>.\n[0:00:04] 大家好。\n"
    assert [path.name for path in recorded.files.paths] == ["show.srt", "show.vtt", "show.txt"]
    assert not recorded.told


def test_words_are_there_before_the_end(recorded: Recorded) -> None:
    recorded.files.say(told("First.", "1", start_ms=11_000))
    assert recorded.read(".txt") == "[0:00:01] First.\n"
    assert recorded.read(".vtt") == "WEBVTT\n\n"
    recorded.files.tick(20 * SECOND_NS)
    assert "First." in recorded.read(".vtt")
    assert "First." in recorded.read(".srt")
    recorded.files.close()


def test_what_is_put_right_is_right_within_a_second(recorded: Recorded) -> None:
    recorded.files.say(told("Hello jon.", "1", start_ms=11_000))
    recorded.files.say(told("Noise", "2", start_ms=13_000))
    recorded.files.say(told("Hello John.", "1", start_ms=11_000))
    recorded.files.say(Spoken(id="2", is_final=True))
    recorded.files.tick(20 * SECOND_NS)
    assert recorded.read(".txt") == "[0:00:01] Hello John.\n"
    recorded.files.say(told("More.", "3", start_ms=20_000))
    assert recorded.read(".txt") == "[0:00:01] Hello John.\n[0:00:10] More.\n"
    recorded.files.close()
    assert recorded.read(".srt").count("-->") == 2
    assert "jon" not in recorded.read(".srt")


def test_who_speaks_at_once_is_in_order_at_the_end(recorded: Recorded) -> None:
    recorded.files.say(told("short", "2", start_ms=13_000))
    recorded.files.say(told("a long sentence by somebody", "1", start_ms=12_000))
    recorded.files.close()
    assert recorded.read(".txt").splitlines() == [
        "[0:00:02] a long sentence by somebody",
        "[0:00:03] short",
    ]
    times = [line for line in recorded.read(".vtt").splitlines() if "-->" in line]
    assert times == sorted(times)


def test_each_part_has_its_own_words(recorded: Recorded, tmp_path: Path) -> None:
    recorded.files.begin(tmp_path / "show (2).mkv", 20 * SECOND_NS)
    recorded.files.say(told("late word of the first", "1", start_ms=18_000))
    recorded.files.say(told("second part", "2", start_ms=21_000))
    recorded.files.say(told("before all", "3", start_ms=1_000))
    recorded.files.close()
    assert recorded.read(".txt") == "[0:00:08] late word of the first\n"
    assert (tmp_path / "show (2).txt").read_text() == "[0:00:01] second part\n"


def test_nothing_is_overwritten(recorded: Recorded, tmp_path: Path) -> None:
    (tmp_path / "show.srt").write_text("mine")
    recorded.files.say(told("Hello.", start_ms=11_000))
    recorded.files.close()
    assert recorded.read(".srt") == "mine"
    assert "Hello." in (tmp_path / "show.2.srt").read_text()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="has no disk that is always full")
def test_a_full_disk_is_told_once_and_nothing_more(recorded: Recorded) -> None:
    recorded.files.say(told("Hello.", "1", start_ms=11_000))
    for file in recorded.files._parts[0]._files.values():
        full = os.open("/dev/full", os.O_WRONLY)
        os.dup2(full, file.fileno())
        os.close(full)
    recorded.files.say(told("More.", "2", start_ms=13_000))
    recorded.files.say(told("More.", "3", start_ms=15_000))
    recorded.files.close()
    assert recorded.told == [
        "the captions beside the recording can't be written: No space left on device"
    ]


def test_a_killed_process_loses_the_last_cue_at_most(tmp_path: Path) -> None:
    code = """
        import os, sys
        from pathlib import Path
        from studio.engine.outputs.caption_files import CaptionFiles
        from tests.model.captions.telling import told

        files = CaptionFiles(print)
        files.begin(Path(sys.argv[1]), 0)
        for number in range(5):
            files.say(told(f"sentence {number}", str(number), start_ms=number * 3000))
            files.tick(number * 3_000_000_000)
        os.kill(os.getpid(), 9)
    """
    path = tmp_path / "show.mkv"
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), path], check=False, timeout=30
    )
    assert done.returncode == -9
    assert path.with_suffix(".txt").read_text().count("sentence") == 5
    for suffix in (".srt", ".vtt"):
        text = path.with_suffix(suffix).read_text()
        assert text.count("sentence") == text.count("-->") == 4
        assert text.endswith("\n\n")
