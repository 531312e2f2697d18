"""Two studios see and hear each other while both rooms keep their viewers, and fight a PK."""

from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.e2e.link_seen import RATE_HZ, level_db
from tests.e2e.studio_pair import COLOURS, SIZE, TONES_HZ, StudioPair

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

NEAR = 45
"""How far a colour may be off that was encoded twice."""
HEARD_DB = -30


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StudioPair]:
    with StudioPair(tmp_path_factory.mktemp("pair")) as pair:
        pair.link()
        yield pair


def shares(picture: NDArray[np.uint8], colour: tuple[int, int, int]) -> float:
    """Return how much of a picture has a colour."""
    off = np.abs(picture.astype(int) - colour).max(axis=-1)
    return float((off < NEAR).mean())


def watched(url: str, seconds: float = 4.0) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """Return the last picture and the sound of so many seconds that a viewer sees and hears."""
    sound: list[NDArray[np.float32]] = []
    with av.open(url, timeout=60) as stream:
        for frame in stream.decode(audio=0, video=0):
            if isinstance(frame, av.AudioFrame):
                sound.append(frame.to_ndarray()[0])
            elif sum(map(len, sound)) > seconds * RATE_HZ:
                return frame.to_ndarray(format="rgb24"), np.concatenate(sound)
    raise AssertionError(f"{url} ended early")


def halves(picture: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Return what an anchor has at the left and at the right, without the seam."""
    return picture[:, : SIZE[0] // 2 - 16], picture[:, SIZE[0] // 2 + 16 :]


def test_both_rooms_viewers_see_and_hear_both_studios(pair: StudioPair) -> None:
    for number, room in enumerate(("1", "2")):
        picture, sound = watched(pair.watch(room))
        own, other = halves(picture)
        assert shares(own, COLOURS[number]) > 0.9
        assert shares(other, COLOURS[1 - number]) > 0.9
        assert min(level_db(sound, hz) for hz in TONES_HZ) > HEARD_DB
        assert pair.get(f"/api/rooms/{room}")["show"], "its show goes on"


def test_each_recording_has_the_other_and_no_echo_of_itself(pair: StudioPair) -> None:
    for studio in pair.studios:
        studio.command("end")
        studio.wait()
    for number, recording in enumerate(pair.recordings):
        own, other = TONES_HZ[number], TONES_HZ[1 - number]
        programme, alone = sound_of(recording, 0), sound_of(recording, 1)
        assert min(level_db(programme, hz) for hz in TONES_HZ) > HEARD_DB
        assert level_db(alone, other) > HEARD_DB
        assert level_db(alone, own) < level_db(alone, other) - 40, "it hears itself back"


def sound_of(recording: Path, track: int) -> NDArray[np.float32]:
    """Return the left side of a track of a recording."""
    with av.open(str(recording)) as file:
        return np.concatenate([frame.to_ndarray()[0] for frame in file.decode(audio=track)])
