"""Tests of studio.engine.sources.link: how late a peer's sound is, by whoever said so last."""

import time
from collections.abc import Callable
from pathlib import Path

from studio.engine.sources.link import LinkSource
from studio.ipc.address import free_address
from studio.ipc.channel import Channel, ChannelServer
from studio.ipc.message import Message
from studio.model.kinds_link import LinkSettings

SECRET = "5ec4e7"


def until(is_so: Callable[[], object]) -> None:
    deadline_s = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < deadline_s
        time.sleep(0.005)


def test_what_was_set_and_what_was_measured_never_count_both(tmp_path: Path) -> None:
    heard: list[Message] = []
    channels: list[Channel] = []
    offsets_ms: list[float] = []
    rings: list[str] = []
    address = free_address(tmp_path, "link")
    server = ChannelServer(
        address,
        name="link",
        secret=SECRET,
        on_message=lambda channel, message: heard.append(message),
        on_connect=channels.append,
    )
    server.start()
    source = LinkSource(
        "Phone",
        LinkSettings(audio_offset_ms=40),
        secret=SECRET,
        on_sound_ring=rings.append,
        on_closed=lambda source: None,
        on_offset=offsets_ms.append,
    )
    source.attach(address)

    def measured(offset_ms: float | None) -> None:
        told = len(offsets_ms)
        channels[0].send({"type": "offset", "audio_offset_ms": offset_ms})
        until(lambda: len(offsets_ms) > told)

    until(lambda: channels)
    measured(None)
    measured(83.5)
    assert offsets_ms == [40, 40, 83.5]
    source.take(LinkSettings(audio_offset_ms=83.5))  # it is kept: nothing moves
    until(lambda: {"type": "offset_set"} in heard)
    measured(None)
    assert offsets_ms[3:] == [83.5, 83.5]
    measured(20.0)
    source.take(LinkSettings(audio_offset_ms=-50))
    assert offsets_ms[-2:] == [20, -50]
    source.take(LinkSettings(peer="seat:2", camera="Side", audio_offset_ms=-50))
    until(lambda: {"type": "peer", "peer": "seat:2", "input": "Side"} in heard)
    channels[0].send({"type": "ring", "kind": "sound", "name": ""})
    until(lambda: rings == [""])
    source.close()
    server.close()
