"""Sound in order, and what is lost is not waited for."""

from studio.link.sound_packets import SoundPackets


def fed(packets: SoundPackets, *numbers: int) -> list[int]:
    return [at for each in numbers for _, at in packets.add(each % 65_536, each, b"x")]


def test_sound_goes_on_at_once_and_in_order() -> None:
    packets = SoundPackets()
    assert fed(packets, 65_535, 65_536) == [65_535, 65_536]
    assert fed(packets, 65_538, 65_537, 65_539) == [65_537, 65_538, 65_539]


def test_what_does_not_come_is_not_waited_for_long() -> None:
    packets = SoundPackets()
    assert fed(packets, 1, 3, 4) == [1]
    assert fed(packets, 5) == [3, 4, 5]
    assert packets.lost == 1
    assert fed(packets, 2) == []


def test_an_empty_packet_is_no_sound() -> None:
    packets = SoundPackets()
    assert packets.add(1, 1, b"") == []
    assert fed(packets, 2) == [2]
