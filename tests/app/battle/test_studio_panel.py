"""Tests of studio.app.battle.visit and studio_panel: another studio's link is entered."""

import pytest
from pytestqt.qtbot import QtBot

from studio.app.battle.studio_panel import StudioPanel
from studio.app.battle.visit import StudioVisit
from studio.app.studio import Studio
from studio.ipc.message import Message
from studio.model.kinds_link import LinkSettings
from tests.app.engine_stage import until

LINK = "http://127.0.0.1:1/studio/%32#invitation=secret"


@pytest.fixture
def started(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Message]]:
    """Take down which processes the app has started."""
    taken: list[tuple[str, Message]] = []

    def start(kind: str, boot: Message) -> bool:
        taken.append((kind, boot))
        return True

    monkeypatch.setattr(studio.processes, "start", start)
    return taken


@pytest.fixture
def panel(studio: Studio, qtbot: QtBot) -> StudioPanel:
    made = StudioPanel(studio)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_a_link_is_entered_and_a_source_shows_the_other(
    panel: StudioPanel, studio: Studio, started: list[tuple[str, Message]]
) -> None:
    panel.line.setText(f" {LINK} ")
    panel.go.click()
    boot = {"server": "http://127.0.0.1:1", "room": "2", "invitation": "secret"}
    assert started == [("room_visit", boot)]
    assert panel.line.text() == "", "a secret is not left standing"
    assert panel.leave.isVisible()

    def is_there() -> bool:
        collection = studio.mirror.collection
        inputs = collection.inputs if collection else ()
        peers = [i.typed.peer for i in inputs if isinstance(i.typed, LinkSettings)]
        return peers.count("studio") == 1

    until(is_there)
    panel.leave.click()
    assert panel.go.isVisible()
    panel.line.setText(LINK)
    panel.go.click()
    until(is_there)


@pytest.mark.parametrize(
    "link", ["", "hello", "http://a/guest/1#invitation=x", "http://a/studio/1"]
)
def test_what_is_no_link_is_said(
    panel: StudioPanel, started: list[tuple[str, Message]], link: str
) -> None:
    panel.line.setText(link)
    panel.go.click()
    assert "link" in panel.state.text()
    assert started == []


def test_it_says_how_the_visit_stands(
    panel: StudioPanel, studio: Studio, started: list[tuple[str, Message]]
) -> None:
    visit = StudioVisit.of(studio)
    assert visit.go(LINK) == ""
    for state, reason, word in (
        ("waiting", "", "Wei"),
        ("in", "", "Wei"),
        ("over", "refused", "did not let you in"),
        ("over", "The link is over.", "The link is over."),
    ):
        visit._hear({"state": state, "reason": reason, "name": "Wei"})
        assert word in panel.state.text()
    assert panel.go.isVisible()
