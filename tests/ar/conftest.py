"""AR processes and cameras of tests, whose models lie in a cache of the test's own."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from studio.weights.models import named, whole_path
from tests.ar.camera import Camera
from tests.ar.process import ArProcess

SIGHT = ("face", "person", "hands", "body")
Start = Callable[[], ArProcess]
Show = Callable[[ArProcess, int, int], Camera]


@pytest.fixture
def folder() -> Iterator[Path]:
    # pytest's own folders have paths too long for a socket.
    with tempfile.TemporaryDirectory(prefix="rs-") as folder:
        yield Path(folder)


@pytest.fixture
def own_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with the models that may be changed."""
    held = [whole_path(named(name)) for name in SIGHT]
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    models = named(SIGHT[0]).path.parent
    models.mkdir(parents=True)
    for path in held:
        shutil.copy(path, models)
    return models


@pytest.fixture
def start(folder: Path) -> Iterator[Start]:
    started: list[ArProcess] = []

    def start_one() -> ArProcess:
        started.append(ArProcess(folder))
        return started[-1]

    yield start_one
    for process in started:
        process.close()


@pytest.fixture
def open_camera(folder: Path) -> Iterator[Show]:
    opened: list[Camera] = []

    def open_one(process: ArProcess, width: int, height: int) -> Camera:
        opened.append(Camera(folder, process.secret, width, height))
        return opened[-1]

    yield open_one
    for camera in opened:
        camera.close()
