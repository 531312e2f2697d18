"""Tests of studio.engine.encoders.probe, with its real child processes."""

import json
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from studio.engine.encoders.catalog import MEDIA_FOUNDATION, NVENC, X264
from studio.engine.encoders.probe import begin, finish, moving_text, probe
from studio.engine.encoders.settings import EncoderSettings


def test_x264_works_and_costs_something(settings: EncoderSettings) -> None:
    result = probe(X264, settings)
    assert (result.encoder, result.preset, result.works, result.reason) == (
        "libx264",
        "veryfast",
        True,
        "",
    )
    assert result.cpu_ms > 0
    assert result.wall_ms > 0


def test_says_why_an_encoder_does_not_work(settings: EncoderSettings) -> None:
    if not NVENC.absent():
        pytest.skip("there is an NVIDIA card here")
    result = probe(NVENC, replace(settings, preset="auto"))
    assert not result.works
    assert "NVENC finds no device here" in result.reason
    tried = finish(begin(NVENC, replace(settings, preset="auto")), NVENC, settings_p5(settings))
    assert "NVENC (h264_nvenc) does not open here" in tried.reason


def settings_p5(settings: EncoderSettings) -> EncoderSettings:
    return replace(settings, preset="p5")


def test_an_encoder_of_another_system_is_not_in_this_build(settings: EncoderSettings) -> None:
    if sys.platform == "win32":
        pytest.skip("it is")
    result = probe(MEDIA_FOUNDATION, replace(settings, preset="auto"))
    assert result.reason == "this program was built without Media Foundation (h264_mf)"


def test_one_that_hangs_is_ended(settings: EncoderSettings) -> None:
    child = begin(X264, settings, frames=10_000_000)  # drawing them alone takes days
    result = finish(child, X264, settings, timeout_s=0.5)
    assert not result.works
    assert result.timed_out
    assert result.reason.startswith("x264 did not answer within 0.5 s")
    assert child.returncode is not None


def test_one_that_crashes_is_told_from_one_that_refuses(settings: EncoderSettings) -> None:
    child = begin(X264, settings, frames=10_000_000)
    child.kill()
    result = finish(child, X264, settings)
    assert result.reason.startswith("x264 crashed (exit code -9)")


def test_by_hand_it_prints_a_sentence_or_json() -> None:
    command = [sys.executable, "-m", "studio.engine.encoders.probe", "libx264"]
    said = subprocess.run(
        [*command, "64", "64", "30", "500", "ultrafast"], capture_output=True, text=True, check=True
    )
    assert said.stdout.startswith("libx264 ultrafast: ")
    refused = subprocess.run(
        [*command, "64", "64", "30", "500", "warp", "--json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused.returncode == 1
    assert "x264 has no preset “warp”" in json.loads(refused.stdout)["reason"]


def test_the_pictures_move() -> None:
    first, second = moving_text(320, 182, 0), moving_text(320, 182, 1)
    assert first.shape == (273, 320)
    assert first.dtype == np.uint8
    assert np.mean(first != second) > 0.2
