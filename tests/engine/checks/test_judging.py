"""Tests of studio.engine.checks.judging."""

from fractions import Fraction

import pytest

from studio.engine.checks.finding import Finding, Level
from studio.engine.checks.judging import (
    Facts,
    can_go_live,
    judge,
    judge_disk,
    judge_encoder,
)
from studio.engine.checks.wording import LANGUAGES, say
from studio.engine.encoders.catalog import NVENC, X264
from studio.engine.encoders.probe import ProbeResult

GPU = {
    "name": "Big",
    "type": "DiscreteGPU",
    "backend": "Vulkan",
    "driver": "1",
    "is_software": False,
}
FONTS = {"latin": "DejaVu Sans", "cjk": "Noto Sans CJK SC", "emoji": "Noto Color Emoji"}
HD, FPS = (1920, 1080), Fraction(30)


def encoder(spec: object, result: ProbeResult) -> Finding:
    return judge_encoder(NVENC if spec is NVENC else X264, result, HD, FPS, cores=2)


ALL: list[tuple[Finding, Level, str]] = [
    (judge("gpu", GPU), Level.GOOD, "gpu.good"),
    (judge("gpu", GPU | {"is_software": True}), Level.FAIR, "gpu.software"),
    (judge("gpu", {"error": "No driver."}), Level.FAIR, "gpu.none"),
    (judge("gpu", {"broken": "no answer"}), Level.FAIR, "unknown"),
    (judge("cameras", {"cameras": []}), Level.FAIR, "camera.none"),
    (
        judge("cameras", {"cameras": [{"name": "Cam", "device": "/dev/video0"}]}),
        Level.GOOD,
        "camera.good",
    ),
    (judge("screen", {"error": "No DISPLAY."}), Level.FAIR, "screen.none"),
    (judge("screen", {"label": ":0", "width": 1, "height": 1}), Level.GOOD, "screen.good"),
    (judge("sound", {"error": "Install PortAudio."}), Level.FAIR, "sound.none"),
    (judge("sound", {"inputs": [], "outputs": ["a"]}), Level.FAIR, "sound.no_input"),
    (judge("sound", {"inputs": ["a"], "outputs": []}), Level.GOOD, "sound.good"),
    (judge("fonts", FONTS), Level.GOOD, "fonts.good"),
    (judge("fonts", FONTS | {"emoji": None}), Level.FAIR, "fonts.missing"),
    (judge("fonts", {"error": "no fonts"}), Level.FAIR, "fonts.missing"),
    (judge_disk("/", 100_000_000_000), Level.GOOD, "disk.good"),
    (judge_disk("/", 3_000_000_000), Level.FAIR, "disk.low"),
    (judge_disk("/", 900_000_000), Level.BAD, "disk.low"),
    (encoder(X264, ProbeResult(X264.id, "", True, "", 16, 9, 12.5)), Level.GOOD, "encoder.x264"),
    (encoder(NVENC, ProbeResult(NVENC.id, "", True, "", 16, 4, 1)), Level.GOOD, "encoder.hardware"),
    (encoder(NVENC, ProbeResult(NVENC.id, "", False, "no card")), Level.FAIR, "encoder.absent"),
    (encoder(X264, ProbeResult(X264.id, "", False, "broken")), Level.BAD, "encoder.broken"),
]


@pytest.mark.parametrize(("finding", "level", "key"), ALL)
def test_judges(finding: Finding, level: Level, key: str) -> None:
    assert (finding.level, finding.key) == (level, key)


@pytest.mark.parametrize(("finding", "level", "key"), ALL)
def test_can_be_said_and_what_is_not_good_says_what_to_do(
    finding: Finding, level: Level, key: str
) -> None:
    for language in LANGUAGES:
        assert say(key, language, **finding.values)
        advice = say(f"{key}.do", language, **finding.values)
        assert bool(advice) == (level is not Level.GOOD)


def test_names_the_preset_that_auto_would_take() -> None:
    finding = encoder(X264, ProbeResult(X264.id, "superfast", True, "", 16, 9, 12.5))
    assert finding.values["preset"] == "veryfast"


def test_many_devices_are_cut_short() -> None:
    facts: Facts = {"inputs": list("abcdef"), "outputs": []}
    assert judge("sound", facts).values["input_names"] == "a, b, c, d, …"


def test_going_live_needs_an_encoder_and_the_server_that_was_asked_for() -> None:
    works = Finding("encoder", Level.GOOD, "encoder.x264")
    missing = Finding("camera", Level.FAIR, "camera.none")
    unreachable = Finding("upload", Level.BAD, "upload.failed")
    assert can_go_live([missing, works])
    assert not can_go_live([missing])
    assert not can_go_live([works, unreachable])


def test_an_encoder_that_was_only_too_slow_this_time_is_not_called_broken() -> None:
    late = ProbeResult("libx264", "superfast", works=False, reason="late", timed_out=True)
    slow = judge_encoder(X264, late, (1920, 1080), Fraction(30), 2)
    assert (slow.level, slow.key) == (Level.FAIR, "encoder.slow")
    assert can_go_live([slow])
    broken = judge_encoder(NVENC, late, (1920, 1080), Fraction(30), 2)
    assert not can_go_live([broken])
