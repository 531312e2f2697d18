"""Tests of studio.engine.face_effects.model_views: what an effects process answers, and is told."""

import itertools
import queue
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from studio.engine.canvas.drawn_process import EffectsProcess
from studio.engine.face_effects.model_views import ModelViews
from studio.engine.face_effects.worn import DrawnPart
from studio.engine.processes import Processes
from studio.ipc.message import Message
from studio.ipc.segment import Segment
from studio.model.face_effect import FacePart
from studio.model.head_views import VIEWS

BOX = (0, 0, 4, 4)
BOX_BYTES = 40


@pytest.fixture
def memory() -> Iterator[Segment]:
    segment = Segment.create(f"rs-test-{secrets.token_hex(4)}", BOX_BYTES * VIEWS)
    yield segment
    segment.unlink()
    segment.close()


class Drawer:
    """The engine's side of a process, without the process.

    Attributes:
        taken: What was drawn.
    """

    def __init__(self, *, only_front: bool) -> None:
        posted: queue.SimpleQueue[Callable[[], object]] = queue.SimpleQueue()
        self.rounds = EffectsProcess("rounds", Processes(), secret="", post=posted.put)
        self.taken: list[DrawnPart] = []
        part = {"id": "x", "content": {"kind": "model", "file": "x.glb"}, "on": "eyes"}
        views = ModelViews(self.rounds, posted.put, only_front=only_front)
        views.draw(
            FacePart.model_validate({**part, "width_mm": 140}),
            Path("/effects/x"),
            self.taken.append,
            lambda reason: None,
        )
        posted.get()()

    def answer(self, memory: Segment, kind: str, views: int) -> None:
        facts = [20.0, *itertools.repeat(1.0, 9)]
        told: Message = {"type": kind, "id": 1, "name": memory.name, "width": 4, "height": 4}
        self.rounds._hear({**told, "boxes": [BOX] * views, "facts": facts})


def test_all_sides_follow_the_front(memory: Segment) -> None:
    drawer = Drawer(only_front=False)
    drawer.answer(memory, "first", 1)
    assert len(drawer.taken) == 1
    assert drawer.rounds.has_jobs
    drawer.answer(memory, "drawn", VIEWS)
    assert len(drawer.taken) == 2
    assert not drawer.rounds.has_jobs


@pytest.mark.parametrize(("kind", "views"), [("first", 1), ("drawn", VIEWS)])
def test_where_the_front_is_enough_nothing_else_is_drawn(
    memory: Segment, kind: str, views: int
) -> None:
    drawer = Drawer(only_front=True)
    drawer.answer(memory, kind, views)
    assert len(drawer.taken) == 1
    assert not drawer.rounds.has_jobs
    drawer.answer(memory, "drawn", VIEWS)  # what was under way already
    assert len(drawer.taken) == 1
