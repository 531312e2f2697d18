"""What single clients ask of a session that runs: levels, and what this machine offers."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.ipc.channel import Channel
from studio.ipc.message import Message
from studio.model import commands as do
from studio.supervisor.session_file import find_session
from tests.e2e.live_studio import PATIENCE_S, LiveStudio

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


class Listener:
    """A connection that keeps what comes."""

    def __init__(self, studio: LiveStudio) -> None:
        self.got: list[Message] = []
        self._came = threading.Condition()
        session = find_session(studio.run_dir)
        assert session
        assert session.engine
        self.channel = Channel.connect(
            session.engine.address,
            role="client",
            secret=session.secret,
            on_message=self._on_message,
            on_close=lambda channel, reason: None,
        )

    def _on_message(self, channel: Channel, message: Message) -> None:
        with self._came:
            self.got.append(message)
            self._came.notify_all()

    def wait(self, kind: str, count: int = 1) -> list[Message]:
        """Wait for so many messages of a type."""
        deadline_s = time.monotonic() + PATIENCE_S
        with self._came:
            while len(found := self.of(kind)) < count:
                left_s = deadline_s - time.monotonic()
                assert left_s > 0
                self._came.wait(left_s)
        return found

    def of(self, kind: str) -> list[Message]:
        """Return the messages of a type that have come."""
        return [each for each in list(self.got) if each["type"] == kind]


def _loudest(levels: Message) -> float:
    inputs = levels["inputs"]
    assert isinstance(inputs, dict)
    return float(max(inputs["Music"]))


@pytest.fixture
def studio(tmp_path: Path, cheap: list[str]) -> Iterator[LiveStudio]:
    words = [*cheap, "--record", str(tmp_path / "live.mkv")]
    with LiveStudio(tmp_path, words) as running:
        running.wait_for("record recording")
        yield running


def test_levels_and_choices_come_to_who_asked(studio: LiveStudio) -> None:
    mine, other = Listener(studio), Listener(studio)
    mine.channel.send(do.SubscribeMeters(per_second=20).to_message(1))
    mine.channel.send(do.GetChoices(kind="text", setting="font").to_message(2))
    mine.channel.send(do.GetChoices(kind="radio", setting="font").to_message(3))
    levels = mine.wait("meters", 10)[-1]
    while _loudest(levels) <= -60:  # a busy machine opens the file later
        levels = mine.wait("meters", len(mine.of("meters")) + 1)[-1]
    replies = {reply["id"]: reply for reply in mine.wait("reply", 3)}
    inputs, buses = levels["inputs"], levels["buses"]
    assert isinstance(inputs, dict)
    assert isinstance(buses, dict)
    assert len(inputs["Music"]) == len(buses["1"]) == 4
    assert replies[1]["ok"] is True
    choices = replies[2]["choices"]
    assert isinstance(choices, list)
    assert choices
    assert replies[3]["ok"] is False
    assert not [message for message in other.got if message["type"] in ("meters", "reply")]
    mine.channel.close()
    other.channel.close()
