"""Tests of studio.room.ws.messages."""

import zlib
from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.room.backbone.close_code import CloseCode
from studio.room.protocol.actions import MAX_MESSAGE_BYTES
from studio.room.ws.messages import BINARY, CONTINUATION, TEXT, Assembler, ViolationError


def deflate(message: bytes) -> bytes:
    compressor = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = compressor.compress(message) + compressor.flush(zlib.Z_SYNC_FLUSH)
    return body.removesuffix(b"\x00\x00\xff\xff")


def code_of(assembler: Assembler, *frames: tuple[int, bytes, bool, bool]) -> CloseCode:
    def feed_all() -> None:
        for opcode, payload, is_final, is_deflated in frames:
            assembler.feed(opcode, payload, is_final=is_final, is_deflated=is_deflated)

    with pytest.raises(ViolationError) as caught:
        feed_all()
    assert caught.value.sentence.endswith(".")
    return caught.value.code


@given(st.text(max_size=300), st.lists(st.integers(0, 900), max_size=5), st.booleans())
def test_any_text_in_any_fragments_arrives(text: str, cuts: list[int], is_deflated: bool) -> None:
    whole = text.encode()
    sent = deflate(whole) if is_deflated else whole
    edges = [0, *sorted(min(cut, len(sent)) for cut in cuts), len(sent)]
    parts = [sent[start:end] for start, end in pairwise(edges)]
    assembler = Assembler(takes_deflated=True)
    got = [
        assembler.feed(
            TEXT if index == 0 else CONTINUATION,
            part,
            is_final=index == len(parts) - 1,
            is_deflated=is_deflated and index == 0,
        )
        for index, part in enumerate(parts)
    ]
    assert got[:-1] == [None] * (len(parts) - 1)
    assert got[-1] == whole


@given(
    st.lists(
        st.tuples(st.sampled_from([0, 1, 2]), st.binary(max_size=80), st.booleans(), st.booleans()),
        max_size=10,
    )
)
def test_whatever_comes_is_a_message_nothing_or_a_violation(
    frames: list[tuple[int, bytes, bool, bool]],
) -> None:
    assembler = Assembler(takes_deflated=True)
    with suppress(ViolationError):
        for opcode, payload, is_final, is_deflated in frames:
            message = assembler.feed(opcode, payload, is_final=is_final, is_deflated=is_deflated)
            assert message is None or message.decode() is not None


def test_a_bomb_is_not_blown_up() -> None:
    bomb = deflate(bytes(50_000_000))
    assert len(bomb) > MAX_MESSAGE_BYTES  # such a one is refused before it is looked at
    small = deflate(b" " * 10_000_000)
    assert len(small) < MAX_MESSAGE_BYTES
    for sent in (bomb, small):
        assembler = Assembler(takes_deflated=True)
        assert code_of(assembler, (TEXT, sent, True, True)) is CloseCode.TOO_BIG


def test_fragments_are_bounded_together() -> None:
    half = b"x" * (MAX_MESSAGE_BYTES // 2 + 1)
    frames = (TEXT, half, False, False), (CONTINUATION, half, False, False)
    assert code_of(Assembler(takes_deflated=False), *frames) is CloseCode.TOO_BIG


@pytest.mark.parametrize(
    ("frames", "code"),
    [
        ([(CONTINUATION, b"", True, False)], CloseCode.PROTOCOL_ERROR),
        ([(TEXT, b"a", False, False), (TEXT, b"b", True, False)], CloseCode.PROTOCOL_ERROR),
        ([(BINARY, b"a", True, False)], CloseCode.NOT_TEXT),
        ([(TEXT, b"a", True, True)], CloseCode.PROTOCOL_ERROR),  # not agreed upon
        ([(TEXT, b"\xff", True, False)], CloseCode.INVALID_TEXT),
    ],
)
def test_what_breaks_the_protocol_ends_the_connection(
    frames: list[tuple[int, bytes, bool, bool]], code: CloseCode
) -> None:
    assert code_of(Assembler(takes_deflated=False), *frames) is code


def test_what_is_no_deflate_ends_the_connection() -> None:
    assembler = Assembler(takes_deflated=True)
    assert code_of(assembler, (TEXT, b"\xff\xff\xff", True, True)) is CloseCode.PROTOCOL_ERROR
