"""Tests of studio.supervisor.session_file."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from studio.ipc.foreign import start_mark
from studio.supervisor.errors import SupervisorError
from studio.supervisor.session_file import (
    ListedProcess,
    Session,
    SessionLock,
    boot_digest,
    find_session,
    read_session,
    remove_session,
    write_session,
)

US = ListedProcess("引擎", "engine", os.getpid(), "/x.sock", "d", start_mark(os.getpid()))


def session(*processes: ListedProcess) -> Session:
    return Session(7, "/supervisor.sock", "sesame", processes)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    write_session(tmp_path, session(US))
    assert read_session(tmp_path) == session(US)
    assert (tmp_path / "session.lock").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["session.lock"]
    assert "sesame" not in repr(read_session(tmp_path))
    remove_session(tmp_path)
    remove_session(tmp_path)
    assert read_session(tmp_path) is None


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"processes": [{}]}', "null"])
def test_a_broken_file_is_no_session(tmp_path: Path, content: str) -> None:
    (tmp_path / "session.lock").write_text(content)
    assert read_session(tmp_path) is None
    assert find_session(tmp_path) is None


def test_a_full_disk_is_a_sentence() -> None:
    with pytest.raises(SupervisorError, match="can't be written"):
        write_session(Path("/proc"), session())


def test_a_session_runs_while_its_supervisor_or_a_process_does(tmp_path: Path) -> None:
    write_session(tmp_path, session())
    assert find_session(tmp_path) is None
    lock = SessionLock(tmp_path)
    assert lock.take()
    found = find_session(tmp_path)
    assert found is not None
    assert found.is_supervised
    assert found.engine is None
    lock.release()
    lock.release()
    write_session(tmp_path, session(US))
    found = find_session(tmp_path)
    assert found is not None
    assert not found.is_supervised
    assert found.engine == US


def test_only_one_has_the_lock_and_it_dies_with_him(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path;"
        "from studio.supervisor.session_file import SessionLock;"
        "lock = SessionLock(Path(sys.argv[1])); print(lock.take(), flush=True); input()"
    )
    lock = SessionLock(tmp_path)
    with subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"True\n"
        assert not lock.take(patience_s=0)
        holder.kill()
    assert lock.take()
    lock.release()


def test_a_number_that_became_another_process_is_not_alive() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()
    assert start_mark(gone.pid) == ""
    assert not ListedProcess("x", "push", gone.pid, "/x", started="").is_alive
    assert not ListedProcess("x", "push", os.getpid(), "/x", started="1").is_alive
    assert US.is_alive


def test_a_digest_tells_boots_apart_and_needs_the_secret() -> None:
    digest = boot_digest("s", {"a": 1, "b": [1, 2]})
    assert digest == boot_digest("s", {"b": [1, 2], "a": 1})
    assert digest != boot_digest("s", {"a": 1, "b": [2, 1]})
    assert digest != boot_digest("t", {"a": 1, "b": [1, 2]})
    for wrong in (b"bytes", float("nan")):
        with pytest.raises(SupervisorError, match="can't be written as JSON"):
            boot_digest("s", {"a": wrong})
