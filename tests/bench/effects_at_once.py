"""What particles cost of full-screen gifts that are shown at once.

    .venv/bin/python -m tests.bench.effects_at_once [--height 720] [--seconds 20] [--load]

A real effects process is asked for what a canvas would ask it for; nothing else runs, unless with
--load, where x264 encodes noise at 30 pictures a second beside it, as a live stream would.  Printed
are its share of a core, CPU-ms for each picture of a node, and which quality it chose when.
"""

import argparse
import heapq
import itertools
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from studio.ipc.message import Message
from studio.ipc.ring import RingReader
from studio.model.canvas_content import Particles
from studio.model.content_files import renamed
from studio.model.effect import read_effect
from tests.bench.machine import the_machine_to_ourselves
from tests.e2e.live_studio import ROOT
from tests.effects.process import EffectsProcess

GIFTS = ("rocket", "fireworks", "galaxy", "sports_car", "crown")
AT_ONCE = 3
FAR_NS = 1 << 62


@contextmanager
def x264(height: int) -> Iterator[None]:
    """Encode noise meanwhile, at the pace of a stream."""
    source = f"testsrc2=s={height * 16 // 9}x{height}:r=30,noise=alls=20:allf=t"
    words = ["ffmpeg", "-v", "error", "-re", "-f", "lavfi", "-i", source, "-c:v", "libx264"]
    words += ["-preset", "veryfast", "-b:v", "2500k", "-f", "null", "-"]
    process = subprocess.Popen(words, stdin=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.kill()
        process.wait()


def moments(seconds: float) -> Iterator[tuple[float, bool, int, Message]]:
    """Return when which node comes, or goes, with its number: three effects at any time."""
    jobs, kinds = itertools.count(1), itertools.cycle(GIFTS)
    free = [(number * 0.7, number) for number in range(AT_ONCE)]
    while free[0][0] < seconds:
        begins_s, place = heapq.heappop(free)
        folder = ROOT / "assets/gifts" / next(kinds)
        effect = read_effect(folder)
        for part in effect.part:
            if not isinstance(part.content, Particles):
                continue
            job, content = next(jobs), placed(part.content, folder).model_dump(mode="json")
            yield begins_s + part.at_ms / 1000, True, job, content
            yield begins_s + (part.until_ms or effect.ms) / 1000, False, job, {}
        heapq.heappush(free, (begins_s + effect.ms / 1000, place))


def placed(content: Particles, folder: Path) -> Particles:
    """Return a content of an effect in a folder with its files as they are found."""
    return renamed(content, lambda name: str(folder / name))


def pictures_of(process: EffectsProcess, job: int) -> int:
    """Return how many pictures a node has had."""
    told = [each for each in process.heard if (each["type"], each.get("id")) == ("ring", job)]
    if not told:
        return 0
    reader = RingReader.attach(str(told[0]["name"]))
    slot = reader.newest(FAR_NS)
    reader.close()
    return slot.sequence if slot else 0


def run(height: int, seconds: float) -> bool:
    """Measure, and print; say whether nothing had to be left out."""
    folder = Path(tempfile.mkdtemp(prefix="rs-"))
    process = EffectsProcess(folder, "live")
    watched, chosen, pictures, seen = psutil.Process(process.child.pid), ["0 s 30/s 1.0"], 0, 0
    warm = Particles(width=64, height=64).model_dump(mode="json")
    process.draw(0, warm)
    process.wait_for("ring", 0)
    process.channel.send({"type": "forget", "id": 0})
    before_s, begun_s = sum(watched.cpu_times()[:2]), time.monotonic()
    for at_s, comes, job, content in sorted(moments(seconds), key=lambda each: each[:3]):
        if at_s > seconds:
            break
        time.sleep(max(0.0, begun_s + at_s - time.monotonic()))
        if comes:
            process.draw(job, content, scale=height / 1080)
        else:
            pictures += pictures_of(process, job)
            process.channel.send({"type": "forget", "id": job})
        told = [each for each in process.heard if each["type"] == "quality"]
        for each in told[seen:]:
            quality = f"{each['rate']}/s {each['size']}"
            if not chosen[-1].endswith(quality):
                chosen.append(f"{at_s:.0f} s {quality}")
        seen = len(told)
    passed_s = time.monotonic() - begun_s
    cpu_s = sum(watched.cpu_times()[:2]) - before_s
    process.close()
    shutil.rmtree(folder)
    print(
        f"{height}p, {AT_ONCE} at once: {cpu_s / passed_s * 100:.0f} % of a core, "
        f"{cpu_s / max(1, pictures) * 1000:.1f} CPU-ms a picture of {pictures}; "
        f"{' → '.join(chosen)}: {'holds' if len(chosen) == 1 else 'FAILS'}",
        flush=True,
    )
    return len(chosen) == 1


def main() -> int:
    """See the module; the status is 1 if it had to draw fewer or smaller pictures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--height", type=int, choices=(360, 720, 1080), default=720)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--load", action="store_true")
    asked = parser.parse_args()
    with the_machine_to_ourselves():
        if asked.load:
            with x264(asked.height):
                return int(not run(asked.height, asked.seconds))
        return int(not run(asked.height, asked.seconds))


if __name__ == "__main__":
    raise SystemExit(main())
