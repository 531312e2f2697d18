"""Tests of studio.engine.guests, with a real channel, a real mixer and a real bus."""

import queue
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from studio.engine.demand import Demand
from studio.engine.guests import Guests
from studio.engine.mixer.settings import InputSettings
from studio.engine.mixer.tone_input import ToneInput
from studio.engine.outputs.bus import PacketBus
from studio.engine.sound import NOBODY, Sound
from studio.engine.sources.link import LinkSource
from studio.ipc.address import free_address
from studio.ipc.channel import Channel, ChannelServer
from studio.ipc.message import Message
from studio.ipc.ring import RingReader
from studio.model.events import Event
from studio.model.kinds_link import LinkSettings
from studio.model.media import Codec, Packet, VideoFormat
from studio.model.scene import Audio
from studio.rtmp import nal

SECRET = "00ff"
WAIT_S = 30
CONFIG = nal.avcc(b"\x67\x42\xc0\x1f", b"\x68\xce")
FORMAT = VideoFormat(Codec.H264, 64, 64, Fraction(30), 100, CONFIG)
PICTURE = Packet(0, 0, 0, 1, True, nal.length_prefixed([b"\x65picture"]))


class Stand:
    """The parts around Guests; the other end of the channel is the test's."""

    def __init__(self, folder: Path) -> None:
        self.inbox: queue.SimpleQueue[Callable[[], object]] = queue.SimpleQueue()
        self.got: list[Message] = []
        self.channels: list[Channel] = []
        self.address = free_address(folder, "link")
        self.server = ChannelServer(
            self.address,
            name="link",
            secret=SECRET,
            on_message=lambda channel, message: self.got.append(message),
            on_connect=self.channels.append,
        )
        self.server.start()
        self.demand = Demand()
        self.bus = PacketBus(tracks=2)
        self.sound = Sound(time.monotonic_ns(), Audio(), self.bus, self.demand)
        self.sound.add("Guest", ToneInput(440), InputSettings())
        self.keys = 0
        self.changes: list[bool] = []
        self.events: list[Event] = []
        self.source = LinkSource(
            "Guest",
            LinkSettings(),
            secret=SECRET,
            on_sound_ring=print,
            on_closed=lambda source: None,
        )
        self.guests = Guests(
            self.bus,
            self.sound,
            secret=SECRET,
            post=self.inbox.put,
            name_of=lambda source: "Guest" if source is self.source else None,
            ring_of=lambda name: self.source if name == "Guest" else None,
            on_key_wanted=self.key_wanted,
            on_change=lambda: self.changes.append(self.guests.is_watched),
            on_event=self.events.append,
        )

    def key_wanted(self) -> None:
        self.keys += 1

    def say(self, message: Message) -> None:
        for channel in self.channels:
            channel.send(message)

    def told(self, kind: str) -> list[Message]:
        return [each for each in self.got if each["type"] == kind]

    def until(self, is_so: Callable[[], object]) -> None:
        deadline_s = time.monotonic() + WAIT_S
        while not is_so():
            assert time.monotonic() < deadline_s
            try:
                self.inbox.get(timeout=0.01)()
            except queue.Empty:
                continue

    def close(self) -> None:
        self.guests.close()
        self.source.close()
        self.sound.close()
        self.server.close()


@pytest.fixture
def stand(tmp_path: Path) -> Iterator[Stand]:
    one = Stand(tmp_path)
    yield one
    one.close()


def test_pictures_go_only_while_somebody_looks_on(stand: Stand) -> None:
    stand.guests.attach(stand.address)
    stand.until(lambda: stand.told("programme"))
    stand.bus.put_format(0, FORMAT)
    stand.bus.put(PICTURE)
    stand.say({"type": "watch", "on": True})
    stand.until(lambda: stand.guests.is_watched)
    stand.say({"type": "key_wanted"})
    stand.until(lambda: stand.keys)
    stand.bus.put(PICTURE)
    stand.until(lambda: stand.told("picture"))
    assert len(stand.told("picture")) == 1
    assert stand.told("picture")[0]["data"].count(b"\0\0\0\1") == 3  # type: ignore[attr-defined]
    whole = str(stand.told("minus")[0]["ring"])
    assert whole == stand.sound.minus_ring(NOBODY)
    stand.say({"type": "watch", "on": False})
    stand.until(lambda: not stand.guests.is_watched)
    assert stand.changes == [True, False]
    assert not stand.demand.needs_sound


def test_who_listens_is_mixed_for_until_the_process_is_gone(stand: Stand) -> None:
    stand.guests.attach(stand.address)
    stand.source.attach(stand.address)
    stand.until(lambda: len(stand.channels) == 2)
    stand.guests.minus(stand.source, True)
    stand.until(lambda: any(each["ring"] != "" for each in stand.told("minus")))
    RingReader.attach(str(stand.told("minus")[0]["ring"])).close()
    stand.guests.attach("")
    assert not stand.demand.needs_sound
    stand.guests.minus(stand.source, False)
    stand.until(stand.inbox.empty)
