"""Tests of studio.engine.checks.inventory, in the processes that it is made for."""

import json
import os
import shutil
import subprocess
import sys
from typing import Any

import pytest

from studio.engine.checks.inventory import KINDS


def ask(kind: str, **environment: str) -> Any:  # JSON
    done = subprocess.run(
        [sys.executable, "-m", "studio.engine.checks.inventory", kind],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_gives_facts_or_a_sentence(kind: str) -> None:
    facts = ask(kind)
    assert facts
    if "error" in facts:
        assert facts["error"].endswith((".", ")", "?"))


def test_a_display_that_is_not_there_is_said() -> None:
    assert "display :4094 can't be captured" in ask("screen", DISPLAY=":4094")["error"]


def test_the_fonts_of_this_machine_are_named() -> None:
    assert all(isinstance(name, str) for name in ask("fonts").values())


def test_a_screen_is_really_captured() -> None:
    if shutil.which("Xvfb") is None:
        pytest.skip("there is no Xvfb here")
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "800x600x24", "-nolisten", "tcp"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        assert server.stdout is not None
        display = f":{server.stdout.readline().strip()}"
        facts = ask("screen", DISPLAY=display)
        server.terminate()
    assert facts == {"label": f"The display {display}", "width": 800, "height": 600}
