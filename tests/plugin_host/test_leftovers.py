"""Tests of studio.plugin_host.leftovers."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from studio.plugin_host.leftovers import FILE_NAME, end_leftovers, note

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no sessions there")
CODE = "import os, sys, time; os.fork(); print(end='.', flush=True); time.sleep(1000)"


def started(*words: str) -> "subprocess.Popen[bytes]":
    process = subprocess.Popen(
        [sys.executable, "-c", CODE, *words], stdout=subprocess.PIPE, start_new_session=True
    )
    assert process.stdout
    assert process.stdout.read(2) == b".."
    return process


def test_plugins_of_the_host_before_are_ended_and_nobody_else(tmp_path: Path) -> None:
    plugin, other = started("studio.sdk"), started("something else")
    try:
        note(tmp_path, {plugin.pid, other.pid})
        ended = end_leftovers(tmp_path)
        assert len(ended) == 2
        assert plugin.pid in ended
        assert plugin.wait(10) == -signal.SIGKILL
        assert other.poll() is None
    finally:
        os.killpg(other.pid, signal.SIGKILL)
        other.communicate()
        plugin.communicate()


@pytest.mark.parametrize("text", ["", "nonsense", "\xff"])
def test_a_file_that_says_nothing_ends_nobody(tmp_path: Path, text: str) -> None:
    assert end_leftovers(tmp_path) == []
    (tmp_path / FILE_NAME).write_text(text, "latin-1")
    assert end_leftovers(tmp_path) == []
