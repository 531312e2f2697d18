"""Where this user's settings and own scene collections lie; shared by command line and app."""

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from studio.model.user_data import own_folder

SETTINGS_NAME = "settings.json"
PLUGINS_NAME = "plugins.json"


def settings_path(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the file of the app's settings; it need not be there."""
    return config_folder(environ) / SETTINGS_NAME


def has_plugins_on(environ: Mapping[str, str] = os.environ) -> bool:
    """Say whether the user has any plugin switched on; a file that can't be read says so too.

    Then the plugin host says what is wrong with it.
    """
    try:
        told = json.loads((config_folder(environ) / PLUGINS_NAME).read_bytes())
        return any(each.get("is_enabled") for each in told["plugins"].values())
    except FileNotFoundError:
        return False
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return True


def plugins_on(environ: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """Return the ids of the plugins that are switched on; none where that can't be read."""
    try:
        told = json.loads((config_folder(environ) / PLUGINS_NAME).read_bytes())
        return tuple(name for name, each in told["plugins"].items() if each.get("is_enabled"))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ()


def config_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder for settings; it need not be there."""
    if chosen := environ.get("ROCKET_STUDIO_CONFIG_DIR"):
        return Path(chosen)
    if sys.platform == "win32":
        return _windows_folder(environ, "APPDATA", "Roaming")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Rocket Studio"
    base = environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(base) / "rocket-studio"


def scenes_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder for the user's scene collections; it need not be there."""
    return own_folder(environ) / "scenes"


def gifts_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder for the user's own effects of gifts; it need not be there."""
    return own_folder(environ) / "gifts"


def _windows_folder(environ: Mapping[str, str], key: str, name: str) -> Path:
    base = environ.get(key) or Path.home() / "AppData" / name
    return Path(base) / "rocket-studio"
