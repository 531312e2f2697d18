"""Tests of studio.plugin_host.watch: what is too much, and who started what."""

import os
import signal
import subprocess
import sys

import pytest

from studio.plugin_host.watch import MOST_PROCESSES, Used, Watch, used
from studio.sdk.limits import MEMORY_BYTES

CODE = """
import os, sys
hoard = bytearray(50 << 20)
child = os.fork()
if child:
    print(child, flush=True)
sys.stdin.read()
"""


def watched(share: float, seconds: int, begin: float = 0.0) -> Watch:
    """Return a watch of a process that took that share of a core for so long."""
    watch = Watch()
    for second in range(seconds + 1):
        watch.take(begin + second, Used(1 << 20, {1: second * share}))
    return watch


def test_little_work_is_all_right() -> None:
    watch = watched(0.4, 60)
    assert (watch.warning, watch.fault) == ("", "")
    assert watch.cpu_share == pytest.approx(0.4)


def test_much_work_is_warned_of_and_then_ended() -> None:
    assert watched(0.8, 9).warning == ""
    watch = watched(0.8, 12)
    assert (watch.warning, watch.fault) == ("It takes 80 % of a core, over 50 %.", "")
    assert watched(0.8, 29).fault == ""
    assert watched(0.8, 31).fault == "It took over 50 % of a core for 30 seconds."


def test_who_rests_again_is_warned_no_longer() -> None:
    watch = watched(0.8, 15)
    for second in range(16, 40):
        watch.take(second, Used(1 << 20, {1: 12.0}))
    assert (watch.warning, watch.fault) == ("", "")


def test_what_others_worked_that_have_ended_counts() -> None:
    watch = Watch()
    for second in range(32):
        watch.take(second, Used(1 << 20, {1: 0.0, 100 + second: 0.8}))
    assert watch.fault == "It took over 50 % of a core for 30 seconds."


def test_memory_and_processes_are_bounded_together() -> None:
    watch = Watch()
    watch.take(1, Used(MEMORY_BYTES + 1, {1: 0.0, 2: 0.0}))
    assert watch.fault == "It took over 1024 MiB of memory."
    watch = Watch()
    watch.take(1, Used(1, dict.fromkeys(range(MOST_PROCESSES + 1), 0.0)))
    assert watch.fault == "It started over 16 processes."


@pytest.mark.skipif(not hasattr(os, "fork"), reason="nobody forks there")
def test_what_a_process_has_started_is_counted_with_it() -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", CODE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        assert process.stdout
        child = int(process.stdout.readline())
        found = used([process.pid])[process.pid]
        assert set(found.cpu_s) == {process.pid, child}
        assert found.memory_bytes > 50 << 20
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
