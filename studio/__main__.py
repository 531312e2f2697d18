"""``rocket-studio``: the command line."""

import importlib
import sys

import setproctitle

from studio.cli.ahead import launch_ahead
from studio.ipc.launch import Spares


def main() -> int:
    """Do what the command line says; return the exit code."""
    # Addresses hold stream keys, and everybody may read a process's words.
    setproctitle.setproctitle(" ".join(["rocket-studio", *sys.argv[1:2]]))
    # What goes live loads libraries for a second; it begins before we load our own.
    spares = Spares()
    if module := launch_ahead(sys.argv[1:], spares):
        return _go_on_as(module)
    from studio.cli.verbs import run

    try:
        return run(sys.argv[1:], spares)
    finally:
        spares.close()


def _go_on_as(module: str) -> int:
    """Be another process: we are a fork of the one that was started."""
    code: int = importlib.import_module(f"{module}.__main__").main()
    return code


if __name__ == "__main__":
    sys.exit(main())
