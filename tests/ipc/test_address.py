"""Tests of studio.ipc.address."""

import os
import socket
from pathlib import Path

import pytest

from studio.ipc.address import connect, forget, free_address, listen
from studio.ipc.errors import ChannelError


def test_a_listener_is_reached_at_its_address(address: str) -> None:
    with listen(address) as server, connect(address, timeout_s=5) as client:
        server.setblocking(True)
        accepted, _ = server.accept()
        with accepted:
            client.sendall(b"hello")
            assert accepted.recv(5) == b"hello"


def test_nobody_takes_the_address_of_a_live_listener(address: str) -> None:
    with listen(address), pytest.raises(ChannelError):
        listen(address)


def test_a_socket_file_of_the_dead_is_replaced(run_dir: Path) -> None:
    address = free_address(run_dir, "x")
    listen(address).close()
    assert os.path.exists(address)
    with listen(address), connect(address, timeout_s=5):
        pass
    forget(address)
    forget(address)
    with pytest.raises(ChannelError, match="Nobody answers at"):
        connect(address, timeout_s=5)


def test_a_file_that_is_no_socket_is_left_alone(run_dir: Path) -> None:
    path = run_dir / "precious"
    path.write_text("data")
    with pytest.raises(ChannelError, match="Nobody can listen at"):
        listen(str(path))
    assert path.read_text() == "data"


def test_a_full_queue_counts_as_a_live_listener(run_dir: Path) -> None:
    address = str(run_dir / "full.sock")
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind(address)
        server.listen(0)
        client.connect(address)
        with pytest.raises(ChannelError, match=r"listens at .* already"):
            listen(address)


@pytest.mark.parametrize("name", ["push-1", "capture-摄像头", "a/b c", "x" * 500, ""])
def test_any_name_gives_an_address_that_works(run_dir: Path, name: str) -> None:
    address = free_address(run_dir, name)
    assert Path(address).parent == run_dir
    listen(address).close()


def test_names_never_share_an_address(run_dir: Path) -> None:
    names = [f"capture-摄像头{number}" for number in range(50)]
    assert len({free_address(run_dir, name) for name in names}) == 50


def test_too_deep_a_folder_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ChannelError, match="set ROCKET_STUDIO_RUN_DIR"):
        free_address(tmp_path / ("x" * 90), "push-1")


@pytest.mark.parametrize("address", ["somewhere", "127.0.0.1:99999", "10.0.0.1:80", ""])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(ChannelError, match="neither a whole path nor like"):
        connect(address, timeout_s=1)
