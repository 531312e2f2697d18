"""Tests of studio.rtmp.flv_stream."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.rtmp.errors import RtmpError
from studio.rtmp.flv import Tag
from studio.rtmp.flv_stream import FILE_HEADER, FlvReader, FlvTag, frame_tag

tags = st.builds(
    FlvTag, st.sampled_from(list(Tag)), st.integers(0, 2**32 - 1), st.binary(max_size=300)
)


@given(st.lists(tags, min_size=1, max_size=5), st.booleans(), st.integers(1, 40))
def test_reads_what_it_wrote_in_any_pieces(made: list[FlvTag], has_header: bool, size: int) -> None:
    data = FILE_HEADER if has_header else b""
    data += b"".join(frame_tag(tag.kind, tag.time_ms, tag.body) for tag in made)
    reader = FlvReader()
    got = [
        tag
        for start in range(0, len(data), size)
        for tag in reader.feed(data[start : start + size])
    ]
    assert got == made


@given(st.binary(max_size=400))
def test_whatever_comes_is_tags_or_a_sentence(data: bytes) -> None:
    with suppress(RtmpError):
        FlvReader().feed(data)


def test_a_tag_that_is_too_long_is_refused_before_it_comes() -> None:
    with pytest.raises(RtmpError, match="too long"):
        FlvReader(1000).feed(FILE_HEADER + b"\x09\0\x10\0" + bytes(20))
    with pytest.raises(ValueError, match="16777216"):
        frame_tag(Tag.VIDEO, 0, bytes(1 << 24))
