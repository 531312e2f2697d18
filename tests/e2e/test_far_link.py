"""A phone far away is a camera of a studio whose room is elsewhere, over a line that loses packets.

Phone, studio and room server are in network namespaces of their own.
"""

import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect

from tests.e2e.app_stand_in import AppStandIn, wait
from tests.e2e.link_phone import browser_with_camera, new_page
from tests.e2e.live_studio import PATIENCE_S, LiveStudio
from tests.e2e.test_link import healths
from tests.line import CUT, Line
from tests.wire import CAN_WIRE, Wire

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(240),
    pytest.mark.skipif(not CAN_WIRE, reason="only root may make network namespaces"),
]

FAR = Line(delay_s=0.04, loss=0.02)
TRUSTING = "--ignore-certificate-errors"  # what its authority is good for is shown elsewhere
CHEAP = ["--encoder", "libx264", "--preset", "superfast", "--video-kbps", "1500"]


@contextmanager
def room_on(host: str, data: Path) -> Iterator[tuple[str, str, str]]:
    """Run a room server; yield its address, that for phones, and the anchor's invitation."""
    argv = [sys.executable, "-m", "studio.room.pair", "--data", str(data), "--host", "0.0.0.0"]
    argv += ["--https", "--name", host]
    for port in ("--port", "--ws-port", "--relay-port", "--https-port"):
        argv += [port, "0"]
    process = subprocess.Popen(argv, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        text = ""
        while "Phones" not in text:
            line = process.stdout.readline()
            assert line, text
            text += line
        plain, secure = re.findall(r"(?:Watch\s+http|Phones\s+https)://[^:]+:(\d+)", text)
        invitation = re.search(r"invitation=(\S+)", text)
        assert invitation
        yield f"http://{host}:{plain}", f"https://{host}:{secure}", invitation[1]
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=PATIENCE_S)


def phone_link(server: str, invitation: str) -> str:
    """Return the path by which a phone comes in."""
    with httpx.Client(base_url=server, timeout=PATIENCE_S) as client:
        answer = client.post("/api/session", json={"invitation": invitation})
        authorization = {"Authorization": f"Bearer {answer.json()['token']}"}
        wish = {"kind": "phone", "role": "viewer"}
        answer = client.post("/api/rooms/1/invitations", json=wish, headers=authorization)
        return str(answer.json()["path"])


def test_a_phone_on_a_bad_line_is_seen_and_back_when_the_line_is(tmp_path: Path) -> None:
    scene = tmp_path / "scene.json"
    phone = {"name": "Phone", "kind": "link", "settings": {}}
    canvas = {"width": 640, "height": 360, "fps": "30"}
    scenes = [{"name": "Main", "items": [{"source": "Phone"}]}]
    collection = {"schema": 1, "name": "Far", "canvas": canvas, "inputs": [phone]}
    scene.write_text(json.dumps({**collection, "scenes": scenes}))
    with Wire("pc", "phone", "server") as wire:
        wire["pc"].line, wire["phone"].line = Line(delay_s=0.01), FAR
        with wire["server"].inside(), room_on(wire["server"].address, tmp_path / "room") as room:
            server, secure, invitation = room
            words = [str(scene), *CHEAP, "--room", f"{server}/r/1", "--link", invitation]
            with wire["pc"].inside(), LiveStudio(tmp_path, words) as studio:
                studio.wait_for("push-1 live")
                app = AppStandIn(studio)
                with wire["phone"].inside(), browser_with_camera(TRUSTING) as browser:
                    page = new_page(browser)
                    page.goto(secure + phone_link(server, invitation))
                    page.click("#start")
                    state = page.locator("#state")
                    expect(state).to_have_text("Linked to the studio", timeout=90_000)
                    wait(lambda: healths(app, "Phone")[-1:] == ["running"])
                    expect(page.locator("#tally")).to_have_text("On air", timeout=90_000)
                    wire["phone"].line = CUT
                    wait(lambda: healths(app, "Phone")[-1:] == ["failed"])
                    wire["phone"].line = FAR
                    wait(lambda: healths(app, "Phone")[-1:] == ["running"])
                    expect(state).to_have_text("Linked to the studio", timeout=90_000)
                app.close()
    assert wire.lost > 0
