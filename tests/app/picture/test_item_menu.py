"""Tests of studio.app.picture.item_menu: each entry does what it says, in the engine."""

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from studio.app.picture.item_menu import ItemMenu
from studio.app.words import tr
from studio.model.edits import SetSceneItemLocked
from tests.app.engine_stage import until
from tests.app.picture.conftest import Bench

TITLE, PRESENTER = 3, 2


@pytest.fixture
def menu(bench: Bench) -> QMenu:
    bench.studio.selection.select("Main", [PRESENTER])
    return opened(bench)


def opened(bench: Bench) -> ItemMenu:
    return ItemMenu(bench.editor.bench, bench.editor.doing, bench.editor)


def entry(menu: QMenu, *path: str) -> QAction:
    """Return an entry by its words, through submenus."""
    found = next(action for action in menu.actions() if action.text() == path[0])
    if len(path) == 1:
        return found
    below = found.menu()
    assert isinstance(below, QMenu)
    return entry(below, *path[1:])


def test_the_transform_is_changed(bench: Bench, menu: QMenu) -> None:
    entry(menu, tr("Transform"), tr("Stretch to screen")).trigger()
    until(lambda: bench.item(PRESENTER).transform.bounds_width == 640)
    entry(opened(bench), tr("Transform"), tr("Reset transform")).trigger()
    until(lambda: bench.item(PRESENTER).transform.bounds_type == "none")


def test_a_transform_is_copied_to_another(bench: Bench, menu: QMenu) -> None:
    entry(menu, tr("Transform"), tr("Copy transform")).trigger()
    bench.studio.selection.select("Main", [TITLE])
    paste = entry(opened(bench), tr("Transform"), tr("Paste transform"))
    assert paste.isEnabled()
    paste.trigger()
    until(lambda: bench.item(TITLE).transform == bench.item(PRESENTER).transform)


def test_blend_and_opacity_are_shown_and_chosen(bench: Bench, menu: QMenu) -> None:
    assert entry(menu, tr("Blend mode"), tr("Normal")).isChecked()
    entry(menu, tr("Blend mode"), tr("Screen")).trigger()
    until(lambda: bench.item(PRESENTER).blend == "screen")
    entry(menu, tr("Opacity"), "50%").trigger()
    until(lambda: bench.item(PRESENTER).opacity == 0.5)
    assert entry(opened(bench), tr("Blend mode"), tr("Screen")).isChecked()


def test_lock_and_hide_say_what_they_would_do_now(bench: Bench, menu: QMenu) -> None:
    entry(menu, tr("Lock")).trigger()
    until(lambda: bench.item(PRESENTER).locked)
    again = opened(bench)
    assert not entry(again, tr("Transform")).isEnabled()
    entry(again, tr("Unlock")).trigger()
    until(lambda: not bench.item(PRESENTER).locked)
    entry(opened(bench), tr("Hide")).trigger()
    until(lambda: not bench.item(PRESENTER).visible)
    entry(opened(bench), tr("Show")).trigger()
    until(lambda: bench.item(PRESENTER).visible)


def test_the_order_is_changed_for_several_as_one_step(bench: Bench) -> None:
    bench.studio.selection.select("Main", [1, 2])
    entry(opened(bench), tr("Order"), tr("Move up")).trigger()
    until(lambda: bench.ids == [3, 1, 2, 4])
    entry(opened(bench), tr("Order"), tr("Move to top")).trigger()
    until(lambda: bench.ids == [3, 4, 1, 2])
    entry(opened(bench), tr("Order"), tr("Move up")).trigger()  # they are there
    entry(opened(bench), tr("Order"), tr("Move to bottom")).trigger()
    until(lambda: bench.ids == [1, 2, 3, 4])


def test_only_a_group_can_be_dissolved(bench: Bench, menu: QMenu) -> None:
    words = [action.text() for action in menu.actions()]
    assert tr("Ungroup") not in words
    entry(menu, tr("Group")).trigger()
    until(lambda: bench.editor.doing.group is not None)
    assert tr("Ungroup") in [action.text() for action in opened(bench).actions()]


def test_what_the_engine_refuses_is_said(bench: Bench) -> None:
    said: list[str] = []
    bench.studio.notice.connect(lambda level, text: said.append(text))
    bench.editor.bench.do_together([SetSceneItemLocked(scene="Main", item_id=99, locked=True)])
    until(lambda: said)
    assert "99" in said[0]


def test_properties_and_filters_open_panels(bench: Bench, menu: QMenu) -> None:
    wanted: list[str] = []
    bench.studio.panel_wanted.connect(lambda title, make: wanted.append(title))
    entry(menu, tr("Properties")).trigger()
    entry(menu, tr("Filters")).trigger()
    entry(menu, tr("Transform"), tr("Place and size…")).trigger()
    assert len(wanted) == 3
