"""A peer is told to send less on a bad line, its sound is set right, and it may call again."""

import asyncio
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from studio.ipc.aio import AsyncChannel, connect
from studio.ipc.message import Message
from studio.link.connection import Connection
from studio.link.media import PeerMedia
from studio.link.peer import Peer
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


class Slow(Connection):
    """A connection that answers anything at once, and takes its time with all else."""

    def __init__(self, media: PeerMedia, fail: Callable[[str], None]) -> None:
        super().__init__(media, [], on_state=fail, on_control=lambda text: None)
        self.fail = fail
        self.goes_on = asyncio.Event()
        self.heard: list[Message] = []

    async def answer(self, sdp: object) -> str:
        return "an answer"

    async def signal(self, message: Message) -> None:
        self.heard.append(message)
        await self.goes_on.wait()


def test_a_line_that_ends_when_its_peer_has_called_again_does_not_end_the_new_one() -> None:
    lines: list[Slow] = []
    answers: list[Message] = []

    def relay(
        peer: Peer,
        media: PeerMedia,
        on_state: Callable[[str], None],
        on_control: Callable[[object], None],
    ) -> Connection:
        lines.append(Slow(media, on_state))
        return lines[-1]

    async def run() -> None:
        peer = Peer(
            "u-3",
            "p-again",
            send=answers.append,
            on_told=lambda peer, message: None,
            servers=list,
            relay=relay,
        )
        peer.hear({"type": "offer", "sdp": ""})
        peer.hear({"type": "slow"})
        await until(lambda: lines and lines[0].heard)
        peer.hear({"type": "offer", "sdp": ""})  # waits for its turn
        lines[0].fail("failed")
        lines[0].goes_on.set()
        await until(lambda: len(answers) == 2)
        peer.hear({"type": "last"})
        await until(lambda: lines[1].heard)
        lines[1].goes_on.set()
        await peer.close()

    asyncio.run(run())
