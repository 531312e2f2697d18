"""Tests of studio.cli.arguments."""

from fractions import Fraction
from pathlib import Path

import pytest

from studio.cli.arguments import live_plan, parse
from studio.model.errors import StudioError
from studio.model.session import LivePlan


def plan(*words: str) -> LivePlan:
    return live_plan(parse(["live", "scenes/demo.json", *words]))


def refusal(*words: str) -> str:
    with pytest.raises(StudioError) as caught:
        plan(*words)
    return str(caught.value)


def test_the_defaults_are_those_of_the_issue() -> None:
    found = plan()
    assert Path(found.collection).is_absolute()
    assert (found.video_kbps, found.audio_kbps) == (4500, 160)
    assert (found.encoder, found.preset, found.latency) == ("auto", "auto", "normal")
    assert (found.width, found.fps, found.record, found.urls) == (None, None, None, ())


def test_every_word_is_understood(tmp_path: Path) -> None:
    found = plan(
        *("--to", "rtmp://a/live/k1", "--to", "rtmps://b/live/k2"),
        *("--record", str(tmp_path / "show.mkv"), "--size", "1280x720", "--fps", "29.97"),
        *("--encoder", "libx264", "--encoder-options", "bframes=3,rc-lookahead=10"),
        *("--duration", "5", "--stats", str(tmp_path / "stats.json"), "--latency", "low"),
    )
    assert found.urls == ("rtmp://a/live/k1", "rtmps://b/live/k2")
    assert (found.width, found.height, found.fps) == (1280, 720, Fraction(30000, 1001))
    assert found.encoder_options == {"bframes": "3", "rc-lookahead": "10"}
    assert found.record == str(tmp_path / "show.mkv")
    assert list(tmp_path.iterdir()) == []


def test_options_as_the_encoders_take_them() -> None:
    options = plan("--encoder-options", "preset=veryfast, bframes=3,x264-params=a=1:b=2")
    assert options.encoder_options == {
        "preset": "veryfast",
        "bframes": "3",
        "x264-params": "a=1:b=2",
    }
    assert plan("--encoder-options", "").encoder_options == {}


@pytest.mark.parametrize("text", ["bframes", "=3", "a=1,b"])
def test_options_without_name_or_value_are_refused(text: str) -> None:
    assert "write each one as key=value" in refusal("--encoder-options", text)


def test_an_address_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "to").write_text(" rtmp://host/live/secret\n")
    assert plan("--to", f"@{tmp_path}/to").urls == ("rtmp://host/live/secret",)
    assert "can't be read" in refusal("--to", f"@{tmp_path}/none")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--size", "0x0"], "--size 0: input should be greater than or equal to 16"),
        (["--size", "100000x100000"], "--size 100000: input should be less than or equal to"),
        (["--size", "1281x720"], "--size 1281: input should be a multiple of 2"),
        (["--size", "big"], "--size big: write it as width and height"),
        (["--fps", "0"], "--fps 0: fps must lie between 1 and 240, not 0"),
        (["--fps", "fast"], "--fps fast: fps must be a number such as 30 or 30000/1001"),
        (["--video-kbps", "1"], "--video-kbps 1: input should be greater than or equal to 100"),
        (["--duration", "-1"], "--duration -1.0: input should be greater than 0"),
        (["--encoder-options", "preset"], "--encoder-options preset: write each one as key=value"),
        (["--record", "/proc/none/show.mkv"], "there is no folder /proc/none"),
        (["--record", "/tmp"], "that is a folder"),
        (["--stats", "/proc/stats.json"], "--stats /proc/stats.json: can't be written"),
    ],
)
def test_a_value_that_can_not_be_used_is_a_sentence(words: list[str], sentence: str) -> None:
    assert sentence in refusal(*words)


@pytest.mark.parametrize(
    "url", ["http://host/live/topsecret", "topsecret", "rtmp://host/topsecret"]
)
def test_a_wrong_address_is_told_without_its_key(url: str) -> None:
    text = refusal("--to", url)
    assert "topsecret" not in text
    assert "rtmp://" in text
