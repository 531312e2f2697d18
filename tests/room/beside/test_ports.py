"""Tests of studio.room.beside.ports."""

import socket
import threading
from pathlib import Path

import pytest

from studio.room.beside import ports
from studio.room.beside.ports import Ports


def five() -> Ports:
    """Return ports that are free."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(5)]
    found = Ports(*(each.getsockname()[1] for each in sockets))
    for each in sockets:
        each.close()
    return found


def test_after_a_crash_they_are_those_of_before_once_they_are_free(tmp_path: Path) -> None:
    path, before = tmp_path / "ports.json", five()
    ports.keep(path, before)
    assert ports.choose(path, 0) == before
    with socket.create_server(("127.0.0.1", before.ws)) as taken:
        assert ports.choose(path, 0) == Ports()
        timer = threading.Timer(0.2, taken.close)
        timer.start()
        assert ports.choose(path, 20) == before
        timer.join()


def test_after_an_orderly_end_they_are_the_usual_ones_or_any(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, usual = tmp_path / "ports.json", five()
    monkeypatch.setattr(ports, "USUAL", usual)
    ports.keep(path, five())
    ports.forget(path)
    assert ports.choose(path, 0) == usual
    with socket.create_server(("127.0.0.1", usual.rtmp)):
        assert ports.choose(path, 0) == usual  # the relay picks another by itself
    with socket.create_server(("127.0.0.1", usual.http)):
        assert ports.choose(path, 0) == Ports()


@pytest.mark.parametrize("text", ["", "[]", '{"http": 1}', '{"what": 1}', '{"http": "x"}'])
def test_a_damaged_file_is_none(text: str, tmp_path: Path) -> None:
    path = tmp_path / "ports.json"
    path.write_text(text)
    assert ports.choose(path, 20) in (ports.USUAL, Ports())
