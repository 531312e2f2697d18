"""Tests of studio.supervisor.run_dir."""

import os
import stat
from pathlib import Path

import pytest

from studio.supervisor.errors import SupervisorError
from studio.supervisor.run_dir import private_folder, run_dir


def test_the_environment_says_where(tmp_path: Path) -> None:
    environ = {"ROCKET_STUDIO_RUN_DIR": str(tmp_path / "a"), "XDG_RUNTIME_DIR": str(tmp_path)}
    assert run_dir(environ) == tmp_path / "a"
    del environ["ROCKET_STUDIO_RUN_DIR"]
    assert run_dir(environ) == tmp_path / "rocket-studio"


def test_nobody_else_can_look_into_it(tmp_path: Path) -> None:
    path = tmp_path / "open"
    path.mkdir(mode=0o755)
    for made in (private_folder(path), private_folder(tmp_path / "new" / "deep")):
        assert stat.S_IMODE(made.stat().st_mode) == 0o700


def test_a_folder_that_can_not_be_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SupervisorError, match="Set ROCKET_STUDIO_RUN_DIR"):
        private_folder(tmp_path / "file" / "run")
    with pytest.raises(SupervisorError, match="Set ROCKET_STUDIO_RUN_DIR"):
        private_folder(tmp_path / "file")


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder away")
def test_another_users_folder_is_refused(tmp_path: Path) -> None:
    os.chown(tmp_path, 12345, 12345)
    with pytest.raises(SupervisorError, match="belongs to another user"):
        private_folder(tmp_path)
