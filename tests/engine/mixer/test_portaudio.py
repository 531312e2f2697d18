"""Tests of studio.engine.mixer.portaudio."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.engine.mixer.pulse import Pulse

ROOT = Path(__file__).parents[3]


def told(environment: dict[str, str], code: str) -> str:
    """Run code in a process of its own and return what it prints."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**environment, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.mark.slow
def test_devices_are_listed(pulse: Pulse) -> None:
    code = """
from studio.engine.mixer.portaudio import devices
for device in devices():
    print(device.name, device.input_channels > 0, device.output_channels > 0)
"""
    assert "pulse True True" in told(pulse.environment, code).splitlines()


@pytest.mark.slow
def test_an_unknown_device_is_named_with_those_that_are_there(pulse: Pulse) -> None:
    code = """
from studio.engine.mixer.portaudio import AudioDeviceError, open_input
try:
    open_input("Kazoo", print)
except AudioDeviceError as error:
    print(error)
"""
    line = told(pulse.environment, code)
    assert line.startswith("There is no sound input called “Kazoo”; there are ")
    assert "“pulse”" in line


@pytest.mark.slow
def test_an_unknown_source_of_the_server_is_refused_in_a_sentence(pulse: Pulse) -> None:
    code = """
import os
from studio.engine.mixer.portaudio import AudioDeviceError, open_input
try:
    open_input("pulse:no.such.source", print)
except AudioDeviceError as error:
    print(error)
print("PULSE_SOURCE" in os.environ)
"""
    lines = told(pulse.environment, code).splitlines()
    assert lines[0].startswith("The sound device cannot be used: ")
    assert lines[1] == "False"


def test_the_module_loads_neither_portaudio_nor_asyncio() -> None:
    code = """
import sys
import studio.engine.mixer.device_input
import studio.engine.mixer.monitor
print([name for name in ("sounddevice", "asyncio") if name in sys.modules])
"""
    assert told({}, code).strip() == "[]"


def test_a_machine_without_portaudio_is_told_what_to_install(tmp_path: Path) -> None:
    # The real sounddevice, whose library loader finds a file that is none.
    broken = tmp_path / "libportaudio.so.2"
    broken.write_bytes(b"not a library")
    code = f"""
import ctypes.util
ctypes.util.find_library = lambda name: {str(broken)!r}
from studio.engine.mixer.portaudio import AudioDeviceError, devices
try:
    devices()
except AudioDeviceError as error:
    print(error)
"""
    line = told({}, code)
    assert line.startswith("Sound devices cannot be used: ")
    assert "apt install libportaudio2" in line
