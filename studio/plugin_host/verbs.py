"""What the verbs of ``rocket-studio plugin`` and ``gift`` have in common."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from studio.model.errors import StudioError

EXIT_USAGE = 2
EXIT_INTERRUPTED = 130


def exit_code(do: Callable[[], int]) -> int:
    """Do what a verb says; return its exit code, where it fails after a sentence."""
    try:
        return do()
    except StudioError as error:
        print(error, file=sys.stderr)
        return EXIT_USAGE
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED


def whole(path: Path) -> Path:
    """Return a path as the user means it, from the root."""
    return Path(os.path.abspath(path.expanduser()))
