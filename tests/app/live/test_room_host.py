"""Tests of studio.app.live.room_host: the real room server, its client, and the real engine."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from studio.app.docks.danmaku import DanmakuDock
from studio.app.live import room_host
from studio.app.live.broadcast import Broadcast
from studio.app.live.room_host import RoomHost
from studio.app.live.truth import Phase
from studio.app.studio import Studio
from tests.app.engine_stage import Stage, until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


@pytest.fixture
def hosting(
    qapp: QApplication, stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Studio]:
    """A studio whose wishes for processes reach the session's supervisor."""
    monkeypatch.setattr(room_host, "DATA", tmp_path / "room")
    studio = stage.asking_studio(tmp_path)
    yield studio
    RoomHost.of(studio).close()
    until(lambda: studio.room.connection == "" and RoomHost.of(studio).state == "")
    studio.close()


def test_going_live_opens_the_room_and_viewers_can_talk(hosting: Studio) -> None:
    host, broadcast = RoomHost.of(hosting), Broadcast.of(hosting)
    dock = DanmakuDock(hosting)
    dock.resize(320, 400)
    dock.show()
    hosting.settings.change(destinations=[{"title": "Room", "kind": "room"}])
    broadcast.go_live()
    assert host.state == "starting"
    until(lambda: host.state == "running")
    assert host.watch.endswith("/r/1")
    assert "invitation" not in host.watch
    until(lambda: broadcast.truth().phase is Phase.LIVE)
    assert hosting.room.room
    dock.say.put("大家好")
    dock.say.send()
    until(lambda: [row.text for row in dock.view.rows] == ["大家好"])
    until(lambda: dock.say.line.text() == "")
    found = broadcast.output_of("Room")
    assert found
    assert "token" not in found[1].address
    broadcast.end()
    until(lambda: broadcast.truth().phase is Phase.IDLE)
    dock.close()
