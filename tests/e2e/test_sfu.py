"""A guest by a Janus, whole: the page in Chromium, the room, link, the engine and back."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import expect

from studio.supervisor.connector import Connector
from tests.e2e.app_stand_in import AppStandIn, wait
from tests.e2e.link_phone import Stage, browser_with_camera, invite, new_page
from tests.e2e.link_seen import (
    LEVEL_DB,
    LEVELS_DB,
    LISTEN,
    SEEN_CORNER,
    SPEAK_A_TONE,
    write_clip,
)
from tests.e2e.live_studio import LiveStudio
from tests.e2e.test_link import BLUE, CHEAP, CLIP_HZ, GUEST_HZ, SIZE, healths
from tests.link.sfu.janus_server import JanusServer

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.skipif(not shutil.which("janus"), reason="Janus is not installed"),
]


def scene(folder: Path) -> Path:
    """Return a scene with a guest, and a clip in its corner."""
    path = folder / "scene.json"
    corner = {"bounds_type": "scale_inner", "bounds_width": 160, "bounds_height": 90}
    collection = {
        "schema": 1,
        "name": "Guest",
        "canvas": {"width": SIZE[0], "height": SIZE[1], "fps": "30"},
        "inputs": [
            {"name": "Guest", "kind": "link", "settings": {"peer": "seat:1"}},
            {"name": "Clip", "kind": "media", "settings": {"file": "clip.mkv", "loop": True}},
        ],
        "scenes": [
            {
                "name": "Main",
                "items": [{"source": "Guest"}, {"source": "Clip", "transform": corner}],
            }
        ],
    }
    path.write_text(json.dumps(collection))
    write_clip(folder / "clip.mkv", BLUE, CLIP_HZ)
    return path


class LinkTold:
    """What link tells the app, once there is one: a guest may be there first."""

    def __init__(self, studio: LiveStudio) -> None:
        self.peers: list[dict[str, object]] = []
        self.line = Connector(
            studio.run_dir,
            "link",
            on_message=lambda channel, message: self._take(message),
            on_lost=lambda channel, reason: None,
        )
        self.line.start()

    def is_relayed(self) -> bool | None:
        """Return how the guest is linked, None if he is not."""
        linked = [each for each in self.peers if each["connected"]]
        return bool(linked[0]["relayed"]) if linked else None

    def _take(self, message: dict[str, object]) -> None:
        if message["type"] == "peers":
            self.peers = message["peers"]  # type: ignore[assignment]


def test_a_guest_is_linked_by_the_sfu_and_directly_when_it_dies(tmp_path: Path) -> None:
    (tmp_path / "janus").mkdir()
    with JanusServer(tmp_path / "janus") as janus:
        words = [str(scene(tmp_path)), *CHEAP, "--data", str(tmp_path / "room")]
        words += [
            "--sfu",
            janus.url,
            "--sfu-secret-file",
            str(janus.secret_file),
            "--sfu-from",
            "1",
        ]
        with LiveStudio(tmp_path, words, verb="demo") as studio:
            studio.wait_for("push-1 live")
            app = AppStandIn(studio)
            with browser_with_camera() as browser, Stage(studio) as stage:
                page = new_page(browser)
                page.add_init_script(SPEAK_A_TONE % GUEST_HZ)
                page.goto(invite(studio, "guest"))
                page.fill("#name", "Li")
                page.click("#start")
                wait(lambda: stage.find("guest"))
                guest = stage.find("guest")
                assert guest is not None
                stage.act({"type": "stage_accept", "peer": guest["id"], "seat": 1})
                told = LinkTold(studio)
                wait(lambda: told.is_relayed())
                wait(lambda: healths(app, "Guest")[-1:] == ["running"])
                wait(lambda: np.abs(np.subtract(page.evaluate(SEEN_CORNER), BLUE)).max() < 30)
                page.evaluate(LISTEN)
                wait(lambda: page.evaluate(LEVEL_DB, CLIP_HZ) > -50)
                clip_db, own_db = page.evaluate(LEVELS_DB, [CLIP_HZ, GUEST_HZ])
                assert own_db < clip_db - 30
                janus.kill()
                wait(lambda: told.is_relayed() is False)
                expect(page.locator("#state")).to_have_text("Linked to the studio", timeout=90_000)
                wait(lambda: np.abs(np.subtract(page.evaluate(SEEN_CORNER), BLUE)).max() < 30)
                told.line.close()
            app.close()
        log = studio.text
    assert janus.secret not in log
