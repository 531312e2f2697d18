"""Inputs that show linked peers: one process for all, which knows where signals come from."""

import asyncio
import time
from collections.abc import Iterator

import pytest

from studio.engine.links import Links
from studio.engine.processes import Processes
from studio.engine.sources.ring import RingSource
from studio.engine.sources.source import Health
from studio.model.command import Message
from studio.model.kinds_link import LinkSettings
from tests.link.encoded_clip import encode_clip
from tests.link.link_process import LinkProcess
from tests.link.room_stand_in import RoomStandIn
from tests.link.test_process import until

SECRET = "s" * 32


class Asked:
    """A supervisor of tests: keeps what it is asked for, and says what it is told to."""

    def __init__(self) -> None:
        self.sent: list[Message] = []
        self.ended: list[tuple[RingSource, str]] = []
        self.processes = Processes()
        self.processes.supervisor_came(self.sent.append)

    def links(self, secret: str = SECRET) -> Links:
        def on_ended(source: RingSource, reason: str) -> None:
            self.ended.append((source, reason))
            source.writer_ended(reason)

        return Links(self.processes, secret=secret, epoch_ns=0, on_ended=on_ended)

    def ready(self, kind: str, address: str) -> None:
        ready = {"type": "process_ready", "name": kind, "kind": kind, "address": address, "pid": 1}
        self.processes.on_message(ready)


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LinkProcess]:
    process = LinkProcess(tmp_path_factory.mktemp("l"))
    yield process
    process.close()


def test_one_process_runs_while_there_is_an_input() -> None:
    asked = Asked()
    links = asked.links()
    one, first_sound = links.open("One", LinkSettings())
    two, second_sound = links.open("Two", LinkSettings(peer="Li"))
    assert [(each["type"], each["name"]) for each in asked.sent] == [("process_start", "link")]
    one.take(LinkSettings(peer="Wang", camera="Side", audio_offset_ms=120))  # on the same line
    one.close()
    assert len(asked.sent) == 1
    two.close()
    assert [each["type"] for each in asked.sent] == ["process_start", "process_stop"]
    first_sound.close()
    second_sound.close()


@pytest.mark.slow
def test_an_input_finds_the_process_the_room_and_its_peer(process: LinkProcess) -> None:
    async def run() -> None:
        asked = Asked()
        links = asked.links(process.secret)
        async with RoomStandIn(process.room_address, process.secret) as room:
            source, sound = links.open("Phone", LinkSettings())
            asked.ready("room_client", process.room_address)
            asked.ready("link", process.address)
            await until(lambda: room.is_heard)
            sender = room.sender("u-1", encode_clip(320, 180, kbps=600))
            await sender.offer()
            await until(lambda: source.latch(time.monotonic_ns()))
            await until(lambda: source.state.health is Health.RUNNING)
            links.tally({"Phone": source}, {"Phone"})
            await until(lambda: {"type": "tally", "on_air": True} in sender.heard)
            ended: Message = {"type": "process_ended", "name": "link", "reason": "It died."}
            asked.processes.on_message(ended)
            assert asked.ended == [(source, "It died.")]
            assert source.state.health is Health.FAILED
            asked.ready("link", process.address)
            await until(lambda: source.state.health is Health.RUNNING)
            await asyncio.to_thread(source.close)
            sound.close()

    asyncio.run(run())
