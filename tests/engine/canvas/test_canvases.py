"""Tests of studio.engine.canvas.canvases: what is asked for is checked, then drawn."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import PIL.Image
import pytest

from studio.engine.canvas import canvases
from studio.engine.canvas.canvases import MOST_CANVASES, Canvases
from studio.engine.canvas.overlay import Overlay
from studio.engine.canvas.players import Players
from studio.engine.canvas.seen import Seen
from studio.engine.compositor.composition import Layer
from studio.engine.picture import Picture
from studio.engine.processes import Processes
from studio.model import canvas as nodes
from studio.model import commands as do
from studio.model.canvas_content import Particles
from studio.model.command import CommandError
from studio.model.events import Event, Notice
from tests.engine.compositor.pictures import plain_picture

ME, YOU = object(), object()
SIZE = (1920, 1080)


def _now(act: Callable[[], object]) -> None:
    act()


class Desk:
    """Canvases whose posts are done at once."""

    def __init__(self) -> None:
        self.overlay = Overlay()
        self.told: list[Event] = []
        self.canvases = Canvases(
            self.overlay,
            post=lambda act: act(),
            tell=self.told.append,
            players=Players(Processes(), secret="", post=_now, grid=lambda: (0, 1_000_000_000, 30)),
            size=lambda: SIZE,
        )

    def put(self, canvas: int, name: str, content: object, **more: object) -> None:
        node: dict[str, object] = {"id": name, "content": content, **more}
        self.edit(canvas, {"do": "put", "node": node})

    def edit(self, canvas: int, *edits: dict[str, object]) -> None:
        asked = do.EditCanvas.model_validate({"canvas": canvas, "edits": edits})
        self.canvases.edit(ME, asked)

    def layers(self, at_ns: int | None = None) -> tuple[Layer, ...]:
        return self.overlay.layers(at_ns or time.monotonic_ns(), SIZE)


BOX = {"kind": "box", "width": 40, "height": 20}
GROUP = {"kind": "group"}


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk()
    desk.canvases.open(ME, do.OpenCanvas())
    yield desk
    desk.canvases.close()


def until(is_true: Callable[[], object]) -> None:
    deadline = time.monotonic() + 10
    while not is_true():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_node_is_painted_and_drawn(desk: Desk) -> None:
    desk.put(1, "box", BOX)
    until(desk.layers)
    assert [layer.key for layer in desk.layers()] == ["canvas 1/box"]


def test_canvases_lie_in_their_order(desk: Desk) -> None:
    desk.canvases.open(ME, do.OpenCanvas(order=-1))
    desk.put(1, "over", BOX)
    desk.put(2, "under", BOX)
    until(lambda: len(desk.layers()) == 2)
    assert [layer.key for layer in desk.layers()] == ["canvas 2/under", "canvas 1/over"]


def test_an_edit_is_done_as_a_whole_or_not_at_all(desk: Desk) -> None:
    put: dict[str, object] = {"do": "put", "node": {"id": "box", "content": BOX}}
    with pytest.raises(CommandError, match='Edit 2 of canvas 1: there is no node "other"'):
        desk.edit(1, put, {"do": "move", "id": "other", "motions": {"x": 1}})
    with pytest.raises(CommandError, match='no node "box"'):
        desk.edit(1, {"do": "move", "id": "box", "motions": {"x": 1}})


def test_a_node_lies_in_a_group_or_on_the_canvas(desk: Desk) -> None:
    desk.put(1, "box", BOX)
    for parent in ("box", "nobody"):
        with pytest.raises(CommandError, match=f'no group "{parent}" that could hold "new"'):
            desk.put(1, "new", BOX, parent=parent)
    desk.put(1, "a", GROUP)
    desk.put(1, "b", GROUP, parent="a")
    with pytest.raises(CommandError, match='"a" would lie in itself'):
        desk.put(1, "a", GROUP, parent="b")
    with pytest.raises(CommandError, match='group "a" holds nodes'):
        desk.put(1, "a", BOX)


def test_groups_lie_so_deep_and_no_deeper(desk: Desk) -> None:
    parent = ""
    for depth in range(nodes.MAX_DEPTH):
        desk.put(1, f"{depth}", GROUP, parent=parent)
        parent = f"{depth}"
    with pytest.raises(CommandError, match="over 16 deep"):
        desk.put(1, "one more", GROUP, parent=parent)


def test_nodes_and_canvases_are_bounded(desk: Desk) -> None:
    for number in range(nodes.MAX_NODES):
        desk.put(1, f"{number}", GROUP)
    with pytest.raises(CommandError, match="500 nodes at most"):
        desk.put(1, "one more", GROUP)
    desk.edit(1, {"do": "remove", "id": "7"})
    desk.put(1, "one more", GROUP)
    for _ in range(MOST_CANVASES - 1):
        desk.canvases.open(YOU, do.OpenCanvas())
    with pytest.raises(CommandError, match="32 canvases are open"):
        desk.canvases.open(YOU, do.OpenCanvas())


def test_pixels_are_bounded_and_given_back(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(canvases, "MAX_PIXELS", 5_000)
    large = {"kind": "box", "width": 60, "height": 50}
    desk.put(1, "first", large)
    until(desk.layers)
    desk.put(1, "second", large)
    until(lambda: desk.told)
    assert isinstance(desk.told[0], Notice)
    assert desk.told[0].text.startswith("Node second is not shown: its canvas would have over")
    desk.edit(1, {"do": "remove", "id": "first"})
    desk.put(1, "second", large, order=1)
    until(desk.layers)


def test_particles_are_bounded_and_given_back(desk: Desk) -> None:
    storm = {"kind": "particles", "width": 64, "height": 64, "burst": 1_900, "rate_s": 0}
    for number in range(5):
        desk.put(1, f"{number}", storm)
    with pytest.raises(CommandError, match="11400 particles would be alive at once"):
        desk.put(1, "one more", storm)
    desk.put(1, "4", {**storm, "burst": 2_000})  # another content in its place
    desk.edit(1, {"do": "remove", "id": "0"})
    desk.put(1, "one more", storm)


def test_an_unknown_place_or_mask_is_refused_and_the_known_ones_listed(desk: Desk) -> None:
    with pytest.raises(CommandError, match=r'no place "face.beard", but face.crown, face.forehead'):
        desk.put(1, "box", BOX, place="face.beard")
    with pytest.raises(CommandError, match='no mask "dog", but person'):
        desk.put(1, "box", BOX, mask={"name": "dog"})
    with pytest.raises(CommandError, match="a group can't have a mask"):
        desk.put(1, "group", GROUP, mask={"name": "person"})
    desk.put(1, "box", BOX, place="face.chin", mask={"name": "person"})
    until(desk.layers)


def test_a_mask_s_file_that_is_not_there_is_told(desk: Desk) -> None:
    desk.put(1, "box", BOX, mask={"file": "/nowhere/mask.png"})
    until(lambda: desk.told)
    assert isinstance(desk.told[0], Notice)
    assert "Node box: The image /nowhere/mask.png is not there" in desk.told[0].text


def test_particles_are_seen_through_the_file_of_a_mask(desk: Desk, tmp_path: Path) -> None:
    PIL.Image.new("L", (8, 8), 0).save(tmp_path / "black.png")
    field = Particles(width=100, height=100)
    mask = nodes.Mask(file=str(tmp_path / "black.png"))
    desk.put(1, "snow", field.model_dump(), mask=mask.model_dump())
    tree = desk.canvases._canvases[1].tree
    tree.take_feed("snow", field, Painted())
    until(desk.layers)
    (layer,) = desk.layers()
    assert isinstance(layer.content, Picture)
    assert layer.content.alpha is not None
    assert not layer.content.alpha.any()


class Painted:
    """A feed of one white picture."""

    pixels = 10_000
    rests_ns = 0
    _seen = Seen(plain_picture(100, 100, (255, 255, 255, 255)), 0, 0, 100, 100)

    def seen(self, due_ns: int) -> Seen:
        return self._seen


def test_an_edit_of_nothing_tells_what_lies_on_the_canvas(desk: Desk) -> None:
    desk.put(1, "box", BOX)
    desk.put(1, "group", GROUP)
    until(desk.layers)
    asked = do.EditCanvas(canvas=1, edits=())
    load = desk.canvases.edit(ME, asked)
    assert (load["nodes"], load["particles"]) == (2, 0)
    assert load["pixels"] in range(40 * 20, 50 * 30)  # with its margin
    desk.edit(1, {"do": "remove", "id": "box"})
    assert desk.canvases.edit(ME, asked) == {"nodes": 1, "pixels": 0, "particles": 0}


def test_a_canvas_is_its_owner_s_and_goes_with_it(desk: Desk) -> None:
    desk.put(1, "box", BOX)
    until(desk.layers)
    asked = do.EditCanvas(canvas=1, edits=())
    with pytest.raises(CommandError, match="no canvas 1 of yours"):
        desk.canvases.edit(YOU, asked)
    desk.canvases.gone(YOU)
    assert desk.layers()[0].opacity == 1
    desk.canvases.gone(ME)
    with pytest.raises(CommandError, match="no canvas 1 of yours"):
        desk.canvases.edit(ME, asked)
    assert desk.layers(time.monotonic_ns() + 10**10) == ()


@pytest.mark.parametrize(
    "wrong",
    [
        {"do": "put", "node": {"id": "", "content": GROUP}},
        {"do": "put", "node": {"id": "a", "content": {"kind": "box", "width": 0, "height": 1}}},
        {"do": "put", "node": {"id": "a", "content": {"kind": "film"}}},
        {"do": "put", "node": {"id": "a", "content": {"kind": "text", "text": {"file": "/etc/x"}}}},
        {"do": "move", "id": "a", "motions": {"x": float("nan")}},
        {"do": "move", "id": "a", "motions": {"x": {"keys": []}}},
        {"do": "move", "id": "a", "motions": {"x": {"keys": [{"at_ms": 5, "value": 1}] * 257}}},
        {"do": "move", "id": "a", "motions": {"depth": 1}},
    ],
)
def test_what_is_no_edit_is_refused_before_it_comes_here(wrong: dict[str, object]) -> None:
    message: dict[str, object] = {"name": "EditCanvas", "args": {"canvas": 1, "edits": [wrong]}}
    with pytest.raises(CommandError, match=r"^EditCanvas: edits\.0"):
        do.parse(message)
