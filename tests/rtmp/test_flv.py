"""Tests of studio.rtmp.flv."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import pytest

from studio.model.media import AudioFormat, Codec, Packet, VideoFormat
from studio.publish.queue import MediaTag
from studio.rtmp import amf0, flv
from studio.rtmp.flv import VideoTag
from tests.media import make_clip, read_clip

MS = 1_000_000
H264 = VideoFormat(Codec.H264, 1920, 1080, Fraction(30000, 1001), 4500, b"\x01avcC")
HEVC = replace(H264, codec=Codec.HEVC, config=b"\x01hvcC")
AV1 = replace(H264, codec=Codec.AV1, config=b"\x81av1C")
AAC = AudioFormat(Codec.AAC, 48_000, 2, 160, b"\x11\x90")
PICTURE = Packet(0, 140 * MS, 100 * MS, 33 * MS, is_key=True, data=b"\0\0\0\x02\x65!")
LATER = replace(PICTURE, is_key=False)
AT_ONCE = replace(LATER, pts_ns=100 * MS)


@pytest.mark.parametrize(
    ("video", "packet", "head"),
    [
        (H264, PICTURE, b"\x17\x01\x00\x00\x28"),
        (H264, LATER, b"\x27\x01\x00\x00\x28"),
        (HEVC, PICTURE, b"\x91hvc1\x00\x00\x28"),
        (HEVC, AT_ONCE, b"\xa3hvc1"),
        (AV1, PICTURE, b"\x91av01"),
        (AV1, LATER, b"\xa1av01"),
    ],
)
def test_writes_pictures(video: VideoFormat, packet: Packet, head: bytes) -> None:
    body = flv.video_body(packet, video)
    assert body == head + packet.data
    tag = flv.parse_video(body)
    assert (tag.is_key, tag.is_header) == (packet.is_key, False)


@pytest.mark.parametrize(
    ("video", "head", "four_cc"),
    [
        (H264, b"\x17\x00\x00\x00\x00", "avc1"),
        (HEVC, b"\x90hvc1", "hvc1"),
        (AV1, b"\x90av01", "av01"),
    ],
)
def test_writes_headers(video: VideoFormat, head: bytes, four_cc: str) -> None:
    body = flv.video_header(video)
    assert body == head + video.config
    assert flv.parse_video(body) == VideoTag(four_cc, is_key=True, is_header=True)


def test_writes_sound() -> None:
    assert flv.audio_header(AAC) == b"\xaf\x00\x11\x90"
    assert flv.audio_body(replace(PICTURE, track=1, data=b"aac")) == b"\xaf\x01aac"
    assert flv.is_audio_header(b"\xaf\x00\x11\x90")
    assert flv.is_audio_header(b"\x90Opus")
    assert not flv.is_audio_header(b"\xaf\x01aac")
    assert not flv.is_audio_header(b"")


def test_cutting_a_negative_time_at_zero_moves_no_picture() -> None:
    packet = replace(PICTURE, dts_ns=-66 * MS - 7, pts_ns=33 * MS)
    assert flv.tag_time_ms(packet) == 0
    assert flv.video_body(packet, H264)[2:5] == b"\x00\x00\x21"  # still shown at 33 ms


def test_rounding_moves_no_picture() -> None:
    for index in range(1000):
        pts_ns = int(index * 10**9 / H264.fps)
        packet = replace(PICTURE, pts_ns=pts_ns + 2 * 33_366_667, dts_ns=pts_ns)
        delay_ms = int.from_bytes(flv.video_body(packet, H264)[2:5], "big")
        assert flv.tag_time_ms(packet) + delay_ms == packet.pts_ns // MS


def test_metadata_describes_the_stream() -> None:
    name, facts = amf0.decode(flv.metadata(H264, AAC, "Rocket Studio"))
    assert name == "onMetaData"
    assert facts == {
        "duration": 0,
        "width": 1920,
        "height": 1080,
        "framerate": pytest.approx(29.97, abs=0.001),
        "videodatarate": 4500,
        "videocodecid": 7,
        "encoder": "Rocket Studio",
        "audiodatarate": 160,
        "audiosamplerate": 48_000,
        "audiosamplesize": 16,
        "stereo": True,
        "audiocodecid": 10,
    }


def test_metadata_of_enhanced_codecs_names_their_fourcc() -> None:
    _, facts = amf0.decode(flv.metadata(HEVC, None, "x"))
    assert isinstance(facts, dict)
    assert facts["videocodecid"] == 0x68766331
    assert "audiocodecid" not in facts


def test_what_is_said_of_the_clock_is_taken_out_again() -> None:
    plain = flv.metadata(H264, AAC, "x")
    for starts_ms in (0, -367, 7_123_456):
        assert flv.take_start(flv.metadata(H264, AAC, "x", starts_ms)) == (plain, starts_ms)


@pytest.mark.parametrize("starts", ["soon", float("nan"), 1e300, True, None, {}])
def test_a_clock_that_makes_no_sense_is_none(starts: amf0.AmfValue) -> None:
    body = amf0.encode("onMetaData", amf0.EcmaArray(programmeStartMs=starts))
    assert flv.take_start(body) == (body, None)
    assert flv.take_start(body[:-9]) == (body[:-9], None)
    assert flv.take_start(b"programmeStartMs") == (b"programmeStartMs", None)
    assert flv.take_start(b"") == (b"", None)


def test_strange_tags_are_nothing_special() -> None:
    assert flv.parse_video(b"") == VideoTag("", is_key=False, is_header=False)
    assert flv.parse_video(b"\x12") == VideoTag("", is_key=True, is_header=False)


def write_flv(path: Path, tags: list[MediaTag]) -> None:
    """Put tags into an FLV file, for FFmpeg to judge."""
    data = bytearray(b"FLV\x01\x05\x00\x00\x00\x09\x00\x00\x00\x00")
    for tag in tags:
        time = (tag.time_ms & 0xFFFFFF).to_bytes(3, "big") + bytes([tag.time_ms >> 24])
        head = bytes([tag.kind]) + len(tag.body).to_bytes(3, "big") + time + bytes(3)
        data += head + tag.body + (len(head) + len(tag.body)).to_bytes(4, "big")
    path.write_bytes(data)


@pytest.mark.parametrize("codec", [Codec.H264, Codec.HEVC, Codec.AV1])
def test_ffmpeg_reads_our_tags(tmp_path: Path, codec: Codec) -> None:
    clip = make_clip(tmp_path, seconds=2, codec=codec)
    path = tmp_path / "tags.flv"
    write_flv(path, clip.headers() + clip.tags())
    got = read_clip(path, clip.video.kbps)
    assert (got.video, got.audio) == (clip.video, clip.audio)
    assert [(p.track, p.is_key, p.data) for p in got.packets if p.track == 0] == [
        (p.track, p.is_key, p.data) for p in clip.packets if p.track == 0
    ]
    shown_ms = [p.pts_ns // MS for p in got.packets if p.track == 0]
    assert shown_ms == [p.pts_ns // MS for p in clip.packets if p.track == 0]
    with av.open(str(path)) as container:
        assert sum(1 for _ in container.decode(video=0)) == 60
