"""coturn, as an operator runs it for a room: a real TURN server of tests.

with coturn(folder, SECRET) as port:
    …   # turn:127.0.0.1:PORT
"""

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SECRET = "north wind"
DEADLINE_S = 20.0


def free_port() -> int:
    """Return a port that nobody has."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def coturn(folder: Path, address: str = "127.0.0.1") -> Iterator[int]:
    """Run a TURN server at an address, with SECRET; return its port."""
    port = free_port()
    words = ["-n", "-v", "-L", address, "-p", str(port), "-r", "studio", "--no-cli", "--no-tls"]
    words += ["--use-auth-secret", f"--static-auth-secret={SECRET}", "--no-dtls"]
    words += ["--allow-loopback-peers", "--log-file=stdout", f"--pidfile={folder}/pid"]
    words += [f"--userdb={folder}/db", f"--relay-ip={address}", "--relay-threads=1"]
    log = folder / "coturn.log"
    with log.open("wb") as out:
        process = subprocess.Popen(["turnserver", *words], stdout=out, stderr=out, cwd=folder)
        try:
            end_s = time.monotonic() + DEADLINE_S
            while not _listens(address, port):
                assert process.poll() is None, log.read_text()
                assert time.monotonic() < end_s, log.read_text()
                time.sleep(0.05)
            yield port
        finally:
            process.kill()
            process.wait()


def _listens(address: str, port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((address, port)) == 0
