"""Keeps None, True and False alive under a Qt binding that takes them for immortal.

They are from Python 3.12 on.  PySide6 6.12 relies on it and gives them away without
counting; on 3.11 each timer and each paint takes one of some thousand references, and
after a minute the process aborts ("deallocating None").  So there they are given more
references than could ever be taken (measured: one for each call of a slot)::

    make_immortal()      # before the first widget
"""

import ctypes
import sys

SPARE = 1 << 40
_SINGLETONS = (None, True, False, NotImplemented, Ellipsis)


def make_immortal() -> None:
    """Do so, where Python itself has not."""
    if sys.version_info >= (3, 12):
        return
    for value in _SINGLETONS:
        if sys.getrefcount(value) < SPARE // 2:
            count = ctypes.c_ssize_t.from_address(id(value))  # the first word of any object
            count.value += SPARE
