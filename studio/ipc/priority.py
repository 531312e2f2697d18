"""How a process ranks against the others of a session when the processor is short.

The engine goes first, captures last: they work ahead by three pictures and can
wait, while an encoder that waits skips a picture.  Measured on two cores with
x264 at its limit: of 600 pictures 20 skipped without ranks, none with them.
What looks for faces waits too, but not for ever: beside two programs that took both
cores, what lay on a moving face was 2 px away from it at rank 5, and lost at rank 10.

On Linux a process that leads a session of its own is an autogroup, and groups
are weighed against each other by a value in /proc; niceness then only counts
within the group.  Both are set, since a system may have no autogroups::

    rank(CAPTURE)

Within a process of ours all threads rank alike: one that ranked below the others would be
stopped while it holds Python's lock, and keep all of them waiting.  A storm of gifts beside
x264 on two cores, with the sheet's thread 15 below: 20 to 26 late pictures in 20 s; alike, and
with the tick's thread ahead of everything, which needs the lock for little: 0 to 6::

    go_first()

What is late by a frame when x264's threads have the processor goes before them too, but behind
the tick; by ``urgency``, as long as it leaves them enough.
"""

import contextlib
import logging
import os
import sys
import threading
from pathlib import Path

ENGINE = -10
EFFECTS = -7
"""What of them is late is seen to be, while the encoder has a queue.  In storms of gifts on two
cores, where what is painted ahead goes before both, 4.2 % of their pictures were late at -5, 2.7 %
at -7, 1.6 % at -9; there the encoder once fell so far behind that it left pictures out and went on
with a faster preset."""
PREVIEW = 5
"""What its author alone looks at."""
AHEAD = 12
"""What is drawn once for later: it took a third of the looks for faces from a live show."""
CAPTURE = 10
AR = 5
AVATAR = 7
CAPTIONS = 8
"""It is a second late anyway, and catches up."""
SUPERVISOR = 0
"""As any program; one that the engine starts has the engine's rank at first."""
LINK = -8
"""It is live in both directions: what waits here is heard and seen late, or lost."""

WITHOUT_RIGHTS = {EFFECTS: 5}
"""What a rank is where none below 0 is allowed.  Nothing goes first there, so effects stay further
behind the engine, which is at 0 then."""

log = logging.getLogger(__name__)

FIRST, EARLY = -15, -13
"""The niceness of what goes first, and of what comes next, where a system has no better means."""
_REAL_TIME = {FIRST: 2, EARLY: 1}


def rank(niceness: int, pid: int = 0) -> None:
    """Set the rank of a process; one that isn't allowed is as ``WITHOUT_RIGHTS`` says, or stays.

    Call it before threads are started: they take over the rank of the one that
    starts them.

    Args:
        niceness: -20 goes before all others, 19 after them.
        pid: One that was just started; 0 is this process.
    """
    if hasattr(os, "setpriority"):
        try:
            os.setpriority(os.PRIO_PROCESS, pid, niceness)
        except OSError:
            niceness = WITHOUT_RIGHTS.get(niceness, niceness)
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, pid, niceness)
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            Path(f"/proc/{pid or 'self'}/autogroup").write_text(str(niceness))


def go_first() -> None:
    """Let this thread run as soon as it can, before all of the machine that isn't as urgent.

    For one that works a fraction of the time and whose lateness everybody sees.  Linux is asked
    for the real-time class, which runs at once; threads started by this one don't take it over.
    Where that isn't allowed, for the highest rank; what the system does not allow stays as it is.
    """
    _go(FIRST)


def go_early() -> None:
    """Let this thread run before all but what goes first; see there."""
    _go(EARLY)


def go_along() -> None:
    """Let this thread rank as its process does, whoever started it, and however it ranked."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            # Who has no rights may give the class back, but not the flag that came with it.
            flag = os.sched_getscheduler(0) & os.SCHED_RESET_ON_FORK
            os.sched_setscheduler(0, os.SCHED_OTHER | flag, os.sched_param(0))
    if hasattr(os, "setpriority"):
        with contextlib.suppress(OSError):
            usual = os.getpriority(os.PRIO_PROCESS, os.getpid())
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), usual)


def _go(niceness: int) -> None:
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            param = os.sched_param(_REAL_TIME[niceness])
            os.sched_setscheduler(0, os.SCHED_RR | os.SCHED_RESET_ON_FORK, param)
            return
    if hasattr(os, "setpriority"):
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), niceness)
            return
    log.info("No right to let a thread go first; it runs as the others do.")
