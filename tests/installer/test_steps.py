"""Tests of installer.steps."""

import io
import sys
from pathlib import Path

import pytest

from installer.steps import SHOWN_LINES, Progress, StepError, is_network_trouble, last_lines


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "logs" / "setup.log"


def test_a_step_shows_its_number_and_keeps_its_output_in_the_log(log: Path) -> None:
    out = io.StringIO()
    progress = Progress(2, log, out)
    with progress.step("First"):
        progress.call(python("print('quiet')"), remedy="")
    assert out.getvalue().startswith("[1/2] First … ")
    assert out.getvalue().endswith(" s\n")
    assert "quiet" not in out.getvalue()
    assert "quiet" in log.read_text()


def test_a_failure_tells_the_step_the_last_lines_the_log_and_what_to_do(log: Path) -> None:
    out = io.StringIO()
    progress = Progress(1, log, out)
    code = "import sys; print(*range(100, 200), sep='\\n'); sys.exit(3)"
    with pytest.raises(StepError) as caught, progress.step("Numbers"):
        progress.call(python(code), remedy="Count again.")
    text = str(caught.value)
    assert "Step 1 of 1 (Numbers) failed" in text
    assert "ended with 3" in text
    assert "199" in text
    assert str(199 - SHOWN_LINES) not in text
    assert "Count again." in text
    assert str(log) in text
    assert out.getvalue().endswith("failed\n")


def test_a_program_that_is_not_there_is_named(log: Path) -> None:
    progress = Progress(1, log, io.StringIO())
    with pytest.raises(StepError, match="/no/such/program could not be started"):
        progress.call(["/no/such/program"], remedy="Install it.")


def test_a_failure_without_a_network_says_so(log: Path) -> None:
    progress = Progress(1, log, io.StringIO())
    code = "import sys; sys.exit('Temporary failure resolving deb.debian.org')"
    with pytest.raises(StepError, match="check the network") as caught:
        progress.call(python(code), remedy="Try by hand.")
    assert "Try by hand" not in str(caught.value)


def test_only_the_lines_of_the_last_command_are_shown(log: Path) -> None:
    Progress(1, log, io.StringIO())
    log.write_text("old\nnew\n\n")
    assert last_lines(log, 4) == ["new"]
    assert not is_network_trouble(["disk full"])
