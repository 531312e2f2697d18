"""Tests of studio.engine.encoders.video."""

import threading
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from studio.engine.encoders.catalog import NVENC, X264, EncoderSpec
from studio.engine.encoders.codec import VideoCodec
from studio.engine.encoders.errors import EncoderError
from studio.engine.encoders.preset import BEHIND_NS
from studio.engine.encoders.settings import EncoderSettings
from studio.engine.encoders.video import QUEUE_PICTURES, VideoEncoder
from studio.engine.picture import Plane
from studio.model.media import SECOND_NS, Packet, VideoFormat

Draw = Callable[..., Plane]
WAIT_S = 30


class Gate(VideoCodec):
    """x264 that encodes a picture only when the test lets it."""

    def __init__(self, spec: EncoderSpec, settings: EncoderSettings, start_index: int = 0) -> None:
        super().__init__(spec, settings, start_index)
        self.has_begun = threading.Event()
        self.may_go_on = threading.Event()

    def encode(self, index: int, nv12: Plane, *, key: bool = False) -> list[Packet]:
        self.has_begun.set()
        assert self.may_go_on.wait(WAIT_S)
        return super().encode(index, nv12, key=key)


class Card(VideoCodec):
    """A graphics card's encoder that breaks at some ticks, as a driver does."""

    def __init__(self, settings: EncoderSettings, start_index: int, breaks_at: range) -> None:
        super().__init__(X264, replace(settings, preset="veryfast"), start_index)
        self.spec = NVENC
        self._breaks_at = breaks_at

    def encode(self, index: int, nv12: Plane, *, key: bool = False) -> list[Packet]:
        if index in self._breaks_at:
            raise EncoderError("the card lost its device")
        return super().encode(index, nv12, key=key)


def fill(encoder: VideoEncoder, draw: Draw, first: int, last: int) -> None:
    """Put pictures in as fast as the encoder takes them."""
    for index in range(first, last):
        taken = encoder.encoded
        while encoder.queued >= QUEUE_PICTURES - 1 and encoder.encoded == taken:
            threading.Event().wait(0.001)
        assert encoder.put(index, draw(index))


def test_encodes_all_and_tells_the_format_first(settings: EncoderSettings, picture: Draw) -> None:
    got: list[Packet | VideoFormat] = []
    encoder = VideoEncoder(settings, on_packet=got.append, on_format=got.append, start_index=30)
    fill(encoder, picture, 30, 100)
    encoder.close()
    format, *packets = got
    assert format == encoder.format
    assert isinstance(format, VideoFormat)
    assert (format.width, format.kbps) == (320, 600)
    times = [packet.pts_ns for packet in packets if isinstance(packet, Packet)]
    assert times == [index * SECOND_NS // 30 for index in range(30, 100)]
    assert (encoder.encoded, encoder.skipped) == (70, 0)
    assert encoder.encode_times.count == 70
    assert "encode" not in {thread.name for thread in threading.enumerate()}


def test_put_never_waits_and_counts_what_it_skips(settings: EncoderSettings, picture: Draw) -> None:
    opened: list[Gate] = []

    def open_codec(spec: EncoderSpec, asked: EncoderSettings, start: int) -> Gate:
        opened.append(Gate(spec, asked, start))
        return opened[-1]

    packets: list[Packet] = []
    encoder = VideoEncoder(settings, on_packet=packets.append, open_codec=open_codec)
    assert encoder.put(0, picture(0))
    assert opened[0].has_begun.wait(WAIT_S)
    taken = [encoder.put(index, picture(index)) for index in range(1, QUEUE_PICTURES + 4)]
    assert taken == [True] * QUEUE_PICTURES + [False] * 3
    assert encoder.skipped == 3
    opened[0].may_go_on.set()
    encoder.close()
    assert len(packets) == 1 + QUEUE_PICTURES
    assert not encoder.put(99, picture(99)), "closed"


def test_a_key_frame_on_demand(settings: EncoderSettings, picture: Draw) -> None:
    packets: list[Packet] = []
    encoder = VideoEncoder(settings, on_packet=packets.append)
    fill(encoder, picture, 0, 20)
    encoder.force_key()
    fill(encoder, picture, 20, 50)
    encoder.close()
    keys = [round(packet.pts_ns * 30 / SECOND_NS) for packet in packets if packet.is_key]
    assert len(keys) == 2
    assert 20 - QUEUE_PICTURES <= keys[1] <= 20


def test_the_bit_rate_changes_at_a_key_frame(settings: EncoderSettings, picture: Draw) -> None:
    got: list[Packet | VideoFormat] = []
    encoder = VideoEncoder(settings, on_packet=got.append, on_format=got.append)
    fill(encoder, picture, 0, 40)
    encoder.set_kbps(2000)
    fill(encoder, picture, 40, 100)
    encoder.close()
    formats = [index for index, item in enumerate(got) if isinstance(item, VideoFormat)]
    assert len(formats) == 2
    second, first_of_it = got[formats[1]], got[formats[1] + 1]
    assert isinstance(second, VideoFormat)
    assert isinstance(first_of_it, Packet)
    assert second.kbps == 2000
    assert first_of_it.is_key
    packets = [item for item in got if isinstance(item, Packet)]
    assert [p.pts_ns for p in packets] == [i * SECOND_NS // 30 for i in range(100)]


def test_decoding_times_never_go_back_when_the_next_encoder_begins_earlier(
    settings: EncoderSettings, picture: Draw
) -> None:
    """One with B-frames takes over from one without, two frames before its first picture."""
    packets: list[Packet] = []

    def open_codec(spec: EncoderSpec, asked: EncoderSettings, start: int) -> VideoCodec:
        return VideoCodec(spec, replace(asked, b_frames=2 if start else 0), start)

    encoder = VideoEncoder(settings, on_packet=packets.append, open_codec=open_codec)
    fill(encoder, picture, 0, 40)
    encoder.set_kbps(800)
    fill(encoder, picture, 40, 80)
    encoder.close()
    assert len(packets) == 80
    dts = [packet.dts_ns for packet in packets]
    assert dts == sorted(set(dts))
    assert all(packet.dts_ns <= packet.pts_ns for packet in packets)


def encode_150(
    settings: EncoderSettings, draw: Draw, *cards: range
) -> tuple[VideoEncoder, list[int], list[int], list[str]]:
    """Encode on a card that breaks at these ticks, and each time it is opened at the next.

    Returns:
        The encoder, the ticks that came out, those of key frames, and what was said.
    """
    packets: list[Packet] = []
    said: list[str] = []
    left = list(cards)

    def open_codec(spec: EncoderSpec, asked: EncoderSettings, start: int) -> VideoCodec:
        if spec is NVENC:
            return Card(asked, start, left.pop(0))
        if spec is not X264:
            raise EncoderError(f"no {spec.title} here")
        return VideoCodec(spec, asked, start)

    encoder = VideoEncoder(
        replace(settings, encoder=NVENC.id, preset="auto"),
        on_packet=packets.append,
        on_event=said.append,
        open_codec=open_codec,
    )
    fill(encoder, draw, 0, 150)
    encoder.close()
    ticks = [round(packet.pts_ns * 30 / SECOND_NS) for packet in packets]
    keys = [tick for tick, packet in zip(ticks, packets, strict=True) if packet.is_key]
    return encoder, ticks, keys, said


def test_an_encoder_that_fails_once_is_opened_again(
    settings: EncoderSettings, picture: Draw
) -> None:
    encoder, ticks, keys, said = encode_150(settings, picture, range(80, 81), range(0))
    assert encoder.settings.encoder == NVENC.id
    assert said == [
        "NVENC failed (the card lost its device) and was opened again; a key frame came with it"
    ]
    assert keys == [0, 60, 80, 140]
    assert ticks[-70:] == list(range(80, 150)), "the picture that failed was encoded, too"


def test_an_encoder_that_fails_again_is_replaced(settings: EncoderSettings, picture: Draw) -> None:
    encoder, ticks, _, said = encode_150(settings, picture, range(80, 81), range(100, 150))
    assert (encoder.settings.encoder, encoder.settings.preset) == ("libx264", "veryfast")
    assert "was opened again" in said[0]
    assert said[1].startswith("NVENC failed (the card lost its device) and was replaced by x264")
    assert ticks[-50:] == list(range(100, 150))


def test_an_encoder_that_fails_at_once_is_not_tried_twice(
    settings: EncoderSettings, picture: Draw
) -> None:
    encoder, ticks, _, said = encode_150(settings, picture, range(0, 150))
    assert encoder.settings.encoder == "libx264"
    assert len(said) == 1
    assert ticks == list(range(150))


def test_when_nothing_works_any_more_it_says_so(settings: EncoderSettings, picture: Draw) -> None:
    said: list[str] = []
    has_failed = threading.Event()

    def open_codec(spec: EncoderSpec, asked: EncoderSettings, start: int) -> VideoCodec:
        if spec is NVENC:
            return Card(asked, start, range(5, 6))
        raise EncoderError(f"no {spec.title} here")

    def hear(sentence: str) -> None:
        said.append(sentence)
        has_failed.set()

    encoder = VideoEncoder(
        replace(settings, encoder=NVENC.id, preset="auto"),
        on_packet=lambda packet: None,
        on_event=hear,
        open_codec=open_codec,
    )
    fill(encoder, picture, 0, 6)
    assert has_failed.wait(WAIT_S)
    assert said == ["no encoder works any more: no x264 here"]
    assert not encoder.put(6, picture(6))
    encoder.close()


@pytest.mark.slow
def test_an_encoder_that_stays_behind_gets_a_faster_preset(
    settings: EncoderSettings, picture: Draw
) -> None:
    opened: list[Gate] = []
    said: list[str] = []
    packets: list[Packet] = []

    def open_codec(spec: EncoderSpec, asked: EncoderSettings, start: int) -> Gate:
        opened.append(Gate(spec, asked, start))
        return opened[-1]

    encoder = VideoEncoder(
        settings,
        on_packet=packets.append,
        on_event=said.append,
        may_speed_up=True,
        open_codec=open_codec,
    )
    begun_ns = time.monotonic_ns()
    index = 0
    while time.monotonic_ns() - begun_ns < BEHIND_NS * 1.2:
        encoder.put(index, picture(index))
        index += 1
        opened[0].has_begun.wait(WAIT_S)
        threading.Event().wait(0.02)
    opened[0].may_go_on.set()
    while len(opened) < 2:
        threading.Event().wait(0.01)
    opened[1].may_go_on.set()
    encoder.close()
    assert encoder.settings.preset == "superfast"
    assert said == [
        "the encoder could not keep up and works with the preset superfast now, after veryfast"
    ]
    assert len(packets) == 1 + QUEUE_PICTURES


def test_refuses_an_encoder_that_nobody_chose(settings: EncoderSettings) -> None:
    with pytest.raises(EncoderError, match="must be chosen"):
        VideoEncoder(replace(settings, encoder="auto"), on_packet=lambda packet: None)


def test_an_encoder_that_does_not_exist_leaves_no_thread(settings: EncoderSettings) -> None:
    with pytest.raises(EncoderError, match="no encoder “h266”"):
        VideoEncoder(replace(settings, encoder="h266"), on_packet=lambda packet: None)
    assert "encode" not in {thread.name for thread in threading.enumerate()}
