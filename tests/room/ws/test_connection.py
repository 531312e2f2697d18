"""Tests of studio.room.ws.connection: what clients may send, and what ends them."""

import asyncio
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.room.backbone.close_code import CloseCode
from studio.room.protocol.actions import MAX_MESSAGE_BYTES
from tests.room.ws.client import client
from tests.room.ws.house import OpenHouse
from tests.room.ws.wire import close_frame, masked, raw, run, until


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


@pytest.mark.parametrize("payload", [b"", (1000).to_bytes(2), (4321).to_bytes(2) + b"bye"])
def test_whoever_says_goodbye_is_answered(tmp_path: Path, payload: bytes) -> None:
    async def scenario(house: OpenHouse) -> None:
        reader, writer = await raw(house)
        writer.write(masked(8, payload))
        assert await close_frame(reader) == (1000, "")
        assert await asyncio.wait_for(reader.read(), 10) == b""
        writer.close()

    run(tmp_path, scenario)


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
