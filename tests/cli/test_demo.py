"""Tests of studio.cli.demo: one command, and anybody on the machine can watch and talk."""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

pytestmark = pytest.mark.slow

DEADLINE_S = 90.0
SHOWN = re.compile(r"Watch it at +(http\S+?)/r/1")


@pytest.fixture
def demo(tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    words = ["demo", "scenes/demo.json", "--size", "640x360", "--latency", "low"]
    with tempfile.TemporaryDirectory(prefix="rs-") as run_dir:  # sockets' paths are short
        process = subprocess.Popen(
            [sys.executable, "-m", "studio", *words, "--data", str(tmp_path / "room")],
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "ROCKET_STUDIO_RUN_DIR": run_dir},
        )
        yield process
        if process.poll() is None:
            process.kill()
            process.wait()
        assert process.stderr is not None
        process.stderr.close()


def ask(address: str) -> Any:
    with urllib.request.urlopen(address, timeout=20) as answer:
        return json.load(answer)


def line_with(process: "subprocess.Popen[str]", text: str) -> str:
    assert process.stderr is not None
    for line in process.stderr:
        if text in line:
            return line
    raise AssertionError(f"it ended without saying '{text}'")


def test_goes_live_to_a_room_that_anybody_can_watch(demo: "subprocess.Popen[str]") -> None:
    shown = SHOWN.match(line_with(demo, "Watch it at"))
    assert shown
    pages = shown[1]
    line_with(demo, "push-1 live")
    assert ask(f"{pages}/api/rooms/1")["show"]["ended_ms"] is None
    port = ask(f"{pages}/api/server")["relay_http_port"]
    flv = f"http://127.0.0.1:{port}/live/1.flv"
    probe = [
        "ffprobe",
        "-v",
        "error",
        "-of",
        "json",
        "-show_streams",
        "-read_intervals",
        "%+2",
        flv,
    ]
    found = subprocess.run(probe, capture_output=True, text=True, timeout=DEADLINE_S, check=True)
    kinds = {each["codec_type"]: each for each in json.loads(found.stdout)["streams"]}
    assert (kinds["video"]["codec_name"], kinds["video"]["height"]) == ("h264", 360)
    assert kinds["audio"]["codec_name"] == "aac"
    everybody = psutil.Process(demo.pid).children(recursive=True)
    demo.send_signal(signal.SIGINT)
    assert demo.stderr is not None
    demo.stderr.read()
    assert demo.wait(DEADLINE_S) == 0
    _, alive = psutil.wait_procs(everybody, timeout=20)
    assert alive == []


def test_a_room_that_cannot_start_is_told_in_a_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "file"
    folder.write_text("not a folder")
    words = ["demo", "scenes/demo.json", "--data", str(folder)]
    ended = subprocess.run(
        [sys.executable, "-m", "studio", *words], capture_output=True, text=True, timeout=DEADLINE_S
    )
    assert ended.returncode == 2
    assert str(folder) in ended.stderr
    assert "Traceback" not in ended.stderr
