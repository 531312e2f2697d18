"""Tests of studio.ipc.priority."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from studio.ipc import priority
from studio.ipc.priority import SUPERVISOR, rank

PROGRAM = """\
import os
from pathlib import Path
from studio.ipc.priority import rank
rank({niceness})
group = Path("/proc/self/autogroup")
print(os.getpriority(os.PRIO_PROCESS, 0), group.read_text() if group.exists() else "")
"""


FIRST = """\
import os, threading
from studio.ipc.priority import go_along, go_early, go_first, rank
rank(-10)
def tell():
    is_real_time = os.sched_getscheduler(0) & ~os.SCHED_RESET_ON_FORK == os.SCHED_RR
    niceness = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    print(is_real_time, os.sched_getparam(0).sched_priority, niceness)
def first():
    go_first()
    tell()
    other = threading.Thread(target=along)
    other.start()
    other.join()
def along():
    go_along()
    tell()
    go_early()
    tell()
    go_along()
    tell()
thread = threading.Thread(target=first)
thread.start()
thread.join()
"""


@pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="only root may have a real-time thread"
)
def test_what_goes_first_goes_alone() -> None:
    run = subprocess.run([sys.executable, "-c", FIRST], capture_output=True, text=True, check=True)
    first, along, early, again = run.stdout.splitlines()
    assert first == "True 2 -10"
    assert early == "True 1 -10"
    assert along == again == "False 0 -10"


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="takes rights away")
@pytest.mark.parametrize(("name", "niceness"), [("ENGINE", 0), ("EFFECTS", 5), ("LINK", 0)])
def test_without_rights_the_engine_is_as_far_ahead(name: str, niceness: int) -> None:
    asked = PROGRAM.format(niceness=getattr(priority, name))
    words = ["setpriv", "--inh-caps=-sys_nice", "--bounding-set=-sys_nice", sys.executable]
    run = subprocess.run([*words, "-c", asked], capture_output=True, text=True, check=True)
    assert run.stdout.split()[0] == str(niceness)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no niceness on Windows")
def test_a_process_may_always_step_back() -> None:
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(niceness=10)],
        capture_output=True,
        text=True,
        check=True,
        start_new_session=True,
    )
    niceness, _, group = run.stdout.partition(" ")
    assert niceness == "10"
    if Path("/proc/sys/kernel/sched_autogroup_enabled").exists() and group.strip():
        assert group.strip().endswith("nice 10")


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() != 0, reason="only root may have a program go first"
)
def test_who_was_started_by_what_goes_first_can_be_set_back() -> None:
    words = [sys.executable, "-c", "import os; os.nice(-10); input()"]
    with subprocess.Popen(words, stdin=subprocess.PIPE, start_new_session=True) as program:
        while os.getpriority(os.PRIO_PROCESS, program.pid) != -10:
            assert program.poll() is None
        rank(SUPERVISOR, program.pid)
        assert os.getpriority(os.PRIO_PROCESS, program.pid) == 0
        program.communicate(b"\n")
