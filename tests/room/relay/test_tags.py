"""Tests of studio.room.relay.tags and sps: a few bytes of what strangers send."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.room.relay.errors import MediaError
from studio.room.relay.tags import (
    MAX_HEADER_BYTES,
    AacConfig,
    AvcConfig,
    coded_picture,
    composition_ms,
    read_tag,
)
from studio.rtmp.flv import Tag
from tests.media import Clip


def test_reads_what_an_encoder_says_of_itself(clip_b: Clip) -> None:
    _, video, audio = clip_b.headers()
    config = AvcConfig.read(video.body)
    assert (config.width, config.height) == (320, 180)
    assert config.codec.startswith("avc1.4d")
    sound = AacConfig.read(audio.body)
    assert (sound.rate_hz, sound.channels, sound.object_type) == (48_000, 2, 2)


def test_a_key_frame_is_one_that_decoding_can_begin_with() -> None:
    idr, other = b"\0\0\0\2\x65\x88", b"\0\0\0\2\x41\x9a"
    head = b"\x17\1\0\0\0"
    cases = {idr: True, other: False, b"\0\0\0\2\6\1" + idr: True, b"\xff\xff\xff\xff\x65": True}
    for units, is_key in cases.items():
        tag = read_tag(Tag.VIDEO, 0, head + units)
        assert tag is not None
        assert tag.is_key is is_key


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (Tag.VIDEO, b""),
        (Tag.VIDEO, b"\x22abcdefgh"),  # Sorenson
        (Tag.VIDEO, b"\x17\2\0\0\0"),  # the end of the sequence
        (Tag.VIDEO, b"\x94hvc1" + bytes(20)),  # what is said of colours, flagged as a key frame
        (Tag.VIDEO, b"\x96\x10hvc1" + bytes(20)),  # several tracks
        (Tag.AUDIO, b"\xaf"),
        (Tag.SCRIPT, b"\x02\x00\x0aonTextData"),
    ],
)
def test_what_is_of_no_use_is_left_out(kind: Tag, body: bytes) -> None:
    assert read_tag(kind, 0, body) is None


def test_a_huge_header_is_refused() -> None:
    with pytest.raises(MediaError, match="the most"):
        read_tag(Tag.VIDEO, 0, b"\x17\0\0\0\0" + bytes(MAX_HEADER_BYTES))


def test_composition_may_be_negative() -> None:
    assert composition_ms(b"\x27\1\xff\xff\xdf") == -33
    assert composition_ms(b"\x27\1\x00\x00\x42") == 66
    assert composition_ms(b"\xa7") == 0
    assert composition_ms(b"\xa1hvc1\xff\xff\xdf") == -33


def test_a_picture_in_the_extended_header_is_taken_out_of_it() -> None:
    cases = {b"\xa1hvc1\0\0\x42": 66, b"\xa3hvc1": 0, b"\xa1av01": 0, b"\x27\1\0\0\x21": 33}
    for head, delay_ms in cases.items():
        assert coded_picture(head + b"picture") == b"picture"
        assert composition_ms(head + b"picture") == delay_ms


@given(st.binary(max_size=200), st.sampled_from(list(Tag)))
def test_whatever_comes_is_a_tag_or_a_sentence(body: bytes, kind: Tag) -> None:
    read_tag(kind, 0, body)
    composition_ms(body)
    coded_picture(body)


@given(st.data())
def test_a_damaged_header_is_read_or_refused(clip_a: Clip, data: st.DataObject) -> None:
    readers: list[Callable[[bytes], object]] = [AvcConfig.read, AacConfig.read]
    for reader, header in zip(readers, clip_a.headers()[1:], strict=True):
        body = bytearray(header.body)
        for _ in range(data.draw(st.integers(1, 4))):
            body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
        cut = data.draw(st.integers(0, len(body)))
        for damaged in (bytes(body), bytes(body[:cut])):
            with suppress(MediaError):
                reader(damaged)


def test_a_header_made_to_cost_time_is_refused_at_once() -> None:
    sps = b"\x67\x64\0\x1f" + bytes(60_000)
    body = b"\x17\0\0\0\0\1\x64\0\x1f\xff\xe1" + len(sps).to_bytes(2, "big") + sps + b"\1\0\1\x68"
    with pytest.raises(MediaError):
        AvcConfig.read(body)
