"""What a session that stays costs while nobody looks, listens, streams or records.

``python -m tests.bench.idle [--seconds 20] [COLLECTION]`` starts the demo with a real
supervisor and engine, lets it come to rest, and prints the share of one core that the
engine and its captures take, each by itself and by thread.  Target: under 2 % together.
"""

import argparse
import time
from pathlib import Path

import psutil

from studio.model.session import LivePlan
from tests.e2e.staying_studio import StayingStudio

ROOT = Path(__file__).resolve().parents[2]
SETTLED_S = 8.0
"""Captures go on for some seconds after nobody looks any more."""


def spent_s(process: psutil.Process) -> tuple[float, dict[str, float]]:
    """Return the CPU seconds of a process, in all and by thread name."""
    threads: dict[str, float] = {}
    for thread in process.threads():
        path = Path(f"/proc/{process.pid}/task/{thread.id}/comm")
        name = path.read_text().strip() if path.exists() else str(thread.id)
        threads[name] = threads.get(name, 0.0) + thread.user_time + thread.system_time
    times = process.cpu_times()
    return times.user + times.system, threads


def measure(collection: Path, seconds: float) -> dict[str, tuple[float, dict[str, float]]]:
    """Return the share of a core in percent, in all and by thread, of each process."""
    with StayingStudio(LivePlan(collection=str(collection), stays=True)) as studio:
        time.sleep(SETTLED_S)
        processes = {
            name: psutil.Process(pid)
            for name, pid in studio.supervisor.pids().items()
            if name != "supervisor"
        }
        before = {name: spent_s(process) for name, process in processes.items()}
        began_s = time.monotonic()
        time.sleep(seconds)
        after = {name: spent_s(process) for name, process in processes.items()}
        percent = 100 / (time.monotonic() - began_s)
    return {
        name: (
            (after[name][0] - before[name][0]) * percent,
            {
                thread: (spent - before[name][1].get(thread, 0.0)) * percent
                for thread, spent in after[name][1].items()
            },
        )
        for name in processes
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("collection", nargs="?", default=str(ROOT / "scenes" / "demo.json"))
    parser.add_argument("--seconds", type=float, default=20.0)
    words = parser.parse_args()
    found = measure(Path(words.collection).resolve(), words.seconds)
    for name, (share, threads) in sorted(found.items()):
        parts = ", ".join(
            f"{thread} {part:.2f}" for thread, part in sorted(threads.items()) if part >= 0.05
        )
        print(f"{name:24} {share:6.2f} % of a core  {parts}")
    print(f"{'engine and captures':24} {sum(share for share, _ in found.values()):6.2f} %")


if __name__ == "__main__":
    main()
