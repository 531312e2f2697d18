"""Tests of studio.app.handoff.panel: the window takes over from a real studio, and hands back."""

from collections.abc import Iterator
from pathlib import Path
from platform import node

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from studio.app.handoff.link import HandoffLink
from studio.app.handoff.panel import HandoffPanel, heed
from studio.app.studio import Studio
from studio.app.widgets.bar import Bar
from studio.ipc.message import Message
from studio.supervisor.supervisor import Supervisor
from tests.app.engine_stage import Stage, until
from tests.e2e.handoff_stage import on_air
from tests.e2e.takeover_stage import NO_CAMERA, NO_FONT, TakeoverStage

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


@pytest.fixture
def studio(
    qapp: QApplication, stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Studio]:
    """A studio whose wishes for processes reach the session's supervisor."""
    monkeypatch.setenv("ROCKET_STUDIO_CONFIG_DIR", str(tmp_path / "own"))
    stage.studio(tmp_path).close()
    supervisor = stage._supervisor
    assert isinstance(supervisor, Supervisor)

    def ask(message: Message) -> bool:
        name, boot = str(message["name"]), message.get("boot")
        assert isinstance(boot, dict)
        supervisor.start_process(name, str(message["kind"]), boot)
        return True

    studio = Studio(stage.run_dir, tmp_path / "settings.json", ask)
    studio.start()
    until(lambda: studio.mirror.is_there)
    yield studio
    supervisor.stop_process("room_client")
    until(lambda: not HandoffLink.of(studio).is_there)
    studio.close()
    stage.end()  # it has another collection now


def texts(widget: QWidget) -> list[str]:
    return [bar.text for bar in widget.findChildren(Bar)]


def test_the_window_takes_over_and_hands_back(studio: Studio, tmp_path: Path) -> None:
    link = HandoffLink.of(studio)
    wanted: list[str] = []
    studio.panel_wanted.connect(lambda title, make: wanted.append(title))
    heed(studio)
    panel = HandoffPanel(studio)
    panel.show()
    assert not panel.make_link.isEnabled()
    panel.place.setText("http://nowhere/")
    panel.start.click()
    assert "is no room" in texts(panel)[0]
    with TakeoverStage(tmp_path / "room") as room:
        pc = room.live("pc", "--hand-over", "yes")
        room.wait_on_air("pc")
        panel.place.setText(f"{room.edge.server}/mod/1#invitation={room.link()}")
        panel.start.click()
        until(lambda: link.told["step"] == "ready")
        assert panel.course.go.isVisible()
        shown = texts(panel.course)
        assert any(NO_FONT in text for text in shown)
        assert any(NO_CAMERA in text for text in shown)
        assert on_air(room.state) == "pc"
        panel.course.go.click()
        until(lambda: link.told["step"] == "done")
        assert on_air(room.state) == node()[:64]
        assert "Viewers had no new picture for" in panel.course.outcome.text()
        assert studio.mirror.collection is not None
        assert studio.mirror.collection.name == "晚间直播"
        panel.make_link.click()
        until(panel.link.isVisible)
        assert QGuiApplication.clipboard().text() == panel.link.text()
        assert panel.link.text().startswith(f"{room.edge.server}/mod/1#invitation=")
        assert any("works on this computer only" in text for text in texts(panel))
        pc.type("back")  # it was offered: nobody is asked again
        pc.wait_for("Type go to take over")
        until(panel.course.cancel.isVisible)
        panel.course.cancel.click()
        until(lambda: link.told["step"] == "ended")
        pc.wait_for("called off on .* What was on air still is")
        before = pc.type("back")
        until(lambda: link.told["step"] == "asked")
        assert wanted == ["Handoff"]
        panel.course.agree.click()
        pc.wait_for("Type go to take over", before)
        pc.type("go")
        until(lambda: link.told["step"] == "done")
        assert panel.course.back.isVisible()
        assert on_air(room.state) == "pc"
    panel.close()
