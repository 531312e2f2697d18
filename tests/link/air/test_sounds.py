"""Tests of studio.link.air.sounds."""

from itertools import pairwise

import av
import numpy as np

from studio.link.air.sounds import BEHIND_NS, SoundTags
from studio.model.media import SECOND_NS
from studio.publish import MediaTag
from tests.link.encoded_clip import TONE_HZ, encode_clip

PACKET_NS = 20_000_000
START_NS = SECOND_NS


def decoded(
    sounds: SoundTags, tags: list[MediaTag]
) -> "np.ndarray[tuple[int, ...], np.dtype[np.float32]]":
    """Return the left side of what a player hears."""
    codec = av.CodecContext.create("aac", "r")
    codec.extradata = sounds.format.config
    frames = [frame for tag in tags for frame in codec.decode(av.Packet(tag.body[2:]))]
    return np.concatenate([frame.to_ndarray()[0] for frame in frames]).astype(np.float32)


def test_opus_becomes_aac_at_the_same_times_with_a_lost_packet_in_it() -> None:
    packets = encode_clip(32, 32, pictures=1).sounds
    sounds = SoundTags()
    tags: list[MediaTag] = []
    for number, packet in enumerate(packets):
        if number != 30:
            tags += sounds.tags(packet, START_NS + number * PACKET_NS)
    times_ms = [tag.time_ms for tag in tags]
    assert {after - before for before, after in pairwise(times_ms)} <= {21, 22}
    assert abs(times_ms[0] - 1_000) < 25
    heard = decoded(sounds, tags)[4096 : 4096 + 24_000]
    spectrum = np.abs(np.fft.rfft(heard))
    assert abs(int(spectrum.argmax()) * 2 - TONE_HZ) < 4


def test_where_nothing_comes_there_is_silence() -> None:
    sounds = SoundTags()
    tags = sounds.fill(START_NS)
    for number in range(1, 60):
        tags += sounds.fill(START_NS + number * 33_000_000)
    times_ms = [tag.time_ms for tag in tags]
    assert {after - before for before, after in pairwise(times_ms)} <= {21, 22}
    assert times_ms[-1] >= 1_000 + 59 * 33 - BEHIND_NS // 1_000_000 - 70
    assert np.abs(decoded(sounds, tags)).max() < 1e-3
    late = encode_clip(32, 32, pictures=1).sounds[0]
    assert sounds.tags(late, START_NS) == [], "what is so late is not heard twice"
    assert sounds.tags(b"\xff\xff", START_NS + 3 * SECOND_NS) == []
