"""nginx as installer/nginx/rocket-room.conf sets it up, before nodes on this machine."""

import re
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.room.scale.nodes import Node
from tests.servers import NGINX, free_port, wait_until_listening

CONFIG = Path(__file__).parents[3] / "installer" / "nginx" / "rocket-room.conf"
AROUND = """\
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
events {{ worker_connections 1024; }}
http {{
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
  uwsgi_temp_path {folder}; scgi_temp_path {folder};
{config}
}}
"""


class Nginx:
    """A running nginx.

    Args:
        relays: HTTP and WebSocket ports of the relay of each node.
    """

    def __init__(self, folder: Path, nodes: list[Node], relays: list[tuple[int, int]]) -> None:
        self.port = free_port()
        self._folder = folder
        text = CONFIG.read_text("utf-8").replace("listen 80;", f"listen 127.0.0.1:{self.port};")
        for index, (node, relay) in enumerate(zip(nodes, relays, strict=True), 1):
            ports = {8080: node.http_port, 8081: node.ws_port, 8082: relay[0], 8083: relay[1]}
            for said, real in ports.items():
                text = text.replace(f"10.0.0.{index}:{said} ", f"127.0.0.1:{real} ")
        assert not re.search(r"^ *server 10\.", text, re.MULTILINE)
        (folder / "nginx.conf").write_text(AROUND.format(folder=folder, config=text))

    def __enter__(self) -> Self:
        argv = [NGINX, "-p", str(self._folder), "-e", f"{self._folder}/nginx.log"]
        argv += ["-c", f"{self._folder}/nginx.conf"]
        self._process = subprocess.Popen(argv, stderr=subprocess.DEVNULL)
        wait_until_listening(self.port, self._process)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.terminate()
        self._process.wait(10)
