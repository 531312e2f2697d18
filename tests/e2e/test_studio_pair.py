"""Two studios see and hear each other while both rooms keep their viewers, and fight a PK."""

import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from studio.model.edits import SetInputSettings
from studio.model.events import InputStateChanged
from studio.supervisor.session_file import find_session
from tests.e2e.app_stand_in import AppStandIn, wait
from tests.e2e.link_seen import RATE_HZ, level_db
from tests.e2e.live_studio import ROOT
from tests.e2e.plugin_run import PluginRun
from tests.e2e.studio_pair import (
    CAMERA,
    CLIP,
    COLOURS,
    CORNER,
    OTHER,
    SIDE,
    SIDE_COLOUR,
    SIZE,
    TONES_HZ,
    Anchor,
    StudioPair,
    is_running,
)

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

Colour = tuple[int, int, int]
BAR: tuple[Colour, Colour] = (255, 77, 109), (61, 139, 255)
"""Of the room that asked, and of the other."""
NEAR = 45
"""How far a colour may be off that was encoded twice."""
HEARD_DB = -30
ECHO_DB = 25
"""An echo is as loud as the rest; a tone that broke off with its link leaks 38 dB below itself."""


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StudioPair]:
    with StudioPair(tmp_path_factory.mktemp("pair")) as pair:
        pair.link()
        yield pair


def shares(picture: NDArray[np.uint8], colour: Colour) -> float:
    """Return how much of a picture has a colour."""
    off = np.abs(picture.astype(int) - colour).max(axis=-1)
    return float((off < NEAR).mean())


def watched(url: str, seconds: float = 4.0) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """Return the last picture and the sound of so many seconds that a viewer sees and hears."""
    sound: list[NDArray[np.float32]] = []
    with av.open(url, timeout=60) as stream:
        for frame in stream.decode(audio=0, video=0):
            if isinstance(frame, av.AudioFrame):
                sound.append(np.asarray(frame.to_ndarray()[0], np.float32))
            elif isinstance(frame, av.VideoFrame) and sum(map(len, sound)) > seconds * RATE_HZ:
                picture = np.asarray(frame.to_ndarray(format="rgb24"), np.uint8)
                return picture, np.concatenate(sound)
    raise AssertionError(f"{url} ended early")


def halves(picture: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Return what an anchor has at the left and at the right, without the seam."""
    return picture[:, : SIZE[0] // 2 - 16], picture[:, SIZE[0] // 2 + 16 :]


def test_both_rooms_viewers_see_and_hear_both_studios(pair: StudioPair) -> None:
    for number, room in enumerate(("1", "2")):
        wait(partial(is_whole, pair.watch(room), COLOURS[number], COLOURS[1 - number]))
        assert pair.get(f"/api/rooms/{room}")["show"], "its show goes on"


def is_whole(url: str, ours: Colour, theirs: Colour) -> bool:
    """Tell whether viewers see both studios and hear both."""
    picture, sound = watched(url, 2.0)
    own, other = halves(picture)
    are_seen = shares(own, ours) > 0.9 and shares(other, theirs) > 0.9
    return are_seen and min(level_db(sound, hz) for hz in TONES_HZ) > HEARD_DB


def test_the_bar_of_a_pk_is_on_both_streams(pair: StudioPair) -> None:
    first, second = (Anchor(studio) for studio in pair.studios)
    with ExitStack() as stack:
        for number, studio in enumerate(pair.studios):
            log = pair.recordings[number].parent / "plugin"
            log.mkdir()
            run = stack.enter_context(PluginRun(ROOT / "plugins" / "pk", studio.run_dir, log=log))
            wait(run.plugins)
        assert first.act(type="ask_battle", rooms=["2"], rules="quick")["type"] == "accepted"
        battle = second.wait_for("asked")["battle"]
        yes = second.act(type="answer_battle", battle=battle, is_accepted=True)
        assert yes["type"] == "accepted"
        first.wait_for("fight")
        wait(lambda: has_bar(watched(pair.watch("1"), 0.2)[0], *BAR))
        wait(lambda: has_bar(watched(pair.watch("2"), 0.2)[0], *reversed(BAR)))
        second.act(type="leave_battle", battle=battle)
        end = first.wait_for("forfeit")
        assert (end["winner"], end["reason"]) == ("1", "surrender")
        report = pair.get(f"/api/rooms/2/battles/{battle}")
        assert report["agrees"] is True
        first.act(type="leave_battle", battle=battle)
        first.wait_for("over")
    first.close()
    second.close()


def test_a_camera_of_a_studio_is_seen_beside_its_programme_and_both_come_again(
    pair: StudioPair,
) -> None:
    app, studio = pair.apps[0], pair.studios[0]
    are_both_seen = partial(is_in_corner, pair, SIDE_COLOUR)
    wait(are_both_seen)
    session = find_session(studio.run_dir)
    assert session
    (link,) = (each for each in session.processes if each.kind == "link")
    told = len(app.events)
    os.kill(link.pid, signal.SIGKILL)
    for name in (OTHER, CAMERA):
        wait(partial(changed, app, told, name, "failed"))
        wait(partial(is_running, app, name))
    wait(are_both_seen)


def changed(app: AppStandIn, since: int, name: str, state: str) -> bool:
    """Tell whether an input has been told to be so since a number of events."""
    changes = [each for each in app.events[since:] if isinstance(each, InputStateChanged)]
    return any((each.input, each.health) == (name, state) for each in changes)


def test_an_input_is_switched_to_what_is_offered_and_says_what_is_not(pair: StudioPair) -> None:
    app = pair.apps[0]
    told = [len(each.events) for each in pair.apps]

    def changes(number: int) -> list[InputStateChanged]:
        events = pair.apps[number].events[told[number] :]
        return [each for each in events if isinstance(each, InputStateChanged)]

    def ask_for(camera: str) -> None:
        settings: dict[str, object] = {"peer": "seat:1", "camera": camera}
        assert app.do(SetInputSettings(input=CAMERA, settings=settings))["ok"]

    for camera, colour in ((CLIP, COLOURS[1]), (SIDE, SIDE_COLOUR)):
        ask_for(camera)
        wait(partial(is_in_corner, pair, colour))
    assert not changes(0) + changes(1), "all on the line that there was"
    ask_for("Bedroom")
    sentence = "does not offer a camera called Bedroom"
    wait(lambda: any(sentence in each.reason for each in changes(0)))
    ask_for(SIDE)
    wait(lambda: is_running(app, CAMERA) and is_in_corner(pair, SIDE_COLOUR))


def test_what_is_offered_no_longer_is_not_seen_any_more(pair: StudioPair) -> None:
    app = pair.apps[0]
    told = len(app.events)

    pair.offer(CLIP)
    wait(partial(changed, app, told, CAMERA, "failed"))
    wait(lambda: not is_in_corner(pair, SIDE_COLOUR))  # the last picture stays for a second
    told = len(app.events)
    pair.offer(CLIP, SIDE)
    wait(partial(changed, app, told, CAMERA, "running"))
    wait(partial(is_in_corner, pair, SIDE_COLOUR))


def is_in_corner(pair: StudioPair, colour: Colour) -> bool:
    """Tell whether viewers see a camera in the corner, and the other studio's programme around."""
    picture = watched(pair.watch("1"), 0.2)[0]
    width, height = CORNER
    corner = picture[-height + 8 : -8, -width + 8 : -8]
    return shares(corner, colour) > 0.9 and shares(halves(picture)[1], COLOURS[1]) > 0.9


def has_bar(picture: NDArray[np.uint8], left: Colour, right: Colour) -> bool:
    """Tell whether a picture has a PK bar of these colours."""
    y, half = round((70 + 26) / 3), round(1240 / 3 / 2)  # of plugins/pk, on a canvas of 1080 lines
    middle = SIZE[0] // 2
    parts = (
        (picture[y - 4 : y + 4, middle - half + 40 : middle - half + 60], left),
        (
            picture[y - 4 : y + 4, middle + half - 60 : middle + half - 40],
            right,
        ),
    )
    return all(shares(part, colour) > 0.8 for part, colour in parts)


def test_each_recording_has_the_other_and_no_echo_of_itself(pair: StudioPair) -> None:
    for studio in pair.studios:
        studio.command("end")
        studio.wait()
    for number, recording in enumerate(pair.recordings):
        own, other = TONES_HZ[number], TONES_HZ[1 - number]
        programme, alone = sound_of(recording, 0), sound_of(recording, 1)
        assert min(level_db(programme, hz) for hz in TONES_HZ) > HEARD_DB
        assert level_db(alone, other) > HEARD_DB
        assert level_db(alone, own) < level_db(alone, other) - ECHO_DB, "it hears itself back"


def sound_of(recording: Path, track: int) -> NDArray[np.float32]:
    """Return the left side of a track of a recording."""
    with av.open(str(recording)) as file:
        return np.concatenate([frame.to_ndarray()[0] for frame in file.decode(audio=track)])
