"""Everything that can be killed or frozen, struck once while live: what it cost, against the bars.

    .venv/bin/python -m tests.bench.faults
    .venv/bin/python -m tests.bench.faults --faults engine,supervisor,push
    .venv/bin/python -m tests.bench.faults --faults server,frozen --peers ffmpeg

Each fault run comes right after one of the same length that nothing disturbs.  Both
stream the standard scene without its captured screen, or a person whom a camera sees
where that is what dies, to two nginx-rtmp servers, of which the first is the one that
is struck, and record.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.bench.bars import Bar
from tests.bench.contest import collection
from tests.bench.ffmpeg_faults import PeerRun, disturb
from tests.bench.machine import the_machine_to_ourselves
from tests.bench.media import make_media
from tests.bench.packages import install_peers
from tests.bench.run_options import RunOptions
from tests.bench.side_by_side import KBPS
from tests.bench.standard_scene import LAYERS
from tests.e2e.avatar_stage import AvatarStage, avatar_scene
from tests.e2e.face_stage import FaceStage, face_scene
from tests.e2e.fault_run import FaultRun, run
from tests.e2e.fault_stage import FaultStage
from tests.e2e.faults import FAULTS

LENGTH_S = 11.0
NOTICED_S = BACK_S = 3.0
SERVER_BACK_S = 1.0
SLIP_MS = 50.0
UNBROKEN = ("engine", "supervisor", "capture", "mute")
"""After these faults the struck server must still have the connection that it had."""
WITH_PEERS = ("server", "frozen")
OF_PEOPLE = {"ar": (face_scene, FaceStage), "avatar": (avatar_scene, AvatarStage)}
"""What is needed for these faults is not in the standard scene: somebody who is seen."""

HEAD = (
    "| | noticed s | back s | lagged | skipped | missing in the file | missing at the other server "
    "| longest gap there ms | at the struck one ms | later by ms | connections |"
)


@dataclass(frozen=True)
class Pair:
    """A fault run and the undisturbed one just before it."""

    name: str
    quiet: FaultRun
    hit: FaultRun

    def bars(self) -> Iterator[Bar]:
        """Return what must hold."""
        hit, quiet, name = self.hit, self.quiet, self.name
        never = float("inf")
        yield Bar("noticed after s", never if hit.noticed_s is None else hit.noticed_s, NOTICED_S)
        back_s = never if hit.back_s is None else hit.back_s
        yield Bar("back after s", back_s, SERVER_BACK_S if name == "server" else BACK_S)
        yield Bar("times the other viewer began anew", hit.segments[1] - 1, 0)
        yield Bar("later for good, ms", hit.slip_ms, SLIP_MS)
        if name in UNBROKEN:
            yield Bar("connections at the struck server", hit.connections, 1)
            yield Bar("times its viewer began anew", hit.segments[0] - 1, 0)
            yield Bar("time stamps that went back", int(hit.went_back), 0)
        if FAULTS[name].stops_all:
            yield Bar("gap at the server, s", hit.gap_struck_ms / 1000, BACK_S)
            return
        yield Bar("frames lagged, undisturbed at most", hit.lagged, max(0, quiet.lagged))
        yield Bar("frames skipped, undisturbed at most", hit.skipped, quiet.skipped)
        yield Bar("missing in the file", hit.missing_recorded, quiet.missing_recorded)
        yield Bar("missing at the other server", hit.missing_kept, quiet.missing_kept)
        others = ("push-2", "record") if name != "supervisor" else ("push-1", "push-2", "record")
        yield Bar("dropped by the others", sum(hit.dropped[other] for other in others), 0)


def row(label: str, it: FaultRun, *, stops_all: bool = False) -> str:
    """Return a line of the table."""
    lost = (it.lagged, it.skipped, it.missing_recorded, it.missing_kept)
    cells = [
        _seconds(it.noticed_s if it.sentence else None),
        _seconds(it.back_s),
        *(["–"] * 4 if stops_all else map(str, lost)),
        f"{it.gap_kept_ms:.0f}",
        f"{it.gap_struck_ms:.0f}",
        f"{it.slip_ms:.0f}",
        str(it.connections),
    ]
    return f"| {label} | {' | '.join(cells)} |"


def peer_row(label: str, it: PeerRun) -> str:
    """Return a line of the table for ffmpeg, which does not count what it loses."""
    end = "" if it.is_alive else " (it ended)"
    cells = [_seconds(it.noticed_s), _seconds(it.back_s) + end, "–", "–", "–"]
    cells += [str(it.missing_kept), f"{it.gap_kept_ms:.0f}", f"{it.gap_struck_ms:.0f}", "–", "–"]
    return f"| {label} | {' | '.join(cells)} |"


def _seconds(value: float | None) -> str:
    return "never" if value is None else f"{value:.2f}"


def parse(argv: list[str]) -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(prog="faults", description=__doc__.split("\n")[0])
    add = parser.add_argument
    add("--faults", default=",".join(FAULTS), help=f"of {', '.join(FAULTS)}")
    add("--peers", default="", choices=["", "ffmpeg"], help=f"beside us in {WITH_PEERS}")
    add("--height", type=int, default=720)
    add("--work", type=Path, default=Path("/tmp/rocket-bench"))
    asked = parser.parse_args(argv)
    asked.faults = asked.faults.split(",")
    if unknown := set(asked.faults) - set(FAULTS):
        parser.error(f"{', '.join(unknown)}: there is only {', '.join(FAULTS)}")
    return asked


def go(asked: argparse.Namespace, folder: Path) -> tuple[list[Pair], list[tuple[str, PeerRun]]]:
    """Make all runs, one after the other."""
    options = RunOptions(
        media=asked.work / "media",
        width=asked.height * 16 // 9,
        height=asked.height,
        kbps=KBPS.get(asked.height, 4500),
        layers=tuple(layer for layer in LAYERS if layer != "screen"),
    )
    pairs, peers = [], []
    for name in asked.faults:
        print(f"{FAULTS[name].title} …", file=sys.stderr, flush=True)
        make_scene, stage = OF_PEOPLE.get(name, (None, FaultStage))
        place = folder / f"{name}-scene"
        place.mkdir()
        size = options.width, options.height
        scene = make_scene(place, *size) if make_scene else _standard_scene(options, place)
        words = [str(scene), *_encoding(options)]
        quiet, hit = (
            run(fault, folder / where, words, seconds=LENGTH_S, make_stage=stage)
            for fault, where in ((None, f"{name}-quiet"), (FAULTS[name], name))
        )
        pairs.append(Pair(name, quiet, hit))
        if asked.peers and name in WITH_PEERS:
            for with_fifo in (False, True):
                label = f"ffmpeg {'tee, fifo' if with_fifo else 'tee'}: {FAULTS[name].title}"
                place, lasts_s = folder / f"{name}-ffmpeg-{with_fifo}", FAULTS[name].lasts_s
                made = disturb(options, place, name, lasts_s, with_fifo=with_fifo)
                peers.append((label, made))
    return pairs, peers


def _standard_scene(options: RunOptions, folder: Path) -> Path:
    size = options.width, options.height
    scene = folder / "scene.json"
    scene.write_text(json.dumps(collection(options.layout, *size, "30", "", options.media)))
    return scene


def _encoding(options: RunOptions) -> list[str]:
    encoder = ["--encoder", "libx264", "--preset", "veryfast"]
    return [*encoder, "--video-kbps", str(options.kbps), "--audio-kbps", "160"]


def main() -> int:
    """Print table, sentences and bars; the status is 1 if a bar fails."""
    asked = parse(sys.argv[1:])
    install_peers(with_obs=False)
    make_media(asked.work / "media")
    folder = asked.work / "runs" / time.strftime("faults-%Y%m%d-%H%M%S")
    folder.mkdir(parents=True)
    with the_machine_to_ourselves():
        pairs, peers = go(asked, folder)
    _print_table(pairs, peers)
    print("\nWhat was said:")
    for pair in pairs:
        print(f"  {FAULTS[pair.name].title}: {pair.hit.sentence}")
    for label, peer in peers:
        print(f"  {label}: {peer.sentence or 'nothing'}")
    all_hold = True
    for pair in pairs:
        print(f"\n{FAULTS[pair.name].title} against the bars:")
        for bar in pair.bars():
            print(f"  {bar}")
            all_hold &= bar.holds
    return int(not all_hold)


def _print_table(pairs: list[Pair], peers: list[tuple[str, PeerRun]]) -> None:
    print(f"\n{HEAD}\n{'|---' * (HEAD.count('|') - 1)}|")
    for pair in pairs:
        fault = FAULTS[pair.name]
        print(row("undisturbed", pair.quiet).replace("never", "–"))
        print(row(f"**{fault.title}**", pair.hit, stops_all=fault.stops_all))
    for label, peer in peers:
        print(peer_row(label, peer))


if __name__ == "__main__":
    sys.exit(main())
