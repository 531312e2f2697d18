"""Tests of studio.ipc.tenure."""

import os
import subprocess
import sys
import threading

import pytest

from studio.ipc.tenure import Tenure

PATIENCE_S = 20.0


def outcome_of(tenure: Tenure) -> tuple[threading.Thread, list[bool]]:
    found: list[bool] = []
    thread = threading.Thread(target=lambda: found.append(tenure.wait()))
    thread.start()
    return thread, found


def test_it_ends_when_it_is_told_to() -> None:
    tenure = Tenure(0.0, lambda: False)
    thread, found = outcome_of(tenure)
    tenure.end()
    thread.join(PATIENCE_S)
    assert found == [True]


def test_alone_it_ends_after_its_grace() -> None:
    tenure = Tenure(0.05, lambda: False)
    thread, found = outcome_of(tenure)
    assert thread.is_alive()  # the supervisor is there
    tenure.lose_supervisor()
    thread.join(PATIENCE_S)
    assert found == [False]


def test_a_client_keeps_it_until_it_has_left() -> None:
    clients = ["engine"]
    tenure = Tenure(0.0, lambda: bool(clients))
    tenure.lose_supervisor()
    thread, found = outcome_of(tenure)
    assert thread.is_alive()
    clients.clear()
    tenure.client_left()
    thread.join(PATIENCE_S)
    assert found == [False]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="another system's signals")
def test_a_signal_ends_it_whatever_it_is_doing() -> None:
    """Some tens of processes, as it is one instant in thousands that is the wrong one."""
    script = (
        "import os, signal, threading, time\n"
        "from studio.ipc.tenure import Tenure\n"
        "for n in range(40):\n"
        "    pid = os.fork()\n"
        "    if not pid: break\n"
        "    end = time.monotonic() + 5\n"
        "    while not os.waitpid(pid, os.WNOHANG)[0]:\n"
        "        assert time.monotonic() < end, n\n"
        "        time.sleep(0.002)\n"
        "else:\n"
        "    raise SystemExit\n"
        "tenure = Tenure(10, lambda: True)\n"
        "signal.signal(signal.SIGTERM, lambda number, frame: tenure.end())\n"
        "threading.Timer(0.01, lambda: os.kill(os.getpid(), signal.SIGTERM)).start()\n"
        "def leave():\n"
        "    while True: tenure.client_left()\n"
        "threading.Thread(target=leave, daemon=True).start()\n"
        "tenure.wait()\n"
        "os._exit(0)\n"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr
