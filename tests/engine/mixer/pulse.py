"""A PulseAudio of the tests' own, with null sinks instead of loudspeakers."""

import os
import subprocess
import threading
from pathlib import Path


class Pulse:
    """A running sound server; its sinks are ``studio`` and ``other``.

    Args:
        directory: For its socket; with a short path, as sockets need.
    """

    def __init__(self, directory: Path) -> None:
        self._socket = directory / "native"
        self.environment = {
            **os.environ,
            "HOME": str(directory),
            "XDG_RUNTIME_DIR": str(directory),
            "PULSE_RUNTIME_PATH": str(directory / "pulse"),
            "PULSE_SERVER": f"unix:{self._socket}",
        }
        self._process = self._started()

    def restart(self) -> None:
        """Kill the server and start it again."""
        self.close()
        self._socket.unlink(missing_ok=True)
        self._process = self._started()

    def close(self) -> None:
        """Kill the server."""
        self._process.kill()
        self._process.wait()

    def _started(self) -> "subprocess.Popen[bytes]":
        modules = [
            f"module-native-protocol-unix socket={self._socket} auth-anonymous=1",
            "module-null-sink sink_name=studio rate=48000",
            "module-null-sink sink_name=other rate=48000",
        ]
        process = subprocess.Popen(
            ["pulseaudio", "-n", "--system=false", "--daemonize=no", "--exit-idle-time=-1"]
            + ["--use-pid-file=no", "--log-target=stderr", "--log-level=info"]
            + [f"--load={module}" for module in modules],
            env=self.environment,
            stderr=subprocess.PIPE,
        )
        has_begun = threading.Event()
        threading.Thread(
            target=_drain, args=(process, has_begun), name="pulse-log", daemon=True
        ).start()
        assert has_begun.wait(30), "PulseAudio did not start"
        return process


def _drain(process: "subprocess.Popen[bytes]", has_begun: threading.Event) -> None:
    """Read the server's log to its end, so that it never blocks."""
    assert process.stderr is not None
    for line in process.stderr:
        if b"startup complete" in line:
            has_begun.set()
    process.stderr.close()
