"""What a tree of processes costs, read from /proc while others run beside it.

CPU time of children that end between two samples stays counted at the last value
that was seen, so sample about once a second::

    cost = ProcessCost(pid)
    cost.sample()
    cost.cpu_s, cost.rss_bytes, cost.threads
"""

import os
from collections import defaultdict
from pathlib import Path

TICKS_PER_S = os.sysconf("SC_CLK_TCK")
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


def _stat(path: Path) -> tuple[str, list[str]] | None:
    """Return name and fields (from the state on) of a /proc stat file, or None if it is gone."""
    try:
        text = path.read_text()
    except OSError:
        return None
    end = text.rindex(")")
    return text[text.index("(") + 1 : end], text[end + 2 :].split()


def _title(pid: int) -> str:
    """Return what one of our processes is, or "" of another one."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_text().split("\0")[0]
    except (OSError, UnicodeDecodeError):
        return ""
    return words.removeprefix("rocket-studio ") if words.startswith("rocket-studio ") else ""


def _cpu_s(fields: list[str]) -> float:
    return (int(fields[11]) + int(fields[12])) / TICKS_PER_S


def family(roots: set[int]) -> set[int]:
    """Return processes with all their children, and those who lead a session of theirs."""
    children: dict[int, list[int]] = defaultdict(list)
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and (stat := _stat(folder / "stat")):
            children[int(stat[1][1])].append(int(folder.name))
    found: set[int] = set()
    waiting = list(roots)
    while waiting:
        pid = waiting.pop()
        if pid not in found:
            found.add(pid)
            waiting += children[pid]
    return found


class ProcessCost:
    """CPU time, memory and threads of a process and all that it started.

    A process that was seen once as part of the tree stays part of it, also when its
    parent ends and init adopts it.
    """

    def __init__(self, pid: int) -> None:
        self._members = {pid}
        self._seen: dict[int, float] = {}
        self._threads: dict[tuple[int, str], tuple[str, float]] = {}
        self.rss_bytes = 0

    @property
    def cpu_s(self) -> float:
        """User and system time of all of them, in seconds."""
        return sum(self._seen.values())

    @property
    def threads(self) -> dict[str, float]:
        """CPU seconds by thread name, as ``process/thread``.

        A process that calls itself "rocket-studio engine" is ``engine``, another one what its
        program is called.  Threads that a library started from a process's main thread have its
        name and are told apart from it as ``library``.
        """
        total: dict[str, float] = defaultdict(float)
        for name, cpu_s in self._threads.values():
            total[name] += cpu_s
        return dict(total)

    def sample(self, *, with_threads: bool = False) -> None:
        """Look at all processes of the tree once."""
        rss_pages = 0
        self._members = family(self._members)
        for pid in list(self._members):
            stat = _stat(Path(f"/proc/{pid}/stat"))
            if stat is None:
                self._members.discard(pid)
                continue
            self._seen[pid] = _cpu_s(stat[1])
            rss_pages += int(stat[1][21])
            if with_threads:
                self._sample_threads(pid, stat[0])
        self.rss_bytes = rss_pages * PAGE_BYTES

    def _sample_threads(self, pid: int, process: str) -> None:
        title = _title(pid) or process
        for folder in Path(f"/proc/{pid}/task").glob("*"):
            if stat := _stat(folder / "stat"):
                is_library = stat[0] == process and folder.name != str(pid)
                name = "library" if is_library else stat[0]
                name = "main" if folder.name == str(pid) else name
                self._threads[pid, folder.name] = (f"{title}/{name}", _cpu_s(stat[1]))


def machine_busy_s() -> float:
    """Return the CPU seconds that all of the machine has spent since it started."""
    fields = [int(word) for word in Path("/proc/stat").read_text().split("\n")[0].split()[1:9]]
    return (sum(fields) - fields[3] - fields[4]) / TICKS_PER_S
