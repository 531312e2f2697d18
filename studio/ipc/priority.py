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
"""

import contextlib
import os
import sys
from pathlib import Path

ENGINE = -10
EFFECTS = 5
CAPTURE = 10
AR = 5
AVATAR = 7

_AUTOGROUP = Path("/proc/self/autogroup")


def rank(niceness: int) -> None:
    """Set the rank of this process; what the system does not allow stays as it is.

    Call it before threads are started: they take over the rank of the one that
    starts them.

    Args:
        niceness: -20 goes before all others, 19 after them.
    """
    if hasattr(os, "setpriority"):
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, 0, niceness)
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            _AUTOGROUP.write_text(str(niceness))
