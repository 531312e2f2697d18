"""Tests of studio.engine.outputs.guest_output: what guests get decodes, in order."""

import queue
from collections.abc import Callable, Iterator
from pathlib import Path

import av
import pytest

from studio.engine.outputs.guest_output import GuestOutput
from studio.ipc.address import free_address
from studio.ipc.channel import Channel, ChannelServer
from studio.ipc.message import Message
from studio.model.media import Packet, VideoFormat

Encode = Callable[..., tuple[VideoFormat, list[Packet]]]
SECRET = "00ff"
WAIT_S = 20


class Link:
    """The other end of a real channel."""

    def __init__(self, folder: Path) -> None:
        self.got: queue.Queue[Message] = queue.Queue()
        address = free_address(folder, "link")
        self.server = ChannelServer(
            address,
            name="link",
            secret=SECRET,
            on_message=lambda channel, message: self.got.put(message),
        )
        self.server.start()
        self.channel = Channel.connect(
            address,
            role="engine",
            secret=SECRET,
            on_message=lambda channel, message: None,
            on_close=lambda channel, reason: None,
        )

    def pictures(self, count: int) -> list[Message]:
        return [self.got.get(timeout=WAIT_S) for _ in range(count)]

    def close(self) -> None:
        self.channel.close()
        self.server.close()


@pytest.fixture
def link(tmp_path: Path) -> Iterator[Link]:
    one = Link(tmp_path)
    yield one
    one.close()


def test_pictures_decode_as_they_come_from_the_next_key_frame(link: Link, encode: Encode) -> None:
    format, packets = encode(3)
    output = GuestOutput(on_odd_order=lambda: None)
    output.put_format(0, format)
    output.put(packets[0])  # there is nobody yet
    output.attach(link.channel)
    for packet in packets[1:]:
        output.put(packet)
    key = next(n for n, packet in enumerate(packets) if n and packet.is_key)
    got = link.pictures(len(packets) - key)
    assert [each["pts_ns"] for each in got] == [each.pts_ns for each in packets[key:]]
    assert [each["key"] for each in got] == [each.is_key for each in packets[key:]]
    codec = av.CodecContext.create("h264", "r")
    frames = [f for each in got for f in codec.decode(av.Packet(bytes(each["data"])))]  # type: ignore[call-overload]
    frames += codec.decode(None)
    assert len(frames) == len(got)
    assert output.frames_dropped == 0


def test_b_frames_are_told_of_and_left_out(link: Link, encode: Encode) -> None:
    format, packets = encode(2, b_frames=2, preset="veryfast")
    told: list[bool] = []
    output = GuestOutput(on_odd_order=lambda: told.append(True))
    output.put_format(0, format)
    output.attach(link.channel)
    for packet in packets:
        output.put(packet)
    assert told == [True]
    link.channel.send({"type": "end"})
    got: list[int] = []
    while (message := link.got.get(timeout=WAIT_S))["type"] != "end":
        got.append(int(str(message["pts_ns"])))
    assert got == sorted(got)
    assert 0 < len(got) < len(packets)
