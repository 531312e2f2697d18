"""A peer is told to send less on a bad line, and its sound is set right after a beep check."""

import asyncio
import time
from collections.abc import Iterator
from typing import Any

import pytest

from studio.ipc.aio import AsyncChannel, connect
from studio.ipc.message import Message
from studio.model.kinds_link import LinkSettings
from tests.link.bad_line import BadLine
from tests.link.beeps import beeps, quiet_of
from tests.link.encoded_clip import EncodedClip, encode_clip
from tests.link.link_process import LinkProcess
from tests.link.sender import Sender
from tests.link.test_process import staged, until
from tests.link.test_way_back import Engine, running

pytestmark = pytest.mark.slow

SOUND_LATE_S = 0.08
SIZE = 320, 180


@pytest.fixture(scope="module")
def clip() -> EncodedClip:
    return encode_clip(*SIZE, kbps=600)


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LinkProcess]:
    process = LinkProcess(tmp_path_factory.mktemp("p"))
    yield process
    process.close()


def asked_kbps(sender: Sender) -> int:
    """Return what it was told last to send."""
    return int([each["kbps"] for each in sender.heard if each["type"] == "set"][-1])


def test_a_bad_line_takes_bit_rate_and_pictures_of_the_programme_but_not_the_call(
    process: LinkProcess, clip: EncodedClip
) -> None:
    async def run() -> None:
        engine = Engine(clip)
        async with staged(process, "u-1") as (room, shown), running(engine.run(process)):
            line = BadLine()
            sender = room.sender("u-1", clip, kind="guest", line=line)
            await sender.offer()
            await until(lambda: shown.number() is not None and engine.is_watched)
            await until(lambda: any(each["type"] == "set" for each in sender.heard))
            wanted = asked_kbps(sender)
            line.loss = 0.25
            await until(lambda: asked_kbps(sender) < wanted)
            slow = {"type": "programme", "picture": True, "is_slow": True}
            await until(lambda: slow in sender.heard)
            line.loss = 0.0
            low = asked_kbps(sender)
            await until(lambda: asked_kbps(sender) > low)
            assert sender.state == "connected"

    asyncio.run(run())


def test_a_beep_check_has_sound_moved_to_where_the_picture_is(
    process: LinkProcess, clip: EncodedClip
) -> None:
    told: list[Message] = []

    def take(channel: AsyncChannel, message: Message) -> None:
        told.append(message)

    def shown_sync() -> Any:
        lists: list[Any] = [each["peers"] for each in told if each["type"] == "peers"]
        return next((p.get("sync") for p in lists[-1] if p["id"] == "u-2"), None) if lists else None

    async def run() -> None:
        quiet = quiet_of(clip, SIZE)
        async with staged(process, "u-2") as (room, shown):
            app = await connect(
                process.address,
                role="client",
                secret=process.secret,
                on_message=take,
                on_close=lambda channel, reason: None,
            )
            sender = room.sender("u-2", quiet)
            await sender.offer()
            await until(lambda: shown.source.latch(time.monotonic_ns()))
            await asyncio.sleep(1.5)  # sender reports put picture and sound on one line
            async with running(beeps(sender, quiet, SIZE, SOUND_LATE_S)):
                app.send({"type": "beep", "peer": "u-2"})
                await until(lambda: shown_sync() == "measured")
            await until(lambda: shown.offsets[-1:] != [0.0])
            assert shown.offsets[-1] == pytest.approx(-SOUND_LATE_S * 1000, abs=35)
            shown.source.take(LinkSettings(peer="u-2", audio_offset_ms=-50))
            assert shown.offsets[-1] == -50, "who spoke last counts"
            await until(lambda: shown_sync() is None)
            assert shown.offsets[-1] == -50
            app.close()

    asyncio.run(run())
