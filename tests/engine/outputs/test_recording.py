"""Tests of studio.engine.outputs.recording."""

import json
import pickle
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from studio.engine.outputs.bus import PacketBus
from studio.engine.outputs.errors import OutputError
from studio.engine.outputs.recording import Recording, RecordingState
from studio.model.media import AudioFormat, Packet, VideoFormat
from tests.model.captions.telling import told

Video = tuple[VideoFormat, list[Packet]]
Encode = Callable[..., Video]
Silence = Callable[[int, int], list[Packet]]
InOrder = Callable[..., list[Packet]]


def probe(path: Path, *more: str) -> Any:  # whatever ffprobe finds, as JSON
    found = subprocess.run(
        ["ffprobe", "-v", "error", "-of", "json", "-show_streams", "-show_format", *more, path],
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(found.stdout)


def decoded_frames(path: Path) -> tuple[int, str]:
    """Decode everything, and return the count of pictures and what the decoder says."""
    done = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", path, "-map", "0:v", "-f", "framecrc", "-"],
        check=False,
        capture_output=True,
        text=True,
    )
    return sum(line.startswith("0,") for line in done.stdout.splitlines()), done.stderr


def ignore(sentence: str) -> None:
    del sentence


def test_records_video_and_every_audio_track(
    tmp_path: Path, six_seconds: Video, stereo: AudioFormat, silence: Silence, in_order: InOrder
) -> None:
    path = tmp_path / "show.mkv"
    format, video = six_seconds
    recording = Recording(path, on_event=ignore)
    recording.put_format(0, format)
    recording.put_format(1, stereo)
    recording.put_format(2, stereo)
    for packet in in_order(video, silence(6, 1), silence(6, 2)):
        recording.put(packet)
    recording.close()

    found = probe(path)
    assert [stream["codec_name"] for stream in found["streams"]] == ["h264", "aac", "aac"]
    picture = found["streams"][0]
    assert (picture["r_frame_rate"], picture["avg_frame_rate"]) == ("30/1", "30/1")
    assert picture["color_range"] == "tv"
    colours = {picture[key] for key in ("color_space", "color_transfer", "color_primaries")}
    assert colours == {"bt709"}
    assert float(found["format"]["duration"]) == pytest.approx(6.0, abs=0.03)
    assert decoded_frames(path) == (180, "")
    assert (recording.state, recording.frames) == (RecordingState.ENDED, 180)


def test_a_late_start_begins_at_zero_on_a_key_frame(tmp_path: Path, encode: Encode) -> None:
    path = tmp_path / "late.mkv"
    format, video = encode(5, first=9000)
    recording = Recording(path, on_event=ignore)
    recording.put_format(0, format)
    for packet in video[20:]:
        recording.put(packet)
    recording.close()
    packets = probe(path, "-show_packets")["packets"]
    assert (packets[0]["pts_time"], packets[0]["flags"][0]) == ("0.000000", "K")
    assert len(packets) == 5 * 30 - 60


def test_pictures_shown_out_of_order_keep_their_times(tmp_path: Path, encode: Encode) -> None:
    path = tmp_path / "b.mkv"
    format, video = encode(2, b_frames=2, preset="veryfast")
    assert video[0].dts_ns < video[0].pts_ns
    recording = Recording(path, on_event=ignore)
    recording.put_format(0, format)
    for packet in video:
        recording.put(packet)
    recording.close()
    times = sorted(float(packet["pts_time"]) for packet in probe(path, "-show_packets")["packets"])
    steps = [later - earlier for earlier, later in pairwise(times)]
    assert all(0.032 < step < 0.035 for step in steps)


def test_never_overwrites(tmp_path: Path, six_seconds: Video) -> None:
    path = tmp_path / "show.mkv"
    path.write_bytes(b"dear to someone")
    format, video = six_seconds
    for expected in ("show (2).mkv", "show (3).mkv"):
        recording = Recording(path, on_event=ignore)
        recording.put_format(0, format)
        for packet in video:
            recording.put(packet)
        recording.close()
        assert recording.path.name == expected
        assert decoded_frames(recording.path) == (180, "")
    assert path.read_bytes() == b"dear to someone"


def test_leaves_no_empty_file(tmp_path: Path) -> None:
    Recording(tmp_path / "nothing.mkv", on_event=ignore).close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("missing/show.mkv", "there is no such folder"),
        ("show.mp4", "call it “show.mkv”"),
        ("file/show.mkv", "part of that path is a file"),
    ],
)
def test_refuses_at_once_where_it_cannot_write(tmp_path: Path, path: str, sentence: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match=sentence):
        Recording(tmp_path / path, on_event=ignore)


def test_another_format_begins_the_next_part(tmp_path: Path, encode: Encode) -> None:
    said: list[str] = []
    recording = Recording(tmp_path / "show.mkv", on_event=said.append)
    for preset, first in (("ultrafast", 0), ("veryfast", 60)):
        format, video = encode(2, first=first, preset=preset)
        recording.put_format(0, format)
        for packet in video:
            recording.put(packet)
    recording.close()
    assert [path.name for path in recording.paths] == ["show.mkv", "show (2).mkv"]
    assert [decoded_frames(path) for path in recording.paths] == [(60, ""), (60, "")]
    assert len(said) == 1
    assert "show (2).mkv" in said[0]


def test_warns_once_when_space_is_low(tmp_path: Path, six_seconds: Video) -> None:
    said: list[str] = []
    recording = Recording(tmp_path / "show.mkv", on_event=said.append, low_space_bytes=1 << 60)
    recording.put_format(0, six_seconds[0])
    for packet in six_seconds[1]:
        recording.put(packet)
    recording.close()
    assert len(said) == 1
    assert "MB are free where" in said[0]


CHILD = """
    import pickle, resource, sys, time
    from pathlib import Path
    from studio.engine.outputs.recording import Recording

    path, media, limit_bytes = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    if limit_bytes:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, limit_bytes))
    recording = Recording(path, on_event=lambda said: print(said, flush=True))
    format, packets = pickle.loads(media.read_bytes())
    recording.put_format(0, format)
    for packet in packets:
        recording.put(packet)
    if limit_bytes:
        recording.close()
        print(recording.state, flush=True)
    else:
        while recording.frames < len(packets):
            time.sleep(0.01)
        print("written", flush=True)
        sys.stdin.read()
"""


def child(tmp_path: Path, video: Video, limit_bytes: int) -> subprocess.Popen[str]:
    media = tmp_path / "media.pickle"
    media.write_bytes(pickle.dumps(video))
    return subprocess.Popen(
        [
            sys.executable,
            "-c",
            textwrap.dedent(CHILD),
            tmp_path / "show.mkv",
            media,
            str(limit_bytes),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_is_playable_after_its_process_was_killed(tmp_path: Path, six_seconds: Video) -> None:
    with child(tmp_path, six_seconds, limit_bytes=0) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "written\n"
        process.kill()
    frames, said = decoded_frames(tmp_path / "show.mkv")
    assert frames >= 180 - 31, "more than the last second is lost"
    assert said == ""
    assert probe(tmp_path / "show.mkv")["streams"][0]["codec_name"] == "h264"


def test_a_disk_that_fills_up_ends_it_with_a_sentence(tmp_path: Path, six_seconds: Video) -> None:
    with child(tmp_path, six_seconds, limit_bytes=250_000) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        assert "stopped: the file has grown as large as this disk or system allows" in said
        assert process.stdout.readline() == "failed\n"
        assert process.wait() == 0
    frames, _ = decoded_frames(tmp_path / "show.mkv")
    assert 60 <= frames < 180


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system with room for 300 kB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(folder)]
    if (
        sys.platform != "linux"
        or subprocess.run(mount, capture_output=True, check=False).returncode
    ):
        pytest.skip("only root on Linux can mount a small disk")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_full_disk_ends_one_recording_and_not_the_other(
    small_disk: Path, tmp_path: Path, six_seconds: Video
) -> None:
    said: list[str] = []
    bus = PacketBus(tracks=1)
    bus.put_format(0, six_seconds[0])
    recordings = [
        Recording(folder / "show.mkv", on_event=said.append, low_space_bytes=0)
        for folder in (small_disk, tmp_path)
    ]
    for recording in recordings:
        bus.add(recording)
    for packet in six_seconds[1]:
        bus.put(packet)
    for recording in recordings:
        recording.close()
    full, other = recordings
    assert said == [full.reason]
    assert "show.mkv stopped: the disk is full; free some space" in full.reason
    assert (full.state, other.state) == (RecordingState.FAILED, RecordingState.ENDED)
    assert 60 <= decoded_frames(full.path)[0] < 180
    assert decoded_frames(other.path) == (180, "")


def test_what_is_said_is_in_files_beside_it_in_their_own_time(
    tmp_path: Path, encode: Encode
) -> None:
    format, video = encode(4, first=9000)  # from minute 5 on
    recording = Recording(tmp_path / "show.mkv", on_event=ignore)
    recording.put_format(0, format)
    for index, packet in enumerate(video):
        recording.put(packet)
        if index == 60:
            recording.put_spoken(told("Hello, everybody.", start_ms=301_000, speaker="Mary"))
    recording.close()
    assert (tmp_path / "show.txt").read_text() == "[0:00:01] Mary: Hello, everybody.\n"
    assert recording.caption_paths == [
        tmp_path / f"show{suffix}" for suffix in (".srt", ".vtt", ".txt")
    ]
    for path in recording.caption_paths[:2]:
        (stream,) = probe(path)["streams"]
        assert stream["codec_type"] == "subtitle"
