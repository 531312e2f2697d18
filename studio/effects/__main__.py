"""``python -m studio.effects``: one effects process; only the supervisor starts it."""

import ctypes
import sys

import cv2

from studio.effects.errors import BootError
from studio.effects.orders import Orders
from studio.effects.service import EffectsService, Tell, Work
from studio.ipc import priority
from studio.ipc.child import Boot
from studio.ipc.service import serve

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3
_KEPT_BYTES = 32 << 20


def _keep_memory() -> None:
    """Have what was freed used again, where the C library is glibc.

    It gives large pieces back to the system and gets clear pages for the next picture, which
    took half of the time that a picture's conversion takes.
    """
    if sys.platform == "linux" and hasattr(libc := ctypes.CDLL(None), "mallopt"):
        libc.mallopt(_M_MMAP_THRESHOLD, _KEPT_BYTES)
        libc.mallopt(_M_TRIM_THRESHOLD, 2 * _KEPT_BYTES)


def _live(name: str, orders: Orders, tell: Tell) -> Work:
    from studio.effects.live import Live

    return Live(name, orders, tell)


def _rounds(name: str, orders: Orders, tell: Tell) -> Work:
    from studio.effects.rounds import Rounds

    return Rounds(name, orders, tell)


def _service(boot: Boot) -> EffectsService:
    if boot.get("work") == "rounds":
        priority.rank(priority.AHEAD)
    return EffectsService(boot, {"live": _live, "rounds": _rounds})


if __name__ == "__main__":
    _keep_memory()
    cv2.setNumThreads(1)  # its pool's threads cost more than they save
    sys.exit(serve(_service, priority.EFFECTS, BootError))
