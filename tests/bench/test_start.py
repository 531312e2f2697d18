"""Tests of tests.bench.start: what it makes of logs and figures."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from tests.bench.start import STEPS, Start, report, steps


def line(process: str, at_s: float, message: str) -> str:
    time = datetime.fromtimestamp(at_s).astimezone().isoformat()
    return json.dumps({"time": time, "process": process, "message": message}) + "\n"


def test_a_step_is_when_its_words_were_first_said_by_its_process(tmp_path: Path) -> None:
    (tmp_path / "push-1.log").write_text(
        line("push-1", 1001.5, "connecting, attempt 0: Connecting to rtmp://localhost/live/…")
        + line("push-1", 1002.0, "live, attempt 1: Live")
        + line("push-1", 1007.0, "live, attempt 2: Live")
    )
    (tmp_path / "engine.log").write_text("a library's words\n" + line("engine", 1001.0, "live, no"))
    (meaning,) = (meaning for _, words, meaning in STEPS if words.startswith("live"))
    assert steps(tmp_path, 1000.0) == {meaning: pytest.approx(2.0)}


def test_the_bar_is_half_a_second_above_the_peer() -> None:
    peer = [Start(1.0), Start(9.0), Start(1.2)]
    assert report(720, {"ffmpeg": peer, "studio": [Start(1.7)] * 3})
    assert not report(720, {"ffmpeg": peer, "studio": [Start(1.71)] * 3})
