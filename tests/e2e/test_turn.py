"""A phone that no way leads to but by coturn: its pictures come to the engine, and it stands by."""

import json
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from studio.model.events import InputStateChanged
from studio.room.tls.names import lan_address
from tests.e2e.app_stand_in import AppStandIn, wait
from tests.e2e.link_phone import Stage, browser_with_camera, invite, new_page
from tests.e2e.live_studio import LiveStudio
from tests.room.coturn import SECRET, coturn

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(240),
    pytest.mark.skipif(not shutil.which("turnserver"), reason="coturn is not installed"),
]

WORDS = ["--encoder", "libx264", "--preset", "ultrafast", "--video-kbps", "500"]
PATIENCE_MS = 90_000


def scene(path: Path) -> Path:
    """Write a scene that a phone's picture fills."""
    collection = {
        "schema": 1,
        "name": "Phone",
        "canvas": {"width": 320, "height": 180, "fps": "15"},
        "inputs": [{"name": "Phone", "kind": "link", "settings": {}}],
        "scenes": [{"name": "Main", "items": [{"source": "Phone"}]}],
    }
    path.write_text(json.dumps(collection))
    return path


def test_a_phone_comes_by_turn_alone(tmp_path: Path) -> None:
    secret = tmp_path / "turn-secret"
    secret.write_text(SECRET)
    address = lan_address() or "127.0.0.1"
    with coturn(tmp_path, address) as port:
        turn = ["--turn", f"turn:{address}:{port}", "--turn-secret-file", str(secret)]
        words = [str(scene(tmp_path / "scene.json")), *WORDS, *turn]
        words += ["--data", str(tmp_path / "room"), "--record", str(tmp_path / "out.mkv")]
        with LiveStudio(tmp_path, words, verb="demo") as studio, browser_with_camera() as browser:
            studio.wait_for("record recording")
            app = AppStandIn(studio)
            page = new_page(browser)
            page.goto(invite(studio).replace("/phone/1", "/phone/1?relay"))
            page.click("#start")
            expect(page.locator("#state")).to_have_text("Linked to the studio", timeout=PATIENCE_MS)
            expect(page.locator("#tally")).to_have_text("On air", timeout=PATIENCE_MS)
            wait(lambda: _healths(app)[-1:] == ["running"])
            page.click("#standby")
            expect(page.locator("#standby-state")).to_contain_text("asked", timeout=PATIENCE_MS)
            with Stage(studio) as stage:
                wait(lambda: (stage.find("phone") or {}).get("standby") == "asked")
                phone = stage.find("phone")
                assert phone
                stage.act({"type": "stage_air", "peer": phone["id"], "on": True})
                expect(page.locator("#standby-state")).to_contain_text(
                    "Standing by", timeout=PATIENCE_MS
                )
                stage.act({"type": "stage_remove", "peer": phone["id"]})
                expect(page.locator("#standby-state")).to_be_hidden(timeout=PATIENCE_MS)
            app.close()
    log = (tmp_path / "coturn.log").read_text()
    assert log.count("ALLOCATE processed, success") >= 2, "the lines went by another way"
    assert "CREATE_PERMISSION processed, success" in log


def _healths(app: AppStandIn) -> list[str]:
    changes = [each for each in app.events if isinstance(each, InputStateChanged)]
    return [each.health for each in changes if each.input == "Phone"]
