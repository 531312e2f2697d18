"""Tests of studio.app.battle.visit, studio_panel and offer_list: another studio is visited."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.app import words
from studio.app.battle.studio_panel import StudioPanel
from studio.app.battle.visit import StudioVisit
from studio.app.studio import Studio
from studio.ipc.message import Message
from studio.model.edits import CreateInput, SetInputName
from studio.model.kinds_link import LinkSettings
from studio.model.scene import Input
from studio.supervisor.connector import Connector
from studio.supervisor.supervisor import Supervisor
from tests.app.engine_stage import CLIPS, Stage, do, until

KIND = "room_visit"
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
        ("away", "", "looked for"),
        ("waiting", "", "Wei"),
        ("in", "", "Wei"),
        ("over", "refused", "did not let you in"),
        ("over", "The link is over.", "The link is over."),
    ):
        visit._hear({"state": state, "reason": reason, "name": "Wei"})
        assert word in panel.state.text()
    assert panel.go.isVisible()


class Beside:
    """A subscriber of the room client that visits, as link is one: what is offered."""

    def __init__(self, run_dir: Path) -> None:
        self.offers: list[object] = []
        self._connector = Connector(
            run_dir,
            KIND,
            on_message=lambda channel, message: self._hear(message),
            on_lost=lambda channel, reason: None,
        )
        self._connector.start()

    def close(self) -> None:
        self._connector.close()

    def _hear(self, message: Message) -> None:
        if "offers" in message:
            self.offers.append(message["offers"])


@pytest.fixture
def visiting(qapp: QApplication, stage: Stage, tmp_path: Path) -> Iterator[Studio]:
    """A studio whose supervisor starts the room client that visits."""
    words.use(qapp, "en")
    studio = stage.asking_studio(tmp_path)
    supervisor = stage._supervisor
    assert isinstance(supervisor, Supervisor)
    yield studio
    supervisor.stop_process(KIND)
    until(lambda: KIND not in supervisor.pids())
    studio.close()


def test_what_is_ticked_is_offered_before_and_while_linked_and_nothing_else(
    visiting: Studio, stage: Stage, qtbot: QtBot
) -> None:
    panel = StudioPanel(visiting)
    qtbot.addWidget(panel)
    panel.show()
    boxes = panel.offers.boxes
    assert list(boxes) == ["Presenter"]
    assert not boxes["Presenter"].isChecked()
    boxes["Presenter"].click()
    clip: dict[str, object] = {"file": str(CLIPS / "camera.mp4")}
    do(visiting, CreateInput(input=Input(name="Side", kind="media", settings=clip)))
    until(lambda: "Side" in panel.offers.boxes)
    panel.line.setText(LINK)
    panel.go.click()
    beside = Beside(stage.run_dir)
    until(lambda: beside.offers[-1:] == [["Presenter"]])
    panel.offers.boxes["Side"].click()
    until(lambda: beside.offers[-1] == ["Presenter", "Side"])
    # One that is called otherwise is not what was ticked.
    do(visiting, SetInputName(input="Presenter", new_name="Desk"))
    until(lambda: beside.offers[-1] == ["Side"])
    until(lambda: list(panel.offers.boxes) == ["Desk", "Side"])
    assert [box.isChecked() for box in panel.offers.boxes.values()] == [False, True]
    # A window that comes later shows what is offered.
    other = StudioVisit(visiting)
    until(lambda: other.offers == ("Side",))
    # A room client that is started anew is told again.
    before = len(beside.offers)
    supervisor = stage._supervisor
    assert isinstance(supervisor, Supervisor)
    os.kill(supervisor.pids()[KIND], signal.SIGKILL)
    until(lambda: len(beside.offers) > before and beside.offers[-1] == ["Side"])
    panel.leave.click()
    assert not any(box.isChecked() for box in panel.offers.boxes.values())
    until(lambda: beside.offers[-1] == [])
    beside.close()
