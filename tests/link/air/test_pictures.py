"""Tests of studio.link.air.pictures."""

import av
import pytest

from studio.link.air.pictures import PictureTags
from studio.link.picture_packets import EncodedPicture
from studio.publish import Tag
from tests.link.encoded_clip import encode_clip

MS = 1_000_000


def encoded(data: bytes, *, is_key: bool = True) -> EncodedPicture:
    return EncodedPicture(0, False, is_key, data)


def test_a_browsers_pictures_become_tags_that_a_decoder_takes() -> None:
    clip = encode_clip(320, 180, pictures=5)
    pictures = PictureTags()
    assert pictures.tags(encoded(clip.pictures[1], is_key=False), 0) == []
    assert pictures.useless == 1, "nobody can begin in the middle"
    tags = [
        tag
        for number, data in enumerate(clip.pictures)
        for tag in pictures.tags(encoded(data, is_key=not number), number * 40 * MS)
    ]
    assert [(tag.time_ms, tag.is_header, tag.is_key) for tag in tags[:3]] == [
        (0, True, False),
        (0, False, True),
        (40, False, False),
    ]
    assert pictures.format is not None
    assert (pictures.format.width, pictures.format.height) == (320, 180)
    decoder = av.CodecContext.create("h264", "r")
    decoder.extradata = tags[0].body[5:]
    shown = [frame for tag in tags[1:] for frame in decoder.decode(av.Packet(tag.body[5:]))]
    assert len(shown) + len(decoder.decode(None)) == 5
    assert all(tag.kind is Tag.VIDEO for tag in tags)


def test_another_size_has_a_header_of_its_own() -> None:
    pictures = PictureTags()
    for width in (320, 160):
        key = encode_clip(width, 90, pictures=1).pictures[0]
        assert [tag.is_header for tag in pictures.tags(encoded(key), 0)] == [True, False]
        assert [tag.is_header for tag in pictures.tags(encoded(key), 40 * MS)] == [False]


@pytest.mark.parametrize("data", [b"", b"\0\0\0\1", b"\0\0\0\1\x67", b"\0\0\0\1\x65\1", b"x" * 99])
def test_what_makes_no_sense_is_counted(data: bytes) -> None:
    pictures = PictureTags()
    assert pictures.tags(EncodedPicture(0, False, True, data), 0) == []
    assert pictures.tags(EncodedPicture(0, True, True, b"vp8"), 0) == []
    assert pictures.useless == 2
