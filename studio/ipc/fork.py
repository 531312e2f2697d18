"""Processes that begin as a copy of this one, with all that it has loaded already.

Loading numpy, FFmpeg and OpenCV takes a third of a second of processor time, the
models another fifth; a session has five processes that need them, and on two
cores it is the sum that the first picture waits for.  So the command line loads
them once, before it has a thread, and forks::

    if can_fork() and (forked := fork("studio.capture")) is None:
        return run_the_capture()           # here we are the copy, and wait for a boot message
    forked.stdin.write(boot)               # and here we are still ourselves

Only Linux: elsewhere system libraries forbid it.  Only while there is one thread:
of all others a copy would have the locks and nobody to open them.  Processes that
are started again later come from ``launch``, as those of a supervisor that has
taken over do.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import IO

import setproctitle

from studio.ipc.foreign import hold

_STDIN, _STDOUT, _STDERR = 0, 1, 2


def can_fork() -> bool:
    """Say whether this process may be copied."""
    if sys.platform != "linux" or None in (sys.stdin, sys.stdout, sys.stderr):
        return False  # a pipe could become descriptor 0 to 2 where one of them is closed
    return len(os.listdir("/proc/self/task")) == 1  # libraries have threads of their own


def fork(module: str, let_go: Callable[[], None] = lambda: None) -> "Forked | None":
    """Copy this process; return the copy, and in the copy None.

    The copy has pipes as its standard input and output, no other descriptor, a
    session of its own, and waits for nothing: the caller goes on as ``module``.

    Args:
        module: What it will be.
        let_go: Called in the copy first: it closes this process's open file objects,
            before their descriptors are closed under them.

    Raises:
        OSError: If the system can't.
    """
    orders, answers = os.pipe(), os.pipe()
    try:
        pid = os.fork()
    except OSError:
        for descriptor in (*orders, *answers):
            os.close(descriptor)
        raise
    if pid:
        os.close(orders[0])
        os.close(answers[1])
        return Forked(pid, os.fdopen(orders[1], "wb", 0), os.fdopen(answers[0], "rb", 0))
    let_go()
    os.setsid()  # Ctrl-C and a closed terminal are the supervisor's business
    os.dup2(orders[0], _STDIN)
    os.dup2(answers[1], _STDOUT)
    os.dup2(os.open(os.devnull, os.O_WRONLY), _STDERR)
    os.closerange(_STDERR + 1, os.sysconf("SC_OPEN_MAX"))
    sys.argv[:] = [module]
    setproctitle.setproctitle(module)
    return None


class Forked:
    """A copy, from outside; it can be used where ``subprocess.Popen`` can.

    Its number is its own until ``wait`` or ``poll`` has returned its exit code, and
    a signal is sent to the process, not to the number.
    """

    def __init__(self, pid: int, stdin: IO[bytes], stdout: IO[bytes]) -> None:
        self.pid = pid
        self.stdin: IO[bytes] | None = stdin
        self.stdout: IO[bytes] | None = stdout
        self._held = hold(pid)
        self._exit_code: int | None = None
        self._lock = threading.Lock()

    def poll(self) -> int | None:
        """Return its exit code, or minus the signal that ended it; None while it lives."""
        with self._lock:
            code = self._reap(os.WNOHANG)
        if code is not None:
            self._held.close()
        return code

    def wait(self) -> int:
        """Return that when it has ended."""
        if self._exit_code is None:
            self._held.wait()
        with self._lock:
            code = self._reap(0)
        assert code is not None
        return code

    def send_signal(self, number: int) -> None:
        """Send it a signal; nothing happens if it has ended."""
        self._held.signal(number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def _reap(self, options: int) -> int | None:
        if self._exit_code is None:
            pid, status = os.waitpid(self.pid, options)
            if pid:
                self._exit_code = os.waitstatus_to_exitcode(status)
        return self._exit_code
