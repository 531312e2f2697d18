"""The machine that is measured on: to ourselves, and what was odd about it.

    with the_machine_to_ourselves():
        …

Figures are of little worth beside a session that somebody forgot, or on a virtual
machine whose host is busy; so both are said, before and after.
"""

import contextlib
import fcntl
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

LOCK = Path("/tmp/perf.lock")
LOOK_S = 1.0
BUSY_PERCENT = 5.0  # of a core
STOLEN_PERCENT = 1.0


@contextmanager
def the_machine_to_ourselves() -> Iterator[None]:
    """Hold the lock that everyone who measures on this machine takes."""
    with LOCK.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if others := _busy_processes():
            _say(f"this machine is not quiet: {', '.join(others)}")
        before = psutil.cpu_times()
        yield
        stolen = _stolen_percent(before, psutil.cpu_times())
        if stolen >= STOLEN_PERCENT:
            _say(f"the host took {stolen:.0f} % of this machine's time meanwhile")


def _busy_processes() -> list[str]:
    """Return who takes more than a little of a core, with how much."""
    watched = list(psutil.process_iter(["pid", "name"]))
    for process in watched:
        with contextlib.suppress(psutil.Error):
            process.cpu_percent()  # from now on
    time.sleep(LOOK_S)
    busy = []
    for process in watched:
        with contextlib.suppress(psutil.Error):
            if (percent := process.cpu_percent()) > BUSY_PERCENT:
                busy.append(f"{process.info['name']} ({process.info['pid']}) {percent:.0f} %")
    return busy


def _stolen_percent(before: object, after: object) -> float:
    """Return the share that a host gave to others; 0 where the system does not tell."""
    spent: dict[str, float] = {
        name: getattr(after, name) - getattr(before, name)
        for name in ("user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal")
        if hasattr(after, name)
    }
    return 100 * spent.get("steal", 0.0) / max(1e-9, sum(spent.values()))


def _say(text: str) -> None:
    print(f"! {text}", file=sys.stderr, flush=True)
