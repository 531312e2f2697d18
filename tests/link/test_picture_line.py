"""Tests of studio.link.picture_line: who takes the pictures of a line may change."""

from studio.link.picture_line import PictureLine
from studio.link.picture_packets import EncodedPicture, Packet

KEY, OTHER = b"\0\0\0\1\x65", b"\0\0\0\1\x41"


class Media:
    """Keeps what it is given."""

    def __init__(self) -> None:
        self.needs_key = False
        self.takes = True
        self.got: list[int] = []
        self.reports: list[tuple[str, int, int]] = []

    def picture(self, encoded: EncodedPicture) -> bool:
        self.got.append(encoded.timestamp)
        return self.takes

    def report(self, kind: str, timestamp: int, ntp: int) -> None:
        self.reports.append((kind, timestamp, ntp))


def packet(number: int, data: bytes) -> Packet:
    return Packet(number, number * 3000, True, False, data)


def test_each_who_takes_them_begins_with_a_key_frame_and_nobody_gets_nothing() -> None:
    heard: list[bytes] = []

    def on_heard(data: bytes) -> int:
        heard.append(data)
        return len(heard) * 400_000_000

    line = PictureLine(on_heard)
    assert not line.take(packet(1, KEY)), "nobody takes it, so nothing is asked for"
    line.report(1, 2)
    first, second = Media(), Media()
    line.use(first)
    assert line.take(packet(2, OTHER)), "it begins with a key frame"
    assert not line.take(packet(3, KEY))
    line.take(packet(4, OTHER))
    line.report(5, 6)
    assert (first.got, first.reports) == ([9000, 12000], [("picture", 5, 6)])
    line.use(second)
    assert line.take(packet(5, OTHER))
    assert second.got == []
    line.take(packet(6, KEY))
    second.needs_key = True
    assert line.take(packet(7, OTHER)), "its decoder lost its way"
    assert not second.needs_key
    second.takes = False
    line.take(packet(8, KEY))
    assert line.take(packet(9, OTHER)), "one was left out"
    assert second.got == [18000, 21000, 24000]
    assert len(heard) == 9
