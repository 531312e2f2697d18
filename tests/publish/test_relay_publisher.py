"""Tests of studio.publish.relay_publisher against a real relay."""

import asyncio
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.publish.errors import Cause, PublishError
from studio.publish.relay_publisher import RelayPublisher
from studio.rtmp.relay_url import RelayUrl
from tests.media import Clip
from tests.room.relay.running import RunningRelay, is_live
from tests.servers import free_port


@pytest.fixture
def relay(tmp_path: Path) -> Iterator[RunningRelay]:
    with RunningRelay(tmp_path / "data") as running:
        yield running


async def publish(url: str, clip: Clip) -> RelayPublisher:
    publisher = RelayPublisher(RelayUrl.parse(url))
    await publisher.connect()
    for tag in [*clip.headers(), *clip.tags()[:40]]:
        assert publisher.put(tag)
    return publisher


async def fails(url: str) -> PublishError:
    publisher = RelayPublisher(RelayUrl.parse(url))
    with pytest.raises(PublishError) as caught:
        await publisher.connect()
    assert str(caught.value).endswith(".")
    assert not publisher.is_live
    return caught.value


@pytest.mark.slow
def test_publishes_and_ends_in_order(relay: RunningRelay, clip: Clip) -> None:
    async def run() -> None:
        publisher = await publish(relay.ws_publish(), clip)
        await asyncio.to_thread(relay.wait_for, is_live)
        assert publisher.is_live
        await publisher.finish()
        assert (await publisher.ended()).cause is Cause.CLOSED
        await asyncio.to_thread(relay.wait_for, lambda state: state == {})

    asyncio.run(run())


@pytest.mark.slow
def test_says_why_it_could_not(relay: RunningRelay) -> None:
    async def run() -> None:
        token = relay.ws_publish("other").partition("token=")[2]
        refused = await fails(relay.ws(f"/publish/room-1?token={token}"))
        assert refused.cause is Cause.KEY
        assert "room-1" in str(refused)
        assert token not in str(refused)
        assert (await fails(relay.ws("/nothing"))).cause is Cause.PROTOCOL
        nobody = await fails(f"ws://127.0.0.1:{free_port()}/publish/a?token=x")
        assert nobody.cause is Cause.UNREACHABLE

    asyncio.run(run())


@pytest.mark.slow
def test_a_relay_that_freezes_or_dies_is_noticed(relay: RunningRelay, clip: Clip) -> None:
    async def run() -> None:
        publisher = await publish(relay.ws_publish(), clip)
        relay.process.send_signal(signal.SIGSTOP)
        feeding = asyncio.create_task(feed(publisher, clip))
        end = await publisher.ended()
        feeding.cancel()
        assert end.cause is Cause.STALLED
        relay.process.send_signal(signal.SIGCONT)
        publisher = await publish(relay.ws_publish(), clip)
        relay.process.kill()
        assert (await publisher.ended()).cause is Cause.CLOSED

    async def feed(publisher: RelayPublisher, clip: Clip) -> None:
        for tag in clip.endless():
            publisher.put(tag)
            await asyncio.sleep(0.001)

    asyncio.run(run())
