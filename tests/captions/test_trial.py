"""Tests of studio.captions.trial, with the real model, in the process that it is for."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np

from studio.captions.sound import RATE_HZ
from studio.captions.trial import syllables


def tried(*words: str) -> "subprocess.CompletedProcess[str]":
    run = [sys.executable, "-m", "studio.captions.trial", *words]
    return subprocess.run(run, capture_output=True, text=True, timeout=60, check=False)


def test_what_a_model_costs_here_is_told() -> None:
    run = tried("moonshine")
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout)
    assert (told["languages"], told["translates_into"]) == (["en"], [])
    assert 0 < told["real_time_factor"] < 2


def test_a_folder_that_holds_no_model_is_a_sentence(tmp_path: Path) -> None:
    run = tried("own", "--folder", str(tmp_path))
    assert (run.returncode, run.stdout) == (2, "")
    assert "holds no model that can be used" in run.stderr


def test_a_model_that_ends_its_process_ends_no_other(tmp_path: Path) -> None:
    for name in ("encoder.onnx", "decoder.onnx", "joiner.onnx", "tokens.txt"):
        (tmp_path / name).write_bytes(b"no model")
    assert tried("own", "--folder", str(tmp_path)).returncode != 0


def test_what_it_hears_is_as_loud_as_a_voice() -> None:
    said = syllables(2)
    assert len(said) == 2 * RATE_HZ
    assert 0.02 < np.sqrt(np.mean(said**2)) < 0.3
