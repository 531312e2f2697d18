"""Tests of studio.app.panels.fitting: an engine that the test plays shows what it is asked for."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from studio.app.panels import fitting
from studio.app.panels.fitting import Fitting
from studio.app.studio import Studio
from studio.model.events import StatsChanged
from studio.model.scene import Filter
from tests.app.engine_stage import until
from tests.app.link.test_views import Engine

SHADES = {"cat": 40, "crown": 120, "tiger": 200}


class Grid(QWidget):
    """Tiles that keep what they are shown."""

    tile_px = 64

    def __init__(self) -> None:
        super().__init__()
        self.fitting: Fitting
        self.seen = tuple(SHADES)
        self.shown: list[tuple[str, int]] = []

    def in_view(self) -> tuple[str, ...]:
        return self.seen

    def show_worn(self, value: str, image: QImage) -> None:
        self.shown.append((value, image.pixelColor(5, 5).red()))


class Painting(Engine):
    """Shows each head with a picture of what it tries on, when it is told to."""

    def __init__(self, run_dir: Path) -> None:
        super().__init__(run_dir)
        self.is_silent = False
        self.told = 0
        opened = self.answer
        self.answer = lambda message: None if self.is_silent else opened(message)

    def tried(self) -> list[str]:
        """Return what was put on, in its order."""
        asked = [each for each in self.commands("OpenView") if isinstance(each, dict)]
        return [str(each["filters"][0]["settings"]["effect"]) for each in asked if each["filters"]]

    def fps(self) -> list[float]:
        told = self.commands("SetView")
        return [float(each["fps"]) for each in told if isinstance(each, dict)]

    def is_asked(self, count: int) -> bool:
        """Whether so many things were tried on, the last of them in a ring of its own."""
        return len(self.tried()) == count == len(self.rings) - 1

    def paint_newest(self) -> None:
        """Show what was put on last."""
        shade = SHADES[self.tried()[-1]]
        self.paint((shade, shade, shade, 255), (64, 64))

    def lag(self, frames: int) -> None:
        """Tell how many frames were late since the beginning."""
        figures = dict.fromkeys(("time_s", "fps", "kbps", "cpu_percent"), 1.0)
        counts = {"frames_lagged": frames, "frames_skipped": 0, "frames_dropped": 0}
        self.told += 1
        self.tell(StatsChanged.model_validate(figures | counts).to_message(self.told))


@pytest.fixture
def run_dir() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="rs-") as folder:
        yield Path(folder)


@pytest.fixture
def engine(run_dir: Path) -> Iterator[Painting]:
    made = Painting(run_dir)
    yield made
    made.close()


@pytest.fixture
def studio(
    qapp: QApplication, run_dir: Path, engine: Painting, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Studio]:
    for name, value in (("TURN_MS", 20), ("RESTS_MS", 20), ("CALM_MS", 300), ("FPS", 30.0)):
        monkeypatch.setattr(fitting, name, value)
    made = Studio(run_dir, run_dir / "settings.json")
    made.start()
    until(lambda: made.link.is_connected)
    yield made
    made.close()


def put_on(value: str) -> tuple[Filter, ...]:
    return (Filter(name="Effect", kind="face_effect", settings={"effect": value}),)


@pytest.fixture
def grid(qtbot: QtBot, studio: Studio) -> Grid:
    made = Grid()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.fitting = Fitting(studio, "Camera", made, made, put_on)
    return made


def go_round(engine: Painting, grid: Grid, *, until_shown: int) -> None:
    for count in range(len(grid.shown) + 1, until_shown + 1):
        until(lambda count=count: engine.is_asked(count))  # type: ignore[misc]
        engine.paint_newest()
        until(lambda count=count: len(grid.shown) == count)  # type: ignore[misc]


def test_each_tile_gets_its_own_picture_in_turn_and_again(engine: Painting, grid: Grid) -> None:
    go_round(engine, grid, until_shown=4)
    assert grid.shown == [*SHADES.items(), ("cat", 40)]
    asked = engine.commands("OpenView")[1]
    assert isinstance(asked, dict)
    assert (asked["of"], asked["name"], asked["width"]) == ("head", "Camera", 64)


def test_only_tiles_that_are_seen_get_pictures(engine: Painting, grid: Grid) -> None:
    go_round(engine, grid, until_shown=1)
    grid.seen = ("tiger",)
    until(lambda: len(engine.tried()) > 1)
    tried = len(engine.tried())
    until(lambda: engine.is_asked(tried))
    engine.paint_newest()
    until(lambda: len(grid.shown) == 2)
    until(lambda: engine.tried()[-1] == "tiger")
    assert set(engine.tried()[tried:]) <= {"tiger"}


def test_a_late_picture_of_the_last_tile_is_not_taken_for_the_next(
    engine: Painting, grid: Grid
) -> None:
    go_round(engine, grid, until_shown=1)
    engine.is_silent = True
    until(lambda: engine.tried() == ["cat", "crown"])
    came: list[bool] = []
    grid.fitting.view.frame_ready.connect(lambda: came.append(True))
    engine.paint((7, 7, 7, 255), (64, 64))
    until(lambda: came)
    assert grid.shown == [("cat", 40)]


def test_one_that_does_not_come_holds_nobody_up(
    engine: Painting, grid: Grid, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fitting, "PATIENCE_MS", 60)
    until(lambda: engine.tried()[:4] == ["cat", "crown", "tiger", "cat"])
    assert grid.shown == []


def test_while_nobody_sees_it_it_rests(engine: Painting, grid: Grid) -> None:
    go_round(engine, grid, until_shown=1)
    until(lambda: engine.is_asked(2))
    grid.hide()
    until(lambda: engine.fps()[-1:] == [0])
    engine.paint_newest()
    assert len(engine.tried()) == 2
    grid.show()
    go_round(engine, grid, until_shown=3)
    assert grid.shown == list(SHADES.items())


def test_after_the_engine_was_late_it_rests_for_a_while(engine: Painting, grid: Grid) -> None:
    engine.lag(5)  # from before
    go_round(engine, grid, until_shown=1)
    assert 0 not in engine.fps()[1:]
    engine.lag(6)
    until(lambda: engine.fps()[-1:] == [0])
    tried = len(engine.tried())
    until(lambda: engine.fps()[-1] == 30)
    until(lambda: len(engine.tried()) == tried + 1)


def test_without_anything_to_put_on_it_asks_for_nothing(engine: Painting, grid: Grid) -> None:
    grid.seen = ()
    go = len(engine.tried())
    until(lambda: engine.fps()[-1:] == [0])
    assert len(engine.tried()) <= go + 1
