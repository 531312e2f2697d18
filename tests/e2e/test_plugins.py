"""Plugins in a studio that is live: on the stream soon, and unable to hurt it."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from studio.model import commands as do
from studio.model import edits
from studio.model.scene import Input
from studio.plugin_host.running import KEPT_NAME
from tests.e2e.app_stand_in import AppStandIn, seen, wait
from tests.e2e.live_studio import PATIENCE_S, LiveStudio
from tests.e2e.plugin_run import PluginRun, write_plugin

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

HEAD = """\
import time
from studio.sdk import *
plugin = Plugin()
@plugin.on(Started)
def start(started):
    plugin.canvas.put("box", Box(width=400, height=400, color="#ff0000"), x=960, y=540)
"""


@pytest.fixture
def studio(tmp_path: Path, cheap: list[str]) -> Iterator[LiveStudio]:
    with LiveStudio(tmp_path, [*cheap, "--record", str(tmp_path / "live.mkv")]) as running:
        running.wait_for("record recording")
        yield running


@pytest.fixture
def app(studio: LiveStudio) -> Iterator[AppStandIn]:
    app = AppStandIn(studio)
    wall = Input(name="Wall", kind="color", settings={"color": "#003000"})
    app.do(edits.CreateScene(scene="Wall scene"))
    app.do(edits.CreateInput(input=wall, scene="Wall scene"))
    app.do(do.SetCurrentProgramScene(scene="Wall scene", transition="cut"))
    yield app
    app.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "tried"


def red(app: AppStandIn) -> Callable[[], bool]:
    _, ring = app.open_view(of="programme")
    return lambda: bool(seen(ring)[..., 0].max() > 200)


def test_a_new_plugin_is_on_the_stream_at_once(
    studio: LiveStudio, app: AppStandIn, tmp_path: Path
) -> None:
    is_white = red(app)
    assert not is_white()
    begun_s = time.monotonic()
    with PluginRun(tmp_path / "hello", studio.run_dir, ("new",)) as made:
        assert made.process.wait(PATIENCE_S) == 0, made.text
    with PluginRun(tmp_path / "hello", studio.run_dir):
        wait(is_white)
        print(f"on the stream {time.monotonic() - begun_s:.1f} s after `plugin new`")
    wait(lambda: not is_white())


def test_a_plugin_that_is_killed_comes_back_and_costs_no_frame(
    studio: LiveStudio, app: AppStandIn, folder: Path
) -> None:
    write_plugin(folder, HEAD)
    is_red = red(app)
    with PluginRun(folder, studio.run_dir) as run:
        wait(is_red)
        (first,) = run.plugins()
        first.kill()
        wait(lambda: any(each.pid != first.pid for each in run.plugins()))
        wait(is_red)
        assert "It was ended by signal 9. It is started again in 0.0 s." in run.text
    wait(lambda: not is_red())


def test_a_plugin_that_can_not_live_is_switched_off_with_a_sentence(
    studio: LiveStudio, app: AppStandIn, folder: Path
) -> None:
    write_plugin(folder, HEAD + "    raise SystemExit(1)\n")
    with PluginRun(folder, studio.run_dir) as run:
        wait(lambda: "It failed 3 times in a row and is switched off." in run.text)
        assert not run.plugins()
        write_plugin(folder, HEAD)
        wait(red(app))
        assert "Changed: it is started anew." in run.text
        write_plugin(folder, HEAD + "(\n")
        wait(lambda: "The plugin goes on as it was." in run.text)
        assert "main.py:7: '(' was never closed." in run.text


def test_a_plugin_without_the_right_to_draws_nothing(
    studio: LiveStudio, app: AppStandIn, folder: Path
) -> None:
    code = HEAD.replace("plugin.canvas", "getattr(plugin, 'canv' + 'as')")
    write_plugin(folder, code, rights="")
    is_red = red(app)
    with PluginRun(folder, studio.run_dir) as run:
        wait(lambda: 'Refused: It may not draw: "overlay" is not among its rights.' in run.text)
        assert not is_red()


def test_where_no_studio_runs_that_is_said(folder: Path, tmp_path: Path) -> None:
    write_plugin(folder, HEAD)
    with PluginRun(folder, tmp_path / "nobody") as run:
        assert run.process.wait(PATIENCE_S) == 2
    assert run.text.startswith("No studio runs: start it with `rocket-studio`")


def test_what_it_keeps_is_there_at_its_next_start_and_at_the_next_run(
    studio: LiveStudio, folder: Path
) -> None:
    code = HEAD + "    plugin.storage['starts'] = plugin.storage.get('starts', 0) + 1\n"
    kept = folder.parent / "config" / KEPT_NAME / "tried.json"
    write_plugin(folder, code)
    with PluginRun(folder, studio.run_dir):
        wait(lambda: kept.exists() and kept.read_text() == '{"starts": 1}')
        write_plugin(folder, code + "# changed\n")
        wait(lambda: kept.read_text() == '{"starts": 2}')
    with PluginRun(folder, studio.run_dir):
        wait(lambda: kept.read_text() == '{"starts": 3}')
