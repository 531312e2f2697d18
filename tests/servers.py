"""Real servers that several test folders push to: nginx with its RTMP module.

Every server takes a free port that it keeps over restarts, so that a killed one
can come back where its publisher looks for it::

    with NginxRtmp(tmp_path) as server:
        publish_to(server.url("key"))
        server.kill()
        server.start()
"""

import signal
import socket
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Self

NGINX = "/usr/sbin/nginx"
RTMP_MODULE = "/usr/lib/nginx/modules/ngx_rtmp_module.so"
CONFIG = """\
load_module {module};
daemon off;
master_process off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log notice;
events {{ worker_connections 64; }}
rtmp {{
  server {{
    listen {host}:{port};
    chunk_size 4096;
    application live {{ live on; record off; {live} }}
  }}
}}
"""
START_TIMEOUT_S = 30.0


def free_port() -> int:
    """Return a TCP port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until_listening(
    port: int, process: subprocess.Popen[bytes], host: str = "127.0.0.1"
) -> None:
    """Wait for a server process to accept connections on its port.

    Raises:
        RuntimeError: If the process ends or does not listen in time.
    """
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"{process.args!r} ended with {process.returncode}")
        try:
            socket.create_connection((host, port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise RuntimeError(f"{process.args!r} does not listen on port {port}")


class NginxRtmp:
    """An nginx-rtmp server with one application, ``live``.

    Args:
        folder: Where its configuration and log go; made when it is not there.
        live: More directives for the application, e.g. ``on_publish URL;``.
        host: The address at which it listens.
    """

    def __init__(self, folder: Path, live: str = "", host: str = "127.0.0.1") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.host = host
        self.port = free_port()
        self.log = folder / "nginx.log"
        self._folder = folder
        self._config = folder / "nginx.conf"
        self._config.write_text(
            CONFIG.format(module=RTMP_MODULE, folder=folder, host=host, port=self.port, live=live)
        )
        self._process: subprocess.Popen[bytes] | None = None

    def url(self, key: str = "test") -> str:
        """Return the address to publish to and to play from."""
        return f"rtmp://{self.host}:{self.port}/live/{key}"

    @property
    def pid(self) -> int:
        """The process id of the running server."""
        return self._running().pid

    def start(self) -> None:
        """Start and wait until connections are accepted."""
        if self._process is not None:
            raise RuntimeError("the server runs already")
        command = [NGINX, "-p", str(self._folder), "-e", str(self.log), "-c", str(self._config)]
        self._process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        wait_until_listening(self.port, self._process, self.host)

    def stop(self) -> None:
        """End it in order; nothing happens when it does not run."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once, as a crash or a power cut would."""
        self._end(signal.SIGKILL)

    def freeze(self) -> None:
        """Stop it without closing anything; ``thaw`` lets it go on."""
        self._running().send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let a frozen server go on."""
        self._running().send_signal(signal.SIGCONT)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            raise RuntimeError("the server does not run")
        return self._process

    def _end(self, with_signal: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.send_signal(signal.SIGCONT)
        process.send_signal(with_signal)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
