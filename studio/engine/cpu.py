"""The CPU time and memory of all processes of a session, by reading the system's counts.

psutil is loaded when the first process is watched: the first frame needn't wait for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import psutil

MIB = 1 << 20


class ProcessCost:
    """Adds up what a changing set of processes used.

    A process that ended keeps what it was last seen to have used.
    """

    def __init__(self) -> None:
        self._processes: dict[int, psutil.Process] = {}
        self._before_s: dict[int, float] = {}
        self._used_s: dict[int, float] = {}

    def watch(self, pid: int, *, from_now: bool = True) -> None:
        """Count a process.

        Args:
            pid: Of the process; one that is gone is left out.
            from_now: Leave out what it has used already.
        """
        import psutil

        try:
            process = psutil.Process(pid)
            spent_s = _spent_s(process)
        except psutil.Error:
            return
        self._processes[pid] = process
        self._before_s[pid] = spent_s if from_now else 0.0
        self._used_s.setdefault(pid, 0.0)

    def sample(self) -> tuple[float, float]:
        """Return the CPU seconds used since they are watched, and the memory now in MiB."""
        import psutil

        memory = 0.0
        for pid, process in list(self._processes.items()):
            try:
                self._used_s[pid] = _spent_s(process) - self._before_s[pid]
                memory += process.memory_info().rss / MIB
            except psutil.Error:
                del self._processes[pid]
        return sum(self._used_s.values()), memory


def _spent_s(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)
