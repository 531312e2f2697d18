"""Tests of studio.push as a process, with nginx as the server and ffprobe as the judge."""

import asyncio
import json
import subprocess
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from itertools import pairwise
from pathlib import Path

import psutil
import pytest

from studio.ipc.address import free_address
from studio.ipc.aio import AsyncChannel, connect
from studio.ipc.child import Child
from studio.ipc.message import Message
from studio.publish import MediaTag, Tag
from studio.push.process import GRACE_S
from studio.rtmp.flv import VideoTag, is_audio_header, parse_video
from tests.media import Clip, make_clip
from tests.peer import Peer
from tests.servers import NginxRtmp

KEY = "s3cret-key"
SECRET = "the-session-secret"


class Push:
    """A push process, with this test as its supervisor."""

    def __init__(self, folder: Path, address: str, grace_s: float = GRACE_S) -> None:
        self.log = folder / "push.log"
        self.messages: list[Message] = []
        self.address = free_address(folder, "push-1")
        boot: dict[str, object] = {
            "name": "push-1",
            "address": self.address,
            "secret": SECRET,
            "url": address,
        }
        boot |= {"log": str(self.log), "verify_tls": True, "grace_s": grace_s}
        self.child = Child("push-1", "push", "studio.push", boot, self.log)
        self._news = asyncio.Event()

    def hear(self, _: AsyncChannel, message: Message) -> None:
        assert KEY not in str(message)
        self.messages.append(message)
        self._news.set()

    async def join(self, role: str) -> AsyncChannel:
        """Connect to the process, as its supervisor or its engine."""
        return await connect(
            self.address,
            role=role,
            secret=SECRET,
            on_message=self.hear,
            on_close=lambda channel, reason: self._news.set(),
        )

    async def wait_for(self, condition: Callable[[], bool]) -> None:
        while not condition():
            self._news.clear()
            await self._news.wait()

    async def wait_for_state(self, state: str) -> Message:
        await self.wait_for(lambda: any(m.get("state") == state for m in self.messages))
        return next(m for m in reversed(self.messages) if m.get("state") == state)


@asynccontextmanager
async def pushing(folder: Path, address: str, grace_s: float = GRACE_S) -> AsyncIterator[Push]:
    push = Push(folder, address, grace_s)
    push.child.start()
    try:
        assert await asyncio.to_thread(push.child.wait_ready, 60), push.log.read_text()
        yield push
    finally:
        push.child.kill()
        await asyncio.to_thread(push.child.wait)
        assert KEY not in push.log.read_text()


class Engine:
    """What an engine does: opens, sends headers and tags in real time."""

    def __init__(self, channel: AsyncChannel, clip: Clip, epoch_s: float) -> None:
        self.channel = channel
        self._clip = clip
        self._epoch_s = epoch_s

    def send(self, tag: MediaTag) -> None:
        self.channel.send(
            {
                "type": "tag",
                "kind": int(tag.kind),
                "ts": tag.time_ms,
                "key": tag.is_key,
                "header": tag.is_header,
                "data": tag.body,
            }
        )

    async def run(self) -> None:
        """Go on from the session's present time until cancelled."""
        self.channel.send({"type": "open", "session": "a1", "fps": 30, "title": "Test"})
        first_ms = round((time.monotonic() - self._epoch_s) * 1000)
        for tag in self._clip.headers(first_ms):
            self.send(tag)
        for tag in self._clip.endless(first_ms):
            await asyncio.sleep(self._epoch_s + tag.time_ms / 1000 - time.monotonic())
            self.send(tag)


@asynccontextmanager
async def engine(push: Push, clip: Clip, epoch_s: float) -> AsyncIterator[Engine]:
    one = Engine(await push.join("engine"), clip, epoch_s)
    task = asyncio.create_task(one.run())
    try:
        yield one
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        one.channel.close()


def test_goes_live_tells_and_ends_in_order(tmp_path: Path, clip: Clip) -> None:
    async def run() -> None:
        async with Peer() as peer, pushing(tmp_path, peer.url(KEY)) as push:
            supervisor = await push.join("supervisor")
            async with engine(push, clip, time.monotonic()) as one:
                live = await push.wait_for_state("live")
                assert live["reason"] == f"Live at rtmp://localhost:{peer.port}/live/…."
                await push.wait_for(lambda: {"type": "key_wanted"} in push.messages)
                await push.wait_for(
                    lambda: any(
                        m["type"] == "push_stats" and m["bytes"] and m["kbps"]
                        for m in push.messages
                    )
                )
                command = psutil.Process(push.child.pid).cmdline()
                assert command[0] == "rocket-studio push push-1"
                assert KEY not in str(command)
                one.channel.send({"type": "end"})
                await push.wait_for(lambda: {"type": "ended"} in push.messages)
            assert peer.keys == [KEY]
            await peer.wait_for(lambda: peer.ends == 1)
            supervisor.send({"type": "stop"})
            assert await asyncio.to_thread(push.child.wait, 30)
            assert push.child.exit_code == 0

    asyncio.run(run())


def test_nginx_is_killed_and_comes_back(tmp_path: Path, clip: Clip) -> None:
    """One player before, one after the kill; the second is on air soon, with later times."""

    def probe(address: str) -> list[float]:
        command = f"ffprobe -v error -rw_timeout 20000000 -i {address} -read_intervals %+#60"
        command += " -select_streams v -show_entries packet=pts_time,flags -of json"
        out = subprocess.run(command.split(), capture_output=True, check=True).stdout
        packets = json.loads(out)["packets"]
        assert "K" in packets[0]["flags"]
        return [float(packet["pts_time"]) for packet in packets]

    async def run(server: NginxRtmp) -> None:
        async with pushing(tmp_path, server.url(KEY)) as push:
            async with engine(push, clip, time.monotonic()):
                await push.wait_for_state("live")
                before = await asyncio.to_thread(probe, server.url(KEY))
                server.kill()
                await push.wait_for_state("reconnecting")
                push.messages.clear()
                server.start()
                back_s = time.monotonic()
                await push.wait_for_state("live")
                back_s = time.monotonic() - back_s
                after = await asyncio.to_thread(probe, server.url(KEY))
            print(f"live again {back_s:.2f} s after the server's return")
            assert back_s < 3  # the figure is 1 s; a busy machine gets three times that
            assert after[0] > before[-1]
            for times in (before, after):
                assert max(b - a for a, b in pairwise(times)) < 0.05

    with NginxRtmp(tmp_path / "nginx") as server:
        asyncio.run(run(server))


def test_another_engine_takes_over_within_one_publish(tmp_path: Path, clip: Clip) -> None:
    async def run() -> None:
        async with Peer() as peer, pushing(tmp_path, peer.url(KEY)) as push:
            epoch_s = time.monotonic()
            async with engine(push, clip, epoch_s):
                await peer.wait_for(lambda: len(peer.tags) > 50)
            count = len(peer.tags)
            async with engine(push, clip, epoch_s):
                await peer.wait_for(lambda: len(peer.tags) > count + 50)
            assert len(peer.connections) == 1
            assert peer.ends == 0
            times = [tag.time_ms for _, tag in peer.tags]
            assert times == sorted(times)
            _, seam = (i for i, (_, tag) in enumerate(peer.tags) if tag.kind is Tag.SCRIPT)
            header, sound, first = (tag for _, tag in peer.tags[seam + 1 : seam + 4])
            assert parse_video(header.body).is_header
            assert is_audio_header(sound.body)
            assert parse_video(first.body) == VideoTag("avc1", is_key=True, is_header=False)

    asyncio.run(run())


@pytest.mark.slow
def test_without_an_engine_the_publish_ends_and_without_both_the_process(
    tmp_path: Path, clip: Clip
) -> None:
    grace_s = 3.0

    async def run() -> None:
        async with Peer() as peer, pushing(tmp_path, peer.url(KEY), grace_s) as push:
            supervisor = await push.join("supervisor")
            async with engine(push, clip, time.monotonic()):
                await peer.wait_for(lambda: len(peer.tags) > 20)
            gone_s = time.monotonic()
            await peer.wait_for(lambda: peer.ends == 1)
            assert time.monotonic() - gone_s > grace_s - 0.5
            supervisor.close()
            assert push.child.is_alive  # the pipe is still there
            process = push.child._process
            assert process is not None
            assert process.stdin is not None
            process.stdin.close()
            assert await asyncio.to_thread(push.child.wait, 60)
            assert push.child.exit_code == 0

    asyncio.run(run())


def test_lives_on_without_a_supervisor_while_an_engine_is_there(tmp_path: Path, clip: Clip) -> None:
    async def run() -> None:
        async with Peer() as peer, pushing(tmp_path, peer.url(KEY)) as push:
            async with engine(push, clip, time.monotonic()):
                await peer.wait_for(lambda: len(peer.tags) > 20)
                process = push.child._process
                assert process is not None
                assert process.stdin is not None
                process.stdin.close()
                count = len(peer.tags)
                await peer.wait_for(lambda: len(peer.tags) > count + 100)
                supervisor = await push.join("supervisor")  # it is adopted
                supervisor.send({"type": "stop"})
                await peer.wait_for(lambda: peer.ends == 1)
            assert await asyncio.to_thread(push.child.wait, 30)
            assert push.child.exit_code == 0

    asyncio.run(run())


def test_sigterm_ends_it_in_order(tmp_path: Path, clip: Clip) -> None:
    async def run() -> None:
        async with Peer() as peer, pushing(tmp_path, peer.url(KEY)) as push:
            async with engine(push, clip, time.monotonic()):
                await peer.wait_for(lambda: len(peer.tags) > 20)
                push.child.terminate()
                await peer.wait_for(lambda: peer.ends == 1)
                assert await asyncio.to_thread(push.child.wait, 30)
            assert push.child.exit_code == 0

    asyncio.run(run())


@pytest.mark.slow
def test_a_frozen_server_is_noticed_and_taken_up_again(tmp_path: Path) -> None:
    clip = make_clip(tmp_path, kbps=3000)

    async def run(server: NginxRtmp) -> None:
        async with (
            pushing(tmp_path, server.url(KEY)) as push,
            engine(push, clip, time.monotonic()),
        ):
            await push.wait_for_state("live")
            await push.wait_for(lambda: any(m.get("kbps") for m in push.messages))
            push.messages.clear()
            frozen_s = time.monotonic()
            server.freeze()
            told = await push.wait_for_state("reconnecting")
            noticed_s = time.monotonic() - frozen_s
            print(f"a freeze was noticed after {noticed_s:.2f} s")
            assert "has taken no data for" in str(told["reason"])
            assert noticed_s < 9  # the figure is 3 s; a busy machine gets three times that
            server.thaw()
            await push.wait_for_state("live")

    with NginxRtmp(tmp_path / "nginx") as server:
        asyncio.run(run(server))


def test_a_bad_address_ends_it_with_a_sentence(tmp_path: Path) -> None:
    push = Push(tmp_path, f"http://h/live/{KEY}")
    push.child.start()
    assert push.child.wait(60)
    assert push.child.exit_code == 1
    text = push.log.read_text()
    assert "only rtmp://, rtmps://, ws:// and wss:// can be pushed to" in text
    assert "Traceback" not in text
    assert KEY not in text


def test_a_tag_that_makes_no_sense_costs_the_engine_its_connection_only(
    tmp_path: Path, clip: Clip
) -> None:
    async def run() -> None:
        async with Peer() as peer, pushing(tmp_path, peer.url(KEY)) as push:
            epoch_s = time.monotonic()
            async with engine(push, clip, epoch_s) as one:
                await peer.wait_for(lambda: len(peer.tags) > 20)
                one.channel.send({"type": "tag", "kind": 7, "ts": "x", "data": b""})
                await push.wait_for(lambda: one.channel.is_closed)
            count = len(peer.tags)
            async with engine(push, clip, epoch_s):
                await peer.wait_for(lambda: len(peer.tags) > count + 20)
            assert len(peer.connections) == 1

    asyncio.run(run())


@pytest.mark.slow
def test_costs_little(tmp_path: Path) -> None:
    """4.5 Mbit/s for 4 s; the figure is printed, the bound is for a machine that is busy."""
    clip = make_clip(tmp_path, kbps=4300)

    async def run(server: NginxRtmp) -> float:
        async with (
            pushing(tmp_path, server.url(KEY)) as push,
            engine(push, clip, time.monotonic()),
        ):
            await push.wait_for_state("live")
            process = psutil.Process(push.child.pid)
            before, start_s = process.cpu_times(), time.monotonic()
            await asyncio.sleep(4)
            after, took_s = process.cpu_times(), time.monotonic() - start_s
            used_s = after.user + after.system - before.user - before.system
            stats = [m for m in push.messages if m["type"] == "push_stats"]
            print(f"{used_s / took_s:.2%} of a core; {stats[-1]}")
            return used_s / took_s

    with NginxRtmp(tmp_path / "nginx") as server:
        assert asyncio.run(run(server)) < 0.05
