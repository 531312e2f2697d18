"""What an avatar costs: ``python -m tests.bench.avatar_cost [FILE] [--seconds 6]``.

First each of its steps alone, in CPU-ms a picture, and drawing at some sizes; the bar is pygfx,
which draws the same file as a plain glTF at 512x512, still.  Then a real avatar process that
follows a face which moves all the time: how many pictures a second it makes, and their cost.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from studio.avatar.framing import framed
from studio.avatar.load import load
from studio.avatar.painter import Painter
from studio.avatar.performer import Performer
from studio.avatar.stage import OWN
from studio.avatar.turns import axis_angle
from studio.effects.device import device_name, shared_device
from studio.effects.planes import planes_bytes, write_planes
from studio.ipc.ring import RingFormat, RingWriter
from studio.model.tracking import Tracked, most_bytes, pack
from tests.avatar.faces import face, seen
from tests.avatar.process import AvatarProcess, next_picture
from tests.bench.process_cost import ProcessCost

SIDES_PX = (256, 512, 1024)
TIMES = 60
FIRST = 10
"""Pictures that aren't measured: what is made once is made in them."""


def cost_ms(work: Callable[[], object]) -> float:
    """Return the CPU-ms of doing something once, all threads together."""
    for _ in range(FIRST):
        work()
    begin_s = time.process_time()
    for _ in range(TIMES):
        work()
    return (time.process_time() - begin_s) / TIMES * 1000


def moving(now_s: float) -> Tracked:
    """Return a face that nods, turns and speaks."""
    turn = axis_angle((0, 1, 0), 0.4 * np.sin(now_s * 2))
    return seen(face(turn, jawOpen=0.3 + 0.3 * np.sin(now_s * 9)), pts_ns=int(now_s * 1e9))


def steps(path: Path) -> None:
    """Print what each step costs."""
    begin_s = time.process_time()
    model = load(path)
    performer = Performer(model, is_mirrored=False)
    print(f"{path.name}: {sum(len(each.points) for each in model.corners)} points, ", end="")
    print(f"{sum(len(each.indices) // 3 for each in model.parts)} triangles, ", end="")
    print(f"{len(model.joints)} swinging bones, drawn by {device_name()}")
    view = framed(model, performer.skeleton, "bust", 1.0)
    painter = Painter(shared_device(), model)
    print(f"loading            {(time.process_time() - begin_s) * 1000:7.1f} CPU-ms once")
    clock = iter(np.arange(10.0, 1000.0, 1 / 30))

    def perform() -> None:
        now_s = float(next(clock))
        performer.perform(now_s, moving(now_s))

    print(f"performing         {cost_ms(perform):7.2f} CPU-ms a picture")
    for side in SIDES_PX:
        memory = memoryview(bytearray(planes_bytes(side, side)))

        def draw(side: int = side, memory: memoryview = memory) -> None:
            rgba = painter.paint(performer.palette, performer.morphs, view, (side, side))
            write_planes(rgba, memory)

        print(f"drawing at {side:4}²   {cost_ms(draw):7.2f} CPU-ms a picture")
    painter.close()


def pygfx_bar(path: Path) -> None:
    """Print what the library of scenes takes for the same triangles, still."""
    from studio.effects.glb import check
    from studio.effects.model_stage import ModelStage
    from studio.model.canvas_content import Model

    content = Model(file=str(path), width=512, height=512)
    stage = ModelStage(check(path.read_bytes()).data(), content)
    print(f"pygfx at 512²      {cost_ms(lambda: stage._rendered(1)):7.2f} CPU-ms a picture")


def process(path: Path, seconds: float) -> None:
    """Print what a real process makes and takes."""
    ring = RingWriter.create("ar-bench", 4, most_bytes())
    with tempfile.TemporaryDirectory(prefix="rs-") as folder:
        avatar = AvatarProcess(Path(folder), {"file": str(path.resolve())})
        reader = avatar.pictures()
        avatar.channel.send({"type": "tracked", "name": ring.name})
        next_picture(reader)
        pictures, sides = 0, []
        cost = ProcessCost(avatar.child.pid)
        cost.sample()
        begin_s, before_s = time.monotonic(), cost.cpu_s
        while time.monotonic() - begin_s < seconds:
            size = pack(moving(time.monotonic()), ring.begin())
            pts_ns = time.monotonic_ns()
            ring.commit(pts_ns=pts_ns, format=RingFormat.TRACKED, channels=1, frames=size // 4)
            while (slot := reader.next()) is not None:
                pictures += 1
                sides.append(slot.width)
            time.sleep(1 / 30)
        cost.sample()
        spent_s = cost.cpu_s - before_s
        side, each_ms = np.median(sides), spent_s / max(1, pictures) * 1000
        print(f"a process: {pictures / seconds:.1f} pictures/s of {side:.0f}², ", end="")
        print(f"{each_ms:.1f} CPU-ms each, {spent_s / seconds:.0%} of a core")
        reader.close()
        avatar.close()
    ring.close()


def main() -> None:
    """Print all of it."""
    parser = argparse.ArgumentParser(description="What an avatar costs.")
    parser.add_argument("file", type=Path, nargs="?", default=OWN)
    parser.add_argument("--seconds", type=float, default=6.0)
    words = parser.parse_args()
    steps(words.file)
    pygfx_bar(words.file)
    process(words.file, words.seconds)


if __name__ == "__main__":
    main()
