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
from tests.app.engine_stage import Stage, until
from tests.e2e.handoff_stage import on_air
from tests.e2e.takeover_stage import NO_CAMERA, NO_FONT, TakeoverStage

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


@pytest.fixture
def studio(
    qapp: QApplication, stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Studio]:
    monkeypatch.setenv("ROCKET_STUDIO_CONFIG_DIR", str(tmp_path / "own"))
    studio = stage.asking_studio(tmp_path)
    yield studio
    studio.close()
    stage.end()  # it has another collection now, and a room


def texts(widget: QWidget) -> list[str]:
    return [bar.text for bar in widget.findChildren(Bar)]


def test_the_window_takes_over_and_hands_back(studio: Studio, stage: Stage, tmp_path: Path) -> None:
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
        # What it says against that comes with one of these marks, and is worth reading.
        until(lambda: link.told["step"] == "asked" or set("✗!") & set(pc.text[before:]))
        assert link.told["step"] == "asked", pc.text[before:]
        assert wanted == ["Handoff"]
        panel.course.agree.click()
        pc.wait_for("Type go to take over", before)
        pc.type("go")
        until(lambda: link.told["step"] == "done")
        assert panel.course.back.isVisible()
        assert on_air(room.state) == "pc"
    assert {each["type"] for each in stage.asked} == {"process_start"}  # it ends nobody
    panel.close()
