"""Tests of studio.room.beside.ports."""

import socket
import threading
from pathlib import Path

import pytest

from studio.ipc.file_lock import FileLock
from studio.room.beside import ports
from studio.room.beside.ports import ANY, Ports


@pytest.fixture
def claim(tmp_path: Path) -> FileLock:
    return FileLock(tmp_path / "claim")


def five() -> Ports:
    """Return ports that are free."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(5)]
    found = Ports(*(each.getsockname()[1] for each in sockets))
    for each in sockets:
        each.close()
    return found


def test_after_a_crash_they_are_those_of_before_once_they_are_free(
    tmp_path: Path, claim: FileLock
) -> None:
    path, before = tmp_path / "ports.json", five()
    ports.keep(path, before)
    assert ports.choose(path, 0, claim) == before
    claim.release()
    with socket.create_server(("127.0.0.1", before.ws)) as taken:
        assert ports.choose(path, 0, claim) == ANY
        timer = threading.Timer(0.2, taken.close)
        timer.start()
        assert ports.choose(path, 20, claim) == before
        timer.join()


def test_after_an_orderly_end_they_are_the_usual_ones_or_any(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, claim: FileLock
) -> None:
    path, usual = tmp_path / "ports.json", five()
    monkeypatch.setattr(ports, "USUAL", usual)
    ports.keep(path, five())
    ports.forget(path)
    assert ports.choose(path, 0, claim) == usual
    claim.release()
    with socket.create_server(("127.0.0.1", usual.rtmp)):
        assert ports.choose(path, 0, claim) == usual  # the relay picks another by itself
    claim.release()
    with socket.create_server(("127.0.0.1", usual.http)):
        assert ports.choose(path, 0, claim) == ANY
    assert claim.take(), "Who takes any ports keeps nobody from certain ones."


def test_of_two_that_begin_in_the_same_moment_one_takes_any(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, claim: FileLock
) -> None:
    usual, other = five(), FileLock(tmp_path / "claim")
    monkeypatch.setattr(ports, "USUAL", usual)
    assert ports.choose(tmp_path / "a.json", 0, claim) == usual
    assert ports.choose(tmp_path / "b.json", 0, other) == ANY
    claim.release()
    assert ports.choose(tmp_path / "b.json", 0, other) == usual


def test_a_claim_that_cannot_be_had_keeps_nobody_from_the_usual_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = five()
    monkeypatch.setattr(ports, "USUAL", usual)
    assert ports.choose(tmp_path / "ports.json", 0, FileLock(tmp_path / "no" / "claim")) == usual


@pytest.mark.parametrize("text", ["", "[]", '{"http": 1}', '{"what": 1}', '{"http": "x"}'])
def test_a_damaged_file_is_none(text: str, tmp_path: Path, claim: FileLock) -> None:
    path = tmp_path / "ports.json"
    path.write_text(text)
    assert ports.choose(path, 20, claim) in (ports.USUAL, ANY)
