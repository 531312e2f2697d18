"""The folder in which a session's sockets, logs and files are; one a user."""

import os
import stat
import sys
from collections.abc import Mapping
from pathlib import Path

from studio.supervisor.errors import SupervisorError


def run_dir(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder, made if need be, that nobody else can look into.

    Raises:
        SupervisorError: If it can't be made, or belongs to somebody else.
    """
    return private_folder(_choose(environ))


def private_folder(path: Path) -> Path:
    """Make a folder that only this user can open, and return it whole.

    Raises:
        SupervisorError: If it can't be made, or belongs to somebody else.
    """
    path = path.expanduser().absolute()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        _close_to_others(path)
    except OSError as error:
        raise SupervisorError(
            f"The folder {path} for running sessions can't be used: {error.strerror}. "
            "Set ROCKET_STUDIO_RUN_DIR to a folder that can."
        ) from error
    return path


def _choose(environ: Mapping[str, str]) -> Path:
    if chosen := environ.get("ROCKET_STUDIO_RUN_DIR"):
        return Path(chosen)
    if sys.platform == "win32":
        local = environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
        return Path(local) / "rocket-studio" / "run"
    if runtime := environ.get("XDG_RUNTIME_DIR"):
        return Path(runtime) / "rocket-studio"
    return Path.home() / ".local" / "state" / "rocket-studio"


def _close_to_others(path: Path) -> None:
    if sys.platform == "win32":
        return  # there it lies in the user's own folder
    status = path.stat()
    if status.st_uid != os.getuid():
        raise SupervisorError(
            f"The folder {path} for running sessions belongs to another user. "
            "Set ROCKET_STUDIO_RUN_DIR to one of your own."
        )
    if stat.S_IMODE(status.st_mode) != 0o700:
        path.chmod(0o700)
