"""Pictures of H.264 and VP8 and sound of Opus come out as they went in, in a ring."""

import secrets
import time
from collections.abc import Iterator

import numpy as np
import pytest

from studio.ipc.ring import RingReader
from studio.link.decoding import PictureDecoder, SoundDecoder
from studio.link.picture_packets import EncodedPicture
from studio.link.rings import LinkRings
from tests.link.encoded_clip import TONE_HZ, encode_clip, read_number

SIZE = 320, 180


@pytest.fixture
def rings() -> Iterator[tuple[LinkRings, dict[str, str]]]:
    told: dict[str, str] = {}
    rings = LinkRings(f"link-test-{secrets.token_hex(4)}", told.__setitem__)
    yield rings, told
    rings.close()


@pytest.mark.parametrize("codec", ["libx264", "libvpx"])
def test_each_picture_comes_out_when_it_goes_in(
    rings: tuple[LinkRings, dict[str, str]], codec: str
) -> None:
    writer, told = rings
    clip = encode_clip(*SIZE, pictures=10, codec=codec)
    decoder = PictureDecoder(writer)
    for number, data in enumerate(clip.pictures):
        encoded = EncodedPicture(0, codec == "libvpx", number == 0, data)
        assert decoder.decode(encoded, lambda: 5)
        reader = RingReader.attach(told["picture"])
        slot = reader.newest(time.monotonic_ns())
        assert slot
        luma = np.frombuffer(slot.data, np.uint8)[: SIZE[0] * SIZE[1]].reshape(SIZE[::-1])
        assert read_number(luma) == number
        assert (slot.pts_ns, slot.width, slot.height) == (5, *SIZE)
        chroma = np.frombuffer(slot.data, np.uint8)[SIZE[0] * SIZE[1] :]
        assert abs(int(chroma.mean()) - 128) < 3
        reader.close()


def test_a_smaller_picture_is_as_large_in_the_scene(
    rings: tuple[LinkRings, dict[str, str]],
) -> None:
    writer, told = rings
    for width, height in ((640, 360), (320, 180), (180, 320)):
        writer.begin_picture(width, height)
        writer.commit_picture(width, height, 1)
        reader = RingReader.attach(told["picture"])
        slot = reader.newest(2)
        assert slot
        natural = (180, 320) if height > width else (640, 360)
        assert (slot.natural_width, slot.natural_height) == natural
        reader.close()


def test_what_is_no_picture_and_no_sound_is_told(rings: tuple[LinkRings, dict[str, str]]) -> None:
    decoder = PictureDecoder(rings[0])
    junk = EncodedPicture(0, False, True, b"\0\0\0\1\x65" + bytes(50))
    assert not decoder.decode(junk, lambda: 0) or decoder.decoded == 0
    sounds = SoundDecoder()
    assert sounds.decode(b"\xff\xff\xff") is None
    clip = encode_clip(*SIZE, pictures=1)
    parts = [sounds.decode(each) for each in clip.sounds[:25]]
    samples = np.concatenate([each for each in parts if each is not None])
    assert len(samples) == pytest.approx(25 * 960, abs=960)
    spectrum = np.abs(np.fft.rfft(samples[-9600:, 1]))
    assert spectrum.argmax() * 5 == pytest.approx(TONE_HZ, abs=10)
