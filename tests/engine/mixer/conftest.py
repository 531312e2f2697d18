"""A sound server of the tests' own."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engine.mixer.pulse import Pulse


@pytest.fixture
def pulse() -> Iterator[Pulse]:
    if shutil.which("pulseaudio") is None:
        pytest.skip("PulseAudio is not installed: apt install pulseaudio")
    directory = Path(tempfile.mkdtemp(prefix="pulse-"))  # short, for a socket's path
    server = Pulse(directory)
    yield server
    server.close()
    shutil.rmtree(directory, ignore_errors=True)
