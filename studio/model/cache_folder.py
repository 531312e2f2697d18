"""Where this user's programs keep what they can make again."""

import os
import sys
from pathlib import Path


def cache_folder() -> Path:
    """Return the folder; it need not be there."""
    home = Path.home()
    if sys.platform == "win32":
        root = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        root = home / "Library" / "Caches"
    else:
        root = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return root / "rocket-studio"
