"""A phone as a camera and a guest, whole: their page, the room, link, the engine, the recording.

The guest looks on: a clip of one colour with a tone is part of the scene, and comes back to him,
while his own tone is in the recording and does not.
"""

import json
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Page, expect

from studio.model.events import InputStateChanged
from tests.e2e.app_stand_in import AppStandIn, wait
from tests.e2e.link_phone import Stage, browser_with_camera, invite, new_page
from tests.e2e.link_seen import (
    LEVEL_DB,
    LEVELS_DB,
    LISTEN,
    SEEN_CORNER,
    SPEAK_A_TONE,
    level_db,
    write_clip,
)
from tests.e2e.live_studio import LiveStudio

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

SIZE = 640, 360
CHEAP = ["--encoder", "libx264", "--preset", "superfast", "--video-kbps", "2500"]
SHOWN_S = 4
BLUE = 40, 80, 200
CLIP_HZ, GUEST_HZ = 700, 1500


@pytest.fixture
def scene(tmp_path: Path) -> Path:
    """Return a scene that a phone's picture fills, with a guest and a clip in its corners."""
    path = tmp_path / "scene.json"
    collection = {
        "schema": 1,
        "name": "Phone",
        "canvas": {"width": SIZE[0], "height": SIZE[1], "fps": "30"},
        "inputs": [
            {"name": "Phone", "kind": "link", "settings": {}},
            {"name": "Guest", "kind": "link", "settings": {"peer": "seat:1"}},
            {"name": "Clip", "kind": "media", "settings": {"file": "clip.mkv", "loop": True}},
        ],
        "scenes": [
            {
                "name": "Main",
                "items": [
                    {"source": "Phone", "transform": _within(0, 0, *SIZE)},
                    {"source": "Guest", "transform": _within(480, 270, 160, 90)},
                    {"source": "Clip", "transform": _within(0, 0, 160, 90)},
                ],
            }
        ],
    }
    path.write_text(json.dumps(collection))
    write_clip(tmp_path / "clip.mkv", BLUE, CLIP_HZ)
    return path


def _within(x: int, y: int, width: int, height: int) -> dict[str, object]:
    bounds = {"bounds_type": "scale_inner", "bounds_width": width, "bounds_height": height}
    return {"x": x, "y": y, **bounds}


def healths(app: AppStandIn, name: str) -> list[str]:
    """Return how an input was, one after the other."""
    changes = [each for each in app.events if isinstance(each, InputStateChanged)]
    return [each.health for each in changes if each.input == name]


def pictures(recording: Path) -> NDArray[np.uint8]:
    """Return small pictures of a recording, as RGB."""
    with av.open(str(recording)) as file:
        frames = [
            frame.reformat(width=64, height=36, format="rgb24").to_ndarray()
            for frame in file.decode(video=0)
        ]
    return np.array(frames)


def sound(recording: Path) -> NDArray[np.float32]:
    """Return the left side of a recording's sound."""
    with av.open(str(recording)) as file:
        return np.concatenate([frame.to_ndarray()[0] for frame in file.decode(audio=0)])


def phone_comes(studio: LiveStudio, app: AppStandIn, page: Page) -> None:
    """Have a phone come, lose its link, come back by itself and go."""
    page.goto(invite(studio))
    page.click("#start")
    expect(page.locator("#state")).to_have_text("Linked to the studio", timeout=90_000)
    expect(page.locator("#tally")).to_have_text("On air", timeout=90_000)
    wait(lambda: healths(app, "Phone")[-1:] == ["running"])
    page.wait_for_timeout(SHOWN_S * 1000)
    studio.kill("link")
    wait(lambda: healths(app, "Phone")[-1:] == ["failed"])
    wait(lambda: healths(app, "Phone")[-1:] == ["running"])
    expect(page.locator("#state")).to_have_text("Linked to the studio", timeout=90_000)
    page.click("#stop")
    wait(lambda: healths(app, "Phone")[-1:] == ["failed"])


def guest_comes(studio: LiveStudio, app: AppStandIn, page: Page) -> None:
    """Have a guest wait until the anchor gives a seat, look on, and be sent away."""
    page.add_init_script(SPEAK_A_TONE % GUEST_HZ)
    page.goto(invite(studio, "guest"))
    page.fill("#name", "Li")
    page.click("#start")
    expect(page.locator("#state")).to_contain_text("The anchor will let you in", timeout=90_000)
    with Stage(studio) as stage:
        wait(lambda: stage.find("guest"))
        guest = stage.find("guest")
        assert guest is not None
        assert guest["name"] == "Li"
        stage.act({"type": "stage_accept", "peer": guest["id"], "seat": 1})
        expect(page.locator("#state")).to_have_text("Linked to the studio", timeout=90_000)
        wait(lambda: healths(app, "Guest")[-1:] == ["running"])
        looks_on(page)
        stage.act({"type": "stage_remove", "peer": guest["id"]})
        expect(page.locator("#state")).to_have_text("The anchor ended the call.", timeout=90_000)
        wait(lambda: healths(app, "Guest")[-1:] == ["failed"])


def looks_on(page: Page) -> None:
    """Have the guest see the clip's colour and hear its tone, and not his own."""
    expect(page.locator("#programme-state")).to_contain_text("You see the show", timeout=90_000)
    wait(lambda: np.abs(np.subtract(page.evaluate(SEEN_CORNER), BLUE)).max() < 30)
    page.evaluate(LISTEN)
    wait(lambda: page.evaluate(LEVEL_DB, CLIP_HZ) > -50)
    clip_db, own_db = page.evaluate(LEVELS_DB, [CLIP_HZ, GUEST_HZ])
    assert own_db < clip_db - 30


def test_a_phone_is_seen_and_heard_and_back_after_a_crash_and_a_guest_gets_a_seat(
    scene: Path, tmp_path: Path
) -> None:
    recording = tmp_path / "live.mkv"
    words = [str(scene), *CHEAP, "--record", str(recording), "--data", str(tmp_path / "room")]
    with LiveStudio(tmp_path, words, verb="demo") as studio:
        studio.wait_for("record recording")
        app = AppStandIn(studio)
        with browser_with_camera() as browser:
            for come in (phone_comes, guest_comes):
                come(studio, app, new_page(browser))
        app.close()
        studio.command("end")
        studio.wait()
    seen = pictures(recording)
    middle = seen[:, 10:26, 16:48].reshape(len(seen), -1, 3).astype(int)
    green = (middle[..., 1] - middle[..., [0, 2]].max(axis=-1) > 60).mean(axis=1) > 0.2
    assert green.sum() > SHOWN_S * 20, "Chromium's fake camera is green, with a clock"
    changes = np.abs(np.diff(seen[green].astype(int), axis=0)).mean(axis=(1, 2, 3)) > 0
    assert changes.sum() > SHOWN_S * 5, "Chromium has fewer pictures on a busy machine, but moves"
    assert level_db(sound(recording), GUEST_HZ) > -50, "viewers hear the guest"
    heard = np.abs(sound(recording))
    beeps = heard[: len(heard) // 4800 * 4800].reshape(-1, 4800).max(axis=1) > 0.05
    assert beeps.sum() >= SHOWN_S - 1
