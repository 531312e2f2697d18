"""Tests of studio.capture.followers."""

from studio.capture.followers import MOST_QUEUED_BYTES, Followers
from studio.ipc.message import Decoder


class Peer:
    """What is told, and how much of it waits."""

    def __init__(self) -> None:
        self.queued_bytes = 0
        self.got = b""

    def send_bytes(self, data: bytes) -> bool:
        self.got += data
        return True


def test_who_follows_is_told_of_each_picture_until_it_goes() -> None:
    followers, peer, other = Followers(), Peer(), Peer()
    followers.tell()
    followers.add(peer)
    followers.add(peer)
    followers.add(other)
    assert peer in followers
    followers.tell()
    followers.remove(peer)
    followers.tell()
    assert peer not in followers
    assert Decoder().feed(peer.got) == [{"type": "wrote"}]
    assert len(Decoder().feed(other.got)) == 2


def test_who_does_not_read_is_left_out_and_counted() -> None:
    followers, peer = Followers(), Peer()
    followers.add(peer)
    peer.queued_bytes = MOST_QUEUED_BYTES + 1
    followers.tell()
    assert (peer.got, followers.skipped) == (b"", 1)
