"""What a person can get wrong: one sentence, an exit code that says so, never a traceback."""

import json
import os
import socket
import subprocess
import tempfile
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Self

import pytest

from tests.e2e.ffprobe import missing_frames, packets
from tests.e2e.live_studio import PATIENCE_S, PROGRAM, ROOT
from tests.servers import NginxRtmp, free_port

pytestmark = pytest.mark.slow

SECRET = "sk-very-secret"
CHEAP = ("--encoder", "libx264", "--preset", "ultrafast", "--video-kbps", "500")


def live(*words: str) -> subprocess.CompletedProcess[str]:
    """Run ``rocket-studio live`` to its end in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="rs-") as folder:
        return subprocess.run(
            [PROGRAM, "live", *words],
            cwd=ROOT,
            env=os.environ | {"ROCKET_STUDIO_RUN_DIR": folder},
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )


def assert_told(result: subprocess.CompletedProcess[str], *words: str) -> None:
    """Hold a failed run to a sentence that has these words."""
    assert result.returncode not in (0, None)
    assert "Traceback" not in result.stderr + result.stdout
    assert SECRET not in result.stderr + result.stdout
    for word in words:
        assert word in result.stderr


def edited(scene: Path, change: Callable[[dict[str, object]], object]) -> Path:
    """Change a scene file as text would have it."""
    collection = json.loads(scene.read_text())
    change(collection)
    scene.write_text(json.dumps(collection, indent=1))
    return scene


def test_a_scene_file_that_is_not_there() -> None:
    assert_told(live("no/such.json"), "no/such.json")


def test_a_syntax_error_is_told_with_its_line(scene: Path) -> None:
    scene.write_text('{\n "schema": 1,\n "scenes" []\n}')
    assert_told(live(str(scene)), "scene.json", "line 3")


def test_an_unknown_kind_is_told_with_its_place(scene: Path) -> None:
    edited(scene, lambda it: it["inputs"][0].update(kind="hologram"))  # type: ignore[index] # JSON
    assert_told(live(str(scene)), "hologram", "inputs[0]", "line")


def test_a_cycle_of_scenes_is_told(scene: Path) -> None:
    loop = {"name": "Other", "items": [{"source": "Main"}]}
    edited(scene, lambda it: it["scenes"].append(loop))  # type: ignore[attr-defined] # JSON
    edited(
        scene,
        lambda it: it["scenes"][0]["items"].append({"source": "Other"}),  # type: ignore[index] # JSON
    )
    assert_told(live(str(scene)), "Main", "Other")


@pytest.mark.parametrize("size", ["0x0", "100000x100000", "641x360", "wide"])
def test_a_size_that_can_not_be(scene: Path, size: str) -> None:
    assert_told(live(str(scene), "--size", size), size.split("x")[0])


@pytest.mark.parametrize("fps", ["0", "-1", "fast", "30/0"])
def test_a_rate_that_can_not_be(scene: Path, fps: str) -> None:
    assert_told(live(str(scene), f"--fps={fps}"), "fps")


def test_a_recording_that_can_not_be_written(scene: Path, tmp_path: Path) -> None:
    assert_told(live(str(scene), "--record", str(tmp_path / "no" / "a.mkv")), str(tmp_path / "no"))


def test_a_wrong_scheme_is_told_without_the_key(scene: Path) -> None:
    assert_told(live(str(scene), "--to", f"gopher://host/app/{SECRET}"), "gopher", "rtmp")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--encoder", "h265_magic"], "no encoder “h265_magic”"),
        (["--encoder", "libx264", "--preset", "warp"], "no preset “warp”"),
        (
            ["--encoder", "libx264", "--encoder-options", "bframes=3,bfarmes=2"],
            "x264 has no option “bfarmes”",
        ),
        (["--scene", "Nowhere"], 'no scene named "Nowhere"'),
    ],
)
def test_what_the_engine_can_not_do_is_told(
    scene: Path, tmp_path: Path, words: list[str], told: str
) -> None:
    recording = tmp_path / "a.mkv"
    assert_told(live(str(scene), "--record", str(recording), *words), told)
    assert not recording.exists()


def test_a_missing_clip_is_told_and_the_rest_goes_on(scene: Path, tmp_path: Path) -> None:
    gone = {"settings": {"file": "gone.mp4"}}
    edited(scene, lambda it: it["inputs"][0].update(gone))  # type: ignore[index] # JSON
    words = ["--record", str(tmp_path / "a.mkv"), "--duration", "4", *CHEAP]
    result = live(str(scene), *words)
    assert result.returncode == 0, result.stderr
    assert 'inputs[0].settings.file: there is no file "gone.mp4"' in result.stderr
    assert "Traceback" not in result.stderr
    assert missing_frames(packets(tmp_path / "a.mkv")) < 60


def test_a_server_that_refuses_ends_what_nobody_else_takes(scene: Path) -> None:
    url = f"rtmp://127.0.0.1:{free_port()}/live/{SECRET}"
    assert_told(live(str(scene), "--to", url, *CHEAP), "127.0.0.1", "refused")


def test_a_peer_that_never_answers_ends_what_nobody_else_takes(scene: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        url = f"rtmp://127.0.0.1:{mute.getsockname()[1]}/live/{SECRET}"
        assert_told(live(str(scene), "--to", url, *CHEAP), "did not finish the RTMP handshake")


def test_a_wrong_key_ends_what_nobody_else_takes(scene: Path, tmp_path: Path) -> None:
    with Doorkeeper() as doorkeeper:
        guarded = f"on_publish http://127.0.0.1:{doorkeeper.port}/;"
        with NginxRtmp(tmp_path / "nginx", guarded) as server:
            assert_told(live(str(scene), "--to", server.url(SECRET), *CHEAP), "key")
    assert doorkeeper.asked


@pytest.mark.skipif(os.geteuid() != 0, reason="a small disk is made by mounting one, as root")
def test_a_full_disk_keeps_what_was_recorded(scene: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    subprocess.run(mount, check=True)
    try:
        recording = disk / "a.mkv"
        result = live(str(scene), "--record", str(recording), *CHEAP, "--video-kbps", "4000")
        assert_told(result, "disk is full", str(recording))
        count = ["-count_packets", "-select_streams", "v:0", "-show_entries"]
        argv = ["ffprobe", "-v", "quiet", *count, "stream=nb_read_packets", "-of", "csv=p=0"]
        found = subprocess.run([*argv, str(recording)], capture_output=True, text=True, check=True)
        assert int(found.stdout.strip(",\n")) > 15
    finally:
        subprocess.run(["umount", str(disk)], check=True)


class Doorkeeper(HTTPServer):
    """Tells a server that asks about a publisher to refuse it."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Refusal)
        self.asked = False
        self.port = self.server_address[1]
        self._thread = threading.Thread(target=self.serve_forever, name="doorkeeper")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()


class Refusal(BaseHTTPRequestHandler):
    """Answers 403 to everything."""

    def do_POST(self) -> None:  # the library's name
        assert isinstance(self.server, Doorkeeper)
        self.server.asked = True
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(403)
        self.end_headers()

    def log_message(self, format: str, *arguments: object) -> None:
        pass
