"""Tests of studio.app.link.engine_link: with a real engine, and with one that says odd things."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from studio.app.link.engine_link import MAX_ASKED, EngineLink, Reply
from studio.app.studio import Studio
from studio.ipc.message import Message
from studio.model.commands import SetCurrentProgramScene
from studio.model.events import (
    Captioned,
    CurrentProgramSceneChanged,
    Event,
    Notice,
    StatsChanged,
)
from tests.app.engine_stage import do, until
from tests.app.link.peer import Peer
from tests.model.captions.telling import told

STATS = StatsChanged(
    time_s=0, fps=30, kbps=0, frames_lagged=0, frames_skipped=0, frames_dropped=0, cpu_percent=0
)


def test_an_engine_says_how_it_is_and_does_what_it_is_told(studio: Studio) -> None:
    assert studio.mirror.collection is not None
    assert [scene.name for scene in studio.mirror.collection.scenes] == ["Main", "Pause"]
    assert do(studio, SetCurrentProgramScene(scene="Pause")).ok
    until(lambda: studio.mirror.program_scene == "Pause")


def test_what_can_not_be_done_is_answered_with_a_sentence(studio: Studio) -> None:
    reply = do(studio, SetCurrentProgramScene(scene="Nowhere"))
    assert not reply.ok
    assert "Nowhere" in reply.reason


@pytest.fixture
def engine(run_dir: Path) -> Iterator[Peer]:
    peer = Peer(run_dir, "engine")
    peer.greeting = [{"type": "snapshot", "number": 0, "state": {"program_scene": "A"}}]
    yield peer
    peer.close()


@pytest.fixture
def link(qapp: QApplication, run_dir: Path, engine: Peer) -> Iterator[EngineLink]:
    made = EngineLink(run_dir)
    made.start()
    until(lambda: made.is_connected)
    yield made
    made.close()


def events(link: EngineLink) -> list[Event]:
    heard: list[Event] = []
    link.happened.connect(heard.append)
    return heard


def scene(name: str, number: int) -> Message:
    return CurrentProgramSceneChanged(scene=name).to_message(number)


def test_a_hole_in_the_numbers_gets_a_new_snapshot(link: EngineLink, engine: Peer) -> None:
    heard, snapshots = events(link), list[Message]()
    link.snapshot.connect(snapshots.append)
    engine.tell(scene("B", 1))
    until(lambda: heard)
    engine.greeting = [{"type": "snapshot", "number": 7, "state": {"program_scene": "D"}}]
    engine.tell(scene("never shown", 3))
    until(lambda: snapshots)
    assert snapshots[0]["program_scene"] == "D"
    assert len(heard) == 1
    engine.tell(scene("E", 8))
    until(lambda: len(heard) == 2)


def test_a_blocked_ui_thread_costs_neither_memory_nor_the_connection(
    link: EngineLink, engine: Peer
) -> None:
    heard, meters = events(link), list[Message]()
    link.meters.connect(meters.append)
    for number in range(1, 5001):  # nothing is taken meanwhile: Qt's loop does not run
        engine.tell(STATS.model_copy(update={"time_s": float(number)}).to_message(number))
        engine.tell({"type": "meters", "inputs": {"Mic": [number, 0]}, "buses": {}})
    engine.tell(Notice(level="info", text="last").to_message(5001))
    end_s = time.monotonic() + 60
    while link._last_number != 5001:
        assert time.monotonic() < end_s
        time.sleep(0.01)
    assert len(link._inbox) < 10
    until(lambda: len(heard) == 2)
    assert isinstance(heard[0], StatsChanged)
    assert heard[0].time_s == 5000
    assert [message["inputs"] for message in meters] == [{"Mic": [5000, 0]}]
    assert link.is_connected
    assert len(engine.channels) == 1


def test_answers_come_once_whatever_happens(link: EngineLink, engine: Peer) -> None:
    replies: list[Reply] = []
    command = SetCurrentProgramScene(scene="B")
    link.do(command, replies.append)
    until(lambda: engine.heard)
    engine.tell({"type": "reply", "id": engine.heard[0]["id"], "ok": True, "number": 3})
    engine.tell({"type": "reply", "id": engine.heard[0]["id"], "ok": True, "number": 3})
    until(lambda: replies)
    assert replies == [Reply(True, "", {"number": 3})]
    link.do(command, replies.append)
    until(lambda: len(engine.heard) == 2)
    engine.close()  # it dies before it answers
    until(lambda: len(replies) == 2)
    assert "gone" in replies[1].reason
    link.do(command, replies.append)
    assert len(replies) == 2  # never at once: callers need not expect it
    until(lambda: len(replies) == 3)
    assert not replies[2].ok


def test_too_many_commands_are_refused_with_a_sentence(link: EngineLink) -> None:
    replies: list[Reply] = []
    for _ in range(MAX_ASKED):
        link.do(SetCurrentProgramScene(scene="B"), replies.append)
    link.do(SetCurrentProgramScene(scene="B"), replies.append)
    until(lambda: replies)
    assert "too much" in replies[0].reason


def test_meters_are_asked_for_again_after_the_engine_was_started_again(
    link: EngineLink, engine: Peer
) -> None:
    link.want_meters(30)
    until(lambda: engine.heard)
    lost: list[str] = []
    link.lost.connect(lost.append)
    engine.channels[0].close()
    until(lambda: lost)
    until(lambda: len(engine.heard) == 2)
    assert engine.heard[0]["name"] == engine.heard[1]["name"] == "SubscribeMeters"


def test_meters_rest_whatever_is_wanted_and_come_again(link: EngineLink, engine: Peer) -> None:
    link.want_meters(30)
    link.rest_meters(True)
    link.want_meters(2)
    link.rest_meters(True)
    link.rest_meters(False)
    until(lambda: len(engine.commands("SubscribeMeters")) == 3)
    assert engine.commands("SubscribeMeters") == [{"per_second": rate} for rate in (30, 0, 2)]


def test_what_a_newer_engine_says_is_passed_over(link: EngineLink, engine: Peer) -> None:
    heard = events(link)
    engine.tell({"type": "event", "number": 1, "name": "Teleported", "args": {}})
    engine.tell({"type": "event", "number": 2, "name": "Notice", "args": {"level": 3}})
    engine.tell({"type": "gossip"})
    engine.tell(scene("B", 3))
    until(lambda: heard)
    assert link.is_connected


def test_what_one_says_does_not_take_the_place_of_what_another_says(
    link: EngineLink, engine: Peer
) -> None:
    heard = events(link)
    said = told("Yes", "1", is_final=False), told("Yes.", "1"), told("No.", "2")
    for number, spoken in enumerate(said, 1):
        engine.tell(Captioned(spoken=spoken).to_message(number))
    give_up_s = time.monotonic() + 20
    while link._last_number != len(said):  # all of it, before the UI thread takes any
        assert time.monotonic() < give_up_s
        time.sleep(0.01)
    until(lambda: heard)
    assert heard == [Captioned(spoken=spoken) for spoken in said[1:]]
