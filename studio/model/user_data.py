"""Where this user's own data lies: what was made or installed, as opposed to settings."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path


def own_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder; it need not be there."""
    if chosen := environ.get("ROCKET_STUDIO_CONFIG_DIR"):
        return Path(chosen)
    if sys.platform == "win32":
        base = environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
        return Path(base) / "rocket-studio"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Rocket Studio"
    return Path(environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "rocket-studio"
