"""Tests of studio.publish.destination: reconnecting, ending, and what it tells."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import pytest

from studio.ipc.message import Message
from studio.publish import RtmpUrl, Tag
from studio.publish.destination import Destination
from studio.rtmp.flv import parse_video
from studio.rtmp.server import TagReceived
from tests.media import Clip
from tests.peer import Peer

KEY = "s3cret-key"


class Engine:
    """Feeds a destination with a clip in real time, and hears what it tells."""

    def __init__(self, address: str, clip: Clip) -> None:
        self.messages: list[Message] = []
        self.destination = Destination(RtmpUrl.parse(address), report=self._hear)
        self._clip = clip
        self._news = asyncio.Event()

    def _hear(self, message: Message) -> None:
        assert KEY not in str(message)
        self.messages.append(message)
        self._news.set()

    @property
    def states(self) -> list[str]:
        return [str(m["state"]) for m in self.messages if m["type"] == "push_state"]

    async def wait_for(self, state: str) -> Message:
        while True:
            for message in reversed(self.messages):
                if message.get("state") == state:
                    return message
            self._news.clear()
            await self._news.wait()

    async def wait_for_lives(self, count: int) -> None:
        while self.states.count("live") < count:
            self._news.clear()
            await self._news.wait()

    async def feed(self, first_ms: int = 0) -> None:
        self.destination.open()
        for tag in self._clip.headers():
            self.destination.put(tag)
        start_s = time.monotonic()
        for tag in self._clip.endless(first_ms):
            await asyncio.sleep(start_s + (tag.time_ms - first_ms) / 1000 - time.monotonic())
            self.destination.put(tag)


def scenario(clip: Clip, play: Callable[[Peer, Engine], Awaitable[None]], **options: Any) -> Engine:
    """Run a destination against a peer, with a clip being fed all the while."""

    async def run() -> Engine:
        async with Peer(**options) as peer:
            engine = Engine(peer.url(KEY), clip)
            feeding = asyncio.create_task(engine.feed())
            try:
                await play(peer, engine)
            finally:
                feeding.cancel()
                with suppress(asyncio.CancelledError):
                    await feeding
                await engine.destination.end()
            return engine

    return asyncio.run(run())


def of_connection(peer: Peer, number: int) -> list[TagReceived]:
    return [tag for index, tag in peer.tags if index == number]


def assert_begins_right(tags: list[TagReceived]) -> None:
    """Metadata, both headers, a key frame; times never go back."""
    assert [tag.kind for tag in tags[:4]] == [Tag.SCRIPT, Tag.VIDEO, Tag.AUDIO, Tag.VIDEO]
    assert parse_video(tags[1].body).is_header
    assert parse_video(tags[3].body).is_key
    assert not parse_video(tags[3].body).is_header
    times = [tag.time_ms for tag in tags]
    assert times == sorted(times)


def test_goes_live_and_ends_in_order(clip: Clip) -> None:
    async def play(peer: Peer, engine: Engine) -> None:
        await peer.wait_for(lambda: len(peer.tags) > 20)
        await engine.destination.end()
        await peer.wait_for(lambda: peer.ends == 1)
        assert_begins_right(of_connection(peer, 0))
        stats = engine.destination.stats(1.0)
        assert stats["dropped_frames"] == 0
        assert stats["reconnects"] == 0
        sent = sum(len(tag.body) for tag in of_connection(peer, 0))
        assert isinstance(stats["bytes"], int)
        assert sent < stats["bytes"] < sent * 1.5 + 5000

    engine = scenario(clip, play)
    assert engine.states == ["connecting", "live", "ended"]
    assert {"type": "key_wanted"} in engine.messages


def test_reconnects_when_the_server_is_back(clip: Clip) -> None:
    async def play(peer: Peer, engine: Engine) -> None:
        await peer.wait_for(lambda: len(peer.tags) > 10)
        await peer.stop()
        lost = await engine.wait_for("reconnecting")
        assert "closed the connection" in str(lost["reason"])
        asked = engine.messages.count({"type": "key_wanted"})
        await peer.start()
        count = len(peer.connections)
        await peer.wait_for(lambda: len(of_connection(peer, count)) > 10)
        before, after = of_connection(peer, 0), of_connection(peer, count)
        assert_begins_right(after)
        assert after[0].time_ms > before[-1].time_ms
        assert engine.messages.count({"type": "key_wanted"}) > asked
        stats = engine.destination.stats(1.0)
        assert stats["reconnects"] == 1
        assert stats["dropped_frames"] != 0

    engine = scenario(clip, play)
    assert engine.states[:3] == ["connecting", "live", "reconnecting"]
    assert engine.states[-2:] == ["live", "ended"]


def test_a_server_that_was_never_there_is_waited_for(clip: Clip) -> None:
    async def play(peer: Peer, engine: Engine) -> None:
        await peer.stop()
        while "no server listens" not in str(engine.destination.state.get("reason")):
            await asyncio.sleep(0.02)
        assert engine.destination.state["state"] == "connecting"
        await peer.start()
        await peer.wait_for(lambda: len(peer.tags) > 4)
        assert engine.destination.stats(1.0)["dropped_frames"] == 0

    assert scenario(clip, play).states[-2:] == ["live", "ended"]


def test_a_refused_key_is_final_before_it_was_ever_live(clip: Clip) -> None:
    async def play(peer: Peer, engine: Engine) -> None:
        failed = await engine.wait_for("failed")
        assert "refused the stream key" in str(failed["reason"])
        count = len(peer.connections)
        assert 2 <= count <= 8  # patient for two seconds: the server may still hold an old publish
        engine.destination.open()
        await asyncio.sleep(0.6)
        assert len(peer.connections) == count

    assert scenario(clip, play, refuse=lambda key: "no").states[-1] == "failed"


def test_a_refused_key_is_not_final_afterwards(clip: Clip) -> None:
    async def play(peer: Peer, engine: Engine) -> None:
        await peer.wait_for(lambda: len(peer.tags) > 4)
        peer.refuse = lambda key: "in use"
        peer.hang_up()
        while engine.destination.state.get("attempt", 0) != 6:  # 2.5 s of refusals
            await asyncio.sleep(0.05)
        assert engine.destination.state["state"] == "reconnecting"
        peer.refuse = lambda key: None
        count = len(peer.tags)
        await peer.wait_for(lambda: len(peer.tags) > count)

    assert scenario(clip, play).states[-2:] == ["live", "ended"]


def test_a_reconnect_request_is_honoured(clip: Clip) -> None:
    async def play(peer: Peer, engine: Engine) -> None:
        await peer.wait_for(lambda: len(peer.tags) > 10)
        async with Peer() as other:
            peer.request_reconnect(f"rtmp://localhost:{other.port}/stage")
            await other.wait_for(lambda: len(other.tags) > 10)
            assert other.keys == [KEY]
            assert peer.ends == 1  # the old publish was ended in order
            assert_begins_right(of_connection(other, 0))
            assert other.tags[0][1].time_ms >= peer.tags[-1][1].time_ms
        # The other one is gone: back to the address that the person gave.
        count = len(peer.tags)
        await peer.wait_for(lambda: len(peer.tags) > count)

    engine = scenario(clip, play)
    told = [str(m.get("reason")) for m in engine.messages if m.get("state") == "reconnecting"]
    assert "asked us to connect anew" in told[0]


def test_another_engine_goes_on_in_the_same_connection(clip: Clip) -> None:
    async def play(peer: Peer, engine: Engine) -> None:
        await peer.wait_for(lambda: len(peer.tags) > 30)
        second = asyncio.create_task(engine.feed(first_ms=60_000))
        try:
            await peer.wait_for(lambda: peer.tags[-1][1].time_ms > 60_300)
        finally:
            second.cancel()
        at = next(i for i, (_, tag) in enumerate(peer.tags) if tag.time_ms >= 60_000)
        after = [tag for _, tag in peer.tags[at:]]
        assert len(peer.connections) == 1
        assert_begins_right(after)

    async def one_after_another(peer: Peer, engine: Engine) -> None:
        await play(peer, engine)

    scenario(clip, one_after_another)


def test_a_server_that_drops_us_again_and_again_is_not_stormed(clip: Clip) -> None:
    async def play(peer: Peer, engine: Engine) -> None:
        for number in range(1, 8):
            await engine.wait_for_lives(number)
            if number == 4:
                start_s = time.monotonic()
            peer.hang_up()
        assert time.monotonic() - start_s > 1.0  # three more attempts take three half seconds

    scenario(clip, play)


@pytest.mark.slow
def test_a_server_that_never_answers_is_told_soon(clip: Clip) -> None:
    async def play(peer: Peer, engine: Engine) -> None:
        await peer.wait_for(lambda: len(peer.connections) == 1)
        start_s = time.monotonic()
        while "takes long to" not in str(engine.destination.state.get("reason")):
            await asyncio.sleep(0.02)
        assert time.monotonic() - start_s < 4.9  # not only when it is given up
        await peer.wait_for(lambda: len(peer.connections) == 2)

    engine = scenario(clip, play, mute_at=bytes)
    told = [str(m["reason"]) for m in engine.messages if m.get("state") == "connecting"]
    assert told[1].endswith("takes long to finish the RTMP handshake.")
    assert told[2].endswith("did not finish the RTMP handshake within 5 seconds.")


@pytest.mark.parametrize("moment", ["connecting", "waiting"])
def test_ends_at_any_moment(clip: Clip, moment: str) -> None:
    async def play(peer: Peer, engine: Engine) -> None:
        if moment == "waiting":
            await peer.stop()
            while engine.destination.state.get("attempt", 0) != 3:
                await asyncio.sleep(0.02)
        else:
            await peer.wait_for(lambda: len(peer.connections) == 1)
        await engine.destination.end()

    options = {"mute_at": bytes} if moment == "connecting" else {}
    assert scenario(clip, play, **options).states[-1] == "ended"
