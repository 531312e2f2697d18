"""Tests of studio.engine.avatars: whom avatars watch, to whom they listen, what they are told."""

import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType

import pytest

from studio.engine.avatars import Avatars
from studio.engine.input_set import InputSet
from studio.engine.mixer.desk import Levels
from studio.engine.mixer.meter import Level
from studio.engine.processes import Processes
from studio.engine.sources.avatar import AvatarSource
from studio.engine.sources.color import ColorSource
from studio.engine.sources.source import Source
from studio.engine.tracking.look import NOTHING, Look
from studio.ipc.address import free_address
from studio.ipc.channel import Channel, ChannelServer
from studio.ipc.message import Message
from studio.model import edits as do
from studio.model.edit import apply
from studio.model.scene import Collection, Input

PATIENCE_S = 20.0
SECRET = "a secret"


class StandIn:
    """Listens where an avatar's process would, and keeps what it is told."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._heard: list[Message] = []
        self._changed = threading.Condition()
        self._server = ChannelServer(address, name="avatar", secret=SECRET, on_message=self._hear)
        self._server.start()

    def wait_for(self, is_it: Callable[[Message], bool]) -> Message:
        deadline_s = time.monotonic() + PATIENCE_S
        with self._changed:
            while not (found := [each for each in self._heard if is_it(each)]):
                assert self._changed.wait(deadline_s - time.monotonic()), self._heard
        return found[-1]

    def close(self) -> None:
        self._server.close()

    def _hear(self, channel: Channel, message: Message) -> None:
        with self._changed:
            self._heard.append(message)
            self._changed.notify_all()


@pytest.fixture
def address() -> Iterator[str]:
    # pytest's own folders have paths too long for a socket.
    with tempfile.TemporaryDirectory(prefix="rs-") as folder:
        yield free_address(Path(folder), "avatar")


@pytest.fixture
def source() -> Iterator[AvatarSource]:
    one = AvatarSource("Cat", secret=SECRET)
    yield one
    one.close()


@pytest.fixture
def avatars() -> Iterator[Avatars]:
    one = Avatars()
    yield one
    one.close()


def cat(**settings: object) -> Input:
    return Input.model_validate({"name": "Cat", "kind": "avatar", "settings": settings})


def test_each_process_is_told_all_anew(address: str, source: AvatarSource) -> None:
    source.use({"framing": "head"})
    source.follow("rs-ar-1")
    for _ in range(2):
        process = StandIn(address)
        source.attach(address)
        told = process.wait_for(lambda each: each["type"] == "settings")
        assert told["settings"] == {"framing": "head"}
        assert process.wait_for(lambda each: each["type"] == "tracked")["name"] == "rs-ar-1"
        source.follow("rs-ar-2")
        process.wait_for(lambda each: each.get("name") == "rs-ar-2")
        source.follow("rs-ar-1")
        source.writer_ended("killed")
        process.close()


def test_a_camera_is_looked_at_for_those_who_watch_it(
    avatars: Avatars, source: AvatarSource
) -> None:
    def look(shown: Input) -> Look:
        avatars.update({"Cat": shown}, {"Cat": source}, Path("/x/scene.json"), None)
        return avatars.look("Camera")

    assert look(cat()) == NOTHING
    assert look(cat(camera="Another")) == NOTHING
    assert look(cat(camera="Camera")) == Look(faces=1)
    assert look(cat(camera="Camera", arms=True)) == Look(faces=1, body=True)


def test_files_are_told_as_whole_paths(
    avatars: Avatars, source: AvatarSource, address: str
) -> None:
    process = StandIn(address)
    source.attach(address)
    avatars.update({"Cat": cat(file="cat.vrm")}, {"Cat": source}, Path("/x/scene.json"), None)
    told = process.wait_for(lambda each: each["type"] == "settings")["settings"]
    assert isinstance(told, dict)
    assert told["file"] == "/x/cat.vrm"
    process.close()


def test_the_microphone_is_told_while_somebody_looks(
    avatars: Avatars, source: AvatarSource, address: str
) -> None:
    process = StandIn(address)
    source.attach(address)
    process.wait_for(lambda each: each["type"] == "tracked")
    loud = Levels(MappingProxyType({"Mic": (Level(rms_db=-40.0), Level(rms_db=-12.5))}))
    sources: dict[str, Source] = {"Cat": source, "Wall": ColorSource((0, 0, 0, 255), 2, 2)}
    wall = Input.model_validate({"name": "Wall", "kind": "color"})
    inputs = {"Cat": cat(microphone="Mic"), "Wall": wall}
    avatars.update(inputs, sources, Path("/x/scene.json"), lambda: loud)
    assert process.wait_for(lambda each: each["type"] == "level")["db"] == -12.5
    avatars.lagged(3)
    avatars.lagged(5)
    assert process.wait_for(lambda each: each["type"] == "lagged")["frames"] in (2, 3)
    process.close()


class Notes:
    """An input set whose supervisor only takes notes."""

    def __init__(self, folder: Path) -> None:
        self.collection = Collection.model_validate(
            {
                "schema": 1,
                "inputs": [
                    {"name": "Camera", "kind": "media", "settings": {"file": "film.mp4"}},
                    {"name": "Cat", "kind": "avatar", "settings": {"camera": "Camera"}},
                ],
                "scenes": [{"name": "Main", "items": [{"source": "Cat"}]}],
            }
        )
        self.asked: list[Message] = []
        processes = Processes()
        processes.supervisor_came(self.asked.append)
        self.inputs = InputSet(
            folder / "scene.json",
            processes,
            epoch_ns=time.monotonic_ns(),
            fps=Fraction(30),
            secret="",
            size=(640, 360),
            on_event=lambda event: None,
        )
        self.inputs.update(self.collection, None, "Main")

    def do(self, edit: do.Edit) -> None:
        self.collection = apply(self.collection, edit)
        self.inputs.update(self.collection, None, "Main")

    def started(self) -> list[object]:
        return [each["kind"] for each in self.asked if each["type"] == "process_start"]


@pytest.fixture
def notes(tmp_path: Path) -> Iterator[Notes]:
    one = Notes(tmp_path)
    yield one
    one.inputs.close()


def test_an_avatar_has_its_camera_looked_at_by_a_process_of_its_own(notes: Notes) -> None:
    assert sorted(map(str, notes.started())) == ["ar", "avatar", "capture"]
    notes.do(do.SetInputSettings(input="Cat", settings={"camera": ""}, overlay=True))
    stopped = [str(each["name"]) for each in notes.asked if each["type"] == "process_stop"]
    assert len(stopped) == 1
    assert stopped[0].startswith("ar-")


def test_an_avatar_runs_on_when_its_settings_or_names_change(notes: Notes) -> None:
    before = len(notes.asked)
    notes.do(do.SetInputSettings(input="Cat", settings={"framing": "head"}, overlay=True))
    notes.do(do.SetInputName(input="Cat", new_name="Nova"))
    notes.do(do.SetInputName(input="Camera", new_name="Webcam"))
    assert notes.asked[before:] == []
    assert notes.collection.inputs[1].settings["camera"] == "Webcam"
    assert isinstance(notes.inputs.sources["Nova"], AvatarSource)
