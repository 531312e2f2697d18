"""The host of a live session's plugins: it may die, they may do what they like, frames go on."""

from collections.abc import Iterator

import pytest

from studio.model import plugin_commands as do
from studio.model.command import CommandError
from studio.model.plugin_state import Plugin
from tests.e2e.app_stand_in import wait
from tests.e2e.plugin_host_stage import PluginStage

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

HEAD = """\
import os, time
from studio.ipc.message import encode
from studio.sdk import *
plugin = Plugin()
@plugin.on(Started)
def start(_):
    plugin.canvas.put("box", Box(width=400, height=400, color="#ff0000"), x=960, y=540)
    plugin.after(0.5, spoil)
def line():
    for each in os.listdir("/proc/self/fd"):
        try:
            if "socket" in os.readlink("/proc/self/fd/" + each):
                return int(each)
        except OSError:
            pass
def spoil():
    """
ENDED = {
    "exits": ("os._exit(1)", "It ended with status 1."),
    "hangs": ("time.sleep(1000)", "It did not answer for 5 seconds."),
    "floods": (
        "fd, data = line(), encode({'type': 'edit', 'edits': []})\n"
        "    [os.write(fd, data) for n in range(100_000)]",
        "It sent over 1000 messages in a second.",
    ),
    "garbage": ("os.write(line(), b'\\xff' * 4096)", "It sent what is no message: "),
}
LATE_SHARE = 0.05
"""Of all frames: this machine runs other tests beside this one."""


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PluginStage]:
    with PluginStage(tmp_path_factory.mktemp("host")) as stage:
        yield stage


def has_failed(plugin: Plugin) -> bool:
    return plugin.state == "failed"


@pytest.fixture
def steady(stage: PluginStage) -> Iterator[None]:
    """See that what a test does costs the stream nothing."""
    late, begun_s = stage.lagged()
    yield
    late_now, now_s = stage.lagged()
    assert late_now - late <= LATE_SHARE * 30 * (now_s - begun_s + 1)


@pytest.mark.usefixtures("steady")
@pytest.mark.parametrize("fault", ENDED)
def test_one_that_misbehaves_is_switched_off_with_a_sentence(
    stage: PluginStage, fault: str
) -> None:
    code, why = ENDED[fault]
    stage.install(fault, HEAD + code)
    wait(stage.is_red)
    plugin = stage.wait_for(fault, has_failed)
    assert plugin.sentence.startswith(why)
    assert plugin.sentence.endswith("It failed 3 times in a row and is switched off.")
    assert sum("It is started again in" in line for line in plugin.lines) == 2
    wait(lambda: not stage.is_red())
    wait(lambda: not stage.processes(fault))


@pytest.mark.usefixtures("steady")
@pytest.mark.parametrize(
    ("fault", "code", "told"),
    [
        ("throws", "plugin.after(0.01, spoil); raise RuntimeError('no luck')", "no luck"),
        (
            "forks",
            "plugin.after(0.01, spoil); [os.fork() for n in range(6)]",
            "Operation not permitted",
        ),
        ("leaks", "plugin.hoard = [bytearray(1 << 20) for n in range(2048)]", "MemoryError"),
    ],
)
def test_one_that_goes_wrong_within_itself_goes_on(
    stage: PluginStage, fault: str, code: str, told: str
) -> None:
    stage.install(fault, HEAD + code)
    wait(stage.is_red)
    plugin = stage.wait_for(fault, lambda plugin: any(told in line for line in plugin.lines))
    assert plugin.state == "running"
    plugin = stage.wait_for(fault, lambda plugin: plugin.usage.nodes == 1)
    assert plugin.usage.pixels >= 400 * 400 / 10
    assert 10 < plugin.usage.memory_mb < plugin.limits.memory_mb
    assert f"{fault} is off." in stage.type("off", fault)
    wait(lambda: not stage.is_red())


@pytest.mark.usefixtures("steady")
def test_one_that_is_killed_comes_back(stage: PluginStage) -> None:
    stage.install("killed", HEAD + "pass")
    wait(stage.is_red)
    (process,) = stage.processes("killed")
    process.kill()
    wait(lambda: [each.pid for each in stage.processes("killed")] not in ([], [process.pid]))
    wait(stage.is_red)
    stage.wait_for("killed", lambda plugin: "It was ended by signal 9." in "".join(plugin.lines))
    stage.type("off", "killed")
    wait(lambda: not stage.is_red())


TALKER = """\
from studio.sdk import *
plugin = Plugin()
@plugin.on(Started)
def start(_):
    plugin.storage["starts"] = plugin.storage.get("starts", 0) + 1
    plugin.log(f"starts {plugin.storage['starts']} size {plugin.settings['size']}")
@plugin.on(SettingsChanged)
def change(_):
    plugin.log(f"size {plugin.settings['size']}")
@plugin.on(ControlUsed)
def use(used):
    plugin.log(f"{used.control} {used.value}")
@plugin.on(HotkeyPressed)
def press(pressed):
    plugin.log(f"hotkey {pressed.hotkey}")
"""
TALKS = """
[settings.size]
type = "integer"
default = 3
maximum = 9
[[panel]]
id = "loud"
kind = "switch"
title = "Loud"
[[hotkeys]]
id = "draw"
title = "Draw"
"""


def test_what_the_user_sets_and_presses_reaches_it(stage: PluginStage) -> None:
    def said(line: str) -> None:
        stage.wait_for("talker", lambda plugin: line in plugin.lines)

    stage.install("talker", TALKER, more=TALKS, rights=("hotkeys",))
    said("starts 1 size 3")
    stage.do(do.SetPluginSettings(plugin="talker", settings={"size": 7}))
    said("size 7")
    stage.do(do.UseControl(plugin="talker", control="loud", value=True))
    said("loud True")
    assert stage.wait_for("talker", lambda plugin: plugin.panel[0].value is True).hotkeys
    stage.do(do.PressHotkey(plugin="talker", hotkey="draw"))
    said("hotkey draw")
    stage.do(do.RestartPlugin(plugin="talker"))
    said("starts 2 size 7")
    with pytest.raises(CommandError, match="must be at most 9"):
        stage.do(do.SetPluginSettings(plugin="talker", settings={"size": 10}))
    with pytest.raises(CommandError, match='no control "gone"'):
        stage.do(do.UseControl(plugin="talker", control="gone"))
    stage.do(do.RemovePlugin(plugin="talker"))


@pytest.mark.usefixtures("steady")
def test_when_the_host_is_killed_all_comes_back_and_no_frame_is_lost(stage: PluginStage) -> None:
    stage.install("good", HEAD + "pass")
    stage.install("stubborn", HEAD + "while True: pass")
    wait(stage.is_red)
    wait(lambda: stage.processes("stubborn"))
    old = {each.pid for name in ("good", "stubborn") for each in stage.processes(name)}
    stage.studio.kill("plugin_host")
    wait(lambda: not stage.is_red())
    wait(stage.is_red)
    stage.wait_for("good", lambda plugin: plugin.state == "running")
    now = {each.pid for name in ("good", "stubborn") for each in stage.processes(name)}
    assert not old & now
    assert "running" in stage.type("list")
    assert "good is removed." in stage.type("remove", "good")
    assert "stubborn is removed." in stage.type("remove", "stubborn")
    wait(lambda: not stage.processes("stubborn"))
    wait(lambda: not stage.is_red())
