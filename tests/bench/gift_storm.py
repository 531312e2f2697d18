"""What a storm of gifts costs a live session, and how soon a gift is seen.

    .venv/bin/python -m tests.bench.gift_storm --prepare      # draws models, once on a machine
    .venv/bin/python -m tests.bench.gift_storm [--height 1080] [--seconds 20]

All of it is real: a room with givers, its client, the plugin's host, the overlay, the effects'
processes, the engine, and x264 to a file and to the room's relay.  First single gifts on a plain
wall, timed from when the room's client passes one on until the first picture that shows it; then
the demo's scene, in peace and with 50 gifts a second and up to three full-screen effects: late
frames, which rate and size the effects held for how long, and who took the processor.
"""

import argparse
import asyncio
import itertools
import json
import shutil
import statistics
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from websockets.asyncio.client import ClientConnection

from studio.effects.recipe import recipe_of
from studio.effects.round import draw_round
from studio.effects.shelf import Shelf
from studio.ipc.channel import Channel
from studio.ipc.message import Message
from studio.model import commands as do
from studio.model import events as told
from studio.model.canvas_content import Lottie, Model
from studio.model.effect import read_effect
from studio.supervisor.connector import Connector
from tests.bench.machine import the_machine_to_ourselves
from tests.bench.process_cost import ProcessCost
from tests.e2e.app_stand_in import seen, wait
from tests.e2e.gift_show import OVERLAY, WALL, Show
from tests.e2e.live_studio import ROOT, LiveStudio
from tests.e2e.plugin_run import PluginRun
from tests.e2e.room_edge import fill_wallets
from tests.room.ws.client import client

FPS = 30
FRAME_MS = 1000 / FPS
GIVERS = [f"giver{number}" for number in range(5)]
PROBE, COINS = "probe", 1 << 40
PER_S = 50.0
LARGE = ("rocket", "fireworks", "sports-car", "crown", "galaxy")
SMALL = ("heart", "rose", "candy", "coffee", "bubble-tea", "bouquet", "cake")
LARGE_EVERY = 25
"""One of so many gifts is a large one."""
LANES, LOWEST_PX, STEP_PX = 5, 620, 124
PROBES, PROBE_S = 40, 1.1
VIEW = {"width": 480, "height": 270}
QUIET_S = 10.0
WHOLE_UP_TO = 720
"""So high a programme may be for its effects to keep their rate and size."""
MOST_MISSED = 0.05
"""Of the pictures of effects, and of frames whose gifts move: so few are not seen to be late."""
BUSIEST = 12


@dataclass(frozen=True)
class Phase:
    """What the session said of itself within a while.

    Attributes:
        effects: How effects were drawn, and what part of the time, in the order in which they
            first were.
        missed: What part of their pictures were late or left out.
        still: Over what part of the frames all gifts stood still.
        shares: Of a core, by process and thread.
    """

    lagged: int
    skipped: int
    render_ms: float
    effects: dict[str, float]
    missed: float
    still: float
    shares: dict[str, float]


@contextmanager
def overlay(folder: Path, run_dir: Path) -> Iterator[PluginRun]:
    """Run the overlay, set to five lanes and three full-screen effects."""
    copy = folder / "gift_overlay"
    shutil.copytree(OVERLAY, copy)
    manifest = (copy / "plugin.toml").read_text("utf-8")
    for setting, value in (("lanes", LANES), ("effects_at_once", 3)):
        head, tail = manifest.split(f"[settings.{setting}]")
        before, after = tail.split("default = ", 1)
        manifest = f"{head}[settings.{setting}]{before}default = {value}{after[1:]}"
    (copy / "plugin.toml").write_text(manifest, "utf-8")
    with PluginRun(copy, run_dir, log=folder) as run:
        wait(run.plugins)
        yield run


class Heard:
    """When the room's client passed gifts on, by their givers and kinds."""

    def __init__(self, run_dir: Path) -> None:
        self._times_s: dict[str, float] = {}
        self._is_there = threading.Condition()
        self._connector = Connector(
            run_dir, "room_client", on_message=self._take, on_lost=lambda channel, why: None
        )
        self._connector.start()

    def _take(self, channel: Channel, message: Message) -> None:
        event = message.get("event")
        if isinstance(event, dict) and event.get("type") == "gift":
            with self._is_there:
                self._times_s[str(event["combo"])] = time.monotonic()
                self._is_there.notify_all()

    def next_s(self, count: int) -> float:
        """Wait for the gift after so many, and return when that was."""
        with self._is_there:
            assert self._is_there.wait_for(lambda: len(self._times_s) > count, 10)
            return list(self._times_s.values())[count]

    @property
    def count(self) -> int:
        """How many runs there were."""
        with self._is_there:
            return len(self._times_s)

    def close(self) -> None:
        """Hear no more."""
        self._connector.close()


class Crowd:
    """People who give, in a thread of their own until stopped."""

    def __init__(self, url: str, tokens: list[str], per_s: float) -> None:
        self.given = 0
        self._url, self._tokens, self._per_s = url, tokens, per_s
        self._is_over = threading.Event()
        self._numbers = itertools.count()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._all()), name="crowd")
        self._thread.start()

    def stop(self) -> None:
        """Give no more."""
        self._is_over.set()
        self._thread.join()

    async def _all(self) -> None:
        await asyncio.gather(*map(self._one, self._tokens))

    async def _one(self, token: str) -> None:
        async with client(self._url) as giver:
            await giver.join(token)
            reading = asyncio.create_task(self._read(giver.socket))
            begun_s, pause_s, mine = time.monotonic(), len(self._tokens) / self._per_s, 0
            while not self._is_over.is_set():
                number, mine = next(self._numbers), mine + 1
                is_large = number % LARGE_EVERY == 0
                gift = LARGE[number // LARGE_EVERY % 5] if is_large else SMALL[number % 7]
                key = f"storm-{id(self):x}-{number:06d}"
                await giver.send(type="give", id=key, key=key, gift=gift)
                await asyncio.sleep(max(0.0, begun_s + mine * pause_s - time.monotonic()))
            reading.cancel()

    async def _read(self, socket: ClientConnection) -> None:
        async for message in socket:
            self.given += str(message).count('"type":"accepted"')


def first_pixels_ms(shown: Show, heard: Heard) -> list[float]:
    """Give single gifts; return how long each took from the room's client to the picture."""
    kinds = itertools.cycle(["heart", "rose", "candy"])
    found = []
    token = shown.token_of(PROBE)
    height = VIEW["height"]
    for number in range(PROBES):
        middle = (LOWEST_PX - number % LANES * STEP_PX) * height // 1080
        rows = slice(middle - 8, middle + 8)
        wait(partial(_is_dark, shown, rows))
        count, key = heard.count, f"probe-{number:04d}"
        seen_s: list[float] = []
        looking = threading.Thread(target=_look, args=(shown, rows, seen_s), name="looking")
        looking.start()
        begun_s = time.monotonic()
        shown.give(token, key, next(kinds))
        passed_s = heard.next_s(count)
        looking.join()
        if seen_s:
            found.append((seen_s[0] - passed_s) * 1000)
        time.sleep(max(0.0, begun_s + PROBE_S - time.monotonic()))
    return found


def _is_dark(shown: Show, rows: slice) -> bool:
    return int(seen(shown.programme)[rows].max()) < 80


def _look(shown: Show, rows: slice, seen_s: list[float]) -> None:
    """Note when the rows are lit."""
    end_s = time.monotonic() + 3
    while time.monotonic() < end_s:
        if seen(shown.programme)[rows].max() > 110:
            seen_s.append(time.monotonic())
            return
        time.sleep(0.002)


def phase(shown: Show, cost: ProcessCost, seconds: float) -> Phase:
    """Let time pass; return what the session said of it."""
    stats = shown.app.events
    cost.sample(with_threads=True)
    begun_s, used_s = time.monotonic(), cost.threads
    wait(lambda: any(isinstance(each, told.StatsChanged) for each in stats))
    before = shown.app.last(told.StatsChanged)
    start = len(stats)
    time.sleep(seconds)
    after = shown.app.last(told.StatsChanged)
    cost.sample(with_threads=True)
    passed_s = time.monotonic() - begun_s
    assert before
    assert after
    within = [each for each in stats[start:] if isinstance(each, told.StatsChanged)]
    effects = Counter(each.effects for each in within if each.effects)
    return Phase(
        after.frames_lagged - before.frames_lagged,
        after.frames_skipped - before.frames_skipped,
        statistics.mean(each.render_ms for each in within),
        {name: count / effects.total() for name, count in effects.items()},
        statistics.mean([each.effects_missed for each in within if each.effects] or [0.0]),
        (after.overlays_late - before.overlays_late) / ((after.time_s - before.time_s) * FPS),
        {name: (now_s - used_s.get(name, 0)) / passed_s for name, now_s in cost.threads.items()},
    )


def run(height: int, seconds: float) -> bool:
    """Measure one size and print; say whether all bars hold."""
    with tempfile.TemporaryDirectory(prefix="rocket-gifts-") as name:
        folder = Path(name)
        data = folder / "room"
        fill_wallets(data, [*GIVERS, PROBE], COINS)
        words = ["scenes/demo.json", "--size", f"{height * 16 // 9}x{height}", "--fps", str(FPS)]
        words += ["--latency", "low", "--data", str(data), "--record", str(folder / "live.mkv")]
        with LiveStudio(folder, words, "demo") as studio:
            studio.wait_for("push-1 live")
            shown = Show(studio, data, **VIEW)
            cost = ProcessCost(studio.process.pid)
            heard = Heard(studio.run_dir)
            with overlay(folder, studio.run_dir) as plugin:
                time.sleep(3)  # the overlay reads its effects
                first_ms = first_pixels_ms(shown, heard)
                demo = next(s.name for s in shown.app.collection.scenes if s.name != WALL)
                shown.app.do(do.SetCurrentProgramScene(scene=demo, transition="cut"))
                time.sleep(3)
                peace = phase(shown, cost, QUIET_S)
                crowd = Crowd(shown.url, [shown.token_of(each) for each in GIVERS], PER_S)
                storm = phase(shown, cost, seconds)
                crowd.stop()
                said = plugin.text.splitlines()
            heard.close()
            shown.app.close()
        stats = json.loads((folder / "stats.json").read_text())
    return report(height, first_ms, peace, storm, crowd.given / seconds, stats, said)


def report(
    height: int,
    first_ms: list[float],
    peace: Phase,
    storm: Phase,
    per_s: float,
    stats: dict[str, object],
    said: list[str],
) -> bool:
    """Print what was found; say whether all bars hold."""
    p50, p99 = np.percentile(first_ms, [50, 99])
    share = (storm.render_ms - peace.render_ms) / FRAME_MS * 100
    soon, steady = p99 < 2 * FRAME_MS, storm.lagged == 0
    whole = height > WHOLE_UP_TO or (
        storm.effects.keys() <= {"30/s, size 1.0"} and max(storm.missed, storm.still) < MOST_MISSED
    )
    print(f"{height}p{FPS}")
    print(
        f"  gift to first picture: p50 {p50:.0f} ms, p99 {p99:.0f} ms of {len(first_ms)} "
        f"({2 * FRAME_MS:.0f}): {'holds' if soon else 'FAILS'}"
    )
    print(f"  in peace: {peace.lagged} lagged, render {peace.render_ms:.1f} ms a picture")
    print(
        f"  {per_s:.0f} gifts a second: {storm.lagged} lagged (0), {storm.skipped} skipped, render "
        f"{storm.render_ms:.1f} ms, overlays {share:.0f} % of the tick: "
        f"{'holds' if steady else 'FAILS'}"
    )
    held = [f"{name} for {part:.0%}" for name, part in storm.effects.items()]
    print(
        f"  effects at {', '.join(held) or 'nothing'}, {storm.missed:.1%} of their pictures "
        f"missed, gifts still in {storm.still:.1%} of frames ({MOST_MISSED:.0%}): "
        f"{'holds' if whole else 'FAILS'}"
    )
    busiest = sorted(storm.shares.items(), key=lambda each: -each[1])[:BUSIEST]
    print(f"  of a core: {', '.join(f'{name} {part:.0%}' for name, part in busiest)}")
    print(f"  of the whole session: render {stats['render_ms']}; the overlay said {said[-1:]}")
    return soon and steady and whole


def prepare() -> None:
    """Draw all models of the gifts that were never drawn on this machine."""
    shelf = Shelf()
    for path in sorted((ROOT / "assets" / "gifts").glob("*/effect.toml")):
        for part in read_effect(path.parent).part:
            if isinstance(part.content, Model | Lottie):
                file = str(path.parent / part.content.file)
                content = part.content.model_copy(update={"file": file})
                recipe = recipe_of(content)
                if shelf.get(recipe.key) is None:
                    stage = recipe.stage()
                    drawn = draw_round(stage, content)
                    assert drawn
                    shelf.put(recipe.key, drawn)
                print(path.parent.name, part.id, "is there", flush=True)


def main() -> int:
    """See the module; the status is 1 if a bar does not hold."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--height", type=int, choices=(720, 1080), default=1080)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--prepare", action="store_true", help="draw the models, and end")
    asked = parser.parse_args()
    if asked.prepare:
        prepare()
        return 0
    with the_machine_to_ourselves():
        return int(not run(asked.height, asked.seconds))


if __name__ == "__main__":
    raise SystemExit(main())
