"""Tests of studio.engine.output_set and its outputs, with real channels and files.

A ChannelServer stands where the push process stands; a list stands for the supervisor.
"""

import queue
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from studio.engine.encoders.catalog import X264
from studio.engine.encoders.codec import VideoCodec
from studio.engine.encoders.settings import EncoderSettings
from studio.engine.keeper import Keeper
from studio.engine.output_commands import OutputCommands
from studio.engine.output_set import OutputSet
from studio.engine.outputs.bus import PacketBus
from studio.engine.processes import Processes
from studio.ipc.address import free_address
from studio.ipc.channel import ChannelServer
from studio.ipc.message import Message
from studio.model import commands as do
from studio.model.command import CommandError
from studio.model.errors import StudioError
from studio.model.events import Event, OutputStateChanged
from studio.model.scene import Collection
from studio.model.session import LivePlan, Session, StartedOutput, load

SECRET = "00ff"
WAIT_S = 60
URL = "rtmp://host/app/key"
CODEC = VideoCodec(X264, EncoderSettings(64, 48, Fraction(30), 100, "libx264", "ultrafast"))
COLLECTION = Collection.model_validate({"schema": 1, "scenes": [{"name": "A"}]})


class Stand:
    """The parts around an OutputSet."""

    def __init__(self, folder: Path, *, stays: bool = True) -> None:
        self.inbox: queue.SimpleQueue[Callable[[], object]] = queue.SimpleQueue()
        self.events: list[Event] = []
        self.asked: list[Message] = []
        self.pushed: list[Message] = []
        self.changes = 0
        self.bus = PacketBus(tracks=1)
        assert CODEC.format
        self.bus.put_format(0, CODEC.format)
        self.processes = Processes()
        self.processes.supervisor_came(self.asked.append)
        self.outputs = OutputSet(
            self.bus,
            self.processes,
            session_id="1",
            secret=SECRET,
            post=self.inbox.put,
            on_event=self.events.append,
            on_key_wanted=lambda: None,
            on_change=self.changed,
        )
        session = Session.begin(LivePlan(collection="/none.json", stays=stays))
        self.folder = folder
        self.keeper = Keeper(folder, session, COLLECTION)
        self.commands = OutputCommands(self.keeper, self.outputs, lambda: 5_000)
        self.server = ChannelServer(
            free_address(folder, "push-1"),
            name="push-1",
            secret=SECRET,
            on_message=lambda channel, message: self.heard(message),
        )
        self.server.start()

    def changed(self) -> None:
        self.changes += 1
        self.commands.note_changes()

    def heard(self, message: Message) -> None:
        self.pushed.append(message)
        if message["type"] == "end":
            self.server.broadcast({"type": "ended"})

    def says(self, state: str, reason: str = "") -> None:
        """Have the push process say how it is."""
        self.server.broadcast({"type": "push_state", "state": state, "reason": reason})

    def start(self) -> str:
        name = str(self.commands.do(do.StartOutput(url=URL, title="Main"))["output"])
        self.processes.on_message(
            {"type": "process_ready", "name": name, "address": self.server.address, "pid": 1}
        )
        self.until(lambda: bool(self.pushed))
        return name

    def until(self, is_so: Callable[[], bool]) -> None:
        """Do what is posted until something is so."""
        deadline_s = time.monotonic() + WAIT_S
        while not is_so():
            assert time.monotonic() < deadline_s, self.events
            try:
                self.inbox.get(timeout=0.02)()
            except queue.Empty:
                continue

    def told(self, output: str) -> list[tuple[str, bool]]:
        return [
            (event.state, event.is_final)
            for event in self.events
            if isinstance(event, OutputStateChanged) and event.output == output
        ]


@pytest.fixture
def stand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    one = Stand(tmp_path_factory.mktemp("o"))
    yield one
    one.outputs.close()
    one.server.close()


def saved(stand: Stand) -> Session:
    session = load(stand.folder)
    assert session
    return session


def test_it_connects_comes_live_and_ends_and_is_gone(stand: Stand) -> None:
    name = stand.start()
    assert stand.told(name) == [("connecting", False)]
    assert stand.outputs.running == 1
    assert saved(stand).destinations == {name: StartedOutput(url=URL, title="Main", start_ns=5_000)}
    stand.says("live")
    stand.until(lambda: stand.told(name)[-1] == ("live", False))
    since = stand.outputs.figures()[name].since
    assert since
    assert saved(stand).destinations[name].since == since
    stand.commands.do(do.StopOutput(output=name))
    assert stand.outputs.running == 0
    assert saved(stand).destinations == {}
    stand.until(lambda: stand.told(name)[-1] == ("ended", True))
    assert stand.outputs.snapshot() == {}
    assert stand.asked[-1] == {"type": "process_stop", "name": name}
    assert stand.outputs.summary()[name]["state"] == "ended"
    assert stand.bus.outputs == ()


def test_the_snapshot_shows_no_key(stand: Stand) -> None:
    name = stand.start()
    state = stand.outputs.snapshot()
    assert "key" not in str(state)
    assert state[name] == {
        "address": "rtmp://host/app/…",
        "title": "Main",
        "reason": "",
        "state": "connecting",
        "since": None,
        "kbps": 0,
        "bytes": 0,
        "frames_dropped": 0,
        "reconnects": 0,
        "delay_ms": 0,
        "is_ending": False,
    }
    stand.commands.do(do.StopOutput(output=name))
    ending = stand.outputs.snapshot()[name]
    assert isinstance(ending, dict)
    assert ending["is_ending"] is True


def test_what_failed_stays_to_be_seen_until_it_is_taken_away(stand: Stand) -> None:
    name = stand.start()
    stand.says("failed", "The key is wrong.")
    stand.until(lambda: stand.told(name)[-1] == ("failed", True))
    assert stand.told(name).count(("failed", True)) == 1
    assert stand.outputs.running == 0
    assert stand.outputs.nothing_runs
    assert stand.outputs.figures()[name].state == "failed"
    assert saved(stand).destinations == {}  # a crash must not make it go live by itself
    assert stand.commands.do(do.StartOutput(url=URL)) == {"output": "push-2"}
    stand.commands.do(do.StopOutput(output=name))
    assert list(stand.outputs.snapshot()) == ["push-2"]
    with pytest.raises(CommandError, match=f'no destination named "{name}"'):
        stand.commands.do(do.StopOutput(output=name))


def test_a_push_process_that_dies_is_waited_for(stand: Stand) -> None:
    name = stand.start()
    stand.processes.on_message({"type": "process_ended", "name": name, "reason": "It crashed."})
    assert stand.told(name)[-1] == ("reconnecting", False)
    assert stand.outputs.figures()[name].reconnects == 1
    assert stand.outputs.running == 1


def test_a_name_is_free_again_only_when_its_output_has_ended(stand: Stand) -> None:
    name = stand.start()
    stand.commands.do(do.StopOutput(output=name))
    other = stand.commands.do(do.StartOutput(url=URL))["output"]
    assert other != name
    stand.until(lambda: ("ended", True) in stand.told(name))
    assert stand.commands.do(do.StartOutput(url=URL))["output"] == name


def test_with_no_encoder_all_fail_with_its_reason(stand: Stand) -> None:
    name = stand.start()
    stand.outputs.fail_all("No encoder works.")
    assert stand.told(name)[-1] == ("failed", True)
    assert stand.outputs.snapshot()[name]["reason"] == "No encoder works."  # type: ignore[index]


def test_a_recording_comes_and_goes(stand: Stand, tmp_path: Path) -> None:
    path = tmp_path / "a.mkv"
    stand.commands.do(do.StartRecord(path=str(path)))
    assert stand.told("record") == [("recording", False)]
    assert stand.outputs.is_recording
    assert saved(stand).record == str(path)
    picture = np.full((48 * 3 // 2, 64), 128, np.uint8)
    for packet in [*CODEC.encode(3, picture), *CODEC.flush()]:
        stand.bus.put(packet)
    stand.until(lambda: stand.outputs.figures()["record"].since is not None)
    stand.commands.do(do.StopRecord())
    assert stand.told("record")[-1] == ("ended", True)
    assert stand.outputs.snapshot() == {}
    assert stand.outputs.summary()["record"]["state"] == "ended"
    assert (saved(stand).record, saved(stand).record_since) == (None, None)
    with pytest.raises(StudioError, match="no such folder"):
        stand.commands.do(do.StartRecord(path=str(tmp_path / "no" / "b.mkv")))
    assert saved(stand).record is None


def test_another_engine_starts_again_what_ran(stand: Stand, tmp_path: Path) -> None:
    started = StartedOutput(url=URL, title="Main", start_ns=7, since=123.0)
    stand.keeper.remember(
        destinations={"push-1": started, "push-2": StartedOutput(url="gopher://host/app/key")},
        record=str(tmp_path / "a.mkv"),
        record_since=99.0,
    )
    problems = stand.commands.resume()
    assert ["gopher" in str(problem) for problem in problems] == [True]
    figures = stand.outputs.figures()
    assert (figures["push-1"].since, figures["record"].since) == (123.0, 99.0)
    assert saved(stand).destinations["push-1"] == started
