"""Tests of studio.room.relay.stand_ins: what is made to fit stands by in its publisher's stead."""

import asyncio
import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from studio.model.media import Codec
from studio.publish.queue import MediaTag
from studio.room.relay import decoders
from studio.room.relay.errors import RelayError
from studio.room.relay.fit import Form
from studio.room.relay.metrics import state_of
from studio.room.relay.station import Publication, Station
from studio.room.relay.stream import TICK_MS
from tests.media import Clip, make_clip

pytestmark = pytest.mark.slow  # for the processes

PATIENCE_S = 60.0


class Publishing:
    """A station, and clips that are published to it in real time."""

    def __init__(self) -> None:
        self.station = Station("1")
        self.asked: list[str] = []
        self.roles: dict[str, list[str]] = {}
        self._sending: dict[Publication, Iterator[MediaTag]] = {}
        self._begun_s = time.monotonic()
        self._task = asyncio.create_task(self._run())

    def publish(self, clip: Clip, device: str) -> Publication:
        roles = self.roles.setdefault(device, [])
        publication = self.station.publish(
            "anchor", lambda: self.asked.append(device), roles.append, device
        )
        for header in clip.headers():
            publication.put(header.kind, header.time_ms, header.body)
        self._sending[publication] = clip.endless(self._now_ms())
        return publication

    def end(self, publication: Publication) -> None:
        del self._sending[publication]
        publication.end(in_order=True)

    def card(self, device: str) -> dict[str, object]:
        """What the relay says of a device."""
        publishers = state_of(self.station)["publishers"]
        assert isinstance(publishers, list)
        (card,) = [each for each in publishers if each["device"] == device]
        return dict(card)

    async def until(self, is_so: Callable[[], object]) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while not is_so():
                await asyncio.sleep(0.01)

    async def close(self) -> None:
        self._task.cancel()
        await self.station.close()

    def _now_ms(self) -> int:
        return round((time.monotonic() - self._begun_s) * 1000)

    async def _run(self) -> None:
        next_tags: dict[Publication, MediaTag] = {}
        while True:
            await asyncio.sleep(TICK_MS / 1000)
            self.station.tick()
            now_ms = self._now_ms()
            for publication, tags in list(self._sending.items()):
                tag = next_tags.get(publication) or next(tags)
                while tag.time_ms <= now_ms and publication in self._sending:
                    publication.put(tag.kind, tag.time_ms, tag.body)
                    tag = next(tags)
                next_tags[publication] = tag


def test_a_device_that_does_not_fit_stands_by_made_to_fit_once_that_is_said(
    clip_a: Clip, clip_tall: Clip
) -> None:
    async def run() -> None:
        air = Publishing()
        air.publish(clip_a, "pc")
        phone = air.publish(clip_tall, "phone")
        await air.until(lambda: air.card("phone")["has_media"])
        number = phone.source.number
        misfit = str(air.card("phone")["misfit"])
        assert "sends 180x320 where 320x180 is on air" in misfit
        with pytest.raises(RelayError, match="set its picture size to 320x180"):
            air.station.take_over(number)

        air.station.stand_ins.want("phone", is_wanted=True)
        await air.until(lambda: not air.card("phone")["misfit"])
        await air.until(lambda: air.card("phone")["has_media"])
        card = air.card("phone")
        assert (card["number"], card["is_transcoded"]) == (number, True)
        form = Form.of(air.station.programme.sources[1])
        assert form == Form("H.264", "320x180", 30, "AAC 48000 Hz, 2 channels")
        air.station.take_over(number)
        await air.until(lambda: air.card("phone")["role"] == "active")
        assert air.roles["phone"] == ["standby", "active"]

        # Its process dies: another goes on, and it is on air all the while.
        stand_in = air.station.stand_ins.of(phone.source)
        assert stand_in
        await air.until(lambda: stand_in.transcoding.has_spare)
        pid = stand_in.transcoding.pid
        os.kill(pid, signal.SIGKILL)
        await air.until(lambda: stand_in.transcoding.pid not in (0, pid))
        heard_ms = stand_in.source.heard_ms
        await air.until(lambda: stand_in.source.heard_ms > heard_ms + 300)
        assert air.roles["phone"] == ["standby", "active"]

        # The phone goes: what was made of it goes with it.
        air.end(phone)
        await air.until(lambda: air.card("pc")["role"] == "active")
        assert len(air.station.programme.sources) == 1
        await air.close()

    asyncio.run(run())


@pytest.mark.parametrize("codec", [Codec.HEVC, Codec.AV1])
def test_another_codec_goes_on_air_converted(clip_a: Clip, tmp_path: Path, codec: Codec) -> None:
    clip = make_clip(tmp_path, 2, codec=codec)

    async def run() -> None:
        air = Publishing()
        air.publish(clip_a, "pc")
        phone = air.publish(clip, "phone")
        await air.until(lambda: "set its video codec to H.264" in str(air.card("phone")["misfit"]))
        air.station.stand_ins.want("phone", is_wanted=True)
        await air.until(lambda: not air.card("phone")["misfit"] and air.card("phone")["has_media"])
        air.station.take_over(phone.source.number)
        await air.until(lambda: air.card("phone")["role"] == "active")
        assert Form.of(air.station.programme.sources[1]).video == "H.264"
        await air.close()

    asyncio.run(run())


def test_what_this_server_can_not_read_is_told_at_once(
    clip_a: Clip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(decoders._DECODERS, b"av01", ("no_such_decoder",))
    clip = make_clip(tmp_path, 1, codec=Codec.AV1)

    async def run() -> None:
        air = Publishing()
        air.publish(clip_a, "pc")
        air.publish(clip, "phone")
        await air.until(lambda: air.card("phone")["has_media"])
        with pytest.raises(RelayError, match="phone sends AV1, which this server can't read"):
            air.station.stand_ins.want("phone", is_wanted=True)
        air.station.stand_ins.wanted.add("phone")  # said before it came
        await air.until(lambda: "can't read" in str(air.card("phone")["misfit"]))
        await air.close()

    asyncio.run(run())


def test_it_is_itself_again_when_that_is_taken_back(clip_a: Clip, clip_tall: Clip) -> None:
    async def run() -> None:
        air = Publishing()
        air.station.stand_ins.want("phone", is_wanted=True)  # before it is there
        air.publish(clip_a, "pc")
        phone = air.publish(clip_tall, "phone")
        await air.until(lambda: not air.card("phone")["misfit"] and air.card("phone")["has_media"])
        air.station.stand_ins.want("phone", is_wanted=False)
        await air.until(lambda: air.card("phone")["misfit"])
        assert air.station.programme.sources[1] is phone.source
        assert air.station.stand_ins.of(phone.source) is None
        await air.close()

    asyncio.run(run())


def test_what_can_not_be_made_to_fit_is_told(
    clip_a: Clip, clip_tall: Clip, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studio.room.relay.transcoding.MODULE", "studio.no_such_module")

    async def run() -> None:
        air = Publishing()
        air.publish(clip_a, "pc")
        air.publish(clip_tall, "phone")
        air.station.stand_ins.want("phone", is_wanted=True)
        await air.until(lambda: "can't be converted" in str(air.card("phone")["misfit"]))
        assert air.card("pc")["role"] == "active"
        await air.close()

    asyncio.run(run())
