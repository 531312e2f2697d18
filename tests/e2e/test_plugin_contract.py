"""What a plugin's test sees is what happens on the stream: the same tests for both studios.

The fake one that authors test against (studio.sdk.testing), and the real one: a session that
is live in a room, the host, and a process of the plugin's own.
"""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.app_stand_in import wait
from tests.e2e.live_studio import LiveStudio
from tests.e2e.plugin_stages import SCENES, FakeStage, RealStage, Stage, write_puppet

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealStage]:
    folder = tmp_path_factory.mktemp("real")
    words = ["scenes/demo.json", "--size", "640x360", "--latency", "low"]
    with LiveStudio(folder, [*words, "--data", str(folder / "room")], "demo") as studio:
        studio.wait_for("push-1 live")
        stage = RealStage(write_puppet(folder / "puppet"), studio)
        yield stage
        stage.close()


@pytest.fixture(params=["fake", "real"])
def stage(
    request: pytest.FixtureRequest, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Stage:
    if request.param == "fake":
        return FakeStage(write_puppet(tmp_path / "puppet"), lambda: capsys.readouterr().out)
    real: RealStage = request.getfixturevalue("real")
    return real


def logs(stage: Stage, *parts: str) -> Callable[[], bool]:
    return lambda: any(all(part in line for part in parts) for line in stage.lines())


def test_it_hears_where_the_studio_stands(stage: Stage) -> None:
    stage.begin()
    wait(logs(stage, "heard Started(width=1920, height=1080)"))
    wait(logs(stage, "heard StreamState(state='live'"))
    wait(logs(stage, "heard AudioLevel(peak_db="))


def test_what_it_draws_is_seen(stage: Stage) -> None:
    stage.begin()
    stage.order("box", "#ff0000")
    wait(stage.is_red)
    stage.order("box", "#0000ff")
    wait(lambda: not stage.is_red())


def test_it_changes_the_scene_and_hears_so(stage: Stage) -> None:
    stage.begin()
    stage.order("scene", SCENES[1])
    wait(logs(stage, f"heard SceneShown(scene='{SCENES[1]}')"))
    stage.order("scene", "No such scene")
    wait(logs(stage, "Refused: ", "No such scene"))


def test_it_changes_a_source(stage: Stage) -> None:
    stage.begin()
    stage.order("source", "Wall", {"color": "#000030"})
    wait(lambda: stage.source("Wall") == {"color": "#000030"})
    stage.order("source", "No such source", {"color": "#000030"})
    wait(logs(stage, "Refused: ", "No such source"))
    stage.order("source", "Wall", {"file": "/etc/passwd"})
    wait(logs(stage, "Refused: ", "does not lie in the plugin's folder"))
    stage.order("source", "Wall", {"url": "https://example.org"})
    wait(logs(stage, "Refused: ", 'a plugin can\'t set "url"'))


def test_it_says_something_in_the_room_marked_as_its_own(stage: Stage) -> None:
    stage.begin()
    stage.order("say", "开始啦")
    wait(lambda: "【木偶】开始啦" in stage.said())
    stage.talk("你好")
    wait(logs(stage, "heard Danmaku(by='小雨', text='你好'"))
    assert not logs(stage, "heard Danmaku", "开始啦")()


def test_it_hears_gifts(stage: Stage) -> None:
    stage.begin()
    stage.give()
    wait(logs(stage, "heard Gift(", "kind='heart'", "by='小雨'"))


def test_it_hears_who_comes(stage: Stage) -> None:
    stage.begin()
    heard = logs(stage, "heard Entered(by='阿明'")

    def comes_and_is_heard() -> bool:
        stage.come("阿明")  # again: two a second are told at most, and others come, too
        time.sleep(1)
        return heard()

    wait(comes_and_is_heard)


def test_it_loads_a_page_from_where_it_lists_and_from_nowhere_else(stage: Stage) -> None:
    stage.begin()
    stage.order("page", stage.page)
    wait(logs(stage, 'fetched 200 {"温度": 5}'))
    stage.order("page", "https://example.org/")
    wait(logs(stage, 'Refused: It may not load from "example.org"'))
    wait(logs(stage, "fetched 0"))


def test_it_plays_a_sound_of_its_own_folder(stage: Stage) -> None:
    stage.begin()
    stage.order("play", "go.wav", -6, -12)
    stage.order("play", "gone.wav")
    wait(logs(stage, "Refused: There is no file 'gone.wav' in the plugin's folder."))
    assert sum("Refused" in line for line in stage.lines()) == 1


def test_what_it_keeps_is_there_at_its_next_start(stage: Stage) -> None:
    stage.begin()
    stage.order("keep", 5)
    wait(logs(stage, "total 5"))
    stage.begin()
    stage.order("keep", 1)
    wait(logs(stage, "total 6"))


def test_its_settings_panel_and_hotkeys_are_the_users(stage: Stage) -> None:
    stage.begin()
    stage.set("再见")
    wait(logs(stage, "heard SettingsChanged(changed=('words',))"))
    stage.use(40.0)
    wait(logs(stage, "heard ControlUsed(control='size', value=40.0)"))
    stage.press()
    wait(logs(stage, "heard HotkeyPressed(hotkey='go')"))
    stage.order("size", 70)
    wait(lambda: stage.size() == 70)
    stage.order("size", 700)
    wait(logs(stage, "Refused: ", 'The control "size" can\'t hold 700'))
    assert stage.size() == 70


@pytest.mark.parametrize(
    ("what", "args", "right"),
    [
        ("box", ("#ff0000",), "overlay"),
        ("say", ("hi",), "reply"),
        ("play", ("main.py",), "sound"),
        ("scene", (SCENES[1],), "scenes"),
        ("source", ("Wall", {"color": "#000030"}), "sources"),
        ("page", ("http://127.0.0.1:1/",), "http"),
    ],
)
def test_without_a_right_nothing_is_done(
    stage: Stage, what: str, args: tuple[object, ...], right: str
) -> None:
    stage.begin(rights=["audio"])
    stage.order(what, *args)
    wait(logs(stage, "Refused: It may not ", f'"{right}" is not among its rights.'))


def test_without_a_right_nothing_is_heard(stage: Stage) -> None:
    stage.begin(rights=["audio"])
    stage.talk("你好")
    stage.give()
    wait(logs(stage, "heard AudioLevel"))
    stage.order("keep", 1)
    wait(logs(stage, "total "))
    assert not logs(stage, "heard Danmaku")()
    assert not logs(stage, "heard Gift")()
