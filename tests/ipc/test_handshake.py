"""Tests of studio.ipc.handshake: no sockets, only bytes."""

import os
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.ipc.errors import ChannelError
from studio.ipc.handshake import Received, ServerPeer, check_welcome, hello
from studio.ipc.message import MAX_BYTES, Decoder, encode


def peer(is_alive: bool = True) -> ServerPeer:
    return ServerPeer("push-1", "sesame", lambda: is_alive)


def welcomed() -> ServerPeer:
    made = peer()
    assert made.receive(hello("engine", "sesame")).is_welcome
    return made


def test_a_hello_is_welcomed_once() -> None:
    made = peer()
    received = made.receive(hello("engine", "sesame") + encode({"type": "open"}))
    assert received.is_welcome
    assert made.role == "engine"
    assert received.messages == [{"type": "open"}]
    (welcome,) = Decoder().feed(received.replies)
    assert check_welcome(welcome) == ("push-1", os.getpid())
    assert made.receive(encode({"type": "tag"})) == Received([{"type": "tag"}])


def test_a_stranger_may_say_little_and_a_peer_much() -> None:
    large = struct.pack(">I", 4097)
    assert "4096 are the most" in peer().receive(large).cut
    assert welcomed().receive(large).cut == ""
    assert "announced" in welcomed().receive(struct.pack(">I", MAX_BYTES + 1)).cut


def test_what_a_refused_stranger_says_besides_is_not_heard() -> None:
    made = peer()
    received = made.receive(hello("engine", "simsalabim") + encode({"type": "stop"}))
    assert made.role == ""
    assert received.messages == []
    assert received.cut == "The secret is wrong: this is another session."
    (refused,) = Decoder().feed(received.replies)
    with pytest.raises(ChannelError, match=r"refused: The secret is wrong"):
        check_welcome(refused)


def test_pings_are_answered_and_kept_from_the_users() -> None:
    received = welcomed().receive(encode({"type": "ping", "id": 4}) + encode({"type": "x"}))
    assert received.messages == [{"type": "x"}]
    assert Decoder().feed(received.replies) == [{"type": "pong", "id": 4}]


@pytest.mark.parametrize("ping_id", [None, "x", 1.5])
def test_a_ping_without_a_number_is_not_answered(ping_id: object) -> None:
    assert welcomed().receive(encode({"type": "ping", "id": ping_id})) == Received()


def test_who_is_not_alive_answers_no_ping() -> None:
    made = peer(is_alive=False)
    made.receive(hello("supervisor", "sesame"))
    assert made.receive(encode({"type": "ping", "id": 1})) == Received()


@given(st.lists(st.binary(max_size=60), max_size=5))
def test_garbage_never_becomes_a_role(pieces: list[bytes]) -> None:
    made = peer()
    for piece in pieces:
        received = made.receive(piece)
        if received.cut:
            break
    assert made.role == ""


@pytest.mark.parametrize(
    "answer",
    [{"type": "hi"}, {"type": "welcome"}, {"type": "welcome", "name": "x", "pid": "1"}],
)
def test_another_programs_answer_is_a_sentence(answer: dict[str, object]) -> None:
    with pytest.raises(ChannelError, match="not one of Rocket Studio's"):
        check_welcome(answer)
