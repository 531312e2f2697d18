"""Tests of studio.ipc.fork, in programs of their own: a test may not return twice."""

import json
import subprocess
import sys
import threading

import pytest

from studio.ipc.fork import can_fork

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks")


def answer_of(program: str) -> object:
    """Run a program and return the JSON that it prints."""
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return json.loads(run.stdout)


COPY = """\
import json, os, signal, sys
from studio.ipc.fork import can_fork, fork
other = os.open(os.devnull, os.O_RDONLY)
secret = open(os.devnull)
assert can_fork()
if (forked := fork("studio.copy", let_go=secret.close)) is None:
    words = sys.stdin.readline().strip()
    sys.stderr.write("nobody reads this")
    open_ones = [int(name) for name in os.listdir("/proc/self/fd")]
    title = open("/proc/self/cmdline").read().strip("\\0")
    print(json.dumps([words, max(open_ones[:3]), len(open_ones), sys.argv, title,
                      os.getsid(0) == os.getpid(), os.getppid()]))
    sys.exit(7)
assert forked.poll() is None
forked.stdin.write(b"orders\\n")
told = json.loads(forked.stdout.readline())
print(json.dumps([*told[:-1], told[-1] == os.getpid(), forked.wait(), forked.poll()]))
"""


def test_a_copy_has_its_pipes_a_session_and_nothing_else_of_ours() -> None:
    descriptors = 3 + 1  # and the one that lists them
    assert answer_of(COPY) == [
        *["orders", 2, descriptors, ["studio.copy"], "studio.copy"],
        *[True, True, 7, 7],
    ]


KILLED = """\
import json, signal, sys
from studio.ipc.fork import fork
codes = []
for how in ("kill", "terminate", "end"):
    if (forked := fork("studio.copy")) is None:
        sys.exit(len(sys.stdin.read()))
    if how == "kill":
        forked.kill()
    elif how == "terminate":
        forked.send_signal(signal.SIGTERM)
    forked.stdin.close()
    codes.append(forked.wait())
    forked.kill()  # of one that has ended: no other process is met
    forked.stdout.close()
print(json.dumps(codes))
"""


def test_how_a_copy_ended_is_known() -> None:
    assert answer_of(KILLED) == [-9, -15, 0]


WAITED_FOR = """\
import json, sys, threading
from studio.ipc.fork import fork
if (forked := fork("studio.copy")) is None:
    sys.exit(len(sys.stdin.read()))
codes = []
waiting = threading.Thread(target=lambda: codes.append(forked.wait()))
waiting.start()
forked.kill()
waiting.join()
print(json.dumps(codes))
"""


def test_one_thread_kills_while_another_waits() -> None:
    assert answer_of(WAITED_FOR) == [-9]


def test_a_process_with_threads_is_not_copied() -> None:
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    thread.start()
    assert not can_fork()
    end.set()
    thread.join()


def test_a_process_with_a_closed_standard_descriptor_is_not_copied() -> None:
    program = (
        "from studio.ipc.fork import can_fork; import os; os.write(1, str(can_fork()).encode())"
    )
    run = subprocess.run(
        ["sh", "-c", '"$0" -c "$1" 0<&-', sys.executable, program],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert run.stdout == "False"
