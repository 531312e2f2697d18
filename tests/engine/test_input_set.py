"""Tests of studio.engine.input_set: what runs on, and what is opened anew."""

import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from studio.engine.demand import Demand
from studio.engine.input_set import InputSet
from studio.engine.processes import Processes
from studio.engine.sound import Sound
from studio.engine.sources.source import Health
from studio.model import edits as do
from studio.model.command import Message
from studio.model.edit import apply
from studio.model.events import Event, InputStateChanged
from studio.model.media import AudioFormat, Packet
from studio.model.scene import Collection, Filter


class Nowhere:
    """Where encoded sound goes."""

    def put(self, packet: Packet) -> None:
        """Lose it."""

    def put_format(self, track: int, format: AudioFormat) -> None:
        """Lose it."""


class Stage:
    """Inputs of a collection, and a supervisor that only takes notes."""

    def __init__(self, folder: Path) -> None:
        self.collection = Collection.model_validate(
            {
                "schema": 1,
                "inputs": [
                    {"name": "Wall", "kind": "color"},
                    {"name": "Film", "kind": "media", "settings": {"file": "film.mp4"}},
                ],
                "scenes": [{"name": "Main", "items": [{"source": "Wall"}]}],
            }
        )
        self.events: list[Event] = []
        self.asked: list[Message] = []
        self.processes = Processes()
        self.processes.supervisor_came(self.asked.append)
        self.sound = Sound(time.monotonic_ns(), self.collection.audio, Nowhere(), Demand())
        self.inputs = InputSet(
            folder / "scene.json",
            self.processes,
            epoch_ns=time.monotonic_ns(),
            fps=Fraction(30),
            secret="",
            size=(640, 360),
            on_event=self.events.append,
        )
        self._update()

    def do(self, edit: do.Edit) -> None:
        self.collection = apply(self.collection, edit)
        self._update()

    def _update(self) -> None:
        self.inputs.update(self.collection, self.sound, "Main")

    def names_of(self, kind: str) -> list[str]:
        """Return the processes that the supervisor was asked to start or stop."""
        return [str(each["name"]) for each in self.asked if each["type"] == kind]

    def close(self) -> None:
        self.inputs.close()
        self.sound.close()


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(tmp_path)
    yield stage
    stage.close()


def test_an_input_runs_on_under_another_name(stage: Stage) -> None:
    wall, film = stage.inputs.sources["Wall"], stage.inputs.sources["Film"]
    stage.do(do.SetInputName(input="Wall", new_name="墙"))
    stage.do(do.SetInputName(input="Film", new_name="Clip"))
    assert stage.inputs.sources == {"墙": wall, "Clip": film}
    assert stage.names_of("process_stop") == []
    assert len(stage.names_of("process_start")) == 1
    assert stage.sound.has("Clip")
    assert not stage.sound.has("Film")


def test_a_new_input_under_an_old_name_is_another_one(stage: Stage) -> None:
    stage.do(do.SetInputName(input="Film", new_name="Clip"))
    again = {"name": "Film", "kind": "media", "settings": {"file": "film.mp4"}}
    stage.do(do.CreateInput(input=again))  # type: ignore[arg-type] # pydantic reads a dict
    first, second = stage.names_of("process_start")
    assert first != second
    stage.do(do.RemoveInput(input="Clip"))
    assert stage.names_of("process_stop") == [first]


def test_a_capture_that_dies_is_told_under_the_name_of_now(stage: Stage) -> None:
    stage.do(do.SetInputName(input="Film", new_name="Clip"))
    (name,) = stage.names_of("process_start")
    stage.processes.on_message({"type": "process_ended", "name": name, "reason": "It crashed."})
    told = stage.events[-1]
    assert isinstance(told, InputStateChanged)
    assert (told.input, told.health) == ("Clip", "failed")


def test_other_settings_open_an_input_anew_and_a_fader_does_not(stage: Stage) -> None:
    wall = stage.inputs.sources["Wall"]
    stage.do(do.SetInputVolume(input="Wall", volume_db=-6))
    assert stage.inputs.sources["Wall"] is wall
    stage.do(do.SetInputSettings(input="Wall", settings={"color": "#102030"}))
    assert stage.inputs.sources["Wall"] is not wall


def test_a_ring_that_is_not_there_is_a_failure_of_its_input_only(stage: Stage) -> None:
    ring = {"name": "Paint", "kind": "ring", "settings": {"ring": "nowhere"}}
    stage.do(do.CreateInput(input=ring))  # type: ignore[arg-type] # pydantic reads a dict
    state = stage.inputs.sources["Paint"].state
    assert state.health is Health.FAILED
    assert state.reason
    assert "Wall" in stage.inputs.sources


def put_behind(stage: Stage, mode: str, file: str) -> str:
    """Put a file behind people on the film; return the name of its unseen input."""
    settings = {"mode": mode, "file": file}
    added = {"name": "Sea", "kind": "background", "settings": settings}
    stage.do(do.SetSourceFilters(input="Film", filters=(Filter.model_validate(added),)))
    (name,) = stage.inputs.sources.keys() - {"Wall", "Film"}
    return name


def test_a_video_behind_people_is_captured_unheard_and_unlisted(stage: Stage) -> None:
    name = put_behind(stage, "video", "sea.mp4")
    started = stage.names_of("process_start")
    _, second = (each for each in started if each.startswith("capture-"))
    assert stage.inputs.snapshot({}).keys() == {"Wall", "Film"}
    assert not stage.sound.has(name)
    stage.processes.on_message({"type": "process_ended", "name": second, "reason": "It crashed."})
    told = stage.events[-1]
    assert isinstance(told, InputStateChanged)
    assert told.input == "Film"
    stage.do(do.SetSourceFilters(input="Film", filters=()))
    assert second in stage.names_of("process_stop")
    assert stage.inputs.sources.keys() == {"Wall", "Film"}


def test_a_picture_that_is_not_there_is_told_as_its_inputs_failure(stage: Stage) -> None:
    name = put_behind(stage, "picture", "sea.png")
    source = stage.inputs.sources[name]
    deadline = time.monotonic() + 10
    while source.state.health is not Health.FAILED:
        assert time.monotonic() < deadline
        source.request(time.monotonic_ns())
        time.sleep(0.01)
    stage.inputs.report(0)
    told = {e.input: e for e in stage.events if isinstance(e, InputStateChanged)}
    assert {name: each.health for name, each in told.items()} == {
        "Wall": "running",
        "Film": "failed",
    }
    assert "sea.png is not there" in told["Film"].reason


def test_a_microphone_stays_open_while_its_voice_begins_to_be_made_clean(stage: Stage) -> None:
    microphone = {"name": "Mic", "kind": "microphone", "settings": {"device": "no such device"}}
    stage.do(do.CreateInput(input=microphone))  # type: ignore[arg-type] # pydantic reads a dict
    assert "voice" not in stage.names_of("process_start")
    settings: dict[str, object] = {"device": "no such device", "suppress_noise": "strong"}
    stage.do(do.SetInputSettings(input="Mic", settings=settings))
    stage.do(do.SetInputSettings(input="Mic", settings={**settings, "cancel_echo": True}))
    assert stage.names_of("process_start").count("voice") == 1
    assert stage.sound.has("Mic")
    opened = stage.sound.mixer.stats().missing_frames.keys()
    stage.do(do.SetInputName(input="Mic", new_name="麦克风"))
    off: dict[str, object] = {**settings, "suppress_noise": "off", "cancel_echo": False}
    stage.do(do.SetInputSettings(input="麦克风", settings=off))
    assert stage.names_of("process_stop") == ["voice"]
    assert {*opened} == {"Film", "Mic"}
