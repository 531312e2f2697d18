"""What a person can get wrong: one sentence, an exit code that says so, never a traceback."""

import json
import os
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.live_studio import PATIENCE_S, PROGRAM, ROOT

pytestmark = pytest.mark.slow

SECRET = "sk-very-secret"


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
