"""A programme for the room: the demo, from the real engine."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.room.web.server import RoomServer


@contextmanager
def programme(server: RoomServer, folder: Path, size: str) -> Iterator[None]:
    """Publish the demo with the real engine."""
    (folder / "to").write_text(server.publish_address())
    words = ["live", "scenes/demo.json", "--to", f"@{folder / 'to'}", "--size", size]
    with (
        tempfile.TemporaryDirectory(prefix="rs-") as run_dir,  # sockets' paths are short
        (folder / "live.log").open("wb") as log,
    ):
        process = subprocess.Popen(
            [sys.executable, "-m", "studio", *words, "--latency", "low"],
            stdout=log,
            stderr=log,
            env={**os.environ, "ROCKET_STUDIO_RUN_DIR": run_dir},
        )
        try:
            yield
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(60)
