"""Tests of studio.room.pair: ``rocket-studio room`` as a person runs it."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

DEADLINE_S = 60.0
ENGINE_MODULES = ("wgpu", "cv2", "sounddevice", "PySide6", "pygfx", "mediapipe")


def command(folder: Path, *more: str) -> list[str]:
    ports = ["--port", "0", "--ws-port", "0", "--relay-port", "0"]
    return [sys.executable, "-m", "studio", "room", "--data", str(folder), *ports, *more]


@contextmanager
def served(folder: Path) -> Iterator[tuple["subprocess.Popen[str]", dict[str, str]]]:
    """Run a server until the block ends; the addresses that it showed come along."""
    process = subprocess.Popen(command(folder), stdout=subprocess.PIPE, text=True)
    try:
        yield process, addresses(process)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(DEADLINE_S)
        assert process.stdout is not None
        process.stdout.close()


def addresses(process: "subprocess.Popen[str]") -> dict[str, str]:
    assert process.stdout is not None
    found: dict[str, str] = {}
    while len(found) < 4:
        line = process.stdout.readline()
        assert line, "it ended"
        name, address = re.sub(r"^· ", "", line).split(maxsplit=1)
        found[name] = address.strip()
    return found


def get(url: str) -> dict[str, object]:
    with urllib.request.urlopen(url, timeout=10) as answer:
        said: dict[str, object] = json.load(answer)
        return said


def child_pid(process: "subprocess.Popen[str]", words: str) -> int | None:
    """Return the child whose command line has these words."""
    for child in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split():
        if words in Path(f"/proc/{child}/cmdline").read_text():
            return int(child)
    return None


def edge_pid(process: "subprocess.Popen[str]") -> int:
    found = child_pid(process, "edge")
    assert found, "there is no edge"
    return found


def wait_until_ready(base: str) -> None:
    deadline_s = time.monotonic() + DEADLINE_S
    while True:
        try:
            assert get(f"{base}/readyz")["is_ready"]
            return
        except OSError:
            assert time.monotonic() < deadline_s
            time.sleep(0.1)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_killed_edge_comes_back_where_it_was_and_the_relay_does_not_notice(
    tmp_path: Path,
) -> None:
    with served(tmp_path) as (process, shown):
        base = shown["Watch"].removesuffix("/r/1")
        before = json.loads((tmp_path / "relay.json").read_text())
        assert get(f"{base}/api/server")["relay_http_port"] == before["http"]
        os.kill(edge_pid(process), signal.SIGKILL)
        assert process.stdout is not None
        assert "The edge ended (signal 9). It is started again." in process.stdout.readline()
        wait_until_ready(base)
        assert json.loads((tmp_path / "relay.json").read_text()) == before
    assert process.returncode == 0
    for port in (before["http"], int(base.rpartition(":")[2])):
        with pytest.raises(OSError, match="refused"):
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
    log = (tmp_path / "log" / "edge.log").read_text()
    assert "Traceback" not in log
    assert "eyJ" not in log
    assert (tmp_path / "operator.key").read_text().strip() not in log


def spare_pid(process: "subprocess.Popen[str]") -> int:
    """Wait until there is a spare that has loaded all; return it."""
    deadline_s = time.monotonic() + DEADLINE_S
    while (found := child_pid(process, "rocket-studio room spare")) is None:
        assert time.monotonic() < deadline_s, "there is no spare"
        time.sleep(0.05)
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_spare_that_has_loaded_all_takes_the_place_of_a_killed_edge(tmp_path: Path) -> None:
    with served(tmp_path) as (process, shown):
        base = shown["Watch"].removesuffix("/r/1")
        spare = spare_pid(process)
        os.kill(edge_pid(process), signal.SIGKILL)
        deadline_s = time.monotonic() + DEADLINE_S
        while not Path(f"/proc/{spare}/cmdline").read_text().startswith("rocket-studio room edge"):
            assert time.monotonic() < deadline_s
            time.sleep(0.01)
        wait_until_ready(base)
        assert edge_pid(process) == spare
        assert spare_pid(process) != spare  # the next one


def refused(folder: Path, *more: str) -> str:
    """Return the one sentence that is said when it can't start."""
    done = subprocess.run(
        command(folder, *more), capture_output=True, text=True, timeout=DEADLINE_S
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1, done.stderr
    return done.stderr


def test_a_port_in_use_is_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert f"Port {port} of 127.0.0.1 is in use." in refused(tmp_path, "--port", str(port))


def test_a_damaged_secret_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("broken")
    assert "is damaged. Bring it back from a copy" in refused(tmp_path)


def test_a_folder_that_is_a_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    assert "can't be written to" in refused(tmp_path / "data")


def test_a_second_server_on_the_same_folder_is_one_sentence(tmp_path: Path) -> None:
    with served(tmp_path):
        assert "Another room server uses the data folder" in refused(tmp_path)


@pytest.mark.parametrize("module", ["studio.room.__main__", "studio.room.relay.__main__"])
def test_it_ships_without_the_engine(module: str) -> None:
    code = f"import sys, {module}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert loaded & set(ENGINE_MODULES) == set()
    assert "studio.engine" not in done.stdout
