"""Walks the whole window: everything has a name, is reached by Tab, is large enough, is whole.

In both languages and two sizes of text, with the docks, the settings and every panel.
"""

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QTreeView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from studio.app import theme, words
from studio.app.application import Looks
from studio.app.docks.danmaku import DanmakuDock
from studio.app.docks.mixer import MixerDock
from studio.app.panels.opening import open_filters, open_properties
from studio.app.start.page import StartPage
from studio.app.start.proposal import CAREFUL, Proposal
from studio.app.start.where import LATER, PLATFORM, ROOM_CHOICE
from studio.app.studio import Studio
from studio.app.widgets.buttons import IconButton, PushButton
from studio.app.window import MainWindow
from studio.model.edits import SetSourceFilters
from studio.model.scene import Filter
from tests.app.engine_stage import delete_now, do, until
from tests.app.lively_room import fill
from tests.app.walk import beyond, clipped, faults, nameless, small, unreachable

SIZES = [(1.0, 1280, 720), (2.0, 1440, 900), (2.0, 1280, 720)]


@pytest.fixture
def window(qapp: QApplication, studio: Studio) -> Iterator[MainWindow]:
    studio.settings.change(is_set_up=True, language="en", theme="dark")
    looks = Looks(qapp, studio.settings)
    shown = MainWindow(studio)
    shown.show()
    until(lambda: shown.stage.is_whole)
    yield shown
    studio.settings.changed.disconnect(looks.follow)
    looks.deleteLater()
    shown.tray.close()
    shown.hide()
    shown.deleteLater()
    delete_now()  # or it would be dressed once more
    words.use(qapp, "en")
    theme.apply(qapp, "dark")
    settle(0.05)


def lasting_faults(root: QWidget) -> list[str]:
    """Return the faults that stay once everything has found its place."""
    end_s = time.monotonic() + 10
    while (found := faults(root)) and time.monotonic() < end_s:
        settle(0.1)
    return found


def settle(seconds: float) -> None:
    """Let Qt do what it has put off, and motions end."""
    end_s = time.monotonic() + seconds
    until(lambda: time.monotonic() > end_s)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("scale", "width", "height"), SIZES)
def test_everything_can_be_read_reached_and_hit(
    window: MainWindow, language: str, scale: float, width: int, height: int
) -> None:
    studio = window.studio
    studio.settings.change(language=language, text_scale=scale)
    window.resize(width, height)
    settle(0.3)
    fill(studio, lines=12)
    settle(0.2)
    wrong = [f"window: {fault}" for fault in lasting_faults(window)]
    window.show_settings("general")
    settle(0.1)
    assert window.settings_page is not None
    wrong += [f"settings: {fault}" for fault in lasting_faults(window.settings_page)]
    window.show_settings()
    for name, kind in (("Backdrop", "beauty"), ("Title", "face_effect")):
        worn = (Filter(name=kind, kind=kind),)
        assert do(studio, SetSourceFilters(input=name, filters=worn)).ok
    for name, open_it in (
        ("properties", lambda: open_properties(studio, "Title")),
        ("filters", lambda: open_filters(studio, "Presenter")),
        ("beauty", lambda: open_filters(studio, "Backdrop")),
        ("face effect", lambda: open_filters(studio, "Title")),
        ("layout", window.ask_layout_name),
        ("about", window.show_about),
    ):
        open_it()
        settle(0.35)
        wrong += [f"{name}: {fault}" for fault in lasting_faults(window.stage.panel)]
        window.stage.panel.close_panel()
        settle(0.25)
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("scale", "width", "height"), SIZES)
def test_the_first_start_can_be_read_reached_and_hit(
    qapp: QApplication, studio: Studio, language: str, scale: float, width: int, height: int
) -> None:
    studio.settings.change(is_set_up=True, language=language, theme="light", text_scale=scale)
    looks = Looks(qapp, studio.settings)
    page = StartPage(studio)
    page.resize(width, height)
    page.show()
    page.quality.probe.stop()
    page.quality.probe.done.emit(Proposal(CAREFUL, "x264 veryfast", cpu_ms=12.0, cores=2))
    wrong = []
    for choice in (PLATFORM, LATER, ROOM_CHOICE):
        page.where.choice.button(choice).click()
        settle(0.1)
        wrong += [f"{choice}: {fault}" for fault in lasting_faults(page)]
    # The cards end where their content does, and nothing has to be scrolled sideways.
    content = page.scrolled.widget()
    assert content is not None
    assert content.width() <= page.scrolled.viewport().width()
    card = page.where.parentWidget()
    assert card is not None
    if scale == 2.0:
        assert card.height() < card.sizeHint().height() + 60 * scale
    page.leave()
    page.hide()
    page.deleteLater()
    delete_now()
    studio.settings.changed.disconnect(looks.follow)
    looks.deleteLater()
    words.use(qapp, "en")
    theme.apply(qapp, "dark")
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "zh"])
def test_twice_as_large_text_leaves_room_on_a_small_screen(
    window: MainWindow, language: str
) -> None:
    studio = window.studio
    studio.settings.change(language=language, text_scale=2.0)
    window.resize(1280, 720)
    settle(0.3)
    fill(studio, lines=40)
    settle(0.3)
    danmaku, mixer = (window.stage.docks[id].content for id in ("danmaku", "mixer"))
    assert isinstance(danmaku, DanmakuDock)
    assert isinstance(mixer, MixerDock)
    assert danmaku.pinned.isVisible()
    line_px = danmaku.view.fontMetrics().lineSpacing()
    until(lambda: danmaku.view.viewport().height() >= 4 * line_px)
    sources = window.stage.docks["sources"].content.findChildren(QTreeView)[0]
    until(lambda: sources.viewport().width() >= 130 * 2)  # names, not dots alone
    settle(0.1)
    for strip in mixer.strips.values():
        assert strip.visibleRegion().boundingRect().size() == strip.size(), strip.name
    assert not danmaku.search.isVisible()
    danmaku.finder.click()
    assert danmaku.search.isVisible()
    danmaku.search.setText("主播")
    danmaku.finder.click()
    assert not danmaku.search.isVisible()
    assert danmaku.search.text() == ""


@pytest.mark.slow
def test_tab_comes_to_every_part_and_round_again(window: MainWindow) -> None:
    window.activateWindow()
    settle(0.1)
    been: list[QWidget] = []
    for _ in range(300):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        if been and focus is been[0]:
            break
        if focus not in been:  # the picture walks through its items first
            been.append(focus)
    parts = {id for id, dock in window.stage.docks.items() for w in been if dock.isAncestorOf(w)}
    shown = {id for id, dock in window.stage.docks.items() if not dock.visibleRegion().isEmpty()}
    assert parts == shown
    assert any(window.stage.pages.isAncestorOf(each) for each in been)


def test_the_walk_finds_faults(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp, "dark")
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    label = QLabel("A sentence that is much too long for where it stands")
    label.setFixedWidth(60)
    bare = IconButton("eye", "Hide")
    bare.setAccessibleName("")
    bare.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    tiny = PushButton("A button")
    tiny.setFixedSize(20, 20)
    for widget in (label, bare, tiny):
        column.addWidget(widget)
    page.show()
    assert len(nameless(page)) == 1
    assert len(unreachable(page)) == 1
    assert len(small(page)) == 1
    assert len(clipped(page)) == 2
    roof = QScrollArea()
    roof.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    wide = QWidget()
    wide.setFixedSize(400, 20)
    roof.setWidget(wide)
    roof.setFixedSize(200, 100)
    column.addWidget(roof)
    QApplication.processEvents()
    assert len(beyond(page)) == 1
