"""Processes of the bench: started in sessions of their own, ended by their handles.

All that measures and is measured runs at a high priority where the bench may set it:
other people's load would otherwise decide what a saturated program achieves::

    process = start(["Xvfb", ":9"], log)
    end(process)
"""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

END_TIMEOUT_S = 8.0
PRIORITY = -15
"""As the scheduler counts: lower runs first."""


def start(
    argv: Sequence[str],
    log: Path,
    *,
    stdout: int | None = None,
    environment: Mapping[str, str] | None = None,
    keep: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    """Start a process whose words go to ``log``.

    Args:
        argv: The command.
        log: Gets both outputs, or only the errors when ``stdout`` is given.
        stdout: As for Popen.
        environment: Instead of ours.
        keep: Descriptors that it inherits.
    """
    with log.open("ab") as file:
        process = subprocess.Popen(
            argv,
            stdin=subprocess.DEVNULL,
            stdout=file if stdout is None else stdout,
            stderr=file,
            start_new_session=True,
            env=environment,
            pass_fds=keep,
        )
    favour(process.pid)
    return process


def favour(pid: int) -> None:
    """Raise the priority of a process, and of its session, which the scheduler groups by."""
    with suppress(OSError):  # only root may
        Path(f"/proc/{pid}/autogroup").write_text(str(PRIORITY))
        os.setpriority(os.PRIO_PROCESS, pid, PRIORITY)


def end(process: subprocess.Popen[bytes], by: signal.Signals = signal.SIGTERM) -> None:
    """End a process in order, else by force; then what is left of its process group."""
    with suppress(ProcessLookupError):
        process.send_signal(by)
    try:
        process.wait(END_TIMEOUT_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    if process.stdout:
        process.stdout.close()
