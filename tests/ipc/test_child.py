"""Tests of studio.ipc.child, with real processes."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from studio.ipc.child import Boot, Child
from studio.ipc.errors import ChildError

PATIENCE_S = 60
BOOT: dict[str, object] = {
    "name": "push-1",
    "address": "/run/push-1.sock",
    "secret": "sesame",
    "log": "/run/push-1.log",
    "url": "rtmp://host/app/very-secret-key",
}

GOOD = """
import sys, threading
from studio.ipc.child import Boot, announce_ready, watch_lifeline
boot = Boot.read()
print(boot, boot.address, boot.log.name, file=sys.stderr, flush=True)
lost = threading.Event()
watch_lifeline(lost.set)
announce_ready()
print("printed by a library", flush=True)
lost.wait()
sys.exit(7)
"""
CRASHES = "raise SystemExit('broken')"
SLEEPS = "import time; time.sleep(1000)"
CHATTERS = "import time; print('hello there', flush=True); time.sleep(1000)"

Make = Callable[[str], Child]


class Told:
    def __init__(self) -> None:
        self.ready = threading.Event()
        self.exited = threading.Event()


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def make(tmp_path: Path, told: Told) -> Iterator[Make]:
    children: list[Child] = []

    def make_child(program: str) -> Child:
        path = tmp_path / "program.py"
        path.write_text(program)
        child = Child(
            "push-1",
            "push",
            str(path),
            {**BOOT, "log": str(tmp_path / "log")},
            tmp_path / "log",
            on_ready=lambda child: told.ready.set(),
            on_exit=lambda child: told.exited.set(),
        )
        children.append(child)
        return child

    yield make_child
    for child in children:
        child.kill()
        if child.pid:
            assert child.wait(PATIENCE_S)


def test_a_child_gets_its_boot_and_says_that_it_is_ready(
    make: Make, told: Told, tmp_path: Path
) -> None:
    child = make(GOOD)
    child.start()
    assert child.wait_ready(PATIENCE_S)
    assert told.ready.wait(PATIENCE_S)
    assert child.is_alive
    assert child.exit_code is None
    while "printed by a library" not in (tmp_path / "log").read_text():
        os.sched_yield()
    child.kill()
    assert child.wait(PATIENCE_S)
    assert told.exited.is_set()
    assert child.exit_code == -signal.SIGKILL
    log = (tmp_path / "log").read_text()
    assert "/run/push-1.sock log" in log
    assert "very-secret-key" not in log
    assert "sesame" not in log


def test_terminate_asks_and_the_pipe_does_not_fill(make: Make) -> None:
    child = make(GOOD.replace('"printed by a library"', '"x" * 200_000'))
    child.start()
    assert child.wait_ready(PATIENCE_S)
    child.terminate()
    assert child.wait(PATIENCE_S)
    assert child.exit_code == -signal.SIGTERM


def test_a_child_that_crashes_at_once_is_never_ready(make: Make, told: Told) -> None:
    child = make(CRASHES)
    child.start()
    assert not child.wait_ready(PATIENCE_S)
    assert child.wait(PATIENCE_S)
    assert child.exit_code == 1
    assert not told.ready.is_set()
    child.kill()  # too late, and harmless


def test_a_child_that_never_gets_ready_can_be_killed(make: Make) -> None:
    child = make(SLEEPS)
    child.start()
    assert not child.wait_ready(0.05)
    child.kill()
    assert child.wait(PATIENCE_S)


def test_a_child_that_prints_something_else_is_ended(make: Make, told: Told) -> None:
    child = make(CHATTERS)
    child.start()
    assert child.wait(PATIENCE_S)
    assert not told.ready.is_set()


def test_a_stopped_child_dies_by_kill(make: Make) -> None:
    child = make(GOOD)
    child.start()
    assert child.wait_ready(PATIENCE_S)
    os.kill(child.pid, signal.SIGSTOP)
    child.kill()
    assert child.wait(PATIENCE_S)


def test_too_long_a_boot_is_refused_without_its_content(tmp_path: Path) -> None:
    child = Child("x", "push", "studio.push", {"url": "s" * 70_000}, tmp_path / "log")
    with pytest.raises(ChildError, match=r"boot message of x is too long: 700\d\d bytes"):
        child.start()


PARENT = """
import json, sys, time
from pathlib import Path
from studio.ipc.child import Child
child = Child("push-1", "push", sys.argv[1], json.loads(sys.argv[2]), Path(sys.argv[3]))
child.start()
assert child.wait_ready(60)
print(child.pid, flush=True)
time.sleep(1000)
"""


def orphan(program: str, tmp_path: Path) -> int:
    """Start a child by another process, kill that one, and return the child's pid."""
    (tmp_path / "orphan.py").write_text(program)
    boot = json.dumps({"name": "a", "address": "b", "log": str(tmp_path / "c")})
    arguments = [str(tmp_path / "orphan.py"), boot]
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, *arguments, str(tmp_path / "log")], stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        parent.kill()
    return pid


def test_the_lifeline_tells_a_child_that_its_supervisor_was_killed(
    make: Make, tmp_path: Path
) -> None:
    pid = orphan(GOOD, tmp_path)
    child = make(GOOD)
    try:
        child.adopt(pid)
    except ChildError:
        return  # it noticed before we came
    assert child.wait(PATIENCE_S)


def test_an_orphan_is_adopted_and_its_death_noticed(make: Make, told: Told, tmp_path: Path) -> None:
    program = GOOD.replace("lost.wait()", "import signal; signal.pause()")
    child = make(GOOD)
    pid = orphan(program, tmp_path)
    child.adopt(pid)
    assert child.pid == pid
    assert child.wait_ready(PATIENCE_S)
    assert told.ready.wait(PATIENCE_S)
    assert child.is_alive
    os.kill(pid, signal.SIGKILL)
    assert child.wait(PATIENCE_S)
    assert told.exited.is_set()
    assert child.exit_code is None


def test_an_adopted_child_can_be_killed(make: Make, tmp_path: Path) -> None:
    child = make(GOOD)
    child.adopt(orphan(GOOD.replace("lost.wait()", "import signal; signal.pause()"), tmp_path))
    child.kill()
    assert child.wait(PATIENCE_S)


def test_nobody_adopts_the_dead(make: Make) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()
    with pytest.raises(ChildError, match=r"push-1 \(process \d+\) has ended already"):
        make(GOOD).adopt(gone.pid)


@pytest.mark.parametrize("line", ["", "x\n", "[]\n", '{"name": 1}\n', "{" * 100])
def test_a_process_started_by_hand_says_what_to_do(line: str) -> None:
    program = "from studio.ipc.child import Boot; Boot.read().name"
    ended = subprocess.run(
        [sys.executable, "-c", program], input=line, text=True, capture_output=True, check=False
    )
    assert "only its supervisor starts" in ended.stderr or "has no 'name'" in ended.stderr


def test_a_boot_shows_no_secrets() -> None:
    assert repr(Boot(BOOT)) == (
        "Boot(name='push-1', keys=['address', 'log', 'name', 'secret', 'url'])"
    )
