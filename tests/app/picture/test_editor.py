"""Tests of studio.app.picture.editor: mouse and keys over the real engine."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QKeySequence, QShortcut

from studio.app.picture.handles import Handle
from studio.app.words import tr
from studio.model.commands import SetStudioModeEnabled, Undo
from studio.model.edits import SetSceneItemEnabled, SetSceneItemLocked, SetSceneItemTransform
from tests.app.engine_stage import do, until
from tests.app.picture.conftest import Bench

TITLE, PRESENTER, BACKDROP = 3, 2, 1
ON_TITLE, ON_PRESENTER, NOWHERE = (40.0, 35.0), (400.0, 200.0), (-5.0, -5.0)
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def seen(bench: Bench, x: int, y: int) -> QImage:
    """Return the piece of picture in which the title lies if it begins there."""
    image = bench.editor.frame()
    return image.copy(QRect(x, y, 128, 48)) if image is not None else QImage()


def is_plain(image: QImage) -> bool:
    """Tell whether nothing but the backdrop is seen."""
    colour = image.pixel(0, 0)
    return all(image.pixel(x, y) == colour for x in range(image.width()) for y in (12, 24, 36))


def test_a_click_chooses_the_uppermost_and_another_goes_deeper(bench: Bench) -> None:
    selection = bench.studio.selection
    bench.mouse.click(ON_TITLE)
    assert (selection.scene, list(selection.ids)) == ("Main", [TITLE])
    bench.mouse.click(ON_TITLE)
    assert selection.ids == (BACKDROP,)
    bench.mouse.click(ON_TITLE)
    assert selection.ids == (TITLE,)
    bench.mouse.click(NOWHERE)
    assert not selection.ids


def test_shift_and_ctrl_add_and_take_out(bench: Bench) -> None:
    selection = bench.studio.selection
    bench.mouse.click(ON_TITLE)
    bench.mouse.click(ON_PRESENTER, SHIFT)
    assert list(selection.ids) == [TITLE, PRESENTER]
    bench.mouse.click(ON_TITLE, CTRL)
    assert list(selection.ids) == [PRESENTER]


def test_what_is_dragged_moves_and_one_undo_brings_it_back(bench: Bench) -> None:
    do(bench.studio, SetSceneItemEnabled(scene="Main", item_id=PRESENTER, visible=False))
    until(lambda: not is_plain(seen(bench, 20, 20)) and is_plain(seen(bench, 400, 200)))
    before = seen(bench, 20, 20)
    bench.mouse.press(ON_TITLE)
    for x in range(5, 105, 5):
        bench.mouse.move((ON_TITLE[0] + x, ON_TITLE[1] + x), CTRL)
    bench.mouse.release((140, 135))
    assert bench.editor.bench.chosen[0].item.transform.x == 120  # at once
    bench.settle()
    assert (bench.place_x(TITLE), bench.item(TITLE).transform.y) == (120, 120)
    until(lambda: seen(bench, 120, 120) == before and is_plain(seen(bench, 20, 60)))
    do(bench.studio, Undo())
    until(lambda: bench.place_x(TITLE) == 20)
    until(lambda: seen(bench, 20, 20) == before and is_plain(seen(bench, 120, 120)))


def test_a_drag_snaps_to_the_edge_and_shows_a_line(bench: Bench) -> None:
    bench.mouse.press(ON_TITLE)
    bench.mouse.move((ON_TITLE[0] - 16, ON_TITLE[1]))
    assert bench.editor.bench.chosen[0].bounds.left == 0
    assert bench.editor.overlay.guides
    bench.mouse.move((ON_TITLE[0] - 16, ON_TITLE[1]), CTRL)
    assert bench.editor.bench.chosen[0].bounds.left == 4
    bench.mouse.release((ON_TITLE[0] - 16, ON_TITLE[1]), CTRL)
    bench.settle()
    assert bench.place_x(TITLE) == 4
    assert not bench.editor.overlay.guides


def test_escape_puts_back_what_is_dragged(bench: Bench) -> None:
    bench.mouse.press(ON_TITLE)
    bench.mouse.move((240, 235))
    until(lambda: bench.place_x(TITLE) != 20)
    bench.key(Qt.Key.Key_Escape)
    bench.mouse.move((300, 300))
    bench.mouse.release((300, 300))
    until(lambda: bench.place_x(TITLE) == 20)
    assert bench.studio.selection.ids == (TITLE,)


def test_what_is_locked_is_chosen_but_not_moved(bench: Bench) -> None:
    do(bench.studio, SetSceneItemLocked(scene="Main", item_id=TITLE, locked=True))
    do(bench.studio, SetSceneItemLocked(scene="Main", item_id=BACKDROP, locked=True))
    bench.mouse.drag(ON_TITLE, (200, 200))
    assert not bench.editor.bench.gesture.transforms
    bench.mouse.click((5, 5))
    assert bench.studio.selection.ids == (BACKDROP,)


def test_a_rubber_band_over_a_locked_background(bench: Bench) -> None:
    do(bench.studio, SetSceneItemLocked(scene="Main", item_id=BACKDROP, locked=True))
    bench.mouse.press((2, 2))
    bench.mouse.move((330, 150))
    assert bench.editor.overlay.band
    bench.mouse.release((330, 150))
    assert set(bench.studio.selection.ids) == {TITLE, PRESENTER}


def test_handles_scale_crop_and_turn(bench: Bench) -> None:
    bench.mouse.click(ON_PRESENTER)  # bounds of 320x180 at 300, 100
    bench.mouse.drag((620, 280), (500, 250), CTRL)
    bench.settle()
    scaled = bench.item(PRESENTER).transform
    assert (scaled.x, scaled.bounds_width, scaled.bounds_height) == (300, 200, 150)
    bench.mouse.drag((300, 175), (320, 175), ALT)
    bench.settle()
    assert bench.item(PRESENTER).transform.crop.left > 0
    bench.mouse.drag((400, 74), (480, 176))
    bench.settle()
    turned = bench.item(PRESENTER).transform
    assert turned.rotation_deg == 90
    assert bench.editor.bench.chosen[0].bounds.center == pytest.approx((400, 175), abs=0.1)


def test_arrows_move_and_are_one_step(bench: Bench) -> None:
    bench.mouse.click(ON_TITLE)
    for _ in range(3):
        bench.key(Qt.Key.Key_Right)
    bench.key(Qt.Key.Key_Right, SHIFT)
    bench.key(Qt.Key.Key_Down, SHIFT)
    bench.editor.clearFocus()
    bench.editor.bench.gesture.end()
    bench.settle()
    assert (bench.place_x(TITLE), bench.item(TITLE).transform.y) == (33, 30)
    do(bench.studio, Undo())
    until(lambda: bench.place_x(TITLE) == 20)


def test_keys_resize_turn_and_fit(bench: Bench) -> None:
    bench.mouse.click(ON_PRESENTER)
    bench.key(Qt.Key.Key_Right, CTRL | SHIFT)
    bench.key(Qt.Key.Key_Right, ALT | SHIFT)
    bench.editor.bench.gesture.end()
    bench.settle()
    changed = bench.item(PRESENTER).transform
    assert (changed.bounds_width, changed.rotation_deg) == (330, 15)
    bench.key(Qt.Key.Key_F, CTRL)
    until(lambda: bench.item(PRESENTER).transform.bounds_width == 640)


def test_keys_remove_copy_and_order(bench: Bench) -> None:
    bench.mouse.click(ON_TITLE)
    bench.key(Qt.Key.Key_PageDown)
    until(lambda: bench.ids == [1, 3, 2, 4])
    bench.key(Qt.Key.Key_PageUp, CTRL)
    until(lambda: bench.ids == [1, 2, 4, 3])
    bench.key(Qt.Key.Key_D, CTRL)
    until(lambda: bench.studio.selection.ids == (5,))
    bench.key(Qt.Key.Key_Delete)
    until(lambda: bench.ids == [1, 2, 4, 3])
    assert not bench.studio.selection.ids


def test_a_shortcut_of_the_window_leaves_the_keys_to_chosen_items(bench: Bench) -> None:
    taken: list[None] = []
    shortcut = QShortcut(QKeySequence("Ctrl+D"), bench.editor)
    shortcut.activated.connect(lambda: taken.append(None))
    bench.mouse.click(ON_TITLE)
    bench.editor.activateWindow()
    bench.editor.setFocus()
    bench.key(Qt.Key.Key_D, CTRL)
    until(lambda: bench.studio.selection.ids == (5,))
    bench.studio.selection.clear()
    bench.key(Qt.Key.Key_D, CTRL)
    assert len(taken) == 1


def test_keys_group_and_dissolve(bench: Bench) -> None:
    bench.mouse.click(ON_TITLE)
    bench.mouse.click(ON_PRESENTER, SHIFT)
    bench.key(Qt.Key.Key_G, CTRL)
    group = tr("Group {number}", number=1)
    until(lambda: bench.studio.selection.only and bench.studio.selection.only.source == group)
    bench.mouse.click(ON_TITLE)  # again: goes into the group
    assert bench.studio.selection.scene == group
    bench.mouse.drag(ON_TITLE, (60, 55), CTRL)
    bench.settle()
    place = bench.editor.bench.chosen[0]
    assert (place.bounds.left, place.bounds.top) == (40, 40)
    bench.mouse.click(NOWHERE)
    bench.mouse.click(ON_PRESENTER)
    bench.key(Qt.Key.Key_G, CTRL | SHIFT)
    until(lambda: len(bench.studio.selection.ids) == 2)
    assert bench.studio.selection.scene == "Main"


def test_tab_walks_through_the_items_and_leaves(bench: Bench) -> None:
    bench.editor.setFocus()
    found: list[int] = []
    for _ in range(3):
        bench.key(Qt.Key.Key_Tab)
        found += bench.studio.selection.ids
    assert found == [TITLE, PRESENTER, BACKDROP]
    bench.key(Qt.Key.Key_Backtab)
    assert bench.studio.selection.ids == (PRESENTER,)
    bench.key(Qt.Key.Key_Tab)
    bench.key(Qt.Key.Key_Tab)
    assert not bench.studio.selection.ids


def test_a_screen_reader_hears_what_is_chosen_and_where(bench: Bench) -> None:
    assert bench.editor.accessibleName() == tr("Programme")
    bench.mouse.click(ON_PRESENTER)
    assert "Presenter" in bench.editor.accessibleDescription()
    assert "300, 100" in bench.editor.accessibleDescription()
    moved = SetSceneItemTransform(scene="Main", item_id=PRESENTER, transform={"x": 7})
    do(bench.studio, moved)
    until(lambda: "7, 100" in bench.editor.accessibleDescription())


def test_a_double_click_opens_the_properties_of_the_chosen(bench: Bench) -> None:
    wanted: list[str] = []
    bench.studio.panel_wanted.connect(lambda title, make: wanted.append(title))
    bench.mouse.click(ON_TITLE)
    bench.mouse.double_click(ON_TITLE)
    assert bench.studio.selection.ids == (TITLE,)
    assert len(wanted) == 1
    assert "Title" in wanted[0]


def test_in_studio_mode_the_preview_is_edited(bench: Bench) -> None:
    do(bench.studio, SetStudioModeEnabled(enabled=True))
    until(lambda: bench.editor.accessibleName() == tr("Preview"))
    assert bench.editor.bench.scene == bench.studio.mirror.preview_scene


def test_the_engine_gets_few_moves_of_many(bench: Bench) -> None:
    told: list[None] = []
    bench.studio.mirror.collection_changed.connect(lambda: told.append(None))
    bench.mouse.drag(ON_TITLE, (200, 200), CTRL, steps=200)
    bench.settle()
    assert bench.place_x(TITLE) == 180
    assert 1 <= len(told) < 20


def test_several_are_scaled_under_one_box_and_one_undo_brings_them_back(bench: Bench) -> None:
    bench.mouse.click(ON_PRESENTER)  # bounds of 320x180 at 300, 100
    bench.mouse.click(ON_TITLE, SHIFT)
    box = bench.editor.overlay.box
    assert box
    assert (box.left, box.top, box.right, box.bottom) == (20, 20, 620, 280)
    bench.mouse.press((620, 280))
    bench.mouse.move((400, 200), CTRL)
    bench.mouse.move((320, 150), CTRL)
    readout = bench.editor.overlay.readout
    assert readout
    assert readout.text == "300 × 130"
    bench.mouse.release((320, 150), CTRL)
    assert bench.editor.overlay.readout is None
    bench.settle()
    presenter, title = bench.item(PRESENTER).transform, bench.item(TITLE).transform
    assert (presenter.x, presenter.y) == (160, 60)
    assert (presenter.bounds_width, presenter.bounds_height) == (160, 90)
    assert (title.x, title.y, title.scale_x) == (20, 20, 0.5)
    do(bench.studio, Undo())
    until(lambda: bench.item(PRESENTER).transform.bounds_width == 320)
    assert bench.item(TITLE).transform.scale_x == 1


def test_several_are_turned_about_the_middle_of_their_box(bench: Bench) -> None:
    bench.mouse.click(ON_PRESENTER)
    bench.mouse.click(ON_TITLE, SHIFT)  # a box of 600x260 at 20, 20
    handle = bench.editor.overlay.handles[Handle.TURN]
    assert handle[0] == 320
    bench.mouse.press(handle)
    bench.mouse.move((400, 100), CTRL)
    bench.mouse.move((600, 150), CTRL)  # right of the middle: a quarter
    bench.mouse.move((600, 150))
    readout = bench.editor.overlay.readout
    assert readout
    assert abs(float(readout.text.rstrip("°"))) == 90
    bench.mouse.release((600, 150))
    bench.settle()
    assert abs(bench.item(PRESENTER).transform.rotation_deg) == 90
    assert abs(bench.item(TITLE).transform.rotation_deg) == 90


def test_a_locked_one_of_several_stays(bench: Bench) -> None:
    do(bench.studio, SetSceneItemLocked(scene="Main", item_id=TITLE, locked=True))
    bench.mouse.click(ON_PRESENTER)
    bench.studio.selection.select("Main", [PRESENTER, TITLE])
    assert bench.editor.overlay.box is None
    bench.mouse.drag((620, 280), (500, 250), CTRL)
    bench.settle()
    assert bench.item(PRESENTER).transform.bounds_width == 200
    assert bench.item(TITLE).transform.scale_x == 1


def test_what_moves_says_where_it_is(bench: Bench) -> None:
    bench.mouse.press(ON_TITLE)
    bench.mouse.move((ON_TITLE[0] + 100, ON_TITLE[1] + 50), CTRL)
    readout = bench.editor.overlay.readout
    assert readout
    assert readout.text == tr("x {x} · y {y}", x=120, y=70)
    assert readout.distances[0].px == 120
    bench.mouse.release((140, 85), CTRL)
    bench.settle()
    bench.key(Qt.Key.Key_Right)
    by_key = bench.editor.overlay.readout
    assert by_key
    assert by_key.text == tr("x {x} · y {y}", x=121, y=70)
    bench.editor.bench.gesture.end()
    assert bench.editor.overlay.readout is None
