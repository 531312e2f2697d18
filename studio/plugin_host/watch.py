"""What a plugin's process and all that it has started use, and when that is too much.

The system bounds each process's memory, on some systems; the sum of several, and the
processor's time, are the host's to watch.  Pure but for ``used``::

    watch = Watch()
    watch.take(time.monotonic(), used([pid])[pid])
    watch.cpu_share, watch.warning, watch.fault
"""

import os
from collections import deque
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

import psutil

from studio.sdk.limits import MEMORY_BYTES

MOST_CPU_SHARE = 0.5
WARN_S = 10.0
END_S = 30.0
MOST_PROCESSES = 16
_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Used:
    """What a plugin used at one moment.

    Attributes:
        cpu_s: Processor time since its start, of each process by its number.
    """

    memory_bytes: int = 0
    cpu_s: dict[int, float] = field(default_factory=dict)


class Watch:
    """Of one start of a plugin.

    Attributes:
        cpu_share: Of a core, over the last ten seconds.
        warning: What it should not do, a sentence; "" if all is well.
        fault: Why it must be ended, a sentence; "" if it may go on.
    """

    def __init__(self) -> None:
        self.memory_mb = 0.0
        self.cpu_share = 0.0
        self.warning = ""
        self.fault = ""
        self._total_s = 0.0
        self._before: dict[int, float] = {}
        self._totals: deque[tuple[float, float]] = deque()

    def take(self, now_s: float, used: Used) -> None:
        """Take note of what it uses now."""
        self.memory_mb = used.memory_bytes / _MB
        # One that has ended takes its time along: what was counted of it stays counted.
        self._total_s += sum(
            max(0.0, cpu_s - self._before.get(pid, 0.0)) for pid, cpu_s in used.cpu_s.items()
        )
        self._before = dict(used.cpu_s)
        self._totals.append((now_s, self._total_s))
        while len(self._totals) > 2 and self._totals[1][0] <= now_s - END_S:
            self._totals.popleft()
        self.cpu_share = self._share(now_s, WARN_S) or self._share_so_far()
        self._judge(now_s, used)

    def _judge(self, now_s: float, used: Used) -> None:
        share = self._share(now_s, WARN_S)
        most = f"{MOST_CPU_SHARE * 100:.0f} %"
        self.warning = ""
        if share is not None and share > MOST_CPU_SHARE:
            self.warning = f"It takes {share * 100:.0f} % of a core, over {most}."
        long_share = self._share(now_s, END_S)
        if used.memory_bytes > MEMORY_BYTES:
            self.fault = f"It took over {MEMORY_BYTES >> 20} MiB of memory."
        elif len(used.cpu_s) > MOST_PROCESSES:
            self.fault = f"It started over {MOST_PROCESSES} processes."
        elif long_share is not None and long_share > MOST_CPU_SHARE:
            self.fault = f"It took over {most} of a core for {END_S:.0f} seconds."

    def _share(self, now_s: float, seconds: float) -> float | None:
        """Return its share of a core over the last seconds, or None if it is younger."""
        old = None
        for moment in self._totals:
            if moment[0] <= now_s - seconds:
                old = moment
        if old is None:
            return None
        return (self._total_s - old[1]) / (now_s - old[0])

    def _share_so_far(self) -> float:
        (first_s, first), (last_s, last) = self._totals[0], self._totals[-1]
        return (last - first) / (last_s - first_s) if last_s > first_s else 0.0


def used(leaders: Collection[int]) -> dict[int, Used]:
    """Return what processes, each with all that it has started, use now."""
    found: dict[int, Used] = {}
    for leader, group in _groups(leaders).items():
        memory_bytes, cpu_s = 0, dict[int, float]()
        for pid in group:
            try:
                process = psutil.Process(pid)
                with process.oneshot():
                    times = process.cpu_times()
                    memory_bytes += process.memory_info().rss
            except psutil.Error:
                continue
            cpu_s[pid] = times.user + times.system
        found[leader] = Used(memory_bytes, cpu_s)
    return found


def _groups(leaders: Collection[int]) -> dict[int, list[int]]:
    """Return the processes of each session, which is what a plugin leads and can't leave."""
    groups: dict[int, list[int]] = {leader: [] for leader in leaders}
    if not hasattr(os, "getsid"):
        return {leader: [leader] for leader in leaders}
    for pid, session in _sessions() if leaders else ():
        if session in groups:
            groups[session].append(pid)
    return groups


def _sessions() -> Iterator[tuple[int, int]]:
    for pid in psutil.pids():
        try:
            yield pid, os.getsid(pid)
        except OSError:
            continue
