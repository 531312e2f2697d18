"""Tests of studio.room.backbone.nats_link: whatever is lost on the way, frames arrive in order."""

import random

import pytest

from studio.room.backbone import nats_link
from studio.room.backbone.nats_link import Link, decode


def carry(sender: Link, receiver: Link, lost: set[int] | None = None) -> list[bytes]:
    """Carry all that waits but some packets; return what arrived."""
    arrived = []
    for index, data in enumerate(list(sender.packets())):
        packet = decode(data)
        assert packet is not None
        if index not in (lost or ()):
            arrived += receiver.take(packet).frames
    return arrived


def beat(sender: Link, receiver: Link) -> bool:
    """Carry a heartbeat; return whether the link is broken."""
    packet = decode(sender.heartbeat())
    assert packet is not None
    return receiver.take(packet).is_broken


@pytest.fixture
def pair() -> tuple[Link, Link]:
    return Link("a", 10), Link("b", 20)


def test_frames_arrive_in_order_and_are_forgotten_then(pair: tuple[Link, Link]) -> None:
    a, b = pair
    frames = [b"%d" % number for number in range(5)]
    for frame in frames:
        a.put(frame)
    assert carry(a, b) == frames
    assert not a.has_unsent
    assert not beat(b, a)
    a.rewind()
    assert not a.has_unsent


def test_a_hole_is_noticed_and_filled(
    pair: tuple[Link, Link], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nats_link, "PACKET_BYTES", 2)
    a, b = pair
    frames = [b"%d" % number for number in range(8)]  # two a packet
    for frame in frames:
        a.put(frame)
    assert carry(a, b, lost={1}) == frames[:2]
    assert b.holes == 1
    beat(b, a)
    assert carry(a, b) == frames[2:]
    assert a.repeated == 6


def test_the_last_frame_s_loss_is_noticed_by_the_heartbeat(pair: tuple[Link, Link]) -> None:
    a, b = pair
    a.put(b"last")
    assert carry(a, b, lost={0}) == []
    beat(a, b)
    beat(b, a)
    assert carry(a, b) == [b"last"]


def test_what_comes_twice_is_taken_once(pair: tuple[Link, Link]) -> None:
    a, b = pair
    a.put(b"one")
    assert carry(a, b) == [b"one"]
    a.rewind()
    assert carry(a, b) == []


def test_too_much_begins_anew_and_both_know(
    pair: tuple[Link, Link], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nats_link, "MAX_WAITING_FRAMES", 3)
    a, b = pair
    a.put(b"heard")
    carry(a, b)
    assert [a.put(b"%d" % number) for number in range(4)] == [True, True, False, True]
    [data] = a.packets()
    packet = decode(data)
    assert packet is not None
    taken = b.take(packet)
    assert taken.is_broken
    assert taken.frames == [b"2", b"3"]


def test_a_node_that_was_forgotten_begins_anew(pair: tuple[Link, Link]) -> None:
    a, b = pair
    a.put(b"one")
    carry(a, b)
    beat(b, a)  # a has forgotten the frame
    newborn = Link("b", 21)  # b has forgotten a
    a.put(b"two")
    assert carry(a, newborn) == []
    assert beat(newborn, a)
    a.put(b"three")
    assert carry(a, newborn) == [b"three"]


def test_packets_lost_by_chance_change_nothing() -> None:
    for seed in range(200):
        chance = random.Random(seed)
        a, b = Link("a", 1), Link("b", 1)
        said: dict[Link, list[bytes]] = {a: [], b: []}
        heard: dict[Link, list[bytes]] = {a: [], b: []}
        for turn in range(60):
            for sender, receiver in ((a, b), (b, a)):
                if turn < 50 and chance.random() < 0.7:
                    said[sender].append(b"%d" % turn)
                    sender.put(said[sender][-1])
                if chance.random() < 0.1:
                    sender.rewind()  # as after a reconnect
                packets = [*sender.packets(), sender.heartbeat()]
                for data in packets:
                    if turn < 50 and chance.random() < 0.4:
                        continue
                    packet = decode(data)
                    assert packet is not None
                    taken = receiver.take(packet)
                    assert not taken.is_broken
                    heard[receiver] += taken.frames
        assert heard[b] == said[a], seed
        assert heard[a] == said[b], seed


@pytest.mark.parametrize("data", [b"", b"\xc1", b"\x90", b"hello", b"\x93\x01\x02\x03"])
def test_what_is_no_packet_is_none(data: bytes) -> None:
    assert decode(data) is None
