"""Tests of studio.app.stage.stage_dock and seating, over the real engine; the room is told."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.app import words
from studio.app.stage.linked import Linked
from studio.app.stage.linked_peer import LinkedPeer
from studio.app.stage.phones import Phones
from studio.app.stage.seat_row import MIME, SeatRow
from studio.app.stage.seating import Seating
from studio.app.stage.stage_dock import StageDock
from studio.app.studio import Studio
from studio.model.commands import Undo
from studio.model.edits import SetCanvas, SetSceneItemTransform
from studio.model.graph import items_of
from studio.model.scene import Canvas, SceneItem
from tests.app.engine_stage import do, until

Tell = Callable[..., None]


def guest(id: str, seat: int = 0, **more: object) -> dict[str, object]:
    state = "on_stage" if seat else "accepted"
    told = {"id": id, "kind": "guest", "name": id.upper(), "state": state, "seat": seat or None}
    return {**told, **more}


def waits(id: str, place: int, level: int = 0) -> dict[str, object]:
    return guest(id, state="waiting", place=place, level=level)


@pytest.fixture
def acted(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Collect what would go to the room: there is none here."""
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr(studio.room, "act", lambda action, then=None: sent.append(action))
    return sent


@pytest.fixture
def tell(studio: Studio) -> Tell:
    def told(*peers: dict[str, object]) -> None:
        if studio.room.room is None:
            studio.room.room, studio.room.connection = {"room": "1"}, "connected"
            studio.room.joined.emit({"room": "1", "stage": list(peers)})
        else:
            studio.room.happened.emit({"type": "stage", "peers": list(peers)})
        linked = Linked.of(studio)
        linked.peers = {str(each["id"]): LinkedPeer(str(each["id"]), width=640) for each in peers}
        linked.changed.emit()

    return told


@pytest.fixture
def dock(qapp: QApplication, qtbot: QtBot, studio: Studio) -> StageDock:
    words.use(qapp, "en")
    shown = StageDock(studio)
    qtbot.addWidget(shown)
    shown.resize(300, 900)
    shown.show()
    return shown


def item(studio: Studio, source: str) -> SceneItem | None:
    collection = studio.mirror.collection
    items = items_of(collection, "Main") if collection else ()
    return next((each for each in items if each.source == source), None)


def is_seen(studio: Studio, source: str) -> bool:
    found = item(studio, source)
    return found is not None and found.visible


def test_the_queue_is_shown_in_its_order_and_each_is_let_in_or_sent_away(
    dock: StageDock, tell: Tell, acted: list[dict[str, Any]]
) -> None:
    said: list[str] = []
    dock._studio.notice.connect(lambda level, text: said.append(text))
    assert dock._empty.isVisible()
    tell(guest("a", 1), guest("b"), waits("c", 1, level=9), waits("d", 2))
    assert said == ["2 guests wait for the stage."]
    assert not dock._empty.isVisible()
    assert [dock.waiting.body.indexOf(dock.rows[id]) for id in ("c", "d")] == [0, 1]
    assert not dock.rows["c"].level.isHidden()
    assert dock.rows["d"].level.isHidden()
    assert not dock.backstage.isHidden()
    dock.rows["c"].seat.click()
    dock.rows["d"].enter.click()
    dock.rows["d"].away.click()
    dock.rows["b"].away.click()
    dock.rows["b"].seat.click()
    assert acted == [
        {"type": "stage_accept", "peer": "c", "seat": 2},
        {"type": "stage_accept", "peer": "d"},
        {"type": "stage_refuse", "peer": "d"},
        {"type": "stage_remove", "peer": "b"},
        {"type": "stage_move", "peer": "b", "seat": 2},
    ]
    tell(*(guest(f"g{seat}", seat) for seat in range(1, 9)), waits("d", 1))
    assert not dock.rows["d"].seat.isEnabled()
    assert not any(row.isHidden() for row in dock.seats)


def drop(row: SeatRow, peer: str) -> None:
    mime = QMimeData()
    mime.setData(MIME, peer.encode())
    kind, buttons = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(row, QDragEnterEvent(QPoint(5, 5), kind, mime, buttons, none))
    QApplication.sendEvent(row, QDropEvent(QPointF(5, 5), kind, mime, buttons, none))


def test_guests_are_moved_by_drag_and_by_keys(
    dock: StageDock, tell: Tell, acted: list[dict[str, Any]]
) -> None:
    tell(guest("a", 1), guest("b", 2), waits("c", 1))
    one, two, three = dock.seats[:3]
    drop(two, "a")
    drop(three, "c")
    two.setFocus()
    QTest.keyClick(two, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert one.hasFocus()
    QTest.keyClick(one, Qt.Key.Key_Down)
    assert two.hasFocus()
    QTest.keyClick(two, Qt.Key.Key_M)
    QTest.keyClick(two, Qt.Key.Key_Delete)
    QTest.keyClick(two, Qt.Key.Key_Down)
    assert three.hasFocus()
    QTest.keyClick(three, Qt.Key.Key_Return)
    assert acted == [
        {"type": "stage_move", "peer": "a", "seat": 2},
        {"type": "stage_accept", "peer": "c", "seat": 3},
        {"type": "stage_move", "peer": "b", "seat": 1},
        {"type": "stage_mute", "peer": "b", "on": True},
        {"type": "stage_remove", "peer": "b"},
        {"type": "stage_accept", "peer": "c", "seat": 3},
    ]


def test_one_whose_line_is_lost_keeps_seat_and_place_and_the_seconds_are_counted(
    dock: StageDock, tell: Tell, studio: Studio
) -> None:
    tell(guest("a", 1))
    until(lambda: is_seen(studio, "Guest 1"))
    tell(guest("a", 1, state="lost"))
    assert dock.seats[0].state == "Lost, 15 s"
    assert "Lost" in dock.seats[0].accessibleName()
    assert is_seen(studio, "Guest 1")
    assert dock._seconds.isActive()
    tell()
    until(lambda: not is_seen(studio, "Guest 1"))
    assert not dock._seconds.isActive()


def test_it_is_said_of_a_guest_whom_the_programme_does_not_reach(
    dock: StageDock, tell: Tell, studio: Studio
) -> None:
    tell(guest("a", 1, muted=True))
    row, linked = dock.seats[0], Linked.of(studio)
    assert row.state != "Sees no show"
    for misses in (True, False):
        linked.peers = {"a": LinkedPeer("a", misses_programme=misses)}
        linked.changed.emit()
        for said in (row.accessibleName(), row.toolTip()):
            assert ("does not get through to them" in said) is misses
        assert (row.state == "Sees no show") is misses


def test_nothing_of_a_seat_is_seen_before_its_guest_is_and_after(
    dock: StageDock, tell: Tell, studio: Studio
) -> None:
    dock.layouts.buttons["beside"].click()
    studio.room.room = {"room": "1"}
    studio.room.joined.emit({"room": "1", "stage": [guest("a", 1)]})
    until(lambda: studio.mirror.collection and studio.mirror.collection.input("Guest 1"))
    assert item(studio, "Guest 1") is None
    alone = item(studio, "Presenter")
    assert alone is not None
    tell(guest("a", 1), guest("b", 2))  # their pictures come
    until(lambda: is_seen(studio, "Guest 1"))
    tell(guest("b", 2))
    until(lambda: not is_seen(studio, "Guest 1"))
    studio.room.happened.emit({"type": "stage", "peers": [guest("c", 1), guest("b", 2)]})
    assert Seating.of(studio)._awaited == (1,)
    until(lambda: Seating.of(studio)._settled.get("Main"))
    assert not is_seen(studio, "Guest 1")


def test_a_layout_fills_itself_until_somebody_moves_a_guest_by_hand(
    dock: StageDock, tell: Tell, studio: Studio
) -> None:
    seating = Seating.of(studio)
    dock.layouts.buttons["auto"].click()
    tell(guest("a", 1))
    until(lambda: is_seen(studio, "Guest 1"))
    tell(guest("a", 1), guest("b", 3))
    until(lambda: is_seen(studio, "Guest 3"))
    placed = item(studio, "Guest 3")
    assert placed is not None
    assert (placed.transform.x, placed.transform.y) == (427, 180)
    until(lambda: seating._settled.get("Main"))
    do(studio, SetCanvas(canvas=Canvas(width=1280, height=720, fps="30"), fit_items=True))  # type: ignore[arg-type]
    until(lambda: studio.mirror.collection and studio.mirror.collection.canvas.width == 1280)
    assert seating.chosen_for("Main") == "auto"
    dock.layouts.buttons["beside"].click()
    until(lambda: seating._settled.get("Main"))
    number = item(studio, "Guest 1")
    assert number is not None
    do(studio, SetSceneItemTransform(scene="Main", item_id=number.id, transform={"x": 7.0}))
    until(lambda: seating.chosen_for("Main") == "free")
    tell(guest("b", 3))
    until(lambda: (now := item(studio, "Guest 1")) and now.transform.x == 7)
    assert is_seen(studio, "Guest 1")
    assert dock.layouts.buttons["free"].isChecked()


def test_the_anchors_own_picture_can_be_chosen(dock: StageDock, tell: Tell, studio: Studio) -> None:
    tell(guest("a", 1))
    until(lambda: dock.layouts.anchor.count() == 2)
    dock.layouts.buttons["beside"].click()
    until(lambda: (now := item(studio, "Presenter")) and now.transform.x == 0)
    dock.layouts.anchor.setCurrentText("Music")
    dock.layouts.anchor.activated.emit(1)
    until(lambda: (now := item(studio, "Music")) and now.transform.bounds_width == 320)


def test_phones_join_the_cameras_by_themselves_where_that_is_wanted(
    studio: Studio, tell: Tell
) -> None:
    phones = Phones.of(studio)
    phone = {"id": "p-1", "kind": "phone", "name": "Li", "state": "accepted"}
    tell(phone)
    assert studio.mirror.collection is not None
    assert all(each.kind != "link" for each in studio.mirror.collection.inputs)
    studio.settings.change(adds_phones=True)
    until(lambda: phones.input_of(phones.desk.phones[0]))
    assert item(studio, "Phone") is None


def test_what_was_measured_of_a_phone_is_kept_by_one_step_that_can_be_undone(
    studio: Studio, tell: Tell
) -> None:
    phones = Phones.of(studio)
    tell({"id": "p-1", "kind": "phone", "name": "Li", "state": "accepted"})
    (phone,) = phones.desk.phones
    assert phones.kept_ms(phone) is None
    phones.add(phone)
    until(lambda: phones.kept_ms(phone) == 0.0)
    phones.keep_offset(phone, 83.5)
    until(lambda: phones.kept_ms(phone) == 83.5)
    do(studio, Undo())
    until(lambda: phones.kept_ms(phone) == 0.0)


def test_the_dock_of_a_full_stage_needs_no_more_width_than_it_has_from_the_first(
    dock: StageDock, tell: Tell, studio: Studio
) -> None:
    tell(guest("a", 1), waits("b", 1))
    until(lambda: dock.layouts.isVisible())
    dock.resize(600, 900)
    until(lambda: dock.layouts._columns > 3)
    assert dock.minimumSizeHint().width() <= 272
    again = StageDock(studio)
    assert again.minimumSizeHint().width() <= 272
    again.deleteLater()
