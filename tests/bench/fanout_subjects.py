"""The servers that the fan-out bench compares, each on core 0 and ended by its handle.

with running("ours", folder, viewers=10_000) as server:
    server.port, server.pid, server.cpu_s(), server.memory_kb()
"""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.bench.process_cost import TICKS_PER_S
from tests.bench.processes import end, start

PROGRAMS = Path(__file__).parent / "fanout"
CORE = "0"
START_S = 30.0

_NCHAN = """
load_module {module};
daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;
worker_rlimit_nofile 20000;
events {{ worker_connections 19000; }}
http {{
    access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port} backlog=4096;
        location /room {{
            nchan_pubsub websocket; nchan_channel_id room;
            nchan_message_buffer_length 2000; nchan_message_timeout 30s;
        }}
    }}
}}
"""


@dataclass(frozen=True, slots=True)
class Subject:
    """A server that runs.

    Attributes:
        protocol: As the load generator calls it.
        tokens: File of tokens, where one has to join.
    """

    name: str
    pid: int
    port: int
    protocol: str
    path: str
    tokens: Path | None = None

    def cpu_s(self) -> float:
        """Return the processor time that it has used."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS_PER_S

    def memory_kb(self) -> int:
        """Return the memory that is its own."""
        lines = Path(f"/proc/{self.pid}/smaps_rollup").read_text().splitlines()
        return sum(int(line.split()[1]) for line in lines if line.startswith("Private_"))


@contextmanager
def running(
    name: str, folder: Path, viewers: int, pack_ms: int = 0, port: int = 0
) -> Iterator[Subject]:
    """Run ``ours``, ``floor`` (bare C), ``nchan`` or ``ws``."""
    folder.mkdir(parents=True, exist_ok=True)
    chosen = port or _free_port()
    argv, protocol, path = _command(name, folder, viewers, pack_ms, chosen)
    process = start(["taskset", "-c", CORE, *argv], folder / "log")
    try:
        _wait_for(process, chosen, folder, is_ours=name == "ours")
        tokens = folder / "tokens" if protocol == "room" else None
        yield Subject(name, process.pid, chosen, protocol, path, tokens)
    finally:
        end(process)


def build(folder: Path) -> None:
    """Compile the load generator and the bare server.

    Raises:
        SystemExit: If there is no compiler.
    """
    compiler = shutil.which("cc") or shutil.which("gcc")
    if not compiler:
        raise SystemExit("The bench needs a C compiler: apt-get install gcc")
    folder.mkdir(parents=True, exist_ok=True)
    for program in ("viewers", "floor"):
        source, target = PROGRAMS / f"{program}.c", folder / program
        subprocess.run([compiler, "-O2", "-o", str(target), str(source)], check=True)


def _command(
    name: str, folder: Path, viewers: int, pack_ms: int, port: int
) -> tuple[list[str], str, str]:
    built = folder.parent
    match name:
        case "ours":
            (folder / "port").unlink(missing_ok=True)
            module = "tests.bench.fanout_server"
            argv = [sys.executable, "-m", module, str(folder), str(viewers), str(port)]
            return argv, "room", "/ws"
        case "floor":
            return [str(built / "floor"), str(port), str(pack_ms)], "raw", "/"
        case "ws":
            argv = ["node", str(PROGRAMS / "peer_ws.mjs"), str(port), str(pack_ms)]
            return ["env", "-C", str(built), *argv], "raw", "/"
        case "nchan":
            module = "/usr/lib/nginx/modules/ngx_nchan_module.so"
            config = folder / "nginx.conf"
            config.write_text(_NCHAN.format(module=module, folder=folder, port=port))
            return ["nginx", "-c", str(config), "-e", str(folder / "error.log")], "raw", "/room"
    raise ValueError(f"The bench knows no server called {name}.")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _wait_for(process: subprocess.Popen[bytes], port: int, folder: Path, *, is_ours: bool) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            if not is_ours or (folder / "port").exists():
                return
        time.sleep(0.05)
    raise SystemExit(f"A server of the bench did not start; it said: {folder / 'log'}")
