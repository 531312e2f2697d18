"""Tests of studio.app.link.views: a real ring, written by an engine that the test plays."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from studio.app.link.engine_link import EngineLink
from studio.app.link.views import View
from studio.ipc.message import Message
from studio.ipc.ring import RingFormat, RingWriter
from tests.app.engine_stage import until
from tests.app.link.peer import Peer

BLUE, RED = (200, 0, 0, 255), (0, 0, 200, 255)  # BGRA


class Engine(Peer):
    """Opens a ring for each view."""

    def __init__(self, run_dir: Path) -> None:
        super().__init__(run_dir, "engine")
        self.greeting = [{"type": "snapshot", "number": 0, "state": {}}]
        self.rings: list[RingWriter] = []
        self.answer = self._open

    def _open(self, message: Message) -> Message | None:
        if message.get("name") != "OpenView":
            return {"ok": True}
        args = message["args"]
        assert isinstance(args, dict)
        if args["of"] == "scene":
            return {"ok": False, "reason": "There is no such scene."}
        ring = RingWriter.create("engine", slots=4, slot_bytes=args["width"] * args["height"] * 4)
        self.rings.append(ring)
        return {"ok": True, "view": len(self.rings), "ring": ring.name}

    def paint(self, color: tuple[int, ...], size: tuple[int, int], ring: int = -1) -> None:
        """Show one picture of one colour."""
        writer = self.rings[ring]
        writer.begin()[: size[0] * size[1] * 4] = bytes(color) * (size[0] * size[1])
        writer.commit(
            pts_ns=time.monotonic_ns(), format=RingFormat.BGRA, width=size[0], height=size[1]
        )

    def close(self) -> None:
        super().close()
        for ring in self.rings:
            ring.close()


@pytest.fixture
def engine(run_dir: Path) -> Iterator[Engine]:
    made = Engine(run_dir)
    yield made
    made.close()


@pytest.fixture
def link(qapp: QApplication, run_dir: Path, engine: Engine) -> Iterator[EngineLink]:
    made = EngineLink(run_dir)
    made.start()
    until(lambda: made.is_connected)
    yield made
    made.close()


def frames(view: View) -> list[int]:
    """Return a list that gets the colour of each new picture's first pixel."""
    seen: list[int] = []

    def look() -> None:
        image = view.image()
        assert image is not None
        seen.append(image.pixel(0, 0) & 0xFFFFFF)

    view.frame_ready.connect(look)
    return seen


def test_pictures_come_and_a_painter_may_keep_one(link: EngineLink, engine: Engine) -> None:
    view = View(link, "programme", "", 65, 33, 60)
    seen = frames(view)
    assert view.image() is None
    until(lambda: engine.rings)
    assert engine.commands("OpenView") == [
        {
            "of": "programme",
            "name": "",
            "filters": None,
            "width": 64,
            "height": 32,
            "fps": 60,
        }
    ]
    engine.paint(BLUE, (64, 32))
    until(lambda: seen)
    kept = view.image()
    engine.paint(RED, (64, 32))
    until(lambda: len(seen) == 2)
    assert seen == [0x0000C8, 0xC80000]
    assert kept is not None
    assert kept.pixel(5, 5) & 0xFFFFFF == 0x0000C8
    view.close()
    until(lambda: engine.commands("CloseView"))


def test_another_size_keeps_the_last_picture_until_the_first_new_one(
    link: EngineLink, engine: Engine
) -> None:
    view = View(link, "programme", "", 64, 32, 60)
    seen = frames(view)
    until(lambda: engine.rings)
    engine.paint(BLUE, (64, 32))
    until(lambda: seen)
    view.set_size(128, 64)
    view.set_size(128, 65)  # the same, to the engine
    until(lambda: engine.commands("CloseView"))
    assert len(engine.rings) == 2
    image = view.image()
    assert image is not None
    assert image.width() == 64
    engine.paint(RED, (128, 64))
    until(lambda: len(seen) == 2)
    view.close()


def test_one_that_nobody_sees_rests(link: EngineLink, engine: Engine, qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    view = View(link, "programme", "", 64, 32, 30)
    view.follow(widget)
    until(lambda: engine.commands("SetView"))
    assert engine.commands("SetView") == [{"view": 1, "fps": 0}]
    widget.show()
    until(lambda: len(engine.commands("SetView")) == 2)
    widget.hide()
    until(lambda: len(engine.commands("SetView")) == 3)
    fps = [each["fps"] for each in engine.commands("SetView") if isinstance(each, dict)]
    assert fps == [0, 30, 0]
    view.close()


def test_it_says_whether_what_comes_is_what_was_asked_for_last(
    link: EngineLink, engine: Engine
) -> None:
    view = View(link, "programme", "", 64, 32, 60)
    assert not view.is_newest
    until(lambda: view.is_newest)
    view.set_size(128, 64)
    assert not view.is_newest
    until(lambda: view.is_newest)
    assert len(engine.rings) == 2
    view.close()


def test_one_that_rests_does_so_after_it_was_opened_again(link: EngineLink, engine: Engine) -> None:
    view = View(link, "programme", "", 64, 32, 0)
    until(lambda: engine.commands("SetView") == [{"view": 1, "fps": 0}])
    view.set_size(128, 64)
    until(lambda: len(engine.commands("SetView")) == 2)
    assert engine.commands("SetView")[1] == {"view": 2, "fps": 0}
    view.close()


def test_it_is_opened_again_with_the_next_engine(link: EngineLink, engine: Engine) -> None:
    view = View(link, "programme", "", 64, 32, 60)
    seen = frames(view)
    until(lambda: engine.rings)
    lost: list[str] = []
    link.lost.connect(lost.append)
    engine.channels[0].close()
    until(lambda: lost)
    until(lambda: len(engine.rings) == 2)
    engine.paint(RED, (64, 32))
    until(lambda: seen)
    view.close()


def test_one_that_can_not_be_opened_says_why(link: EngineLink, engine: Engine) -> None:
    said: list[str] = []
    view = View(link, "scene", "Nowhere", 64, 32, 30)
    view.failed.connect(said.append)
    until(lambda: said)
    assert said == ["There is no such scene."]
    view.set_subject("programme", "")
    until(lambda: engine.rings)
    view.close()


def test_one_that_qt_took_away_first_closes_in_silence(
    qtbot: QtBot, link: EngineLink, engine: Engine
) -> None:
    view = View(link, "programme", "", 64, 36, 20)
    until(lambda: engine.rings)
    owner = QObject()
    view.end_with(owner)
    delete(view)
    with qtbot.captureExceptions() as faults:
        delete(owner)
    assert not faults
