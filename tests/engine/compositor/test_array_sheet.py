"""Tests of studio.engine.compositor.array_sheet: what is much is painted ahead, and rightly."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest

from studio.engine.canvas.margin import with_margin
from studio.engine.compositor import array_sheet
from studio.engine.compositor.array import ArrayCompositor
from studio.engine.compositor.array_sheet import CALM_TICKS, LOOK_TICKS, Sheet, SheetPainter
from studio.engine.compositor.composition import Affine, Blend, Composition, Layer
from studio.engine.picture import Picture
from tests.engine.compositor.pictures import at, draw, smooth_picture, whole

SIZE = (160, 96)
BELOW = at(smooth_picture(*SIZE, 1), key="below")
PATIENCE_S = 10.0
FRAME_NS = 33_333_333
LARGE = with_margin(smooth_picture(120, 90, 4, has_alpha=True))[0]
SMALL = with_margin(smooth_picture(20, 10, 5, has_alpha=True))[0]


def lying(picture: Picture, x: float, key: str = "gift") -> Layer:
    return Layer(key, picture, whole(picture), Affine(0.9, -0.1, 0.1, 0.9, x, 3.3))


class Show:
    """A tick, frame by frame; what lies over it moves with time."""

    def __init__(self, picture: Picture = LARGE) -> None:
        self.sheet = Sheet()
        self.picture: Picture | None = picture
        self.frame = 0
        self.more: tuple[Layer, ...] = ()

    def over(self, due_ns: int) -> tuple[Layer, ...]:
        if self.picture is None:
            return self.more
        return (lying(self.picture, due_ns / FRAME_NS * 1.5), *self.more)

    def tick(self) -> tuple[Layer, ...]:
        due_ns = self.frame * FRAME_NS
        self.frame += 1
        return self.sheet.layers(self.over, due_ns, due_ns + FRAME_NS, SIZE)

    def wait_painted(self) -> None:
        """Wait until what was asked for last is there."""
        deadline_s = time.monotonic() + PATIENCE_S
        while not (self.sheet._done and self.sheet._done[0] is self.sheet._asked):
            assert time.monotonic() < deadline_s
            time.sleep(0.001)


@pytest.fixture
def show() -> Iterator[Show]:
    made = Show()
    yield made
    made.sheet.close()


def drawn(layers: tuple[Layer, ...]) -> np.ndarray:
    compositor = ArrayCompositor()
    nv12 = draw(compositor, Composition(*SIZE, (BELOW, *layers))).copy()
    compositor.close()
    return nv12.astype(int)


def test_what_is_much_is_painted_for_the_frame_that_comes(show: Show) -> None:
    assert show.tick() == ()  # nothing was there before
    assert show.sheet.is_ahead
    for _ in range(5):
        show.wait_painted()
        (sheet,) = show.tick()
        right = drawn(show.over((show.frame - 1) * FRAME_NS))
        if show.frame > 2:  # the first one was made for the frame that saw that it is much
            assert np.abs(drawn((sheet,)) - right).max() <= 3
    assert show.sheet.late == 0


def test_what_is_little_is_drawn_at_once() -> None:
    show = Show(SMALL)
    for frame in range(3):
        assert show.tick() == show.over(frame * FRAME_NS)
    assert not show.sheet.is_ahead
    assert not any(thread.name == "sheet" for thread in threading.enumerate())
    show.sheet.close()


def test_a_sheet_that_comes_late_is_counted_and_the_one_before_shown(
    show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    show.tick()
    show.wait_painted()
    (first,) = show.tick()
    show.wait_painted()
    goes_on = threading.Event()
    paint: Callable[..., Picture] = show.sheet._paint
    monkeypatch.setattr(show.sheet, "_paint", lambda asked: (goes_on.wait(), paint(asked))[1])
    shown = [show.tick()[0].content for _ in range(3)]
    assert shown[0] is not first.content
    assert shown[0] is shown[1] is shown[2]
    assert show.sheet.late == 2
    goes_on.set()
    show.wait_painted()
    assert show.tick()[0].content is not shown[0]


def usual(picture: Picture) -> Picture:
    """Return a sheet as other pictures are."""
    clear = picture.alpha
    assert clear is not None
    share = clear / 255
    rows, columns = clear.shape
    half = share.reshape(rows // 2, 2, columns // 2, 2).mean(axis=(1, 3))[..., None]
    return replace(
        picture,
        y=np.rint(picture.y + 16 * share).astype(np.uint8),
        uv=np.rint(picture.uv + 128 * half).astype(np.uint8),
        alpha=255 - clear,
        is_from_zero=False,
    )


@pytest.mark.parametrize("opacity", [1.0, 0.6])
@pytest.mark.parametrize("scale", [1.0, 0.5, 0.37])
def test_a_sheet_looks_as_its_layers_do_at_any_size(scale: float, opacity: float) -> None:
    opaque = at(smooth_picture(31, 22, 7), 21.5, 13, "opaque")
    thin = replace(at(smooth_picture(40, 20, 8), 90, 60, "thin"), opacity=0.5)
    layers = (lying(LARGE, 8), opaque, thin)
    painter = SheetPainter()
    picture = painter.paint(layers, SIZE)
    painter.clear()
    off = np.abs(drawn((at(picture, key="sheet"),)) - drawn(layers))
    assert off.max() <= 4
    assert off.mean() < 0.5
    matrix = Affine(a=scale, d=scale, tx=9.3 * (scale < 1))
    sheet = replace(at(picture, key="sheet"), matrix=matrix, opacity=opacity)
    other = replace(sheet, content=usual(picture))
    assert np.abs(drawn((sheet,)) - drawn((other,))).max() <= 3


def test_it_ends_after_a_while_when_there_is_little_again(show: Show) -> None:
    show.tick()
    show.wait_painted()
    show.picture = SMALL
    ticks = 0
    while show.sheet.is_ahead:
        assert ticks <= CALM_TICKS + LOOK_TICKS
        show.wait_painted()
        show.tick()
        ticks += 1
    assert ticks >= CALM_TICKS - LOOK_TICKS
    assert show.tick() == show.over((show.frame - 1) * FRAME_NS)


def test_what_must_see_the_programme_is_drawn_over_the_sheet(show: Show) -> None:
    light = replace(lying(SMALL, 5, "light"), blend=Blend.SCREEN)
    above = lying(SMALL, 9, "above")
    show.more = (light, above)
    show.tick()
    show.wait_painted()
    sheet, *others = show.tick()
    assert sheet.key == "sheet"
    assert others == [light, above]


def test_what_rests_counts_less_and_is_painted_once(
    show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    show.tick()
    show.wait_painted()
    show.picture = None
    show.more = (lying(LARGE, 8, "still"), lying(LARGE, 20, "other"))
    show.tick()
    show.wait_painted()
    (sheet,) = show.tick()
    monkeypatch.setattr(array_sheet.Sheet, "_paint", None)
    assert show.tick() == (sheet,)


def test_what_can_not_be_painted_costs_no_frame(
    show: Show, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(Sheet, "_paint", None)
    for _ in range(4):
        assert show.tick() == ()
    deadline_s = time.monotonic() + PATIENCE_S
    while "can't be painted" not in caplog.text:
        assert time.monotonic() < deadline_s
        time.sleep(0.001)
