"""Tests of installer.environment; a real set-up is what a clean machine's CI run does."""

import shutil
from pathlib import Path

import pytest

from installer.environment import LOCKED_BY, Environment, fingerprint
from installer.steps import StepError

ROOT = Path(__file__).resolve().parents[2]


def checkout(folder: Path) -> Path:
    """Copy what an environment is made from, with a .venv that claims to be made from it."""
    for name in LOCKED_BY:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    (folder / ".venv" / "bin").mkdir(parents=True)
    (folder / ".venv" / "bin" / "python").touch()
    return folder


def stamped(folder: Path, extras: tuple[str, ...]) -> Environment:
    environment = Environment(folder, extras)
    environment.mark_current()
    return environment


def test_an_environment_is_current_until_the_lock_changes(tmp_path: Path) -> None:
    environment = stamped(checkout(tmp_path), ("engine",))
    assert environment.is_current()
    with (tmp_path / "uv.lock").open("a") as lock:
        lock.write("\n")
    assert not environment.is_current()


def test_an_environment_with_more_will_do_but_not_one_with_less(tmp_path: Path) -> None:
    stamped(checkout(tmp_path), ("engine",))
    assert not Environment(tmp_path, ("engine", "dev")).is_current()
    stamped(tmp_path, ("engine", "dev"))
    assert Environment(tmp_path, ("engine",)).is_current()


def test_the_order_of_extras_does_not_matter(tmp_path: Path) -> None:
    stamped(checkout(tmp_path), ("engine", "dev"))
    assert Environment(tmp_path, ("dev", "engine")).is_current()


def test_an_environment_whose_python_is_gone_is_not_current(tmp_path: Path) -> None:
    environment = stamped(checkout(tmp_path), ("engine",))
    (tmp_path / ".venv" / "bin" / "python").unlink()
    assert not environment.is_current()


def test_a_checkout_without_its_lock_is_told_of(tmp_path: Path) -> None:
    environment = stamped(checkout(tmp_path), ("engine",))
    (tmp_path / "uv.lock").unlink()
    with pytest.raises(StepError, match=r"uv\.lock is missing"):
        environment.is_current()


def test_a_fingerprint_does_not_run_its_parts_together() -> None:
    assert fingerprint([b"ab", b"c"], (), "3") != fingerprint([b"a", b"bc"], (), "3")
    assert fingerprint([b"a"], ("x",), "3") != fingerprint([b"a"], ("y",), "3")
    assert fingerprint([b"a"], ("x",), "3") != fingerprint([b"a"], ("x",), "4")
