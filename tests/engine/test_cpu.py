"""Tests of studio.engine.cpu."""

import os
import subprocess
import sys
import time

from studio.engine.cpu import ProcessCost

BURN = "import time\nend = time.process_time() + 0.3\nwhile time.process_time() < end: pass\n"


def test_counts_what_was_used_since_it_is_watched() -> None:
    cost = ProcessCost()
    cost.watch(os.getpid())
    assert cost.sample()[0] < 0.1
    end_s = time.process_time() + 0.2
    while time.process_time() < end_s:
        pass
    used_s, memory_mb = cost.sample()
    assert used_s >= 0.15
    assert memory_mb > 5


def test_a_process_that_ended_keeps_what_it_used() -> None:
    program = BURN + "import sys; print('done', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == b"done\n"
        cost = ProcessCost()
        cost.watch(process.pid, from_now=False)
        used_s, _ = cost.sample()
        process.communicate()
    assert used_s >= 0.25
    assert cost.sample() == (used_s, 0.0)


def test_a_process_that_is_gone_is_left_out() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    cost = ProcessCost()
    cost.watch(process.pid)
    assert cost.sample() == (0, 0)
