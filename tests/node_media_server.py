"""npm's node-media-server, installed into a cache folder by the test that asks for it."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.servers import free_port, wait_until_listening

VERSION = "4.4.3"
_START = """
const Server = require("node-media-server");
const [port, folder] = process.argv.slice(1);
new Server({bind: "127.0.0.1", rtmp: {port: Number(port)}, store: {path: folder}}).run();
"""


def _cache_folder() -> Path:
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "rocket-studio-tests" / f"node-media-server-{VERSION}"


def _install() -> Path:
    """Return a folder with node-media-server in it; fetched once for a machine."""
    folder = _cache_folder()
    if folder.is_dir():
        return folder
    if shutil.which("node") is None or shutil.which("npm") is None:
        subprocess.run(["apt-get", "install", "-y", "nodejs", "npm"], check=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(dir=folder.parent))
    command = ["npm", "install", "--prefix", str(made), "--no-audit", "--no-fund"]
    subprocess.run([*command, f"node-media-server@{VERSION}"], check=True)
    try:
        made.rename(folder)
    except OSError:  # another run was faster
        shutil.rmtree(made)
    return folder


class NodeMediaServer:
    """A running node-media-server; use it in a ``with`` statement."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def url(self, key: str = "test") -> str:
        """Return the address to publish to and to play from."""
        return f"rtmp://127.0.0.1:{self.port}/live/{key}"

    def __enter__(self) -> Self:
        command = ["node", "-e", _START, str(self.port), str(self._folder)]
        with (self._folder / "node.log").open("wb") as log:
            self._process = subprocess.Popen(command, cwd=_install(), stdout=log, stderr=log)
        wait_until_listening(self.port, self._process)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
