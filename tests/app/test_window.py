"""Tests of studio.app.window with the real engine: what it shows, and how it comes and goes."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPropertyAnimation, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QTabBar, QWidget

from studio.app import theme, words
from studio.app.application import Looks
from studio.app.panels.opening import open_filters
from studio.app.shell.covered import is_covered
from studio.app.studio import Studio
from studio.app.widgets.fader import Fader
from studio.app.window import MainWindow
from studio.model.commands import StartRecord, StopRecord, Undo
from studio.model.edits import SetInputMute, SetSceneName
from tests.app.engine_stage import delete_now, do, until


@pytest.fixture
def window(qapp: QApplication, studio: Studio) -> Iterator[MainWindow]:
    studio.settings.change(is_set_up=True, language="en", theme="dark")
    looks = Looks(qapp, studio.settings)
    shown = MainWindow(studio)
    shown.resize(1440, 900)
    shown.show()
    settle()
    yield shown
    studio.settings.changed.disconnect(looks.follow)
    looks.deleteLater()
    shown.tray.close()
    shown.hide()
    shown.deleteLater()
    delete_now()  # or it would be dressed once more
    words.use(qapp, "en")
    theme.apply(qapp, "dark")
    settle()


pytestmark = pytest.mark.slow


def settle(seconds: float = 0.1) -> None:
    """Let Qt do what it has put off."""
    end_s = time.monotonic() + seconds
    until(lambda: time.monotonic() > end_s)


def texts(window: MainWindow, title: str) -> list[str]:
    """Return what a menu says now."""
    menu = next(action.menu() for action in window.menus.bar.actions() if action.text() == title)
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def seen_places(window: MainWindow) -> dict[str, QRect]:
    """Return where the docks stand that can be seen, and the picture."""
    docks = window.stage.docks.items()
    seen = {id: dock.geometry() for id, dock in docks if not dock.visibleRegion().isEmpty()}
    return seen | {"picture": window.stage.pages.geometry()}


def test_the_picture_has_the_most_of_it(window: MainWindow) -> None:
    until(lambda: window.stage.docks["mixer"].height() < 200)
    settle()
    middle = window.stage.pages.size()
    assert middle.width() * middle.height() >= 0.55 * 1440 * 900


def test_cameras_stand_beside_the_mixer_and_cost_neither_sliders_nor_picture(
    window: MainWindow,
) -> None:
    stage = window.stage
    mixer, cameras = stage.docks["mixer"], stage.docks["cameras"]
    until(lambda: mixer.height() < 200)
    settle()
    before = stage.pages.size()
    cameras.show()
    until(lambda: abs(mixer.width() - cameras.width()) < 40)
    settle()
    assert stage.pages.size() == before
    faders = mixer.content.findChildren(Fader)
    seen = [each for each in faders if not each.visibleRegion().isEmpty()]
    assert seen
    assert all(each.visibleRegion().boundingRect().height() == each.height() for each in seen)


def test_what_nobody_sees_is_made_after_the_first_picture_and_moves_nothing(
    qapp: QApplication, studio: Studio, window: MainWindow
) -> None:
    docks = window.stage.docks
    until(lambda: window.stage.is_whole)
    settle()
    assert all(dock.is_filled for dock in docks.values())
    places = seen_places(window)
    docks["stats"].raise_()
    settle()
    window.keep_place()
    again = MainWindow(studio)
    again.resize(window.size())
    behind = {id for id, dock in again.stage.docks.items() if not dock.is_filled}
    assert behind == {"gifts", "stats", "multiview", "stage", "captions", "cameras"}
    again.show()
    until(lambda: again.stage.docks["stats"].is_filled)  # it is in front, and not waited for
    assert not again.stage.is_whole
    until(lambda: again.stage.is_whole)
    settle()
    again.stage.docks["danmaku"].raise_()
    settle()
    assert seen_places(again) == places
    again.tray.close()
    again.hide()
    again.deleteLater()


def test_a_panel_lies_over_the_tabs_of_docks_that_are_placed_anew(window: MainWindow) -> None:
    window.show_about()
    settle(0.4)
    window.layouts.reset()  # as after a change of theme, text or language, Qt makes its tabs anew
    settle(0.3)
    stage = window.stage
    here = stage.panel.geometry().center().x(), stage.docks["danmaku"].geometry().top() - 4
    assert any(bar.isVisible() and bar.geometry().contains(*here) for bar in stage.tab_bars())
    assert stage.panel.isAncestorOf(stage.childAt(*here) or stage)


def test_motions_of_docks_place_nothing_anew(window: MainWindow) -> None:
    stage = window.stage
    until(lambda: stage.is_whole and not stage._soon.isActive())
    QPropertyAnimation(stage)  # Qt's come and go like that; answered, they would never end
    assert not stage._soon.isActive()
    QTabBar(stage).show()
    assert stage._soon.isActive()


def test_tabs_that_qt_left_behind_are_not_seen(window: MainWindow) -> None:
    stage = window.stage
    until(lambda: stage.is_whole and any(bar.isVisible() for bar in stage.tab_bars()))
    tabs = next(bar for bar in stage.tab_bars() if bar.isVisible())
    twin = QTabBar(stage)
    for index in range(tabs.count()):
        twin.addTab(tabs.tabText(index))
    twin.setGeometry(tabs.geometry().translated(60, 0))
    twin.show()
    until(lambda: not twin.isVisible())
    assert tabs.isVisible()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_it_fits_a_small_screen(window: MainWindow, scale: float) -> None:
    window.studio.settings.change(text_scale=scale)
    settle(0.3)
    least = window.minimumSizeHint()
    assert (least.width(), least.height()) <= (1280, 720)
    window.resize(1280, 720)
    settle()
    assert (window.width(), window.height()) == (1280, 720)


def test_the_menu_names_what_can_be_undone(window: MainWindow) -> None:
    assert texts(window, "&Edit")[0].startswith("Nothing to undo")
    assert do(window.studio, SetInputMute(input="Music", muted=True)).ok
    until(lambda: window.studio.mirror.undo == "SetInputMute")
    assert texts(window, "&Edit")[0] == "Undo mute or unmute\tCtrl+Z"
    assert do(window.studio, Undo()).ok
    until(lambda: window.studio.mirror.redo == "SetInputMute")
    assert texts(window, "&Edit")[1] == "Redo mute or unmute\tCtrl+Shift+Z"


def test_a_key_that_was_changed_stands_in_the_menu(window: MainWindow) -> None:
    window.studio.shortcuts.set_key("undo", "F9")
    assert texts(window, "&Edit")[0] == "Nothing to undo\tF9"


def test_it_speaks_chinese_at_once_and_keeps_its_docks(window: MainWindow) -> None:
    window.stage.docks["mixer"].hide()
    window.studio.settings.change(language="zh")
    until(lambda: window.stage.docks["scenes"].windowTitle() == "场景")
    assert window.stage.docks["mixer"].isHidden()
    assert "文件(&F)" in [action.text() for action in window.menus.bar.actions()]
    # Signals of the studio must reach the new widgets only.
    assert do(window.studio, SetSceneName(scene="Pause", new_name="暂停")).ok
    settle()


def test_larger_text_makes_everything_larger(window: MainWindow) -> None:
    before = window.stage
    window.scale_text(1)
    until(lambda: window.stage is not before)
    assert theme.tokens().scale == 1.25
    window.scale_text(-1)
    until(lambda: theme.tokens().scale == 1.0)


def test_a_layout_is_kept_and_comes_back(window: MainWindow) -> None:
    docks = window.stage.docks
    docks["mixer"].hide()
    assert window.layouts.save("Quiet") == ""
    window.layouts.reset()
    assert not docks["mixer"].isHidden()
    assert window.layouts.apply("Quiet")
    assert docks["mixer"].isHidden()
    assert window.layouts.names == ["Quiet"]
    window.layouts.remove("Quiet")
    assert window.layouts.names == []
    assert not window.layouts.apply("Quiet")


def test_a_dock_can_be_moved_and_floated_by_its_menu(window: MainWindow) -> None:
    dock = window.stage.docks["mixer"]
    menu = QMenu()
    dock.fill_menu(menu)
    words = {action.text(): action for action in menu.actions()}
    words["Move to the left"].trigger()
    settle()
    assert dock.geometry().left() < window.stage.pages.mapTo(window.stage, QWidget().pos()).x()
    words["Make a window of it"].trigger()
    assert dock.isFloating()
    dock.move_to("bottom")
    assert not dock.isFloating()


def test_a_panel_lies_over_the_right_column_and_never_over_the_picture(
    window: MainWindow,
) -> None:
    panel = window.stage.panel
    window.open_panel("Test", QWidget)
    until(lambda: panel.geometry().right() <= window.stage.width())
    settle(0.4)
    middle = window.stage.pages
    right = middle.mapTo(window.stage, middle.rect().topRight()).x()
    assert panel.geometry().left() > right
    panel.close_panel()
    until(panel.isHidden)


def test_settings_take_the_picture_s_place_and_give_it_back(window: MainWindow) -> None:
    picture = window.stage.pages.currentWidget()
    window.show_settings("stream")
    assert window.settings_page is not None
    assert picture is not None
    assert not picture.isVisible()
    window.settings_page.closed.emit()
    assert window.stage.pages.currentWidget() is picture


def test_the_engine_s_notices_are_said_above_the_picture(window: MainWindow) -> None:
    window.studio.say("error", "The camera is gone.")
    bar = window.stage.notices.bars[0]
    assert bar.isVisible()
    until(
        lambda: (
            bar.mapTo(window, bar.rect().bottomLeft()).y()
            < window.stage.pages.mapTo(window, window.stage.pages.rect().topLeft()).y()
        )
    )


def test_closing_while_recording_asks_once_and_may_be_taken_back(
    window: MainWindow, tmp_path: Path
) -> None:
    assert do(window.studio, StartRecord(path=str(tmp_path / "show.mkv"))).ok
    until(lambda: window.studio.mirror.is_recording)
    assert "LIVE" not in window.windowTitle()
    for _ in range(2):
        assert not window.close()
    asked = [bar for bar in window.stage.notices.bars if len(bar.buttons) == 2]
    assert len(asked) == 1
    asked[0].put_away()
    settle()
    assert not [bar for bar in window.stage.notices.bars if len(bar.buttons) == 2]
    assert window.isVisible()
    assert do(window.studio, StopRecord()).ok
    until(lambda: not window.studio.mirror.is_recording)


def test_f6_goes_round_the_parts(window: MainWindow) -> None:
    window.activateWindow()
    parts = []
    for _ in range(len(window.stage.docks) + 2):
        window.go_to_next_part()
        focus = window.focusWidget()
        parts.append(
            next((id for id, dock in window.stage.docks.items() if dock.isAncestorOf(focus)), "")
        )
    assert len(set(parts)) >= 3


def test_the_keyboard_passes_over_what_a_panel_covers(window: MainWindow) -> None:
    window.activateWindow()
    open_filters(window.studio, "Presenter")
    settle()
    panel = window.stage.panel
    assert panel.isAncestorOf(window.focusWidget())
    been: set[QWidget] = set()
    for _ in range(150):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        been.add(window.focusWidget())
    assert not [each for each in been if is_covered(panel, each)]
    assert any(window.stage.docks["scenes"].isAncestorOf(each) for each in been)
    assert any(panel.isAncestorOf(each) for each in been)
    parts = []
    for _ in range(len(window.stage.docks) + 2):
        window.go_to_next_part()
        parts.append(panel.isAncestorOf(window.focusWidget()))
        assert not is_covered(panel, window.focusWidget())
    assert any(parts)
    panel.close_panel()
