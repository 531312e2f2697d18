"""Everything of the stage can be read, reached and hit, in both languages and at twice the text."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from studio.app import theme, words
from studio.app.stage.camera_bar import CameraBar
from studio.app.stage.invite_panel import InvitePanel
from studio.app.stage.linked import Linked
from studio.app.stage.linked_peer import linked_of
from studio.app.stage.phones_panel import PhonesPanel
from studio.app.stage.stage_dock import StageDock
from studio.app.stage.stage_link import StageLink
from studio.app.studio import Studio
from studio.model.edits import CreateInput
from studio.model.scene import Input
from tests.app.engine_stage import do, until
from tests.app.walk import faults

SETTLES_S = 5.0
LONG = "一个名字特别特别长的嘉宾朋友真的特别特别长 Theophilus the Unbearably Longnamed"
PEERS: list[dict[str, Any]] = [
    {"id": "p-1", "kind": "guest", "name": "小鱼", "state": "on_stage", "seat": 1, "muted": True},
    {"id": "p-2", "kind": "guest", "name": LONG[:60], "state": "lost", "seat": 3},
    {"id": "p-3", "kind": "guest", "name": "كريم", "state": "accepted"},
    {"id": "p-4", "kind": "guest", "name": LONG[:60], "state": "waiting", "place": 1, "level": 27},
    {"id": "p-5", "kind": "phone", "name": LONG[:60], "state": "accepted"},
    {"id": "p-6", "kind": "phone", "name": "Li", "state": "accepted"},
]
LINKED = {
    "id": "p-5",
    "connected": True,
    "on_air": True,
    "width": 1920,
    "height": 1080,
    "fps": 30,
    "received_kbps": 14_000,
    "battery": 0.1,
    "rtt_ms": 240,
    "lenses": [{"id": "a", "label": LONG}],
    "torch": True,
    "most": [3840, 2160, 60],
}


@pytest.fixture(params=[("en", 1.0), ("zh", 1.0), ("en", 2.0), ("zh", 2.0)])
def looks(request: pytest.FixtureRequest, qapp: QApplication, studio: Studio) -> Iterator[float]:
    language, scale = request.param
    theme.apply(qapp, "light", scale)
    words.use(qapp, language)
    for name, peer in (("Phone", "p-5"), (LONG, "p-9")):
        made = Input(name=name, kind="link", settings={"peer": peer})
        assert do(studio, CreateInput(input=made)).ok
    until(lambda: studio.mirror.collection and studio.mirror.collection.input(LONG))
    studio.room.room, studio.room.connection = {"room": "1", "stage": PEERS}, "connected"
    yield scale
    words.use(qapp, "en")
    theme.apply(qapp, "dark")


def shown(qtbot: QtBot, widget: QWidget, width: int, height: int) -> QWidget:
    """Return a widget in an area that scrolls as docks and panels do."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setAccessibleName("area")
    area.setWidget(widget)
    qtbot.addWidget(area)
    area.resize(width, height)
    area.show()
    return area


def test_all_of_it_can_be_read_reached_and_hit(studio: Studio, qtbot: QtBot, looks: float) -> None:
    for kind in ("phone", "guest"):
        link = StageLink.of(studio, kind)
        link._made(
            {
                "path": f"/{kind}/1#invitation={'x' * 300}",
                "server": "http://127.0.0.1:8080",
                "expires_s": 2**33,
            }
        )
    column_px = round(258 * (1 + (looks - 1) * 0.6))
    dock = StageDock(studio)
    phones, invite, bar = PhonesPanel(studio), InvitePanel(studio), CameraBar(studio)
    linked = Linked.of(studio)
    # The real link knows nobody, and would say so at any moment.
    studio.mirror.collection_changed.disconnect(linked._look)
    linked._close()
    linked.peers = linked_of([LINKED])
    linked.changed.emit()
    until(lambda: phones.cards["p-5"].badge.text() and phones.cards["p-5"].more.isEnabled())
    phones.cards["p-5"].more.setChecked(True)
    areas = [
        shown(qtbot, dock, column_px, 700),
        shown(qtbot, phones, round(column_px * 1.25), 700),
        shown(qtbot, invite, round(column_px * 1.25), 700),
        shown(qtbot, bar, 600, 160),
    ]
    end_s = time.monotonic() + SETTLES_S
    while any(found := [*map(faults, areas)]) and time.monotonic() < end_s:
        QApplication.processEvents()
    assert not any(found), found
