"""Tests of studio.room.ws.server, edge and connection, with real sockets."""

import asyncio
import json
import socket
import time
from collections.abc import Callable, Coroutine
from pathlib import Path

import pytest
import uvloop
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from websockets.exceptions import InvalidStatus

from studio.room.backbone.close_code import CloseCode
from studio.room.live.token_bucket import Rate
from studio.room.protocol.actions import MAX_MESSAGE_BYTES
from studio.room.protocol.events import MESSAGE
from studio.room.ws.limits import Limits
from tests.room.ws.client import client
from tests.room.ws.house import OpenHouse, open_house

UPGRADE = (
    b"GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)
Scenario = Callable[[OpenHouse], Coroutine[None, None, None]]


def run(folder: Path, scenario: Scenario, limits: Limits | None = None) -> None:
    async def whole() -> None:
        async with open_house(folder, limits) as house:
            await scenario(house)
            assert house.figures.errors == 0

    uvloop.run(whole())


async def until(is_true: Callable[[], object], seconds: float = 10.0) -> None:
    deadline = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < deadline, "it never came true"
        await asyncio.sleep(0.01)


def masked(opcode: int, payload: bytes, *, first: int = 0x80) -> bytes:
    """Return a client's frame, masked with zeros."""
    size = len(payload)
    head = bytes([first | opcode])
    if size < 126:
        head += bytes([0x80 | size])
    elif size < 65_536:
        head += bytes([0x80 | 126]) + size.to_bytes(2)
    else:
        head += bytes([0x80 | 127]) + size.to_bytes(8)
    return head + bytes(4) + payload


async def raw(house: OpenHouse) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Return an upgraded connection without any client's manners."""
    reader, writer = await asyncio.open_connection("127.0.0.1", house.port)
    writer.write(UPGRADE)
    answer = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 10)
    assert b" 101 " in answer
    return reader, writer


async def close_frame(reader: asyncio.StreamReader) -> tuple[int, str]:
    """Read until a close frame comes; return its code and sentence."""
    async with asyncio.timeout(10):
        while True:
            first, second = await reader.readexactly(2)
            size = second & 127
            if size == 126:
                size = int.from_bytes(await reader.readexactly(2))
            payload = await reader.readexactly(size)
            if first & 15 == 8:
                return int.from_bytes(payload[:2]), payload[2:].decode()


def test_everybody_gets_what_somebody_says_and_only_he_the_reply(tmp_path: Path) -> None:
    async def scenario(house: OpenHouse) -> None:
        async with client(house.url) as first, client(house.url, compression="deflate") as second:
            assert (await first.join(house.token("u1")))["you"]["user"] == "u1"
            await second.join(house.token("u2"))
            await first.send(type="say", id="1", text="来了！")
            assert (await first.reply("1"))["type"] == "accepted"
            for each in (first, second):
                event = await each.until(lambda event: event["type"] == "danmaku")
                assert (event["text"], event["by"]["user"]) == ("来了！", "u1")
            assert not [event for event in second.seen if event["type"] == "accepted"]

    run(tmp_path, scenario)


def test_a_compressed_and_a_plain_client_get_the_same(tmp_path: Path) -> None:
    async def scenario(house: OpenHouse) -> None:
        async with client(house.url) as plain, client(house.url, compression="deflate") as small:
            assert "permessage-deflate" in str(small.socket.response)
            await plain.join(house.token("u1"))
            await small.join(house.token("u2"))
            await small.send(type="say", id="1", text="x" * 200)  # the client compresses, too
            for _ in range(3):
                house.house.caption("1", "一段很长的字幕" * 50)
            for each in (plain, small):
                for _ in range(3):
                    await each.until(lambda event: event["type"] == "caption")
                MESSAGE.validate_python(
                    [{k: v for k, v in event.items() if k != "_taken"} for event in each.seen]
                )

    run(tmp_path, scenario)


def test_a_newcomer_gets_each_event_once_whatever_is_being_sent(tmp_path: Path) -> None:
    async def scenario(house: OpenHouse) -> None:
        async with client(house.url) as talker:
            await talker.join(house.token("talker"))
            guest = next(iter(house.house.seats.values()))
            is_over = False

            async def talk() -> None:
                while not is_over:
                    house.house.danmaku("1", "666", guest)
                    await asyncio.sleep(0)

            task = asyncio.create_task(talk())
            for number in range(12):
                async with client(house.url) as newcomer:
                    joined = await newcomer.join(house.token(f"u{number}"))
                    await newcomer.until(lambda event: event["type"] == "danmaku")
                    await newcomer.until(lambda event: event["type"] == "danmaku")
                    found = [e["offset"] for e in newcomer.seen if e["type"] == "danmaku"]
                    first = joined["offset"] + 1
                    assert found == list(range(first, first + len(found)))
            is_over = True
            await task

    run(tmp_path, scenario)


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ({"type": "say", "id": "1", "text": "hi"}, "join_expected"),
        ({"type": "join", "room": "1", "token": "forged.token.here"}, "token_invalid"),
        ({"type": "join", "room": "no room!", "token": "x"}, "join_expected"),
    ],
)
def test_who_does_not_join_properly_is_put_out(
    tmp_path: Path, message: dict[str, str], code: str
) -> None:
    async def scenario(house: OpenHouse) -> None:
        async with client(house.url) as intruder:
            await intruder.send(**message)
            closed, sentence = await intruder.close_code()
            assert closed in (CloseCode.JOIN_EXPECTED, CloseCode.NOT_ADMITTED)
            assert sentence.endswith(".")
            assert [event["code"] for event in intruder.seen] == [code]
        assert not house.house.seats

    run(tmp_path, scenario)


def test_an_old_token_is_refused(tmp_path: Path) -> None:
    async def scenario(house: OpenHouse) -> None:
        async with client(house.url) as late:
            assert (await late.join(house.token("u1", valid_s=-5)))["code"] == "token_expired"
            assert (await late.close_code())[0] == CloseCode.NOT_ADMITTED

    run(tmp_path, scenario)


def test_who_never_joins_is_put_out_and_the_rest_stays(tmp_path: Path) -> None:
    async def scenario(house: OpenHouse) -> None:
        async with client(house.url) as guest:
            await guest.join(house.token("u1"))
            silent = [await raw(house) for _ in range(50)]
            for reader, writer in silent:
                assert (await close_frame(reader))[0] == CloseCode.JOIN_EXPECTED
                writer.close()
            await until(lambda: house.figures.connections == 1)
            assert house.figures.closed_no_join == 50
            await guest.send(type="ping", id="1")
            assert (await guest.reply("1"))["type"] == "accepted"

    run(tmp_path, scenario, Limits(join_s=0.3))


@pytest.mark.slow
def test_thousands_of_half_open_connections_harm_nobody(tmp_path: Path) -> None:
    async def scenario(house: OpenHouse) -> None:
        sockets = []
        for number in range(8_000):
            one = socket.create_connection(("127.0.0.1", house.port))
            if number % 2:
                one.sendall(UPGRADE if number % 4 == 1 else UPGRADE[:40])
            sockets.append(one)
            if number % 50 == 0:
                await asyncio.sleep(0)
        async with client(house.url) as guest:
            await guest.join(house.token("u1"))
            await guest.send(type="say", id="1", text="hi")
            await guest.until(lambda event: event["type"] == "danmaku")
            await until(lambda: house.figures.connections == 1, 30)
        for one in sockets:
            one.close()

    run(tmp_path, scenario, Limits(join_s=1.0))


def test_a_flood_is_refused_then_ended(tmp_path: Path) -> None:
    async def scenario(house: OpenHouse) -> None:
        async with client(house.url) as flood:
            await flood.join(house.token("u1"))
            for number in range(200):
                await flood.send(type="ping", id=str(number))
            code, _ = await flood.close_code()
            assert code == CloseCode.TOO_FAST
            refused = [event for event in flood.seen if event["type"] == "refused"]
            assert {event["code"] for event in refused} == {"too_fast"}
            assert refused[0]["id"]
            assert refused[0]["retry_ms"] > 0
            assert len(refused) <= 21

    run(tmp_path, scenario, Limits(rate=Rate(per_s=5, burst=10), strikes=20))


def test_pings_are_answered_and_counted(tmp_path: Path) -> None:
    async def scenario(house: OpenHouse) -> None:
        async with client(house.url) as guest:
            await guest.join(house.token("u1"))
            await asyncio.wait_for(await guest.socket.ping(b"hello"), 10)
        reader, writer = await raw(house)
        writer.write(masked(9, b"x") * 400)
        assert (await close_frame(reader))[0] == CloseCode.TOO_FAST
        writer.close()

    run(tmp_path, scenario)


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (masked(1, b"x" * (MAX_MESSAGE_BYTES + 1)), CloseCode.TOO_BIG),
        (masked(1, b"x" * 1_000_000), CloseCode.TOO_BIG),
        (masked(1, b"\xff\xfe"), CloseCode.INVALID_TEXT),
        (masked(2, b"{}"), CloseCode.NOT_TEXT),
        (masked(0, b"{}"), CloseCode.PROTOCOL_ERROR),
        (masked(1, b"{}", first=0xC0), CloseCode.PROTOCOL_ERROR),  # compressed, not agreed upon
        (masked(1, b"{}", first=0xA0), CloseCode.PROTOCOL_ERROR),
        (masked(3, b"{}"), CloseCode.PROTOCOL_ERROR),
        (b"\x81\x02{}", CloseCode.PROTOCOL_ERROR),  # not masked
        (masked(9, b"x" * 126), CloseCode.PROTOCOL_ERROR),
        (masked(9, b"x", first=0x00), CloseCode.PROTOCOL_ERROR),
    ],
)
def test_what_breaks_the_protocol_is_answered_with_a_sentence(
    tmp_path: Path, sent: bytes, code: CloseCode
) -> None:
    async def scenario(house: OpenHouse) -> None:
        reader, writer = await raw(house)
        writer.write(sent)
        closed, sentence = await close_frame(reader)
        assert closed == code
        assert sentence
        writer.close()
        await until(lambda: house.figures.connections == 0)

    run(tmp_path, scenario)


def test_what_can_not_be_read_is_refused_and_the_connection_stays(tmp_path: Path) -> None:
    async def scenario(house: OpenHouse) -> None:
        async with client(house.url) as guest:
            await guest.join(house.token("u1"))
            for message in ("{", "[]", '{"type":"fly","id":"7"}', "[" * 5_000, '"\\ud800"'):
                await guest.socket.send(message)
                refused = await guest.until(lambda event: event["type"] == "refused")
                assert refused["code"] == "unreadable"
                assert len(refused["sentence"]) < 300
            await guest.send(type="give", id="8", key="short", gift="rose")
            refused = await guest.reply("8")
            assert refused["sentence"].startswith("give.key: ")
            await guest.send(type="ping", id="9")
            await guest.reply("9")

    run(tmp_path, scenario)


@pytest.mark.parametrize(("path", "status"), [("/ws", 426), ("/elsewhere", 404), ("/ws?x=1", 426)])
def test_pages_are_told_that_there_are_none(tmp_path: Path, path: str, status: int) -> None:
    async def scenario(house: OpenHouse) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", house.port)
        writer.write(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        answer = await asyncio.wait_for(reader.read(), 10)
        assert f" {status} ".encode() in answer
        writer.close()

    run(tmp_path, scenario)


def test_more_than_fit_are_asked_to_come_back(tmp_path: Path) -> None:
    async def scenario(house: OpenHouse) -> None:
        async with client(house.url) as first, client(house.url):
            await first.join(house.token("u1"))
            with pytest.raises(InvalidStatus, match="503"):
                async with client(house.url):
                    pass

    run(tmp_path, scenario, Limits(connections=2))


def test_a_banned_user_is_put_out_with_the_reason(tmp_path: Path) -> None:
    async def scenario(house: OpenHouse) -> None:
        async with client(house.url) as boss, client(house.url) as other:
            await boss.join(house.token("boss"))
            await other.join(house.token("other"))
            await boss.send(type="ban", id="1", user="other", duration_s=60)
            assert await other.close_code() == (CloseCode.PUT_OUT, "You are banned.")
            await until(lambda: len(house.house.seats) == 1)

    run(tmp_path, scenario)


async def deaf(house: OpenHouse) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Return a joined connection with small buffers that reads no more."""
    one = socket.socket()
    one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    one.connect(("127.0.0.1", house.port))
    reader, writer = await asyncio.open_connection(sock=one, limit=2_048)
    writer.write(UPGRADE)
    await reader.readuntil(b"\r\n\r\n")
    join = {"type": "join", "room": "1", "token": house.token("deaf")}
    writer.write(masked(1, json.dumps(join).encode()))
    await until(lambda: house.figures.seated == 1)
    writer.transport.pause_reading()  # type: ignore[attr-defined]
    return reader, writer


def test_a_slow_client_is_spared_danmaku_but_nothing_that_matters(tmp_path: Path) -> None:
    async def scenario(house: OpenHouse) -> None:
        reader, writer = await deaf(house)
        guest = next(iter(house.house.seats.values()))
        captions = 0
        while house.figures.danmaku_spared < 5:
            for _ in range(100):
                house.house.danmaku("1", "x" * 200, guest)
            house.house.caption("1", f"caption {captions}")
            captions += 1
            await house.edge.shown("1")
            assert captions < 5_000
        writer.transport.resume_reading()  # type: ignore[attr-defined]
        got = b""
        async with asyncio.timeout(20):
            while f'"caption {captions - 1}"'.encode() not in got:
                got += await reader.read(65_536)
        assert got.count(b'"type":"caption"') == captions
        assert got.count(b'"type":"danmaku"') < 100 * captions
        writer.close()

    run(tmp_path, scenario, Limits(close_s=60))


@pytest.mark.parametrize("limits", [Limits(close_s=60), Limits(close_s=0.2, close_bytes=1 << 30)])
def test_a_client_that_takes_nothing_is_ended(tmp_path: Path, limits: Limits) -> None:
    async def scenario(house: OpenHouse) -> None:
        _, writer = await deaf(house)
        while house.figures.closed_too_slow == 0:
            for _ in range(100):
                house.house.caption("1", "y" * 400)
            await house.edge.shown("1")
        await until(lambda: house.figures.connections == 0)
        assert house.figures.seated == 0
        writer.close()

    run(tmp_path, scenario, limits)


def test_a_quiet_room_is_kept_alive(tmp_path: Path) -> None:
    async def scenario(house: OpenHouse) -> None:
        async with client(house.url) as guest:
            await guest.join(house.token("u1"))
            assert json.loads(await asyncio.wait_for(guest.socket.recv(), 10)) == []

    run(tmp_path, scenario, Limits(quiet_s=0.1))


def test_ending_tells_everybody(tmp_path: Path) -> None:
    async def whole() -> None:
        async with open_house(tmp_path) as house, client(house.url) as guest:
            await guest.join(house.token("u1"))
            code = asyncio.create_task(guest.close_code())
            await house.edge.close()
            assert (await code)[0] == CloseCode.GOING_AWAY

    uvloop.run(whole())


frames = st.one_of(
    st.binary(max_size=60),
    st.builds(
        masked,
        st.integers(0, 15),
        st.binary(max_size=200),
        first=st.sampled_from([0x00, 0x80, 0xC0, 0x90]),
    ),
    st.builds(
        lambda text: masked(1, json.dumps(text).encode()),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=20),
            lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
            max_leaves=10,
        ),
    ),
)


@pytest.mark.slow
def test_no_bytes_make_a_server_stumble(tmp_path: Path) -> None:
    @settings(
        max_examples=150,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        database=None,
    )
    @given(st.lists(frames, max_size=6), st.booleans())
    def stumble(sent: list[bytes], does_join: bool) -> None:
        async def scenario(house: OpenHouse) -> None:
            _, writer = await raw(house)
            if does_join:
                join = {"type": "join", "room": "1", "token": house.token("fuzz")}
                writer.write(masked(1, json.dumps(join).encode()))
            for each in sent:
                writer.write(each)
            writer.write_eof()
            async with client(house.url) as guest:
                await guest.join(house.token("u1"))
                await guest.send(type="ping", id="1")
                await guest.reply("1")
            writer.close()

        run(tmp_path, scenario)

    stumble()
