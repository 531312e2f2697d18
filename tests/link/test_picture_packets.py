"""Whole pictures, in order, and what a loss does; times are arguments."""

from studio.link.picture_packets import (
    ASK_AGAIN_NS,
    REPEAT_NS,
    EncodedPicture,
    Packet,
    PicturePackets,
    is_key_h264,
    is_key_vp8,
)

KEY = b"\0\0\0\1\x67sps\0\0\0\1\x65key"
DELTA = b"\0\0\0\1\x41delta"


def packet(sequence: int, timestamp: int, data: bytes = DELTA, *, is_last: bool = True) -> Packet:
    return Packet(sequence % 65_536, timestamp, is_last, False, data)


def fed(packets: PicturePackets, *items: Packet, now_ns: int = 0) -> list[EncodedPicture]:
    return [each for item in items for each in packets.add(item, now_ns)]


def times(pictures: list[EncodedPicture]) -> list[int]:
    return [each.timestamp for each in pictures]


def test_a_picture_is_there_with_its_last_packet() -> None:
    packets = PicturePackets()
    assert fed(packets, packet(7, 0, KEY, is_last=False)) == []
    whole = fed(packets, packet(8, 0, b"more"))
    assert [each.data for each in whole] == [KEY + b"more"]
    assert whole[0].is_key


def test_packets_that_were_overtaken_are_put_in_order_over_the_end_of_numbers() -> None:
    packets = PicturePackets()
    first = fed(packets, packet(65_535, 0, KEY))
    rest = fed(packets, packet(65_537, 2), packet(65_538, 3), packet(65_536, 1))
    assert times(first + rest) == [0, 1, 2, 3]


def test_nothing_is_handed_on_before_the_first_key_frame_which_is_asked_for() -> None:
    packets = PicturePackets()
    assert fed(packets, packet(1, 1), packet(2, 2)) == []
    assert packets.needs_key(0)
    assert not packets.needs_key(ASK_AGAIN_NS - 1)
    assert packets.needs_key(ASK_AGAIN_NS)
    assert times(fed(packets, packet(3, 3, KEY), packet(4, 4))) == [3, 4]
    assert not packets.needs_key(2 * ASK_AGAIN_NS)
    assert packets.left_out == 2


def test_a_missing_packet_is_waited_for_then_pictures_go_on_with_a_key_frame() -> None:
    packets = PicturePackets()
    fed(packets, packet(1, 1, KEY))
    assert fed(packets, packet(3, 3), now_ns=0) == []
    assert fed(packets, packet(4, 4), now_ns=REPEAT_NS) == []
    assert not packets.needs_key(REPEAT_NS)
    assert fed(packets, packet(5, 5), now_ns=REPEAT_NS + 1) == []
    assert packets.needs_key(REPEAT_NS + 1)
    assert packets.lost == 1
    assert times(fed(packets, packet(6, 6), packet(7, 7, KEY), packet(8, 8))) == [7, 8]
    assert fed(packets, packet(2, 2)) == []


def test_a_packet_that_is_missing_within_a_picture_is_given_up_too() -> None:
    packets = PicturePackets()
    fed(packets, packet(1, 1, KEY))
    begun = [packet(2, 2, is_last=False), packet(4, 2), packet(5, 3)]
    assert fed(packets, *begun, now_ns=0) == []
    assert fed(packets, packet(6, 4), now_ns=REPEAT_NS + 1) == []
    assert packets.needs_key(REPEAT_NS + 1)
    assert packets.lost == 1
    assert times(fed(packets, packet(7, 5, KEY), packet(8, 6), now_ns=REPEAT_NS + 2)) == [5, 6]


def test_a_repeated_packet_in_time_costs_nothing() -> None:
    packets = PicturePackets()
    fed(packets, packet(1, 1, KEY))
    late = fed(packets, packet(3, 3), packet(2, 2), now_ns=REPEAT_NS)
    assert times(late) == [2, 3]
    assert packets.lost == packets.left_out == 0


def test_a_sender_without_marks_and_padding_between_pictures() -> None:
    packets = PicturePackets()
    items = [
        packet(1, 1, KEY, is_last=False),
        packet(2, 1, b"", is_last=False),
        packet(3, 2, DELTA, is_last=False),
        packet(4, 3, DELTA, is_last=False),
    ]
    assert times(fed(packets, *items)) == [1, 2]


def test_a_decoder_that_lost_its_way_gets_a_key_frame_next() -> None:
    packets = PicturePackets()
    fed(packets, packet(1, 1, KEY))
    packets.break_off()
    assert packets.needs_key(5)
    assert times(fed(packets, packet(2, 2), packet(3, 3, KEY))) == [3]


def test_key_frames_are_known() -> None:
    assert is_key_h264(KEY)
    assert not is_key_h264(DELTA)
    assert not is_key_h264(b"")
    assert not is_key_h264(b"\0\0\0\1")
    assert is_key_vp8(b"\x10\x02")
    assert not is_key_vp8(b"\x11\x02")
