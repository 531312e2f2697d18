"""Tests of studio.engine.encoders.preset."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from studio.engine.encoders.cache import ProbeCache
from studio.engine.encoders.catalog import AMF, NVENC, QSV, X264
from studio.engine.encoders.errors import EncoderError
from studio.engine.encoders.preset import (
    BEHIND_NS,
    TIMED_PRESET,
    PresetGovernor,
    affordable_preset,
    choose,
    resolve,
)
from studio.engine.encoders.probe import ProbeResult
from studio.engine.encoders.settings import EncoderSettings

FPS = Fraction(30)
MS = 1_000_000


def works(encoder: str, wall_ms: float = 5.0, cpu_ms: float = 5.0) -> ProbeResult:
    return ProbeResult(encoder, "", True, "", 16, wall_ms, cpu_ms)


@pytest.mark.parametrize(
    ("timed_cpu_ms", "fps", "cores", "preset"),
    [
        (12.5, 30, 2, "veryfast"),  # this kind of machine at 1080p30
        (12.5, 60, 2, "superfast"),
        (6.0, 30, 2, "veryfast"),  # at 720p30: "fast" would take half of all there is
        (6.0, 30, 4, "faster"),
        (12.5, 30, 16, "fast"),
        (50.0, 60, 2, "ultrafast"),  # nothing is fast enough: the fastest there is
        (0.0, 30, 2, "veryfast"),  # nobody knows: the usual
    ],
)
def test_the_best_preset_that_leaves_enough_to_the_others(
    timed_cpu_ms: float, fps: int, cores: int, preset: str
) -> None:
    assert affordable_preset(timed_cpu_ms, Fraction(fps), cores) == preset


def test_the_first_that_works_and_keeps_up_is_chosen() -> None:
    broken = ProbeResult(NVENC.id, "", False, "no card")
    results = {NVENC.id: broken, QSV.id: works(QSV.id, wall_ms=40), AMF.id: works(AMF.id)}
    assert choose((NVENC, QSV, AMF, X264), results, FPS) is AMF
    assert choose((NVENC, QSV, X264), results, FPS) is X264
    assert choose((NVENC, X264), {}, FPS) is X264


def test_nothing_is_probed_when_all_is_said(settings: EncoderSettings, tmp_path: Path) -> None:
    cache = tmp_path / "cache.json"
    assert resolve(settings, ProbeCache(cache)) is settings
    assert not cache.exists()


@pytest.mark.parametrize(
    ("encoder", "preset", "sentence"),
    [
        ("h266", "auto", "no encoder “h266”"),
        ("libx264", "p5", "x264 has no preset “p5”"),
        ("auto", "warp", "x264 has no preset “warp”"),
    ],
)
def test_wrong_names_are_told_before_anything_starts(
    settings: EncoderSettings, tmp_path: Path, encoder: str, preset: str, sentence: str
) -> None:
    wanted = replace(settings, encoder=encoder, preset=preset)
    with pytest.raises(EncoderError, match=sentence):
        resolve(wanted, ProbeCache(tmp_path / "cache.json"))


def test_probes_once_and_remembers(settings: EncoderSettings, tmp_path: Path) -> None:
    cache = ProbeCache(tmp_path / "cache.json")
    wanted = replace(settings, encoder="libx264", preset="auto")
    assert resolve(wanted, cache).preset in X264.presets
    known = cache.get(X264, wanted)
    if known is None:
        pytest.skip("this machine has no time at the moment")
    assert known.works
    assert known.cpu_ms > 0

    cache.keep(wanted, replace(known, cpu_ms=1e6))
    assert resolve(wanted, cache).preset == "ultrafast", "the cache was asked, not the machine"


def test_takes_an_encoder_that_the_cache_knows_to_work(
    settings: EncoderSettings, tmp_path: Path
) -> None:
    if NVENC.absent() or QSV.absent():
        pytest.skip("without a card nothing is asked about it")
    cache = ProbeCache(tmp_path / "cache.json")
    wanted = replace(settings, encoder="auto", preset="auto")
    for spec in (NVENC, QSV):
        cache.keep(wanted, works(spec.id))
    cache.keep(wanted, replace(works(X264.id), preset=TIMED_PRESET))
    chosen = resolve(wanted, cache)
    assert (chosen.encoder, chosen.preset) == (NVENC.id, "p5")


def observe(governor: PresetGovernor, preset: str, *moments: tuple[int, float]) -> list[str]:
    """Feed (milliseconds, fullness), and return what it asked for."""
    asked = (governor.observe(ms * MS, fullness, preset) for ms, fullness in moments)
    return [faster for faster in asked if faster]


def test_two_seconds_behind_ask_for_the_next_faster_preset() -> None:
    governor = PresetGovernor(X264.presets)
    assert observe(governor, "veryfast", (0, 1.0), (1999, 1.0)) == []
    assert observe(governor, "veryfast", (2000, 1.0)) == ["superfast"]


def test_a_queue_that_is_now_and_then_not_quite_full_is_still_behind() -> None:
    moments = [(ms, 1.0 if ms % 100 else 0.5) for ms in range(0, 2100, 50)]
    assert observe(PresetGovernor(X264.presets), "veryfast", *moments) == ["superfast"]


def test_one_that_catches_up_is_left_alone() -> None:
    moments = [(ms, 0.1 if ms % 1000 == 900 else 1.0) for ms in range(0, 10_000, 100)]
    assert observe(PresetGovernor(X264.presets), "veryfast", *moments) == []


def test_after_a_change_the_two_seconds_begin_anew() -> None:
    governor = PresetGovernor(X264.presets)
    behind_ms = BEHIND_NS // MS
    moments = [(ms, 1.0) for ms in range(0, 2 * behind_ms, 100)]
    assert observe(governor, "veryfast", *moments) == ["superfast"]


def test_nothing_is_faster_than_the_fastest() -> None:
    moments = [(ms, 1.0) for ms in range(0, 10_000, 100)]
    assert observe(PresetGovernor(X264.presets), "ultrafast", *moments) == []
    assert observe(PresetGovernor(()), "", *moments) == []
