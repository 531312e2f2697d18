"""Tests of studio.rtmp.handshake."""

import pytest

from studio.rtmp.errors import RtmpError
from studio.rtmp.handshake import NONCE_BYTES, ClientHandshake, ServerHandshake

OURS, THEIRS = b"c" * NONCE_BYTES, b"s" * NONCE_BYTES


def test_the_client_sends_what_the_standard_says() -> None:
    client = ClientHandshake(OURS)
    assert client.start() == b"\x03" + bytes(8) + OURS
    s1 = b"\0\0\0\x07" + bytes(4) + THEIRS
    assert client.feed(b"\x03" + s1[:700]) == b""
    assert client.feed(s1[700:]) == s1  # C2 repeats S1
    assert not client.is_done
    assert client.feed(bytes(1536) + b"rest") == b""
    assert (client.is_done, client.rest) == (True, b"rest")


@pytest.mark.parametrize("piece_bytes", [1, 100, 1537, 10_000])
def test_both_sides_agree_in_pieces_of_any_size(piece_bytes: int) -> None:
    client, server = ClientHandshake(OURS), ServerHandshake(THEIRS)
    to_server, to_client = client.start(), b""
    while not (client.is_done and server.is_done):
        answer = server.feed(to_server[:piece_bytes])
        to_server = to_server[piece_bytes:]
        to_client += answer
        to_server += client.feed(to_client[:piece_bytes])
        to_client = to_client[piece_bytes:]
    assert client.rest == server.rest == b""


def test_refuses_what_is_not_rtmp() -> None:
    with pytest.raises(RtmpError, match="does not speak RTMP"):
        ClientHandshake(OURS).feed(b"HTTP/1.1 400 Bad Request")
    with pytest.raises(RtmpError, match="does not speak RTMP"):
        ServerHandshake(THEIRS).feed(b"\x16\x03\x01")
