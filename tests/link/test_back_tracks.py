"""What isn't taken in time is left out: pictures up to a key frame, sound from its old end."""

import asyncio

from studio.link.back_tracks import MOST_PICTURES, MOST_SOUNDS, PictureTrack, SoundTrack
from studio.model.media import SECOND_NS


def test_pictures_begin_and_go_on_with_key_frames() -> None:
    async def run() -> None:
        asked: list[bool] = []
        track = PictureTrack(lambda: asked.append(True))
        track.put(0, False, b"before")
        track.put(SECOND_NS, True, b"key")
        track.put(2 * SECOND_NS, False, b"delta")
        first, second = await track.recv(), await track.recv()
        assert [bytes(first), bytes(second)] == [b"key", b"delta"]
        assert [first.pts, second.pts] == [90_000, 180_000]
        for number in range(MOST_PICTURES + 1):
            track.put(number, False, b"x")
        assert asked == [True]
        track.put(9, True, b"key")
        assert bytes(await track.recv()) == b"key"
        track.only_keys = True
        track.put(10, False, b"delta")
        track.put(11, True, b"next")
        assert bytes(await track.recv()) == b"next"
        assert track.left_out == 1 + MOST_PICTURES + 1 + 1
        track.stop()

    asyncio.run(run())


def test_sound_is_the_newest() -> None:
    async def run() -> None:
        track = SoundTrack()
        for number in range(MOST_SOUNDS + 3):
            track.put(bytes([number]), number * 960)
        assert bytes(await track.recv()) == bytes([3])
        assert track.left_out == 3
        track.stop()

    asyncio.run(run())
