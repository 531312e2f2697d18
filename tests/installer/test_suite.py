"""Tests of installer.suite, on little suites that pytest really runs."""

import sys
from pathlib import Path

import pytest

from installer.suite import ALONE, DRAWING, TOGETHER, parts_for, run_suite

ROOT = Path(__file__).resolve().parents[2]

MIXED = """
import pytest
def test_good(): pass
def test_bad(): assert 0
@pytest.mark.skip
def test_left_out(): pass
@pytest.fixture
def late():
    yield
    assert 0
def test_ends_badly(late): pass
"""

TORN = """
import pathlib
def test_bad(): assert 0
def test_of_the_moment():
    here = pathlib.Path("here")
    was_there = here.exists()
    here.touch()
    assert was_there
"""
MANY = """
import pytest
@pytest.mark.parametrize("number", range(9))
def test_bad(number): assert 0
"""


def test_each_folder_is_in_one_part() -> None:
    together, drawing, live, alone = parts_for(2)
    named = TOGETHER + DRAWING + ALONE
    assert set(TOGETHER) <= set(together)
    assert set(DRAWING) <= set(drawing)
    assert live[-len(named) - 1 :] == ["tests", *(f"--ignore={each}" for each in named)]
    assert alone == list(ALONE)
    empty = [each for each in named if not any((ROOT / each).rglob("test_*.py"))]
    assert [each for each in empty if not (ROOT / each).is_file()] == []


def test_one_core_has_nothing_to_share() -> None:
    assert parts_for(1) == [[*DRAWING], ["tests", *(f"--ignore={each}" for each in DRAWING)]]
    assert parts_for(2)[0][:2] == ["-n", "4"]
    assert parts_for(2)[2][:2] == ["-n", "2"]
    assert [part[:2] for part in parts_for(64)[:3]] == [["-n", "4"]] * 3


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A little one."""
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --disable-plugin-autoload\n")
    (tmp_path / "test_mixed.py").write_text(MIXED)
    (tmp_path / "test_good.py").write_text("def test_good(): pass\n")
    return tmp_path


@pytest.mark.slow
def test_both_halves_are_told_in_one(checkout: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run_suite(sys.executable, checkout, [["test_mixed.py"], ["test_good.py"]]) == 1
    told = capfd.readouterr().err
    assert "FAILED test_mixed::test_bad: assert 0\n" in told
    assert "FAILED test_mixed::test_ends_badly: " in told
    assert "UNSTEADY" not in told
    assert "Tests, all of them: 2 passed, 2 failed, 1 skipped in 0:0" in told


@pytest.mark.slow
def test_a_half_that_can_not_run_is_no_success(
    checkout: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run_suite(sys.executable, checkout, [["no_such.py"], ["test_good.py"]]) == 1
    told = capfd.readouterr().err
    assert "1 passed, 0 failed" in told
    assert "did not run to its end" in told


def test_what_failed_is_tried_once_more_and_told_though_it_passes_then(
    checkout: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (checkout / "test_torn.py").write_text(TORN)
    assert run_suite(sys.executable, checkout, [["test_torn.py", "test_good.py"]]) == 1
    told = capfd.readouterr().err
    assert "UNSTEADY test_torn::test_of_the_moment: assert False" in told
    assert "FAILED test_torn::test_bad: assert 0\n" in told
    assert "FAILED test_torn::test_of" not in told
    assert "Tests, all of them: 2 passed, 1 failed, 0 skipped, 1 unsteady in 0:0" in told
    (checkout / "here").unlink()
    assert run_suite(sys.executable, checkout, [["test_torn.py::test_of_the_moment"]]) == 0


def test_many_failures_are_not_tried_again(
    checkout: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (checkout / "test_many.py").write_text(MANY)
    assert run_suite(sys.executable, checkout, [["test_many.py"]]) == 1
    told = capfd.readouterr().err
    assert told.count("$ pytest") == 1
    assert "0 passed, 9 failed, 0 skipped in" in told


def test_a_whole_suite_is_a_success(checkout: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run_suite(sys.executable, checkout, [["test_good.py"]]) == 0
    assert "1 passed, 0 failed, 0 skipped" in capfd.readouterr().err


@pytest.mark.parametrize("status", [0, 1])
def test_a_check_goes_on_beside_the_first_part_and_counts(
    checkout: Path, capfd: pytest.CaptureFixture[str], status: int
) -> None:
    (checkout / "checked.py").write_text(f"print('looked at all'); raise SystemExit({status})")
    parts = [["test_good.py"]] * 2
    assert run_suite(sys.executable, checkout, parts, beside=("checked",)) == status
    told = capfd.readouterr().err
    assert told.count("$ checked\nlooked at all\n") == 1
    assert ("FAILED checked\n" in told) == bool(status)
    assert f"2 passed, {status} failed, 0 skipped" in told
