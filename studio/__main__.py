"""``rocket-studio``: the command line."""

import sys

import setproctitle

from studio.cli.ahead import launch_ahead


def main() -> int:
    """Do what the command line says; return the exit code."""
    # Addresses hold stream keys, and everybody may read a process's words.
    setproctitle.setproctitle(" ".join(["rocket-studio", *sys.argv[1:2]]))
    # What goes live loads libraries for a second; it begins before we load our own.
    spares = launch_ahead(sys.argv[1:])
    from studio.cli.verbs import run

    try:
        return run(sys.argv[1:], spares)
    finally:
        spares.close()


if __name__ == "__main__":
    sys.exit(main())
