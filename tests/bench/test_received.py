"""Tests of tests.bench.received and tests.bench.bars: figures from arrivals that are known."""

import pytest

from tests.bench.bars import bars, goals, table
from tests.bench.received import received
from tests.bench.subscriber import Arrival, parse_tag

FRAME_NS = 33_333_333


def video(count: int) -> list[Arrival]:
    """Frames at 30 fps, 1000 bytes each, a key frame every 60."""
    return [
        Arrival(n * FRAME_NS, True, n * 100 // 3, n * 100 // 3, 1000, n % 60 == 0)
        for n in range(count)
    ]


def test_a_steady_stream_has_its_rate_and_no_gaps() -> None:
    came = received(video(300), 0, 10_000_000_000)
    assert came.frames == 300
    assert came.fps == pytest.approx(30)
    assert came.video_kbps == 240
    assert came.key_frames == 5
    assert came.pts_step_max_ms == 34
    assert came.speed == pytest.approx(1.0, abs=0.001)


def test_a_gap_is_seen() -> None:
    with_gap = [each for n, each in enumerate(video(300)) if not 100 <= n < 110]
    came = received(with_gap, 0, 10_000_000_000)
    assert came.pts_step_max_ms == pytest.approx(367, abs=1)
    assert came.gap_p99_ms < 40


def test_tags_are_told_apart() -> None:
    header = bytes([9, 0, 0, 7, 0, 0, 100, 0, 0, 0, 0])
    frame = parse_tag(header, bytes([0x27, 1, 0, 0, 67, 0, 0]), 5)
    assert frame == Arrival(5, True, 100, 167, 7, False)
    assert parse_tag(header, bytes([0x17, 0, 0, 0, 0, 1]), 5) is None
    assert parse_tag(bytes([18]) + header[1:], b"onMetaData", 5) is None


def test_bars_are_held_against_the_peers_of_the_same_go() -> None:
    ours: dict[str, object] = {"label": "studio", "cpu_ms_per_frame": 36.0, "start_s": 1.5}
    ours["screen"] = {"new_fps": 29.9, "latency_p50_ms": 500.0}
    ffmpeg: dict[str, object] = {"cpu_ms_per_frame": 60.0, "start_s": 1.2}
    obs: dict[str, object] = {"screen": {"latency_p50_ms": 1000.0}}
    found = {bar.title: bar for bar in bars(ours, {"ffmpeg": ffmpeg, "obs": obs}, 1080, 30)}
    assert found["CPU-ms a frame, of ffmpeg's"].value == pytest.approx(0.6)
    assert found["CPU-ms a frame, of ffmpeg's"].holds
    assert found["new pictures/s"].holds
    assert not found["latency p50, of OBS's"].holds
    assert "| studio | 29.9 |" in table([ours])


def test_what_is_missing_to_the_goals_is_told_with_its_shares() -> None:
    ours: dict[str, object] = {"cpu_ms_per_frame": 42.0, "cpu_ms_per_new": 42.0, "window_s": 10.0}
    ours |= {"threads": {"rocket-studio e/encode": 0.6}, "received": {"frames": 300}}
    lines = goals(ours, {"cpu_ms_per_frame": 60.0, "cpu_ms_per_new": 100.0})
    assert lines[0] == "goal 0.65 of ffmpeg's CPU-ms a frame: 0.700, 3.0 CPU-ms too many"
    assert lines[1].endswith("0.420, reached")
    assert "encode 20.0" in lines[2]
    assert goals(ours, {}) == []
