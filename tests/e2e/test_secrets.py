"""A stream key is seen by the server that it is for, and by nobody else."""

import stat
from pathlib import Path

import psutil
import pytest

from tests.e2e.live_studio import LiveStudio
from tests.servers import NginxRtmp

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

SECRET = "sk-very-secret"


def words_of(pids: set[int]) -> str:
    """Return what everybody can read of these processes."""
    texts = []
    for pid in pids:
        try:
            process = psutil.Process(pid)
            texts += [*process.cmdline(), process.name()]
        except psutil.Error:
            continue
    return "\n".join(texts)


def holding(folder: Path) -> list[Path]:
    """Return the files below a folder that have the key in them."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if SECRET.encode() in path.read_bytes()]


def test_the_key_is_in_no_log_title_process_list_or_statistics(
    tmp_path: Path, cheap: list[str], server: NginxRtmp
) -> None:
    seen = ""
    with LiveStudio(tmp_path, [*cheap, "--to", server.url(SECRET)]) as studio:
        # The words of a command are everybody's until the program has taken them back.
        studio.wait_for("push-1 connecting")
        while "push-1 live" not in studio.text:
            seen += words_of({studio.process.pid, *(each.pid for each in studio.processes)})
            assert studio.process.poll() is None, studio.text
        assert "rocket-studio push push-1" in words_of({studio.pid("push-1")})
        server.kill()
        studio.wait_for("push-1 reconnecting")
        server.start()
        studio.wait_for("push-1 live", studio.text.rindex("reconnecting"))
        (kept,) = holding(studio.run_dir)
        assert kept.name == "session.json"
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        assert stat.S_IMODE(studio.run_dir.stat().st_mode) == 0o700
        studio.command("end")
        studio.wait()
        assert holding(studio.run_dir) == []
    assert SECRET not in seen
    assert SECRET not in studio.text
    nginx = {path for path in holding(tmp_path) if "nginx" in str(path)}
    assert set(holding(tmp_path)) == nginx
