"""What full-screen gifts cost that are shown at once: the sheet, and the tick that lays it over.

    .venv/bin/python -m tests.bench.sheet_cost [--height 720] [--seconds 12] [--profile]

Three effects at any time, as in a storm of gifts, in this process alone: their particles are drawn
as an effects process draws them, their models are those that were drawn before (or are drawn now,
once on a machine).  Printed are CPU-ms a picture: of all layers laid over one another as the
sheet's thread does it, of those of each kind, and of the tick beyond that of a bare picture.  What
draws particles is told apart.
"""

import argparse
import cProfile
import pstats
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import cv2
import numpy as np

from studio.effects.device import shared_device
from studio.effects.live_picture import GRID_PX
from studio.effects.live_ring import LiveRing
from studio.effects.recipe import recipe_of
from studio.effects.round import Round, draw_round
from studio.effects.sheet import shared_sheet
from studio.effects.shelf import Shelf
from studio.effects.swarm_painter import SwarmPainter
from studio.engine.canvas.drawn_feed import picture_in
from studio.engine.canvas.film_tree import Drawn, FilmTree, Pictures
from studio.engine.canvas.seen import Seen
from studio.engine.compositor.array import ArrayCompositor
from studio.engine.compositor.array_paint import Painter
from studio.engine.compositor.array_planes import Planes
from studio.engine.compositor.array_sheet import SheetPainter
from studio.engine.compositor.composition import Affine, Composition, Layer, Rect
from studio.ipc.ring import RingReader
from studio.model.canvas import CanvasEdit, PutNode
from studio.model.canvas_content import Lottie, Model, Particles
from studio.model.effect import read_effect
from studio.sdk import Canvas, EffectNodes, EffectWords
from tests.bench.canvas_cost import background
from tests.bench.machine import the_machine_to_ourselves
from tests.e2e.live_studio import ROOT

GIFTS = ("rocket", "fireworks", "galaxy", "sports_car", "crown")
AT_ONCE, APART_MS = 3, 700
FPS = 30
S_NS = 1_000_000_000
WORDS = EffectWords("小雨", "火箭", "1", "10,001")
Edits = list[CanvasEdit]


class Field:
    """Draws the particles of one node, and hands them over as to the engine."""

    def __init__(self, content: Particles, scale: float) -> None:
        self._painter = SwarmPainter(shared_device(), content, shared_sheet(), yuva=True)
        room = 4 * GRID_PX
        self._ring = LiveRing("bench", content.width + room, content.height + room, scale)
        self._reader = RingReader.attach(self._ring.name)
        self._size = content.width, content.height

    def seen(self, time_ms: float) -> Seen | None:
        """Return what is seen of it."""
        self._ring.write(self._painter.paint(time_ms / 1000, 1.0), 0)
        slot = self._reader.newest(0)
        assert slot
        if not slot.natural_width:
            return None
        memory = np.frombuffer(bytes(slot.data), np.uint8)
        natural = slot.natural_width, slot.natural_height
        stored = slot.width, slot.height
        picture = picture_in(memory, stored, natural, slot.sequence, 0, is_from_zero=True)
        return Seen(picture, slot.left, slot.top, *self._size, is_loose=True)

    def close(self) -> None:
        """Give its memory back."""
        self._reader.close()
        self._ring.close()
        self._painter.close()


class AsLive(Pictures):
    """Has nodes drawn as large as on the stream.

    Attributes:
        drawing_s: What drawing particles took.
        drawn: How many pictures of them there were.
    """

    def __init__(self, scale: float) -> None:
        super().__init__()
        self.drawing_s = 0.0
        self.drawn_count = 0
        self._scale = scale
        self._fields: dict[str, Field] = {}
        self._rounds: dict[str, tuple[Round, tuple[Seen | None, ...]]] = {}

    def drawn(self, content: Drawn, time_ms: float) -> Seen | None:
        """See ``Pictures``."""
        key = content.model_dump_json()
        if isinstance(content, Particles):
            if key not in self._fields:
                self._fields[key] = Field(content, self._scale)
            begun_s = time.process_time()
            seen = self._fields[key].seen(time_ms)
            self.drawing_s += time.process_time() - begun_s
            self.drawn_count += 1
            return seen
        assert isinstance(content, Model | Lottie)
        if key not in self._rounds:
            whole = round_of(content)
            self._rounds[key] = whole, tuple(played(whole))
        whole, pictures = self._rounds[key]
        place = int(time_ms * 1e6) % max(1, whole.loop_ns)
        return pictures[place * len(pictures) // max(1, whole.loop_ns)]

    def close(self) -> None:
        """See ``Pictures``."""
        for each in self._fields.values():
            each.close()
        super().close()


def round_of(content: Model | Lottie) -> Round:
    """Return the pictures of a model, drawn now if they never were."""
    shelf, recipe = Shelf(), recipe_of(content)
    found = shelf.get(recipe.key)
    if found is None:
        found = draw_round(recipe.stage(), content)
        assert found
        shelf.put(recipe.key, found)
    return found


def played(whole: Round) -> Iterator[Seen | None]:
    """Return the pictures of a round as the engine has them."""
    for serial, (box, planes) in enumerate(zip(whole.boxes, whole.planes, strict=True), 1):
        size = box.width, box.height
        yield (
            Seen(
                picture_in(np.frombuffer(planes, np.uint8), size, size, serial, 0),
                *(box.left, box.top, whole.width, whole.height),
            )
            if planes
            else None
        )


def storm(ms: float) -> list[tuple[float, Edits]]:
    """Return when what is done to the canvas, for three effects at any time."""
    found: list[tuple[float, Edits]] = []
    free = [number * float(APART_MS) for number in range(AT_ONCE)]
    number = 0
    while min(free) < ms:
        place = free.index(min(free))
        folder = ROOT / "assets/gifts" / GIFTS[number % len(GIFTS)]
        effect, begins_ms = read_effect(folder), free[place]
        nodes = EffectNodes(effect, folder, f"effect {number}", WORDS)
        acts = [*nodes.moments(), (effect.ms, nodes.take_off)]
        for at_ms, act in acts:
            canvas = Canvas()
            act(canvas)
            edits = [each for batch in canvas.take_edits() for each in batch]
            found.append((begins_ms + at_ms, edits))
        free[place] += effect.ms
        number += 1
    return sorted(found, key=lambda each: each[0])


@dataclass
class Cost:
    """Seconds of all pictures.

    Attributes:
        kinds: Of layers of each kind, without clearing a sheet for them.
        layers: How many there were of each.
        tick: Of a picture with the sheet over it.
        bare: Of one without.
    """

    pictures: int = 0
    sheet: float = 0.0
    blank: float = 0.0
    tick: float = 0.0
    bare: float = 0.0
    kinds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    layers: dict[str, int] = field(default_factory=lambda: defaultdict(int))


class Meter:
    """Paints layers in the ways that are measured.

    Args:
        size: Of the programme.
        profile: Gets what the sheet's thread would do.
    """

    def __init__(self, size: tuple[int, int], profile: cProfile.Profile | None) -> None:
        self.cost = Cost()
        self._size = size
        self._profile = profile
        self._sheet = SheetPainter()
        self._painters: dict[str, Painter] = defaultdict(Painter)
        self._planes = Planes(
            np.empty(size[::-1], np.uint8),
            np.empty((size[1] // 2, size[0] // 2, 2), np.uint8),
            np.empty(size[::-1], np.uint8),
        )
        self._tick, self._bare = ArrayCompositor(*size), ArrayCompositor(*size)
        self._below = background(*size)

    def paint(self, layers: tuple[Layer, ...], kinds: dict[str, str], index: int) -> None:
        """Paint one picture in each way."""
        cost = self.cost
        cost.pictures += 1
        if self._profile:
            self._profile.enable()
        begun_s = time.thread_time()
        picture = self._sheet.paint(layers, self._size)
        cost.sheet += time.thread_time() - begun_s
        if self._profile:
            self._profile.disable()
        cost.blank += self._of("", ())
        found = defaultdict(list)
        for layer in layers:
            found[kinds[layer.key.partition("/")[2]]].append(layer)
        for kind, those in found.items():
            cost.kinds[kind] += self._of(kind, tuple(those))
            cost.layers[kind] += len(those)
        whole = Rect(0, 0, *self._size)
        bare = Layer("below", replace(self._below, serial=index), whole, Affine())
        over = Layer("sheet", picture, whole, Affine())
        cost.tick += self._submit(self._tick, (bare, over), index)
        cost.bare += self._submit(self._bare, (bare,), index)

    def close(self) -> None:
        """Give all memory back."""
        self._sheet.clear()
        self._tick.close()
        self._bare.close()

    def _of(self, kind: str, layers: tuple[Layer, ...]) -> float:
        composition = Composition(*self._size, layers, transparent=True)
        begun_s = time.thread_time()
        self._painters[kind].paint(composition, self._planes)
        return time.thread_time() - begun_s

    def _submit(self, compositor: ArrayCompositor, layers: tuple[Layer, ...], index: int) -> float:
        begun_s = time.thread_time()
        compositor.submit(Composition(*self._size, layers), index)
        compositor.take(wait=True)
        return time.thread_time() - begun_s


def measure(height: int, seconds: float, profile: cProfile.Profile | None) -> None:
    """Measure, and print."""
    size = height * 16 // 9, height
    pictures = AsLive(height / 1080)
    tree, meter = FilmTree(1920, 1080, pictures), Meter(size, profile)
    waiting = storm(seconds * 1000)
    kinds: dict[str, str] = {}
    for index in range(int(seconds * FPS)):
        due_ns = index * S_NS // FPS
        while waiting and waiting[0][0] * 1e6 <= due_ns:
            at_ms, edits = waiting.pop(0)
            tree.edit(edits, int(at_ms * 1e6))
            for each in edits:
                if isinstance(each, PutNode):
                    kinds[each.node.id] = each.node.content.kind
        meter.paint(tree.layers(due_ns, size), kinds, index)
    meter.close()
    pictures.close()
    report(height, meter.cost, pictures)


def report(height: int, cost: Cost, pictures: AsLive) -> None:
    """Print what was found."""

    def ms(seconds: float) -> float:
        return seconds * 1000 / cost.pictures

    print(f"{height}p, {AT_ONCE} effects at once, CPU-ms a picture of {cost.pictures}:")
    print(f"  the sheet {ms(cost.sheet):.2f}, {ms(cost.blank):.2f} of them to clear it")
    for kind in sorted(cost.kinds, key=lambda each: -cost.kinds[each]):
        own, count = cost.kinds[kind] - cost.blank, cost.layers[kind]
        print(
            f"    {kind:10} {ms(own):6.2f}, {count / cost.pictures:.1f} layers of "
            f"{own * 1000 / count:.2f} each"
        )
    print(f"  the tick {ms(cost.tick):.2f}, without gifts {ms(cost.bare):.2f}")
    each_ms = pictures.drawing_s * 1000 / max(1, pictures.drawn_count)
    print(f"  particles, one by one: {each_ms:.2f} each to draw, of {pictures.drawn_count}")


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--height", type=int, choices=(360, 720, 1080), default=720)
    parser.add_argument("--seconds", type=float, default=12.0)
    parser.add_argument("--profile", action="store_true", help="which functions take it")
    asked = parser.parse_args()
    cv2.setNumThreads(1)
    profile = cProfile.Profile(time.thread_time) if asked.profile else None
    with the_machine_to_ourselves():
        measure(asked.height, asked.seconds, profile)
    if profile:
        pstats.Stats(profile).sort_stats("tottime").print_stats(25)


if __name__ == "__main__":
    main()
