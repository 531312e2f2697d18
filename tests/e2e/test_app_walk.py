"""From the first start to live to the end, as a person does it: on a screen, with mouse and keys.

The program runs under Xvfb and is told nothing; what it sent is what an RTMP server, that we
did not write, gave to ffmpeg, and what ffprobe says of that.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.bench.app_rig import PROGRAM, AppRig
from tests.bench.processes import start
from tests.e2e.ffprobe import packets, streams
from tests.e2e.screen_hand import ACCENT, LIVE, ScreenHand
from tests.servers import NginxRtmp

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.skipif(not shutil.which("xdotool"), reason="there is no xdotool here"),
]

KEY = "s3cret-key"
WATCHED_S = 4


class NewStudio(AppRig):
    """A studio that nobody has used yet."""

    def start(self) -> None:
        config = self._folder / "config"
        config.mkdir(exist_ok=True)
        # The theme by name: whoever looks for colours must know which. Encoding is cheap here.
        (config / "settings.json").write_text(json.dumps({"theme": "dark", "language": "en"}))
        environment = os.environ | {
            "DISPLAY": self.display,
            "ROCKET_STUDIO_RUN_DIR": str(self.run_dir),
            "ROCKET_STUDIO_CONFIG_DIR": str(config),
        }
        environment.pop("QT_QPA_PLATFORM", None)
        self._process = start([str(PROGRAM)], self._folder / "studio.log", environment=environment)

    @property
    def settings(self) -> dict[str, Any]:
        """What the app has kept."""
        kept: dict[str, Any] = json.loads((self._folder / "config" / "settings.json").read_text())
        return kept

    @property
    def destinations(self) -> dict[str, Any]:
        """What the session sends to."""
        session: dict[str, Any] = json.loads((self.run_dir / "session.json").read_text())
        return dict(session["destinations"])

    @property
    def is_over(self) -> bool:
        """Whether the command has returned."""
        assert self._process is not None
        return self._process.poll() is not None


def _choose(hand: ScreenHand, server: NginxRtmp) -> None:
    """Fill in the page of the first start: an address, its key, the smallest picture."""
    button = hand.find(ACCENT, below=0.85)
    hand.click((20, 20))  # the window gets the keyboard
    hand.keys("Tab", "Right")  # where: a platform
    hand.keys("Tab", "End")  # which: another address
    hand.keys("Tab")
    hand.type(server.url("")[:-1])
    hand.keys("Tab")
    hand.type(KEY)
    hand.keys("Tab", "Tab", "Tab")  # the eye that shows the key, name, trial
    hand.keys("Tab", "Tab", "Tab", "End")  # camera, microphone, quality
    hand.click(button)


def _record(server: NginxRtmp, path: Path) -> None:
    words = ["ffmpeg", "-v", "error", "-y", "-i", server.url(KEY), "-t", str(WATCHED_S)]
    subprocess.run([*words, "-c", "copy", str(path)], check=True, timeout=120)


def test_first_start_live_end(tmp_path: Path) -> None:
    received = tmp_path / "received.flv"
    with NginxRtmp(tmp_path / "nginx") as server, NewStudio(tmp_path, tmp_path) as studio:
        studio.start()
        hand = ScreenHand(studio.display)
        try:
            _choose(hand, server)
            hand.until(lambda: studio.settings.get("is_set_up"), "the studio")
            assert studio.settings["destinations"][0]["url"] == server.url(KEY)
            hand.click(hand.find(LIVE, below=0.6, right_of=0.6))  # GO LIVE
            hand.until(lambda: studio.destinations, "the start of the stream")
            _record(server, received)
            hand.click(hand.find(LIVE, below=0.6, right_of=0.6))  # asks
            hand.click(hand.find(LIVE, below=0.6, right_of=0.6))  # yes
            hand.until(lambda: not studio.destinations, "the end of the stream")
            hand.keys("ctrl+q")
            hand.until(lambda: studio.is_over, "the program's end")
            logs = [each.read_text("utf-8", "replace") for each in studio.run_dir.glob("log/*")]
            assert logs
            assert KEY not in "".join(logs)
        finally:
            hand.save(str(tmp_path / "screen.png"))
    found = streams(received)
    assert (found["video"]["codec_name"], found["video"]["height"]) == ("h264", 540)
    assert found["audio"]["codec_name"] == "aac"
    assert len(packets(received)) >= 20 * WATCHED_S
