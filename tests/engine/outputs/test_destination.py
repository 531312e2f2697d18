"""Tests of studio.engine.outputs.destination, against a real channel."""

import queue
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from studio.engine.outputs.destination import Destination
from studio.ipc.address import free_address
from studio.ipc.channel import Channel, ChannelServer
from studio.ipc.message import Message
from studio.model.media import AudioFormat, Packet, VideoFormat
from studio.rtmp import flv

Video = tuple[VideoFormat, list[Packet]]
Encode = Callable[..., Video]
Silence = Callable[[int, int], list[Packet]]
InOrder = Callable[..., list[Packet]]

SECRET = "00ff"
WAIT_S = 20


class Push:
    """Stands where the push process stands: the other end of a real channel."""

    def __init__(self, run_dir: Path) -> None:
        self.got: queue.Queue[Message] = queue.Queue()
        self.address = free_address(run_dir, "push-1")
        self.server = ChannelServer(
            self.address,
            name="push-1",
            secret=SECRET,
            on_message=lambda channel, message: self.got.put(message),
        )
        self.server.start()
        self.channels: list[Channel] = []

    def connect(self, destination: Destination) -> Channel:
        channel = Channel.connect(
            self.address,
            role="engine",
            secret=SECRET,
            on_message=destination.on_message,
            on_close=destination.on_close,
        )
        self.channels.append(channel)
        destination.attach(channel)
        return channel

    def until(self, destination: Destination, last: str = "end") -> list[Message]:
        """Have the destination end, and return what came before that."""
        destination.end()
        messages: list[Message] = []
        while (message := self.got.get(timeout=WAIT_S))["type"] != last:
            messages.append(message)
        return messages

    def close(self) -> None:
        for channel in self.channels:
            channel.close()
        self.server.close()


@pytest.fixture
def push(tmp_path: Path) -> Iterator[Push]:
    peer = Push(tmp_path)
    yield peer
    peer.close()


def times(tags: list[Message], kind: flv.Tag) -> list[int]:
    return [int(str(tag["ts"])) for tag in tags if tag["kind"] == kind and not tag["header"]]


def as_flv(tags: list[Message]) -> bytes:
    out = bytearray(b"FLV\x01\x05\x00\x00\x00\x09\x00\x00\x00\x00")
    for tag in tags:
        body, ts = tag["data"], tag["ts"]
        assert isinstance(body, bytes)
        assert isinstance(ts, int)
        kind = int(str(tag["kind"])).to_bytes(1)
        time = (ts & 0xFFFFFF).to_bytes(3) + (ts >> 24).to_bytes(1)
        whole = kind + len(body).to_bytes(3) + time + bytes(3) + body
        out += whole + len(whole).to_bytes(4)
    return bytes(out)


def test_ffmpeg_decodes_what_it_sends(
    push: Push,
    tmp_path: Path,
    six_seconds: Video,
    stereo: AudioFormat,
    silence: Silence,
    in_order: InOrder,
) -> None:
    destination = Destination("Main", session="1", title="A show")
    destination.put_format(0, six_seconds[0])
    destination.put_format(1, stereo)
    push.connect(destination)
    for packet in in_order(six_seconds[1], silence(6, 1), silence(6, 2)):
        destination.put(packet)
    opened, *tags = push.until(destination)

    assert opened == {
        "type": "open",
        "session": "1",
        "fps": 30.0,
        "title": "A show",
        "was_live": False,
    }
    assert [(tag["kind"], tag["header"]) for tag in tags[:4]] == [
        (flv.Tag.SCRIPT, True),
        (flv.Tag.VIDEO, True),
        (flv.Tag.AUDIO, True),
        (flv.Tag.VIDEO, False),
    ]
    path = tmp_path / "out.flv"
    path.write_bytes(as_flv(tags))
    done = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", path, "-map", "0", "-f", "framecrc", "-"],
        check=True,
        capture_output=True,
        text=True,
    )
    lines = [line for line in done.stdout.splitlines() if not line.startswith("#")]
    assert done.stderr == ""
    assert sum(line.startswith("0,") for line in lines) == 180
    assert sum(line.startswith("1,") for line in lines) == len(silence(6, 1))


def test_milliseconds_do_not_drift_and_are_never_negative(push: Push, encode: Encode) -> None:
    format, video = encode(4, b_frames=2, preset="veryfast")
    assert video[0].dts_ns < 0
    destination = Destination("Main", session="1")
    destination.put_format(0, format)
    push.connect(destination)
    for packet in video:
        destination.put(packet)
    _, *tags = push.until(destination)
    found = times(tags, flv.Tag.VIDEO)
    assert found == [index * 1000 // 30 for index in range(120)]


def test_its_time_begins_when_it_was_started_however_old_the_session_is(
    push: Push, encode: Encode
) -> None:
    three_hours = 3 * 3600 * 30
    format, video = encode(4, first=three_hours)
    start_ns = video[0].pts_ns + 100_000_000  # it began after the first key frame
    destination = Destination("Main", session="1", start_ns=start_ns)
    destination.put_format(0, format)
    push.connect(destination)
    for packet in video:
        destination.put(packet)
    _, *tags = push.until(destination)
    assert times(tags, flv.Tag.VIDEO)[0] == 1900
    assert times(tags, flv.Tag.VIDEO)[-1] == 3866


def test_another_engine_that_is_told_the_start_goes_on_in_the_same_time(
    push: Push, encode: Encode
) -> None:
    start_ns = 7_123_456_789
    ends: list[int] = []
    for first in (240, 300):
        format, video = encode(2, first=first)
        destination = Destination("Main", session="1", start_ns=start_ns)
        destination.put_format(0, format)
        push.connect(destination)
        for packet in video:
            destination.put(packet)
        _, *tags = push.until(destination)
        found = times(tags, flv.Tag.VIDEO)
        ends += [found[0], found[-1]]
    assert ends == [876, 2843, 2876, 4843]


@pytest.mark.parametrize("start_ns", [0, 7_123_456_789])
def test_it_says_what_the_programmes_clock_shows_at_its_start(
    push: Push, encode: Encode, start_ns: int
) -> None:
    format, video = encode(1, first=240)
    destination = Destination("Main", session="1", start_ns=start_ns)
    destination.put_format(0, format)
    push.connect(destination)
    for packet in video:
        destination.put(packet)
    _, script, *tags = push.until(destination)
    body = script["data"]
    assert isinstance(body, bytes)
    _, starts_ms = flv.take_start(body)
    assert starts_ms is not None
    pictures = [tag for tag in tags if tag["kind"] == flv.Tag.VIDEO and not tag["header"]]
    for tag, packet in zip(pictures, video, strict=True):
        picture = tag["data"]
        assert isinstance(picture, bytes)
        shown_ms = int(str(tag["ts"])) + int.from_bytes(picture[2:5], "big")
        assert abs(starts_ms + shown_ms - packet.pts_ns / 1e6) < 2


def test_starts_on_a_key_frame_and_after_each_new_push_process(
    push: Push, six_seconds: Video
) -> None:
    wanted: list[bool] = []
    destination = Destination("Main", session="1", on_key_wanted=lambda: wanted.append(True))
    format, video = six_seconds
    destination.put_format(0, format)
    push.connect(destination)
    for packet in video[10:70]:
        destination.put(packet)
    assert destination.frames_dropped == 0, "nothing counts before the start"
    push.connect(destination)
    for packet in video[70:130]:
        destination.put(packet)
    assert destination.frames_dropped == 50
    assert wanted == [True, True]

    messages = push.until(destination)
    starts = [index for index, message in enumerate(messages) if message["type"] == "open"]
    assert len(starts) == 2
    for start in starts:
        script, header, first = messages[start + 1 : start + 4]
        assert (script["header"], header["header"]) == (True, True)
        assert (first["key"], first["header"]) == (True, False)


def test_a_new_format_sends_its_header_before_its_key_frame(push: Push, encode: Encode) -> None:
    destination = Destination("Main", session="1")
    push.connect(destination)
    headers = []
    for preset, first in (("ultrafast", 0), ("veryfast", 60)):
        format, video = encode(2, first=first, preset=preset)
        headers.append(flv.video_header(format))
        destination.put_format(0, format)
        for packet in video:
            destination.put(packet)
    _, *tags = push.until(destination)
    sent = [tag for tag in tags if tag["kind"] == flv.Tag.VIDEO]
    assert [tag["data"] for tag in sent if tag["header"]] == headers
    assert sent[61]["header"]
    assert sent[62]["key"]


def test_a_peer_that_reads_nothing_costs_up_to_a_key_frame(push: Push, six_seconds: Video) -> None:
    """The I/O thread of the peer is held up, as if its process were stopped."""
    format, video = six_seconds
    destination = Destination("Main", session="1", queue_bytes=100_000)
    destination.put_format(0, format)
    channel = push.connect(destination)
    push.got.get(timeout=WAIT_S)
    push.got.maxsize = 1  # put() of the next but one blocks the peer's only thread

    big = bytes(20_000)
    sent = 0
    while destination.frames_dropped == 0:
        packet = video[sent % 180]
        destination.put(
            Packet(0, packet.pts_ns, packet.dts_ns, 0, packet.is_key, packet.data + big)
        )
        sent += 1
    assert channel.queued_bytes <= 100_000
    rest = 60 - sent % 60
    for packet in video[:rest]:
        destination.put(Packet(0, packet.pts_ns, packet.dts_ns, 0, False, packet.data))
    assert destination.frames_dropped == 1 + rest, "small ones would fit, but nobody can use them"

    push.got.maxsize = 1_000_000
    push.got.get(timeout=WAIT_S)
    while channel.queued_bytes:
        push.got.get(timeout=WAIT_S)
    destination.put(video[0])
    tags = push.until(destination)
    assert tags[-1]["key"]


def test_keeps_what_the_push_process_says(push: Push, six_seconds: Video) -> None:
    states: queue.Queue[str] = queue.Queue()
    keys: queue.Queue[bool] = queue.Queue()
    destination = Destination(
        "Main",
        session="1",
        on_key_wanted=lambda: keys.put(True),
        on_change=lambda status: states.put(f"{status.state}: {status.reason}"),
    )
    push.connect(destination)
    push.got.get(timeout=WAIT_S)
    keys.get(timeout=WAIT_S)
    push.server.broadcast(
        {"type": "push_stats", "bytes": 5, "kbps": 4500.7, "dropped_frames": 3, "reconnects": 2}
    )
    push.server.broadcast({"type": "push_state", "state": "live", "reason": "", "attempt": 1})
    assert states.get(timeout=WAIT_S) == "live: "
    status = destination.status
    assert (status.bytes, status.kbps, status.reconnects, status.attempt) == (5, 4500, 2, 1)
    assert destination.frames_dropped == 3
    push.server.broadcast({"type": "key_wanted"})
    assert keys.get(timeout=WAIT_S)
    push.server.broadcast({"type": "ended"})
    assert destination.ended.wait(WAIT_S)


def test_the_death_of_the_push_process_is_said(push: Push, six_seconds: Video) -> None:
    states: queue.Queue[str] = queue.Queue()
    destination = Destination("Main", session="1", on_change=lambda s: states.put(s.state))
    destination.put_format(0, six_seconds[0])
    push.connect(destination)
    destination.put(six_seconds[1][0])
    push.server.close()
    assert states.get(timeout=WAIT_S) == "reconnecting"
    destination.put(six_seconds[1][1])
    assert destination.frames_dropped == 1
    destination.end()
    assert destination.ended.is_set(), "there is nobody left to wait for"
