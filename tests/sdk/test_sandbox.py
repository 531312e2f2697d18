"""Tests of studio.sdk.sandbox, in processes that it confines."""

import subprocess
import sys
from pathlib import Path

import pytest

from studio.sdk.sandbox import confine

CODE = """\
import os, signal, socket, subprocess, sys
from pathlib import Path
from studio.sdk.sandbox import confine
print(confine(Path(sys.argv[1])) or "confined", flush=True)
try:
    {}
except OSError as error:
    print(type(error).__name__)
else:
    print("done")
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the kernel's, on Linux alone")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "secret").write_text("hidden")
    folder = tmp_path / "plugin"
    folder.mkdir()
    (folder / "data.txt").write_text("mine")
    return folder


def outcome(folder: Path, statement: str) -> str:
    """Return what came of a statement in a process that is confined to a folder."""
    command = [sys.executable, "-c", CODE.format(statement), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    said, *rest = done.stdout.splitlines()
    if "no Landlock" in said:
        pytest.skip(said)
    assert said == "confined", done.stdout + done.stderr
    assert rest, done.stderr
    return rest[-1]


@pytest.mark.parametrize(
    "statement",
    [
        "open(sys.argv[1] + '/data.txt').read()",
        "os.listdir(sys.argv[1])",
        "import colorsys, numpy",
        "os.urandom(8); open('/dev/null', 'w').write('x')",
        "os.read(os.pipe()[0], 0); socket.socketpair()",
        "import threading; t = threading.Thread(target=print); t.start(); t.join()",
    ],
)
def test_what_a_plugin_needs_it_can_do(folder: Path, statement: str) -> None:
    assert outcome(folder, statement) == "done"


@pytest.mark.parametrize(
    "statement",
    [
        "open(sys.argv[1] + '/../secret').read()",
        "open('/etc/passwd').read()",
        "os.listdir(os.path.expanduser('~'))",
        "os.listdir('/proc')",
        "open(f'/proc/{os.getppid()}/environ').read()",
        "open(sys.argv[1] + '/new', 'w')",
        "open(sys.argv[1] + '/data.txt', 'w')",
        "open('/tmp/rocket-plugin-was-here', 'w')",
        "socket.socket()",
        "socket.socket(socket.AF_UNIX)",
        "socket.create_connection(('127.0.0.1', 80))",
        "os.kill(os.getppid(), signal.SIGTERM)",
        "subprocess.run(['/bin/sh', '-c', 'true'])",
        "os.fork()",
        "os.posix_spawn(sys.executable, [sys.executable, '-c', ''], {})",
        "os.symlink('/etc', sys.argv[1] + '/etc')",
    ],
)
def test_what_it_may_not_the_kernel_refuses(folder: Path, statement: str) -> None:
    assert outcome(folder, statement) == "PermissionError"


def test_elsewhere_that_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("platform.machine", lambda: "riscv64")
    assert "does not keep the plugin to its folder" in confine(tmp_path)
