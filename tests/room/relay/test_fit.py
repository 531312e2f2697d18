"""Tests of studio.room.relay.fit."""

import re

import pytest

from studio.publish.queue import MediaTag
from studio.room.relay.fit import Form, misfit
from studio.room.relay.slate import SlateFormat, make_slate
from studio.room.relay.source import Source
from studio.rtmp.flv import Tag

AAC_48_STEREO = b"\xaf\x00\x11\x90"
AAC_44_STEREO = b"\xaf\x00\x12\x10"
HEVC = b"\x90hvc1" + bytes(20)


def source(
    name: str,
    size: tuple[int, int] = (320, 180),
    fps: int = 30,
    sound: bytes = AAC_48_STEREO,
    header: bytes = b"",
    pictures: int = 10,
) -> Source:
    one = Source(1, "anchor", 0, name)
    header = header or make_slate(SlateFormat(*size, 5, b"")).header
    one.note(MediaTag(Tag.VIDEO, 0, header, is_header=True), 0)
    if sound:
        one.note(MediaTag(Tag.AUDIO, 0, sound, is_header=True), 0)
    for number in range(pictures):
        time_ms = number * 1000 // fps
        one.note(MediaTag(Tag.VIDEO, time_ms, b"picture"), time_ms)
    return one


def test_what_is_alike_fits() -> None:
    assert misfit(source("PC"), source("laptop")) is None
    assert Form.of(source("PC")) == Form("H.264", "320x180", 30, "AAC 48000 Hz, 2 channels")


def test_nothing_is_known_of_one_that_has_just_begun() -> None:
    one = source("laptop", pictures=0)
    assert not one.is_known
    for number in range(4):
        assert not one.is_known
        one.note(MediaTag(Tag.VIDEO, number * 500, b"picture"), number * 500)  # of a slide show
    assert one.is_known
    only_sound = Source(2, "anchor", 0, "radio")
    assert not only_sound.is_known
    only_sound.note(MediaTag(Tag.AUDIO, 0, AAC_48_STEREO), 0)
    assert only_sound.is_known


def test_a_frame_that_was_left_out_is_no_other_rate() -> None:
    late = source("laptop")
    late.note(MediaTag(Tag.VIDEO, 400, b"picture"), 400)
    assert late.step_ms == 33
    assert misfit(source("PC"), late) is None


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        (source("laptop", size=(160, 90)), "sends 160x90 where 320x180 .* its picture size to 320"),
        (source("laptop", fps=60), "sends 60 pictures .* where 30 .* set its frame rate to 30"),
        (source("laptop", header=HEVC), "sends HEVC where H.264 .* set its video codec to H.264"),
        (source("laptop", sound=AAC_44_STEREO), "AAC 44100 Hz.* set its sound to AAC 48000 Hz"),
        (source("laptop", sound=b""), "laptop sends none .* set its sound to AAC 48000 Hz"),
    ],
)
def test_what_is_not_alike_is_told_what_to_change(other: Source, sentence: str) -> None:
    said = misfit(source("PC"), other)
    assert said
    assert re.search(sentence, said), said
