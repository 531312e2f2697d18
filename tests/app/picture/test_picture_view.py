"""Tests of studio.app.picture.picture_view, over the real engine."""

import os
import signal
import time

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from studio.app.panels.live_view import LiveView
from studio.app.picture.picture_view import PAINTS_MS, PictureView
from studio.app.studio import Studio
from studio.app.theme import tokens
from studio.engine.views.views import MOST_VIEWS
from studio.model.commands import SetCurrentProgramScene
from studio.supervisor.session_file import find_session
from tests.app.engine_stage import Stage, do, until


@pytest.fixture
def view(qtbot: QtBot, studio: Studio) -> PictureView:
    do(studio, SetCurrentProgramScene(scene="Pause", transition="cut"))
    shown = PictureView(studio, "programme")
    qtbot.addWidget(shown)
    shown.resize(400, 300)
    shown.show()
    return shown


def size_of_frame(view: PictureView) -> tuple[int, int]:
    frame = view.frame()
    return (frame.width(), frame.height()) if frame else (0, 0)


def test_the_picture_is_in_the_middle_and_as_sharp_as_its_place(view: PictureView) -> None:
    until(lambda: size_of_frame(view) == view.port.view_px == (400, 224))
    painted = view.grab().toImage()
    assert painted.pixelColor(200, 10) == tokens().surface_0
    # The backdrop is #204060; a picture goes through YUV.
    colour = painted.pixelColor(200, 150)
    assert (colour.red(), colour.green(), colour.blue()) == pytest.approx((32, 64, 96), abs=4)


def test_another_size_is_asked_for_once_it_rests(view: PictureView) -> None:
    until(lambda: size_of_frame(view) == (400, 224))
    for width in range(410, 610, 10):
        view.resize(width, 400)
    assert size_of_frame(view) == (400, 224)  # stretched meanwhile
    until(lambda: size_of_frame(view) == view.port.view_px == (592, 332))


def test_a_small_canvas_is_stretched_over_its_place(view: PictureView) -> None:
    view.resize(1000, 700)
    until(lambda: size_of_frame(view) == (640, 360))  # never more than there is
    colour = view.grab().toImage().pixelColor(20, 350)
    assert (colour.red(), colour.green(), colour.blue()) == pytest.approx((32, 64, 96), abs=4)


def test_what_is_asked_for_in_one_moment_is_painted_once(view: PictureView) -> None:
    class Paints(QObject):
        count = 0

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 # Qt's
            self.count += event.type() == QEvent.Type.Paint
            return super().eventFilter(watched, event)

    until(view.frame)
    paints = Paints()
    view.installEventFilter(paints)
    end_s = time.monotonic() + 0.5
    while time.monotonic() < end_s:
        view.redraw()
        QCoreApplication.processEvents()
    passed_s = time.monotonic() - end_s + 0.5
    assert 1 <= paints.count <= passed_s * 1000 / PAINTS_MS + 2


def test_without_an_engine_it_says_so(view: PictureView, studio: Studio) -> None:
    assert view.empty_sentence() == ""
    studio.mirror.is_there = False
    studio.mirror.is_there_changed.emit(False)
    assert view.empty_sentence()
    studio.mirror.is_there = True
    studio.mirror.is_there_changed.emit(True)
    assert view.empty_sentence() == ""


@pytest.mark.slow
def test_the_picture_comes_back_with_a_new_engine(
    view: PictureView, studio: Studio, stage: Stage
) -> None:
    until(view.frame)
    session = find_session(stage.run_dir)
    assert session is not None
    assert session.engine is not None
    os.kill(session.engine.pid, signal.SIGKILL)
    until(lambda: not studio.mirror.is_there)
    assert view.empty_sentence()
    assert view.frame() is not None  # the last one stays
    until(lambda: studio.mirror.is_there)
    view.frames = 0
    until(lambda: view.frames > 0)
    assert view.empty_sentence() == ""


@pytest.mark.parametrize("make", [PictureView, LiveView])
def test_views_end_with_their_widgets(
    qtbot: QtBot, studio: Studio, make: type[PictureView | LiveView]
) -> None:
    for _ in range(MOST_VIEWS + 2):
        delete(make(studio, of="scene", name="Pause"))
    last = PictureView(studio, "scene", "Pause")
    qtbot.addWidget(last)
    last.resize(320, 180)
    last.show()
    until(last.frame)
