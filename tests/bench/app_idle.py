"""What the studio costs while nothing is live and nobody sees its window.

    .venv/bin/python -m tests.bench.app_idle [--seconds 20]

App and engine together, and all else of the session, in percent of one core; first with
the window on the screen, then with it put away.
"""

import argparse
import subprocess
import time
from pathlib import Path

from tests.bench.app_rig import AppRig, marked_collection
from tests.bench.process_cost import TICKS_PER_S, ProcessCost

LIMIT_PERCENT = 3.0
SETTLE_S = 8.0


def ticks(pid: int) -> int:
    """Return the processor time that a process has used."""
    stat = Path(f"/proc/{pid}/stat").read_text()
    return sum(map(int, stat[stat.rindex(")") + 2 :].split()[11:13]))


def measure(rig: AppRig, seconds: float) -> dict[str, float]:
    """Return the percent of a core that app, engine, and everything together take."""
    time.sleep(SETTLE_S)
    pids = {kind: rig.process(kind).pid for kind in ("app", "engine")}
    cost = ProcessCost(rig.pid)
    cost.sample()
    before = {kind: ticks(pid) for kind, pid in pids.items()}
    all_before_s, begun_s = cost.cpu_s, time.monotonic()
    time.sleep(seconds)
    cost.sample()
    took_s = time.monotonic() - begun_s
    found = {
        kind: (ticks(pid) - before[kind]) / TICKS_PER_S / took_s * 100 for kind, pid in pids.items()
    }
    return {**found, "everything": (cost.cpu_s - all_before_s) / took_s * 100}


def main() -> int:
    """Measure and print; the status is 1 if the bar does not hold."""
    parser = argparse.ArgumentParser(prog="app_idle", description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--work", type=Path, default=Path("/tmp/rocket-bench"))
    asked = parser.parse_args()
    folder = asked.work / time.strftime("app-idle-%H%M%S")
    folder.mkdir(parents=True)
    with AppRig(folder, marked_collection(folder)) as rig:
        rig.start()
        rig.until_picture(60)
        shown = measure(rig, asked.seconds)
        subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", "Rocket Studio", "windowunmap", "%@"],
            env={"DISPLAY": rig.display},
            check=True,
        )
        hidden = measure(rig, asked.seconds)
    for name, figures in (("on the screen", shown), ("put away", hidden)):
        words = "  ".join(f"{kind} {percent:.1f} %" for kind, percent in figures.items())
        print(f"not live, window {name}: {words}")
    total = hidden["app"] + hidden["engine"]
    holds = total < LIMIT_PERCENT
    print(f"{'holds' if holds else 'FAILS'}: app and engine {total:.1f} < {LIMIT_PERCENT} %")
    return int(not holds)


if __name__ == "__main__":
    raise SystemExit(main())
