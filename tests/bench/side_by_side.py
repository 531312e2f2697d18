"""OBS, ffmpeg and Rocket Studio on the same scene, one after the other in one go.

    .venv/bin/python -m tests.bench.side_by_side --height 1080 --seconds 60
    .venv/bin/python -m tests.bench.side_by_side --subjects ffmpeg,studio --compositor array,wgpu
    .venv/bin/python -m tests.bench.side_by_side --height 720 --seconds 20 --rounds 4

The lock on /tmp/perf.lock is held over all runs, so that they see the same machine.  Who is
measured right after another finds a machine that the other has warmed (after OBS, which takes
both cores, ours costs 5 % more): with ``--rounds 2`` or 4 all go as often, every other round
the other way round, and the table shows medians.
"""

import argparse
import itertools
import json
import sys
import time
from dataclasses import replace
from pathlib import Path

from tests.bench.bars import NOTE, bars, goals, median, table
from tests.bench.machine import the_machine_to_ourselves
from tests.bench.measure import SUBJECTS, Figures, Run, finish, measure
from tests.bench.media import make_media
from tests.bench.packages import install_peers
from tests.bench.run_options import RunOptions
from tests.bench.standard_scene import LAYERS

KBPS = {1080: 4500, 720: 2500}


def parse(argv: list[str]) -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(prog="side_by_side", description=__doc__.split("\n")[0])
    add = parser.add_argument
    add("--subjects", default="ffmpeg,obs,studio", help=f"of {', '.join(SUBJECTS)}")
    add("--height", type=int, default=1080)
    add("--fps", type=int, default=30)
    add("--kbps", type=int, help="default 4500, at 720 lines 2500")
    add("--seconds", type=float, default=60.0, help="length of each window")
    add("--rounds", type=int, default=1, help="times that each is measured; medians are shown")
    add("--warm-up", type=float, default=10.0)
    add("--stage-hz", type=float, default=60.0, help="pictures a second on the captured display")
    add("--layers", default=",".join(LAYERS))
    add("--compositor", default="array,wgpu", help="ours: auto, array, wgpu; with commas")
    add("--latency", default="normal", choices=["normal", "low"], help="ours")
    add("--preset", default="veryfast", help="ours: veryfast as the peers, or auto")
    add("--work", type=Path, default=Path("/tmp/rocket-bench"))
    add("--json", type=Path, help="add the figures to this file, a line for each run")
    options = parser.parse_args(argv)
    if unknown := set(options.subjects.split(",")) - set(SUBJECTS):
        parser.error(f"{', '.join(unknown)}: there is only {', '.join(SUBJECTS)}")
    return options


def plan(asked: argparse.Namespace) -> list[tuple[str, str, RunOptions]]:
    """Return label, subject and options of each run, in order."""
    common = RunOptions(
        media=asked.work / "media",
        width=asked.height * 16 // 9,
        height=asked.height,
        fps=asked.fps,
        kbps=asked.kbps or KBPS.get(asked.height, 4500),
        layers=tuple(asked.layers.split(",")),
        seconds=asked.seconds,
        warm_up_s=asked.warm_up,
        stage_hz=asked.stage_hz,
        latency=asked.latency,
        preset=asked.preset,
    )
    runs = []
    for name in asked.subjects.split(","):
        for compositor in asked.compositor.split(",") if name == "studio" else [""]:
            label = f"{name} {compositor}".strip()
            runs.append((label, name, replace(common, compositor=compositor)))
    return runs


def go(runs: list[tuple[str, str, RunOptions]], folder: Path, rounds: int) -> list[list[Figures]]:
    """Measure all of them under one lock, decode afterwards; return each one's figures."""
    done: dict[str, list[Run]] = {label: [] for label, _, _ in runs}
    with the_machine_to_ourselves():
        for turn in range(rounds):
            for label, name, options in runs[:: -1 if turn % 2 else 1]:
                print(f"{label} …", file=sys.stderr, flush=True)
                place = folder / f"{label.replace(' ', '-')}-{turn + 1}"
                done[label].append(measure(name, options, place))
    return [[{"label": label} | finish(run) for run in those] for label, those in done.items()]


def main() -> int:
    """Run, print the table and the bars; the status is 1 if we fail with each compositor."""
    asked = parse(sys.argv[1:])
    install_peers(with_obs="obs" in asked.subjects.split(","))
    make_media(asked.work / "media")
    folder = asked.work / "runs" / time.strftime("%Y%m%d-%H%M%S")
    measured = go(plan(asked), folder, asked.rounds)
    if asked.json:
        with asked.json.open("a") as file:
            for run in itertools.chain(*measured):
                file.write(json.dumps(run, ensure_ascii=False) + "\n")
    times = f"{asked.rounds} × {asked.seconds:g} s each"
    if asked.rounds > 1:
        print(f"\n{asked.height}p{asked.fps}, {times}\n\n{table([*itertools.chain(*measured)])}")
    figures = [median(those) for those in measured]
    print(f"\n{asked.height}p{asked.fps}, medians of {times}\n\n{table(figures)}\n\n{NOTE}")
    peers = {str(run["subject"]): run for run in figures if run["subject"] != "studio"}
    held = []
    for run in figures:
        if "error" in run:
            print(f"\n{run['label']}: {run['error']}, see {run['folder']}")
        if run["subject"] == "studio":
            print(f"\n{run['label']} against the bars:")
            found = bars(run, peers, asked.height, asked.fps)
            for line in (*found, *goals(run, peers.get("ffmpeg", {}))):
                print(f"  {line}")
            held.append(all(bar.holds for bar in found))
    return int(bool(held) and not any(held))


if __name__ == "__main__":
    sys.exit(main())
