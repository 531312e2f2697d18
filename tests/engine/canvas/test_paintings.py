"""Tests of studio.engine.canvas.paintings."""

import os
import sys
import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from studio.engine.canvas import paintings as module
from studio.engine.canvas.paintings import MOST_PAINTINGS, Paintings, converted
from studio.engine.canvas.seen import Feed, Seen
from studio.engine.compositor.rgba import picture_from_rgba
from studio.engine.picture import Plane
from studio.ipc.painting import PaintingWriter
from studio.model.canvas import Node
from studio.model.canvas_content import Painted
from studio.model.command import CommandError

WIDTH, HEIGHT = 60, 40


@pytest.mark.parametrize("size", [(40, 60), (33, 21)])
def test_a_picture_is_converted_as_exactly_as_the_slow_way(size: tuple[int, int]) -> None:
    rgba = np.random.default_rng(3).integers(0, 256, (*size, 4), np.uint8)
    fast, slow = converted(rgba, 1, 0), picture_from_rgba(rgba, 1, 0)
    assert (fast.width, fast.height) == (slow.width, slow.height)
    assert slow.alpha is not None
    for one, other in ((fast.y, slow.y), (fast.uv, slow.uv), (fast.alpha, slow.alpha)):
        assert one is not None
        assert one.shape == other.shape
        assert np.abs(one.astype(int) - other).max() <= 2


if sys.platform == "linux":

    @pytest.fixture
    def writer() -> Iterator[PaintingWriter]:
        writer = PaintingWriter(WIDTH, HEIGHT)
        yield writer
        writer.close()

    @pytest.fixture
    def paintings() -> Iterator[Paintings]:
        paintings = Paintings()
        yield paintings
        paintings.close()

    def content(writer: PaintingWriter) -> Painted:
        memory = f"/proc/{os.getpid()}/fd/{writer.descriptor}"
        return Painted(width=WIDTH, height=HEIGHT, memory=memory)

    def put(paintings: Paintings, what: Painted, warned: list[str] | None = None) -> list[Feed]:
        taken: list[Feed] = []
        told = warned if warned is not None else []
        paintings.put((1, "wheel"), what, take=taken.append, warn=told.append)
        return taken

    def plain(value: int) -> Plane:
        return np.full((HEIGHT, WIDTH, 4), (value, value, value, 255), np.uint8)

    def until(feed: Feed, is_it: Callable[[Seen], bool]) -> Seen:
        deadline_s = time.monotonic() + 20
        while True:
            seen = feed.seen(time.monotonic_ns())
            if seen is not None and is_it(seen):
                return seen
            assert time.monotonic() < deadline_s
            time.sleep(0.005)

    def has_luma(luma: int) -> Callable[[Seen], bool]:
        return lambda seen: abs(int(seen.picture.y[5, 5]) - luma) <= 1

    def test_what_is_painted_is_seen_and_stays(
        writer: PaintingWriter, paintings: Paintings
    ) -> None:
        (feed,) = put(paintings, content(writer))
        assert feed.seen(time.monotonic_ns()) is None
        serials = set()
        for value in (0, 255, 100):
            writer.paint(plain(value))
            seen = until(feed, has_luma(round(16 + value * 219 / 255)))
            serials.add(seen.picture.serial)
            assert (seen.width, seen.height) == (WIDTH, HEIGHT)
        assert len(serials) == 3
        assert feed.seen(time.monotonic_ns()) is seen

    def test_it_goes_with_its_node(writer: PaintingWriter, paintings: Paintings) -> None:
        what = content(writer)
        (feed,) = put(paintings, what)
        writer.paint(plain(50))
        until(feed, lambda seen: True)
        assert put(paintings, what) == []
        paintings.keep(1, {"wheel": Node(id="wheel", content=what)})
        assert feed.seen(time.monotonic_ns())
        paintings.keep(1, {})
        assert feed.seen(time.monotonic_ns()) is None

    def test_what_can_not_be_read_is_told(writer: PaintingWriter, paintings: Paintings) -> None:
        warned: list[str] = []
        wrong = content(writer).model_copy(update={"width": WIDTH + 2})
        assert put(paintings, wrong, warned) == []
        assert "another size" in warned[0]
        assert put(paintings, Painted(width=8, height=8), warned) == []
        assert "no place where something is painted" in warned[1]

    def test_a_plugin_that_paints_without_pause_has_its_share_and_no_more(
        writer: PaintingWriter, paintings: Paintings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(module, "_REST_SHARE", 1_000_000)
        (feed,) = put(paintings, content(writer))
        writer.paint(plain(0))
        first = until(feed, lambda seen: True)
        deadline_s = time.monotonic() + 0.3
        while time.monotonic() < deadline_s:
            writer.paint(plain(200))
            assert feed.seen(time.monotonic_ns()) is first


def test_there_are_only_so_many() -> None:
    paintings = Paintings()
    nodes = {
        f"{n}": Node(id=f"{n}", content=Painted(width=8, height=8))
        for n in range(MOST_PAINTINGS + 1)
    }
    with pytest.raises(CommandError, match="4 nodes are painted by plugins at most"):
        paintings.check(1, nodes)
    del nodes["0"]
    paintings.check(1, nodes)
