"""Guests by a real Janus: seen, heard, and given the programme; and what happens when it dies."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import numpy as np
import pytest

from studio.ipc.aio import AsyncChannel, connect
from studio.ipc.message import Message
from tests.link.bad_line import BadLine
from tests.link.ear_and_eye import EarAndEye
from tests.link.encoded_clip import EncodedClip, encode_clip
from tests.link.link_process import LinkProcess
from tests.link.onlooker import Onlooker
from tests.link.room_stand_in import RoomStandIn
from tests.link.sfu.janus_server import JanusServer
from tests.link.sfu.relayed_sender import RelayedSender
from tests.link.test_process import Shown, until
from tests.link.test_way_back import Engine, Tone, guest, running

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("janus"), reason="Janus is not installed"),
]


@pytest.fixture(scope="module")
def clip() -> EncodedClip:
    return encode_clip(320, 180, kbps=600)


@pytest.fixture
def janus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[JanusServer]:
    with JanusServer(tmp_path_factory.mktemp("j")) as janus:
        yield janus


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LinkProcess]:
    process = LinkProcess(tmp_path_factory.mktemp("s"))
    yield process
    process.close()


class App:
    """What the app is told of the link."""

    def __init__(self) -> None:
        self.told: Message = {}

    @property
    def sfu(self) -> Any:
        """How the SFU is."""
        return self.told.get("sfu") or {}

    def told_of(self, id: str) -> Message:
        """Return how one is."""
        peers: Any = self.told.get("peers", [])
        return next((each for each in peers if each["id"] == id), {})

    def is_relayed(self, id: str) -> bool | None:
        """Return how one is linked; None if he is not."""
        peer: Any = self.told_of(id)
        return peer["relayed"] if peer.get("connected") else None

    def take(self, channel: AsyncChannel, message: Message) -> None:
        """Take what link says."""
        self.told = message


@asynccontextmanager
async def staged(
    process: LinkProcess, url: str, secret: str, from_guest: int
) -> AsyncIterator[tuple[RoomStandIn, App]]:
    """A room with an SFU, to which link has come."""
    sfu: Message = {"url": url, "secret": secret, "from_guest": from_guest}
    app = App()
    async with RoomStandIn(process.room_address, process.secret, sfu) as room:
        channel = await connect(
            process.address,
            role="client",
            secret=process.secret,
            on_message=app.take,
            on_close=lambda channel, reason: None,
        )
        engine = await connect(
            process.address,
            role="engine",
            secret=process.secret,
            on_message=lambda channel, message: None,
            on_close=lambda channel, reason: None,
        )
        engine.send({"type": "room", "address": process.room_address})
        try:
            yield room, app
        finally:
            engine.send({"type": "room", "address": ""})
            channel.close()
            engine.close()


def come(room: RoomStandIn, clip: EncodedClip, id: str, **more: Any) -> RelayedSender:
    """Return a guest who is at the stage and has not offered yet."""
    sender = RelayedSender(clip, lambda signal: room.say(id, signal), **more)
    return room.add(id, id, "guest", sender)


def test_a_guest_by_the_sfu_is_seen_and_gets_the_programme_without_himself(
    process: LinkProcess, janus: JanusServer, clip: EncodedClip
) -> None:
    engine, without = Engine(clip), Tone("s-minus", 500)

    async def run() -> None:
        async with (
            staged(process, janus.url, janus.secret, 2) as (room, app),
            running(engine.run(process), without.run()),
        ):
            shown = Shown(process, "Li", minus=without.ring.name)
            await until(lambda: app.sfu.get("ready"))
            first, second = come(room, clip, "Wang"), come(room, clip, "Li")
            room.stage([guest("Wang", 1), guest("Li", 2)])
            onlooker = Onlooker(second)
            await first.offer()
            await until(lambda: app.is_relayed("Wang") is False)
            await second.offer()
            await until(lambda: app.is_relayed("Li"))
            await until(lambda: shown.number() is not None)
            await until(lambda: {"type": "programme", "picture": True} in second.heard)
            await until(lambda: len(onlooker.numbers) > 20)
            assert np.median(np.diff(onlooker.numbers[-10:]) % len(clip.pictures)) == 1
            await until(lambda: onlooker.tone_hz() == pytest.approx(500, abs=10))
            assert not first.is_relayed
            second.say({"type": "state", "battery": 0.25})
            await until(lambda: app.told_of("Li").get("battery") == 0.25)
            await asyncio.to_thread(shown.close)

    asyncio.run(run())
    without.ring.close()


def test_five_guests_who_come_in_the_same_moment_are_seen_and_get_programme_and_sound(
    process: LinkProcess, janus: JanusServer, small_clip: EncodedClip
) -> None:
    engine, tone = Engine(small_clip), Tone("s-five", 500)
    names = ["Li", "Wang", "Zhao", "Sun", "Zhou"]

    async def run() -> None:
        async with (
            staged(process, janus.url, janus.secret, 1) as (room, app),
            running(engine.run(process), tone.run()),
        ):
            await until(lambda: app.sfu.get("ready") and engine.told)
            shown = [Shown(process, name, minus=tone.ring.name) for name in names]
            senders = [come(room, small_clip, name) for name in names]
            senses = [EarAndEye(sender) for sender in senders]
            await asyncio.gather(*(sender.offer() for sender in senders))
            await until(lambda: all(app.is_relayed(name) for name in names))
            await until(lambda: all(each.number() is not None for each in shown))
            await until(lambda: all(len(each.pictures) > 5 and each.sounds for each in senses))
            assert not any(sender.is_called.is_set() for sender in senders)
            for each in shown:
                await asyncio.to_thread(each.close)

    asyncio.run(run())
    tone.ring.close()


def test_a_killed_sfu_has_its_guest_linked_directly_and_is_used_again_when_it_is_back(
    process: LinkProcess, janus: JanusServer, clip: EncodedClip
) -> None:
    async def run() -> None:
        async with staged(process, janus.url, janus.secret, 1) as (room, app):
            await until(lambda: app.sfu.get("ready"))
            sender = come(room, clip, "Li")
            await sender.offer()
            await until(lambda: app.is_relayed("Li"))
            janus.kill()
            await until(sender.is_called.is_set)
            await until(lambda: "uests are linked directly" in app.sfu["sentence"])
            assert not app.sfu["ready"]
            again = come(room, clip, "Li")
            await again.offer()
            await until(lambda: app.is_relayed("Li") is False)
            janus.start()
            await until(lambda: app.sfu["ready"])
            assert app.sfu["sentence"] == ""
            another = come(room, clip, "Wang")
            await another.offer()
            await until(lambda: app.is_relayed("Wang"))
            assert app.is_relayed("Li") is False

    asyncio.run(run())


def test_a_guest_whose_direct_line_is_bad_is_called_and_linked_by_the_sfu(
    process: LinkProcess, janus: JanusServer, clip: EncodedClip
) -> None:
    async def run() -> None:
        async with staged(process, janus.url, janus.secret, 100) as (room, app):
            await until(lambda: app.sfu.get("ready"))
            sender = come(room, clip, "Li", line=BadLine(delay_s=0.02, loss=0.15))
            other = come(room, clip, "Wang")
            await sender.offer()
            await other.offer()
            await until(lambda: app.is_relayed("Wang") is False)
            await until(sender.is_called.is_set)
            again = come(room, clip, "Li")
            await again.offer()
            await until(lambda: app.is_relayed("Li"))
            assert app.is_relayed("Wang") is False
            assert not other.is_called.is_set()

    asyncio.run(run())


@pytest.mark.parametrize("secret", ["wrong", None])
def test_an_sfu_that_is_not_there_or_refuses_is_told_once_and_guests_are_linked(
    process: LinkProcess, janus: JanusServer, clip: EncodedClip, secret: str | None
) -> None:
    url = janus.url if secret else "ws://127.0.0.1:9"

    async def run() -> None:
        async with staged(process, url, secret or "", 1) as (room, app):
            await until(lambda: app.sfu.get("url") == url and app.sfu["sentence"])
            assert not app.sfu["ready"]
            assert "Unauthorized" in app.sfu["sentence"] or url in app.sfu["sentence"]
            sender = come(room, clip, "Li")
            await sender.offer()
            await until(lambda: app.is_relayed("Li") is False)

    asyncio.run(run())
    log = process.log.read_text()
    assert "wrong" not in log.replace("(wrong or missing", "")
    assert janus.secret not in log
