"""Tests of studio.ipc.priority."""

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """\
import os
from pathlib import Path
from studio.ipc.priority import rank
rank({niceness})
group = Path("/proc/self/autogroup")
print(os.getpriority(os.PRIO_PROCESS, 0), group.read_text() if group.exists() else "")
"""


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
