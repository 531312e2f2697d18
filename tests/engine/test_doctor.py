"""Tests of studio.engine.doctor, the whole of it on this machine."""

import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from studio.engine.checks.finding import Finding, Level
from studio.engine.doctor import as_json, as_rows


def run(tmp_path: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if k not in ("LANG", "LC_ALL", "LC_MESSAGES")}
    return subprocess.run(
        [sys.executable, "-m", "studio.engine.doctor", *arguments],
        env=clean | {"XDG_CACHE_HOME": str(tmp_path), "PYTHONIOENCODING": "utf-8"} | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.slow
def test_examines_this_machine_as_json(tmp_path: Path) -> None:
    done = run(tmp_path, "--json")
    assert done.stderr == ""
    report = json.loads(done.stdout)
    assert report["can_go_live"] is True
    assert done.returncode == 0
    by_area = {row["area"]: row for row in report["findings"]}
    assert set(by_area) == {"encoder", "gpu", "camera", "screen", "sound", "fonts", "disk"}
    x264 = next(row for row in report["findings"] if row["key"] == "encoder.x264")
    assert x264["facts"]["cpu_ms"] > 0
    assert all(row["do"] for row in report["findings"] if row["level"] != "good")
    kept = json.loads((tmp_path / "rocket-studio" / "encoders.json").read_text("utf-8"))
    assert any("libx264" in key for key in kept), "what it measured is kept for auto"


@pytest.mark.slow
def test_says_it_in_chinese_and_fails_if_the_server_is_not_there(tmp_path: Path) -> None:
    url = "rtmp://127.0.0.1:9/live/secret_key"
    done = run(tmp_path, "--upload", url, LANG="zh_CN.UTF-8")
    assert done.returncode == 1
    assert "编码器" in done.stdout
    assert "暂时不能直播" in done.stdout
    assert "secret_key" not in done.stdout + done.stderr


LONG = Finding("disk", Level.FAIR, "disk.low", {"free_gb": 1, "folder": "/a" * 10, "hours": 2})


@pytest.mark.parametrize("language", ["en", "zh"])
def test_rows_keep_to_the_width_of_the_terminal(language: str) -> None:
    rows = list(as_rows(LONG, language, 50, is_coloured=False))
    assert len(rows) > 2
    for row in rows:
        wide = sum(unicodedata.east_asian_width(character) in "WF" for character in row)
        assert len(row) + wide <= 50
    assert rows[0].startswith(" ! ")
    assert all(row.startswith(" " * 14) for row in rows[1:])
    assert sum("→" in row for row in rows) == 1


def test_no_word_is_lost_in_wrapping() -> None:
    rows = list(as_rows(LONG, "en", 50, is_coloured=False))
    words = " ".join(rows).replace("→", "").split()
    assert (
        words[1:]
        == (
            "Disk only 1 GB are free in " + "/a" * 10 + ", 2 hours at 6 Mbit/s "
            "free some space before you record, or record to another disk"
        ).split()
    )


def test_json_has_the_facts_and_the_sentences() -> None:
    report = json.loads(as_json([LONG], "en"))
    (row,) = report["findings"]
    assert (row["area"], row["level"], row["facts"]["free_gb"]) == ("disk", "fair", 1)
    assert row["what"].startswith("only 1 GB")
    assert row["do"]
    assert report["can_go_live"] is False
