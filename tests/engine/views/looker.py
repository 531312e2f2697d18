"""Ticks with pictures of plain colours, and what is seen of them."""

import time
from collections.abc import Callable
from itertools import count

import numpy as np

from studio.engine.compositor.rgba import picture_from_rgba
from studio.engine.demand import Demand
from studio.engine.picture import Picture, Plane
from studio.engine.program import Program
from studio.engine.views.lookout import Lookout
from studio.engine.views.views import Views
from studio.ipc.ring import RingReader
from studio.model import commands as do
from studio.model.scene import Collection

SIZE = (320, 180)
TICK_NS = 33_333_333
PATIENCE_S = 20.0

COLORS = {"Red": (200, 30, 20), "Green": (10, 180, 40), "Blue": (20, 30, 210)}


def colors(filters: list[dict[str, object]] | None = None) -> Collection:
    """Return a scene for each colour, and one with the red on the left and the blue right."""
    inputs = [{"name": name, "kind": "color", "filters": filters or []} for name in COLORS]
    scenes = [{"name": f"All {name}", "items": [{"source": name}]} for name in COLORS]
    both = {
        "name": "Both",
        "items": [{"source": "Red"}, {"source": "Blue", "transform": {"x": SIZE[0] // 2}}],
    }
    return Collection.model_validate(
        {
            "schema": 1,
            "canvas": {"width": SIZE[0], "height": SIZE[1]},
            "inputs": [*inputs, {"name": "Mic", "kind": "microphone"}],
            "scenes": [*scenes, both],
        }
    )


def plain(rgb: tuple[int, int, int], size: tuple[int, int] = SIZE) -> Picture:
    """Return a picture of one colour."""
    rgba = np.empty((size[1], size[0], 4), np.uint8)
    rgba[:] = (*rgb, 255)
    return picture_from_rgba(rgba, serial=1, pts_ns=0)


class Looker:
    """Clients of views, and the tick that serves them.

    Args:
        collection: That is shown.
        cost_ns: What each picture takes to draw, whatever else the machine has to do.
    """

    def __init__(self, collection: Collection, cost_ns: int = 1_000_000) -> None:
        self.collection = collection
        self.demand = Demand()
        self.lookout = Lookout(collection, count(0, cost_ns).__next__)
        self.views = Views(
            self.lookout, post=lambda act: act(), demand=self.demand, collection=collection
        )
        self.program = Program(collection)
        self.pictures = {name: plain(rgb) for name, rgb in COLORS.items()}
        self.wanted: list[frozenset[str]] = []
        self._now_ns = 0

    def open(self, owner: object, **asked: object) -> tuple[int, RingReader]:
        """Open a view; return its number and its ring."""
        command = do.OpenView.model_validate({"width": 160, "height": 90, **asked})
        answer = self.views.open(owner, command)
        number = answer["view"]
        assert isinstance(number, int)
        return number, RingReader.attach(str(answer["ring"]))

    def tick(self, composed: Plane | None = None, serial: int = 1) -> None:
        """Let one tick pass, and the thread that draws be done with it."""
        self._now_ns += TICK_NS
        wants = self.lookout.wants(self._now_ns, self.program, is_composed=composed is not None)
        self.wanted.append(wants)
        pictures = {name: self.pictures[name] for name in wants & self.pictures.keys()}
        self.lookout.look(self._now_ns, self.program, pictures, composed, serial)
        wait(lambda: not self.lookout.painter.is_busy)

    def close(self) -> None:
        self.views.close()


def wait(is_so: Callable[[], object]) -> None:
    """Wait until something is so."""
    deadline_s = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < deadline_s
        time.sleep(0.001)


def seen(reader: RingReader, width: int = 160, height: int = 90) -> Plane:
    """Return the newest picture as ``(height, width, 3)`` RGB."""
    slot = reader.newest(1 << 62)
    assert slot is not None
    assert (slot.width, slot.height) == (width, height)
    bgra = np.frombuffer(slot.data, np.uint8).reshape(height, width, 4).copy()
    assert reader.is_whole(slot)
    assert (bgra[..., 3] == 255).all()
    return bgra[..., 2::-1]


def is_plain(picture: Plane, rgb: tuple[int, int, int], within: int = 3) -> bool:
    """Tell whether a part of a picture has one colour."""
    return bool(np.abs(picture.astype(int) - rgb).max() <= within)
