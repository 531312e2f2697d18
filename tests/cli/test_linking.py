"""Tests of studio.cli.linking: what can't be done is a sentence; the e2e tests link studios."""

from collections.abc import Callable
from pathlib import Path

import pytest

from studio.cli import linking
from studio.cli.linking import LinkingError, run
from studio.ipc.message import Message
from studio.model.room_address import RoomAddressError
from studio.supervisor.session_file import Session


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[Message]:
    """A session that is in no room; what its supervisor is told."""
    taken: list[Message] = []
    monkeypatch.setattr(linking, "find_session", lambda folder: Session(1, "", "secret"))
    monkeypatch.setattr(linking, "_tell_supervisor", lambda session, message: taken.append(message))
    return taken


def test_without_a_session_it_says_how_to_start_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROCKET_STUDIO_RUN_DIR", str(tmp_path))
    with pytest.raises(LinkingError, match="rocket-studio live"):
        run(["leave"])


@pytest.mark.parametrize("what", ["invite", "accept"])
def test_without_a_room_nobody_can_come(told: list[Message], what: str) -> None:
    with pytest.raises(LinkingError, match="in no room"):
        run([what])


class Line:
    """A line to a room client, which is over at once."""

    def close(self) -> None:
        """Hang up."""


@pytest.mark.parametrize(
    ("connection", "why", "said"),
    [
        ("connected", "", "We ask to come on the stage of room 2."),
        ("reconnecting", "It is away.", "It is away. It is tried on."),
        ("stopped", "It is another.", ""),
    ],
)
def test_a_link_and_what_is_offered_go_to_the_supervisor_and_it_is_said_what_comes_of_it(
    told: list[Message],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    connection: str,
    why: str,
    said: str,
) -> None:
    def visiting(session: Session, boot: Message, on_message: Callable[[Message], None]) -> Line:
        on_message({"type": "room_state", "connection": "connecting", "why": ""})
        on_message({"type": "room_state", "connection": connection, "why": why})
        return Line()

    monkeypatch.setattr(linking, "_visiting", visiting)
    words = ["visit", "http://a:1/studio/2#invitation=x", "--offer", "Side"]
    if said:
        assert run(words) == 0
        assert said in capsys.readouterr().err
        assert run(["leave"]) == 0
    else:
        with pytest.raises(LinkingError, match=why):
            run(words)
    boot = {"server": "http://a:1", "room": "2", "invitation": "x", "offers": ["Side"]}
    assert told == [{"type": "visit", "boot": boot}, {"type": "visit", "boot": None}]


def test_without_a_visit_nothing_is_offered(told: list[Message]) -> None:
    with pytest.raises(LinkingError, match="visits no studio"):
        run(["offer", "Side"])


def test_what_is_no_link_is_said(told: list[Message]) -> None:
    with pytest.raises(RoomAddressError):
        run(["visit", "http://a:1/studio/2"])
    with pytest.raises(SystemExit):
        run(["dance"])
    assert told == []
