"""The language of the person at the command line; the window has its own setting."""

import os
from collections.abc import Mapping


def user_language(environ: Mapping[str, str] = os.environ) -> str:
    """Return the language of an environment, ``en`` or ``zh``."""
    names = (environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    chosen = next((name for name in names if name), "")
    return "zh" if chosen.lower().startswith("zh") else "en"
