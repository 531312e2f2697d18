"""From a fresh clone to a running studio: ``python3 installer/bootstrap.py setup|run|test``.

This file only finds the project and hands over, so that even a Python that is
too old for the rest still reads it and says so::

    python3 installer/bootstrap.py run                 # opens the window, or goes live without
    python3 installer/bootstrap.py run --to rtmp://…   # goes live with the demo
    python3 installer/bootstrap.py test -k rtmp        # pytest arguments pass through
"""

import sys
from pathlib import Path

OLDEST = (3, 11)
NEWEST = (3, 13)


def main() -> int:
    """Hand over to the installer, or say that this Python is too old for it."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        found = ".".join(str(part) for part in sys.version_info[:3])
        print(
            "Rocket Studio needs Python 3.11 to 3.13, and this is " + found + ".\n"
            "Install one (Debian 12 and Ubuntu 24.04 have it as python3) and run this with it.",
            file=sys.stderr,
        )
        return 1
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from installer.verbs import run_verb

    return run_verb(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
