"""Going live to servers that we did not write, judged by ffprobe."""

from itertools import pairwise
from pathlib import Path
from statistics import median

import pytest

from tests.bench.subscriber import Subscriber
from tests.e2e.ffprobe import decode_errors, missing_frames, packets, streams
from tests.e2e.live_studio import LiveStudio
from tests.servers import NginxRtmp

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

BT709 = ("color_space", "color_transfer", "color_primaries")


def assert_whole_stream(path: Path, lost_frames: int) -> None:
    """Hold a recording, or what a subscriber got, to what a platform asks of a stream."""
    video, audio = streams(path)["video"], streams(path)["audio"]
    assert (video["codec_name"], audio["codec_name"]) == ("h264", "aac")
    assert (video["width"], video["height"]) == (640, 360)
    assert [video[name] for name in BT709] == ["bt709"] * 3
    assert video["color_range"] == "tv"
    assert (audio["sample_rate"], audio["channels"]) == ("48000", 2)
    shown = packets(path)
    assert missing_frames(shown) <= lost_frames
    assert max(key_distances(path)) <= 2035 + lost_frames * 34
    sound = [packet.pts_ms for packet in packets(path, "a:0")]
    steps = [b - a for a, b in pairwise(sound)]
    assert max(steps) < 2 * 1024 / 48
    assert decode_errors(path) == ""


def key_distances(path: Path) -> list[float]:
    """Return the milliseconds between key frames; one that is asked for comes early."""
    keys = [packet.pts_ms for packet in packets(path) if packet.is_key]
    return [later - earlier for earlier, later in pairwise(keys)]


def test_two_destinations_and_a_recording_get_one_whole_stream(
    tmp_path: Path, cheap: list[str], server: NginxRtmp, other_server: NginxRtmp
) -> None:
    recording = tmp_path / "live.mkv"
    first = Subscriber(tmp_path / "first", server.url())
    second = Subscriber(tmp_path / "second", other_server.url())
    to = ["--to", server.url(), "--to", other_server.url(), "--record", str(recording)]
    with first, second, LiveStudio(tmp_path, [*cheap, *to, "--duration", "12"]) as studio:
        assert studio.wait() == 0
    shown = packets(recording)
    assert shown[-1].pts_ms - shown[0].pts_ms > 9_000
    for path in (recording, first.segments[0], second.segments[0]):
        assert_whole_stream(path, studio.lost_frames)
        assert median(key_distances(path)) == pytest.approx(2000, abs=1)
    dropped = studio.stats["frames_dropped"]
    assert isinstance(dropped, dict)
    assert set(dropped.values()) == {0}
