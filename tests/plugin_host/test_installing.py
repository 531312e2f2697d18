"""Tests of studio.plugin_host.installing: a large plugin keeps nobody waiting."""

import queue
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from studio.model.events import Event
from studio.model.plugin_commands import InstallPlugin
from studio.model.plugin_state import InstallProgress
from studio.plugin_host import installing
from studio.plugin_host.installing import Installing
from studio.plugin_host.making import make
from studio.plugin_host.packing import pack
from studio.plugin_host.shelf import Shelf

PATIENCE_S = 30.0
LARGE_BYTES = 12 << 20


class Main:
    """The main thread's inbox, and what it was told."""

    def __init__(self, folder: Path) -> None:
        self.shelf = Shelf(folder / "config", folder / "none")
        self.inbox: queue.Queue[Callable[[], object]] = queue.Queue()
        self.told: list[Event] = []
        self.answers: list[str] = []
        self.installing = Installing(
            self.shelf, self.inbox.put, put=self.shelf.put, tell=self.told.append
        )

    def begin(self, path: Path) -> None:
        self.installing.begin(InstallPlugin(path=str(path)), self.answers.append)

    def until_answered(self, count: int = 1) -> None:
        while len(self.answers) < count:
            self.inbox.get(timeout=PATIENCE_S)()


@pytest.fixture
def main(tmp_path: Path) -> Iterator[Main]:
    main = Main(tmp_path)
    yield main
    main.installing.close()


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A plugin with a large file."""
    make(tmp_path / "hello")
    pack(tmp_path / "hello", tmp_path / "hello.zip")
    with zipfile.ZipFile(tmp_path / "hello.zip", "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("film.bin", bytes(LARGE_BYTES))
    return tmp_path / "hello.zip"


def leftovers(main: Main, tmp_path: Path) -> list[str]:
    return [path.name for path in (tmp_path / "config" / "plugins").glob(".new-*")]


def test_it_is_unpacked_beside_the_main_thread_which_is_told_how_far_it_is(
    main: Main, large: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installing, "TELL_S", 0.0)
    main.begin(large)
    assert not main.told
    assert not main.shelf.installed
    main.until_answered()
    assert main.answers == [""]
    percents = [each.percent for each in main.told if isinstance(each, InstallProgress)]
    assert percents == sorted(percents)
    assert percents[-1] == 100
    assert len(set(percents)) >= 10
    assert {each.path for each in main.told if isinstance(each, InstallProgress)} == {str(large)}
    folder = main.shelf.installed["hello"].folder
    assert (folder / "film.bin").stat().st_size == LARGE_BYTES
    assert leftovers(main, tmp_path) == []


def test_what_can_not_be_installed_is_said_and_the_next_one_is(
    main: Main, large: Path, tmp_path: Path
) -> None:
    (tmp_path / "bad.zip").write_bytes(b"no zip")
    for path in (tmp_path / "bad.zip", tmp_path / "gone.zip", large):
        main.begin(path)
    main.until_answered(3)
    assert "is no .zip" in main.answers[0]
    assert "can't be read" in main.answers[1]
    assert main.answers[2] == ""
    assert leftovers(main, tmp_path) == []


def test_an_older_version_is_refused_by_the_main_thread(
    main: Main, large: Path, tmp_path: Path
) -> None:
    main.begin(large)
    main.until_answered()
    manifest = tmp_path / "hello" / "plugin.toml"
    manifest.write_text(manifest.read_text("utf-8").replace("0.1.0", "0.0.9"), "utf-8")
    main.begin(tmp_path / "hello")
    main.until_answered(2)
    assert "this is the older 0.0.9" in main.answers[1]


def test_the_end_of_the_host_gives_up_what_is_not_there_yet(
    main: Main, large: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installing, "TELL_S", 0.0)
    main.begin(large)
    main.begin(large)
    main.inbox.get(timeout=PATIENCE_S)()  # the first has begun
    main.installing.close()  # nobody looks into the inbox any more
    assert leftovers(main, tmp_path) == []
    assert not main.shelf.installed
    while not main.inbox.empty():
        main.inbox.get_nowait()()
    assert not main.shelf.installed
    assert main.answers == [installing._ENDED]


def test_too_many_at_once_are_refused(main: Main, large: Path) -> None:
    for _ in range(installing.MAX_WAITING + 5):
        main.begin(large)
    assert "are being installed already" in main.answers[0]
