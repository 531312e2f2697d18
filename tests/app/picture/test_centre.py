"""Tests of studio.app.picture.centre and of how scenes change, over the real engine."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.app.picture.centre import Centre
from studio.app.studio import Studio
from studio.app.words import tr
from studio.model.commands import SetCurrentPreviewScene, SetStudioModeEnabled
from tests.app.engine_stage import do, until
from tests.app.picture.mouse import Mouse


@pytest.fixture
def centre(qtbot: QtBot, studio: Studio) -> Centre:
    shown = Centre(studio)
    qtbot.addWidget(shown)
    shown.resize(900, 560)
    shown.show()
    return shown


@pytest.fixture
def parted(centre: Centre, studio: Studio) -> Centre:
    """Studio mode is on, another scene in the preview."""
    do(studio, SetStudioModeEnabled(enabled=True))
    do(studio, SetCurrentPreviewScene(scene="Pause"))
    until(lambda: studio.mirror.preview_scene == "Pause")
    return centre


def scenes(studio: Studio) -> tuple[str, str]:
    return studio.mirror.program_scene, studio.mirror.preview_scene


def test_preview_and_programme_are_apart_in_studio_mode_only(
    parted: Centre, studio: Studio
) -> None:
    assert parted.programme is not None
    assert parted.editor.bench.scene == "Pause"
    assert (parted.editor.accessibleName(), parted.programme.accessibleName()) == (
        tr("Preview"),
        tr("Programme"),
    )
    do(studio, SetStudioModeEnabled(enabled=False))
    until(lambda: not studio.mirror.studio_mode)
    assert parted.programme is None
    assert parted.editor.bench.scene == "Main"


def test_the_two_are_stacked_where_it_is_narrow(parted: Centre) -> None:
    assert parted.programme is not None
    wide = parted.programme.mapTo(parted, parted.programme.rect().topLeft())
    assert wide.x() > 400
    parted.resize(500, 900)
    until(lambda: parted.programme and parted.programme.mapTo(parted, wide).y() > 400)


def test_the_button_puts_the_preview_on_air(parted: Centre, studio: Studio) -> None:
    parted.strip.go.click()
    until(lambda: scenes(studio) == ("Pause", "Main"))


def test_swapping_needs_no_transition(parted: Centre, studio: Studio) -> None:
    parted.strip.swap.click()
    until(lambda: scenes(studio) == ("Pause", "Main"))


def test_the_t_bar_by_mouse(parted: Centre, studio: Studio) -> None:
    bar = parted.strip.t_bar
    mouse = Mouse(bar)
    middle = bar.height() / 2
    mouse.drag((8, middle), (bar.width() * 0.3, middle))
    assert bar.value() == 0  # let go before the middle
    mouse.drag((8, middle), (bar.width() * 0.9, middle))
    until(lambda: scenes(studio) == ("Pause", "Main"))
    assert bar.value() == 0


def test_the_t_bar_by_keys(parted: Centre, studio: Studio) -> None:
    bar = parted.strip.t_bar
    bar.setFocus()
    QTest.keyClick(bar, Qt.Key.Key_Right)
    assert bar.position == 0.05
    QTest.keyClick(bar, Qt.Key.Key_Escape)
    assert bar.position == 0
    assert scenes(studio) == ("Main", "Pause")
    QTest.keyClick(bar, Qt.Key.Key_End)
    until(lambda: scenes(studio) == ("Pause", "Main"))


def test_with_one_scene_in_both_the_button_says_why_not(centre: Centre, studio: Studio) -> None:
    do(studio, SetStudioModeEnabled(enabled=True))
    assert not centre.strip.go.isEnabled()
    assert centre.strip.go.toolTip()


def test_kind_and_duration_are_the_collections(centre: Centre, studio: Studio) -> None:
    centre.strip.duration.setValue(750)
    until(
        lambda: studio.mirror.collection and studio.mirror.collection.transition.duration_ms == 750
    )
    centre.strip.kind.setCurrentIndex(centre.strip.kind.findData("cut"))
    centre.strip.kind.activated.emit(centre.strip.kind.currentIndex())
    until(lambda: studio.mirror.collection and studio.mirror.collection.transition.kind == "cut")
    until(lambda: not centre.strip.duration.isEnabled())


def test_the_strip_takes_two_rows_before_anything_is_cut_off(parted: Centre) -> None:
    one_row = parted.strip.height()
    parted.resize(420, 560)
    until(lambda: parted.strip.height() > one_row * 1.5)
    for widget in (parted.strip.go, parted.strip.swap, parted.strip.kind):
        right = widget.mapTo(parted.strip, widget.rect().topRight()).x()
        assert right <= parted.strip.width()


def test_nothing_is_cut_off_however_narrow_the_strip_is(centre: Centre, studio: Studio) -> None:
    kind, duration = centre.strip.kind, centre.strip.duration
    until(lambda: kind.isVisible() and kind.geometry().right() < duration.geometry().left())
    together = kind.sizeHint().width() + duration.sizeHint().width()
    centre.resize(together - 4, 560)
    until(lambda: duration.geometry().top() > kind.geometry().bottom())
    assert kind.width() >= kind.sizeHint().width()
    assert kind.shown_text() == kind.currentText()
    assert duration.width() >= duration.minimumSizeHint().width()
