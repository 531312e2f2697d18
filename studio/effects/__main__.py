"""``python -m studio.effects``: one effects process; only the supervisor starts it."""

import ctypes
import signal
import sys

import cv2
import setproctitle

from studio.effects.errors import BootError
from studio.effects.orders import Orders
from studio.effects.service import EffectsService, Tell, Work
from studio.ipc import priority
from studio.ipc.child import Boot
from studio.ipc.errors import IpcError
from studio.telemetry.logs import start_logging

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


def main() -> int:
    """Run until told to end.

    Returns:
        The exit code.
    """
    try:
        boot = Boot.read()
        start_logging(boot.name)
        setproctitle.setproctitle(f"rocket-studio {boot.name}")
        priority.rank(priority.AHEAD if boot.get("work") == "rounds" else priority.EFFECTS)
        _keep_memory()
        cv2.setNumThreads(1)  # its pool's threads cost more than they save
        service = EffectsService(boot, {"live": _live, "rounds": _rounds})
        signal.signal(signal.SIGTERM, lambda number, frame: service.end())
        service.run()
    except (BootError, IpcError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
