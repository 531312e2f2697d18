"""A plugin's process: ``python -m studio.sdk FOLDER ENTRY``, started by the host alone."""

import json
import os
import socket
import sys
from itertools import chain
from pathlib import Path

from studio.ipc.priority import rank
from studio.sdk.limits import limit_this_process
from studio.sdk.line import FD_NAME, SHARED_NAME, serve
from studio.sdk.loading import load
from studio.sdk.plugin import Plugin
from studio.sdk.sandbox import confine

NICENESS = 15


def shared_of(told: str) -> dict[str, tuple[Path, ...]]:
    """Return the shared folders by name, as the host wrote them into the environment."""
    return {name: tuple(map(Path, paths)) for name, paths in json.loads(told).items()}


def main() -> None:
    """See the module."""
    descriptor = os.environ.pop(FD_NAME, "")
    if len(sys.argv) != 3 or not descriptor.isdigit():
        raise SystemExit("A plugin is started by the studio: use `rocket-studio plugin run DIR`.")
    folder = Path(sys.argv[1])
    Plugin.shared = shared_of(os.environ.pop(SHARED_NAME, "{}"))
    rank(NICENESS)
    limit_this_process()
    sys.path.insert(0, str(folder))
    if missing := confine(folder, *chain.from_iterable(Plugin.shared.values())):
        print(missing, flush=True)
    serve(load(folder / sys.argv[2]), socket.socket(fileno=int(descriptor)))


if __name__ == "__main__":
    main()
