"""Tests of studio.plugin_host.process, with plugins that do what they should not."""

import os
import queue
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from studio.ipc.message import Message, encode
from studio.plugin_host import process as module
from studio.plugin_host.process import PluginProcess
from studio.sdk.__main__ import NICENESS
from studio.sdk.line import FD_NAME

HEAD = """\
import os, socket, sys, time
from studio.sdk import *
plugin = Plugin()
"""
LINK = """\
def link(number):
    try:
        return os.readlink("/proc/self/fd/" + number)
    except OSError:
        return ""
"""
LINE = "int(next(n for n in os.listdir('/proc/self/fd') if 'socket' in link(n)))"
EDIT: Message = {"type": "edit", "edits": []}
PATIENCE_S = 30.0

pytestmark = pytest.mark.slow


class Watched:
    """A process, and what it did."""

    def __init__(self, folder: Path, code: str) -> None:
        (folder / "main.py").write_text(HEAD + code, "utf-8")
        self.messages: queue.Queue[Message] = queue.Queue()
        self.ends: queue.Queue[str] = queue.Queue()
        self.lines: list[str] = []
        self.process = PluginProcess(
            folder,
            "main.py",
            on_message=self.messages.put,
            on_end=self.ends.put,
            on_line=self.lines.append,
        )

    def end(self) -> str:
        return self.ends.get(timeout=PATIENCE_S)

    def start(self) -> None:
        told = {"width": 1920, "height": 1080}
        self.process.send({"type": "event", "name": "started", "told": told})


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Callable[[str], Watched]]:
    watched = []

    def begin(code: str) -> Watched:
        watched.append(Watched(tmp_path, code))
        return watched[-1]

    yield begin
    for each in watched:
        each.process.close()


Watch = Callable[[str], Watched]
ON_START = "@plugin.on(Started)\ndef start(_):\n    "


def until(is_true: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not is_true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_it_hears_draws_and_prints(watch: Watch) -> None:
    plugin = watch(ON_START + "plugin.log('started'); plugin.canvas.remove('a')\n")
    plugin.start()
    assert plugin.messages.get(timeout=PATIENCE_S) == {
        "type": "edit",
        "edits": [{"do": "remove", "id": "a"}],
    }
    until(lambda: plugin.lines == ["started"])
    assert psutil.Process(plugin.process.pid).nice() == NICENESS > os.nice(0)
    plugin.process.close()
    assert plugin.end() == "It was ended."


def test_a_file_that_raises_or_makes_no_plugin_ends_with_its_words_in_the_log(
    watch: Watch,
) -> None:
    plugin = watch("1 / 0\n")
    assert plugin.end() == "It ended with status 1."
    until(lambda: any("ZeroDivisionError" in line for line in plugin.lines))
    plugin = watch("plugin = None\n")
    assert plugin.end() == "It ended with status 1."
    until(lambda: any("makes no plugin" in line for line in plugin.lines))


def test_one_that_hangs_is_ended(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "HANG_S", 2.0)
    plugin = watch(ON_START + "time.sleep(1000)\n")
    plugin.start()
    assert plugin.end() == "It did not answer for 2 seconds."


def test_one_that_takes_long_to_start_is_waited_for_but_not_for_ever(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "HANG_S", 1.5)
    plugin = watch("time.sleep(2.5)\n" + ON_START + "print('up')\n")
    plugin.start()
    until(lambda: plugin.lines == ["up"])
    monkeypatch.setattr(module, "START_S", 1.0)
    plugin = watch("time.sleep(1000)\n")
    assert plugin.end() == "It did not answer for 1 seconds."


def test_one_that_reads_nothing_keeps_nobody_waiting_and_is_ended(watch: Watch) -> None:
    plugin = watch(ON_START + "print('up'); time.sleep(1000)\n")
    plugin.start()
    until(lambda: plugin.lines)
    begun_s = time.monotonic()
    for _ in range(module.MAX_WAITING + 1_000):
        plugin.process.send({"type": "event", "name": "danmaku", "told": {"text": "x" * 1_000}})
    assert time.monotonic() - begun_s < 1.0
    assert plugin.end() == "It did not read what it was told."


def test_one_that_floods_is_ended(watch: Watch) -> None:
    flood = f"line = {LINE}\n    for n in range(100_000): os.write(line, {encode(EDIT)!r})\n"
    plugin = watch(LINK + ON_START + flood)
    plugin.start()
    assert plugin.end() == "It sent over 1000 messages in a second."


def test_one_that_sends_garbage_is_ended(watch: Watch) -> None:
    plugin = watch(LINK + ON_START + f"os.write({LINE}, b'\\xff' * 4096)\n")
    plugin.start()
    assert plugin.end().startswith("It sent what is no message: The peer announced a message of")


def test_one_that_takes_all_memory_is_told_so_by_python_and_costs_no_more(watch: Watch) -> None:
    plugin = watch(ON_START + "plugin.hoard = bytearray(2 << 30)\n")
    plugin.start()
    until(lambda: any("MemoryError" in line for line in plugin.lines))
    assert psutil.Process(plugin.process.pid).memory_info().rss < 300 << 20


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's, on Linux alone")
def test_it_can_start_no_other(watch: Watch) -> None:
    plugin = watch(ON_START + "os.fork()\n")
    plugin.start()
    until(lambda: any("PermissionError" in line for line in plugin.lines))
    assert not psutil.Process(plugin.process.pid).children()


def test_it_gets_one_descriptor_and_no_secrets(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STREAM_KEY", "hidden-word")
    code = "plugin.log(repr(sorted(os.environ))); plugin.log(str(len(os.listdir('/proc/self/fd'))))"
    plugin = watch(ON_START + code + "\n")
    plugin.start()
    until(lambda: len(plugin.lines) == 2)
    assert "STREAM_KEY" not in plugin.lines[0]
    assert FD_NAME not in plugin.lines[0]
    assert int(plugin.lines[1]) == 3 + 1 + 1  # the usual ones, its line, and that folder


def test_one_that_prints_without_end_is_heard_so_much(watch: Watch) -> None:
    plugin = watch(ON_START + "[print('x' * 9000) for n in range(5000)]; print('done')\n")
    plugin.start()
    until(lambda: any("left out" in line for line in plugin.lines))
    assert max(map(len, plugin.lines)) <= module.MAX_LINE_BYTES


def test_one_that_is_killed_is_told(watch: Watch) -> None:
    plugin = watch("print('up')\n")
    until(lambda: plugin.lines)
    os.kill(plugin.process.pid, signal.SIGKILL)
    assert plugin.end() == "It was ended by signal 9."
