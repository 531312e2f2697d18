"""Tests of studio.ipc.channel: two sides, real sockets, and bad company."""

import os
import queue
import resource
import socket
import stat
import struct
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from studio.ipc import address as addresses
from studio.ipc.channel import Channel, ChannelServer
from studio.ipc.errors import ChannelError
from studio.ipc.handshake import hello
from studio.ipc.message import MAX_BYTES, Decoder, Message, encode

PATIENCE_S = 30


class Record:
    """What happened to the channels of one side, in order."""

    def __init__(self) -> None:
        self.messages: queue.Queue[tuple[Channel, Message]] = queue.Queue()
        self.connects: queue.Queue[Channel] = queue.Queue()
        self.closes: queue.Queue[tuple[Channel, str]] = queue.Queue()

    def on_message(self, channel: Channel, message: Message) -> None:
        self.messages.put((channel, message))

    def on_close(self, channel: Channel, reason: str) -> None:
        self.closes.put((channel, reason))

    def message(self) -> Message:
        return self.messages.get(timeout=PATIENCE_S)[1]

    def reason(self) -> str:
        return self.closes.get(timeout=PATIENCE_S)[1]


Connect = Callable[[Record], Channel]


@pytest.fixture
def heard() -> Record:
    """What the server hears."""
    return Record()


@pytest.fixture
def server(address: str, heard: Record) -> Iterator[ChannelServer]:
    made = ChannelServer(
        address,
        name="push-1",
        secret="sesame",
        on_message=heard.on_message,
        on_connect=heard.connects.put,
        on_close=heard.on_close,
    )
    made.start()
    yield made
    made.close()


@pytest.fixture
def connect(server: ChannelServer) -> Iterator[Callable[[Record], Channel]]:
    channels: list[Channel] = []

    def make(record: Record) -> Channel:
        channel = Channel.connect(
            server.address,
            role="engine",
            secret="sesame",
            on_message=record.on_message,
            on_close=record.on_close,
        )
        channels.append(channel)
        return channel

    yield make
    for channel in channels:
        channel.close()


def read_until_closed(sock: socket.socket) -> list[Message]:
    decoder, messages = Decoder(), list[Message]()
    try:
        while data := sock.recv(65536):
            messages += decoder.feed(data)
    except ConnectionError:  # TCP says so if it had more to read
        pass
    return messages


def test_messages_go_both_ways_in_order(
    server: ChannelServer, heard: Record, connect: Connect
) -> None:
    mine = Record()
    channel = connect(mine)
    assert (channel.peer_name, channel.peer_role) == ("push-1", "server")
    assert channel.peer_pid == os.getpid()
    assert heard.connects.get(timeout=PATIENCE_S).peer_role == "engine"
    for number in range(500):
        assert channel.send({"type": "tag", "number": number, "data": b"\xff" * number})
    for number in range(500):
        assert heard.message() == {"type": "tag", "number": number, "data": b"\xff" * number}
    assert server.broadcast({"type": "state", "names": ["主播", None, 1.5]}) == 1
    assert mine.message() == {"type": "state", "names": ["主播", None, 1.5]}


def test_a_large_message_arrives_whole(heard: Record, connect: Connect) -> None:
    data = os.urandom(MAX_BYTES - 100)
    channel = connect(Record())
    assert channel.send({"type": "tag", "data": data})
    assert heard.message()["data"] == data
    # The last piece may arrive before the thread that sent it has counted it.
    deadline_s = time.monotonic() + PATIENCE_S
    while channel.queued_bytes and time.monotonic() < deadline_s:
        os.sched_yield()
    assert channel.queued_bytes == 0


def test_many_peers_at_once(server: ChannelServer, heard: Record, connect: Connect) -> None:
    records = [Record() for _ in range(12)]
    channels = [connect(record) for record in records]
    for number, channel in enumerate(channels):
        channel.send({"type": "number", "number": number})
    assert sorted(str(heard.message()["number"]) for _ in channels) == sorted(
        str(number) for number in range(12)
    )
    assert server.broadcast({"type": "all"}) == 12
    assert [record.message()["type"] for record in records] == ["all"] * 12


def test_pings_are_answered_without_the_user_of_the_server(heard: Record, connect: Connect) -> None:
    mine = Record()
    connect(mine).send({"type": "ping", "id": 7})
    assert mine.message() == {"type": "pong", "id": 7}
    assert heard.messages.empty()


def test_a_process_that_is_not_alive_answers_no_ping(address: str, heard: Record) -> None:
    server = ChannelServer(
        address, name="x", secret="s", on_message=heard.on_message, is_alive=lambda: False
    )
    server.start()
    mine = Record()
    channel = Channel.connect(
        address, role="supervisor", secret="s", on_message=mine.on_message, on_close=mine.on_close
    )
    channel.send({"type": "ping", "id": 1})
    channel.send({"type": "after"})
    assert heard.message() == {"type": "after"}
    assert mine.messages.empty()
    channel.close()
    server.close()


def test_each_side_is_told_when_the_other_goes(
    server: ChannelServer, heard: Record, connect: Connect
) -> None:
    first, second = Record(), Record()
    connect(first).close()
    assert heard.reason() == "The other side closed the connection."
    assert first.closes.empty()  # it knows
    connect(second)
    heard.connects.get(timeout=PATIENCE_S)
    server.close()
    server.close()
    assert "closed" in second.reason() or "broke" in second.reason()
    assert heard.closes.empty()


def test_nothing_can_be_sent_on_a_closed_channel(connect: Connect) -> None:
    channel = connect(Record())
    channel.close()
    channel.close()
    assert channel.is_closed
    assert not channel.send({"type": "late"})


def test_a_peer_that_does_not_read_never_blocks_the_sender(address: str) -> None:
    listener = addresses.listen(address)
    listener.setblocking(True)

    def welcome_and_sleep(taken: list[socket.socket]) -> None:
        sock, _ = listener.accept()
        sock.recv(4096)
        sock.sendall(encode({"type": "welcome", "protocol": 1, "name": "lazy", "pid": 1}))
        taken.append(sock)

    taken: list[socket.socket] = []
    thread = threading.Thread(target=welcome_and_sleep, args=(taken,))
    thread.start()
    mine = Record()
    channel = Channel.connect(
        address,
        role="engine",
        secret="s",
        on_message=mine.on_message,
        on_close=mine.on_close,
        queue_bytes=2_000_000,
    )
    thread.join()
    message: Message = {"type": "tag", "data": bytes(100_000)}
    sent = 0
    while channel.send(message):
        sent += 1
    assert channel.dropped == 1
    assert 1_900_000 <= channel.queued_bytes <= 2_000_000

    # Now it reads: all that was queued comes, and there is room again.
    decoder, received = Decoder(), 0
    while received < sent:
        received += len(decoder.feed(taken[0].recv(1 << 20)))
    while channel.queued_bytes:
        os.sched_yield()
    assert channel.send({"type": "again"})
    channel.close()
    taken[0].close()
    listener.close()


def test_a_wrong_secret_is_refused_with_a_sentence(server: ChannelServer) -> None:
    with pytest.raises(ChannelError, match=r"refused: The secret is wrong"):
        Channel.connect(
            server.address,
            role="client",
            secret="sesam",
            on_message=lambda channel, message: None,
            on_close=lambda channel, reason: None,
        )


@pytest.mark.parametrize(
    ("first", "reason"),
    [
        ({"type": "tag"}, "Say hello first."),
        ({"type": "hello", "protocol": 2, "role": "client", "secret": "sesame"}, "protocol 1"),
        ({"type": "hello", "protocol": 1, "role": "king", "secret": "sesame"}, "role 'king'"),
        ({"type": "hello", "protocol": 1, "role": ["client"], "secret": "sesame"}, "no role"),
        ({"type": "hello", "protocol": 1, "role": "client", "secret": None}, "secret is wrong"),
        ({"type": "hello", "protocol": 1, "role": "client", "secret": "密"}, "secret is wrong"),
    ],
)
def test_a_stranger_is_told_why_he_is_refused(
    server: ChannelServer, first: Message, reason: str
) -> None:
    with addresses.connect(server.address, PATIENCE_S) as sock:
        sock.sendall(encode(first))
        (answer,) = read_until_closed(sock)
    assert answer["type"] == "refused"
    assert reason in str(answer["reason"])


@pytest.mark.parametrize(
    "garbage",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"\xff" * 100,
        struct.pack(">I", 5) + b"\xc1\xc1\xc1\xc1\xc1",
        struct.pack(">I", 4097),  # more than a stranger may say
        struct.pack(">I", 1) + b"\x90",
        b"",
    ],
)
def test_garbage_is_cut_off_and_costs_the_others_nothing(
    server: ChannelServer, heard: Record, connect: Connect, garbage: bytes
) -> None:
    mine = Record()
    channel = connect(mine)
    with addresses.connect(server.address, PATIENCE_S) as sock:
        sock.sendall(garbage)
        sock.shutdown(socket.SHUT_WR)
        assert read_until_closed(sock) == []
    channel.send({"type": "still"})
    assert heard.message() == {"type": "still"}
    assert mine.closes.empty()


def test_a_peer_that_sends_garbage_after_its_hello_is_cut_off(
    server: ChannelServer, heard: Record
) -> None:
    with addresses.connect(server.address, PATIENCE_S) as sock:
        sock.sendall(hello("client", "sesame"))
        assert b"welcome" in sock.recv(4096)
        sock.sendall(struct.pack(">I", MAX_BYTES + 1))
        assert read_until_closed(sock) == []
    assert heard.reason() == (
        "The peer announced a message of 4194305 bytes, 4194304 are the most that is taken."
    )


@pytest.mark.slow
def test_a_stranger_that_says_nothing_is_cut_off_in_time(server: ChannelServer) -> None:
    begin_s = time.monotonic()
    with addresses.connect(server.address, PATIENCE_S) as sock:
        assert read_until_closed(sock) == []
    assert time.monotonic() - begin_s >= 2.9


def test_strangers_can_not_take_all_the_room(
    server: ChannelServer, heard: Record, connect: Connect, caplog: pytest.LogCaptureFixture
) -> None:
    silent = [addresses.connect(server.address, PATIENCE_S) for _ in range(10)]
    silent[0].sendall(hello("client", "sesame"))  # ten at once are no crowd
    assert b"welcome" in silent[0].recv(4096)
    silent += [addresses.connect(server.address, PATIENCE_S) for _ in range(40)]
    connect(Record()).send({"type": "through"})
    assert heard.message() == {"type": "through"}
    assert read_until_closed(silent[1]) == []  # the first had to make room
    assert "1 so far: Too many came and said nothing." in caplog.text
    for sock in silent:
        sock.close()


def test_a_message_that_can_not_be_handled_costs_one_connection(
    address: str, caplog: pytest.LogCaptureFixture
) -> None:
    heard = Record()

    def handle(channel: Channel, message: Message) -> None:
        if message["type"] == "bad":
            raise KeyError("oh")
        heard.on_message(channel, message)

    server = ChannelServer(address, name="x", secret="sesame", on_message=handle)
    server.start()
    one, two = Record(), Record()
    channels = [
        Channel.connect(
            address,
            role="client",
            secret="sesame",
            on_message=record.on_message,
            on_close=record.on_close,
        )
        for record in (one, two)
    ]
    channels[0].send({"type": "bad"})
    one.reason()
    channels[1].send({"type": "good"})
    assert heard.message() == {"type": "good"}
    assert "could not be handled" in caplog.text
    for channel in channels:
        channel.close()
    server.close()


def test_only_its_user_can_open_the_socket(run_dir: Path) -> None:
    address = addresses.free_address(run_dir / "new", "push-1")
    server = ChannelServer(address, name="x", secret="s", on_message=lambda c, m: None)
    server.start()
    assert stat.S_IMODE(os.stat(address).st_mode) == 0o600
    assert stat.S_IMODE((run_dir / "new").stat().st_mode) == 0o700
    server.close()
    assert not os.path.exists(address)


def test_waiting_costs_no_processor_time(connect: Connect) -> None:
    connect(Record())
    begin = resource.getrusage(resource.RUSAGE_SELF).ru_nvcsw
    threading.Event().wait(0.3)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_nvcsw - begin < 20


def test_a_channel_may_be_closed_by_its_own_handler(address: str, heard: Record) -> None:
    ended = threading.Event()

    def handle(channel: Channel, message: Message) -> None:
        channel.close()
        listener.close()
        ended.set()

    listener = ChannelServer(address, name="x", secret="s", on_message=handle)
    listener.start()
    mine = Record()
    channel = Channel.connect(
        address, role="client", secret="s", on_message=mine.on_message, on_close=mine.on_close
    )
    channel.send({"type": "stop"})
    assert ended.wait(PATIENCE_S)
    assert mine.reason()
    channel.close()
