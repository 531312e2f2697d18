"""Tests of studio.cli.seat, against the real room client of a session whose room is away."""

import queue
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.cli.seat import Seat, SeatError
from studio.ipc.message import Message
from tests.room.beside.session import DEADLINE_S, RunningSession, running_session

pytestmark = pytest.mark.slow  # a room client is started

NOWHERE = "http://127.0.0.1:9"


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RunningSession]:
    with running_session(tmp_path) as session:
        monkeypatch.setenv("ROCKET_STUDIO_RUN_DIR", str(session.run_dir))
        session.start("room_client", {"server": NOWHERE, "room": "1", "invitation": "none"})
        yield session


def test_it_asks_is_told_and_notices_the_end(session: RunningSession) -> None:
    told: queue.SimpleQueue[Message] = queue.SimpleQueue()
    seat = Seat(session.listed("room_client").address, told.put)
    first = [told.get(timeout=DEADLINE_S) for _ in range(2)]
    assert [each["type"] for each in first] == ["room_state", "handoff"]
    answer = seat.hand_over("watch", engine="", hand_over="yes")
    assert (answer["type"], answer["sentence"]) == ("handoff_done", "")
    with pytest.raises(SeatError, match="No handoff goes on"):
        seat.hand_over("confirm")
    with pytest.raises(SeatError, match="can't be reached"):
        seat.ask({"type": "publish"})
    assert not seat.is_closed
    session.supervisor.stop_process("room_client")
    while told.get(timeout=DEADLINE_S)["type"] != "room_gone":
        pass
    assert seat.is_closed
    with pytest.raises(SeatError, match="can't be reached"):
        Seat(session.listed("room_client").address, told.put)


def test_without_a_session_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROCKET_STUDIO_RUN_DIR", str(tmp_path))
    with pytest.raises(SeatError, match="The session was ended"):
        Seat(str(tmp_path / "gone.sock"), lambda said: None)
