"""The edge killed again and again under a storm of gifts, while the programme goes on.

    .venv/bin/python -m tests.bench.room_faults [--kills 20] [--per-s 2000] [--givers 110]

Prints for each kill when the edge listened again and when those who watch were back in
the room, then what the books say; the status is 1 if a gift, a coin or a frame is missing.
"""

import argparse
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from tests.e2e.room_books import check_books
from tests.e2e.room_programme import Programme, Seen
from tests.e2e.room_storm import COINS, Storm

GOAL_S = 5.0
UP_S = 3.0
SETTLING_S = 5.0
"""The players of the programme begin to keep it so much later at most."""


def main() -> int:
    """See the module."""
    parser = argparse.ArgumentParser(prog="room_faults", description=__doc__.split("\n")[0])
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--per-s", type=float, default=2_000, help="gifts")
    parser.add_argument("--givers", type=int, default=110, help="20 gifts a second each at most")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="rocket-faults-") as folder:
        return _measure(Path(folder), asked.kills, asked.per_s, asked.givers)


def _measure(folder: Path, kills: int, per_s: float, givers: int) -> int:
    with Storm(folder, givers, per_s) as storm, Programme(folder, storm.data) as programme:
        begun_s = time.monotonic()
        rates = []
        for _ in range(kills):
            rates.append(storm.kill_once(up_s=UP_S))
        watched_s = time.monotonic() - begun_s
        seen = programme.stop()
        story = storm.stop()
    away_s = _away_s(storm.killed_s, story)
    for number, (start_s, back_s, rate) in enumerate(
        zip(storm.starts_s, away_s, rates, strict=True)
    ):
        print(
            f"kill {number + 1:2}: at {rate:5.0f} gifts/s; listens after {start_s:4.1f} s, "
            f"watchers back after {back_s:4.1f} s"
        )
    _say(story, seen, rates, away_s)
    problems = check_books(storm.data, story, COINS) + seen.problems(watched_s - SETTLING_S)
    if max(away_s) > GOAL_S:
        problems.append(f"Back after {max(away_s):.1f} s; the goal is {GOAL_S:.0f} s.")
    print("\n".join(problems) or "The books balance; no gift is missing, none is there twice.")
    return int(bool(problems))


def _away_s(killed_s: list[float], story: dict[str, Any]) -> list[float]:
    """Return how long after each kill the last watcher was in the room again."""
    ends = zip(*([end for _, end in each] for each in story["watchers_outages_s"]), strict=True)
    return [max(back) - killed for back, killed in zip(ends, killed_s, strict=True)]


def _say(story: dict[str, Any], seen: Seen, rates: list[float], away_s: list[float]) -> None:
    gifts, waits_ms = len(story["acknowledged"]), story["waits_ms"]
    print(
        f"median {median(rates):.0f} gifts/s, back after {median(away_s):.1f} s, "
        f"at worst {max(away_s):.1f} s\n"
        f"{gifts} gifts acknowledged, {story['retries']} of them given again by key; "
        f"half within {waits_ms[0]} ms, the restarts included 99 % within {waits_ms[1]} ms\n"
        f"programme: {seen.frames[0]} frames at the relay's viewer, "
        f"{seen.frames[1]} at the platform's, over {len(rates)} kills"
    )


if __name__ == "__main__":
    raise SystemExit(main())
