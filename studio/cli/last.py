"""Which scene collection was open last, found without loading anything else."""

import json
from pathlib import Path

from studio.supervisor.user_folder import scenes_folder, settings_path

DEMO = Path(__file__).resolve().parents[2] / "scenes" / "demo.json"


def last_collection(settings: Path) -> str:
    """Return what the app's settings name as the last one; empty if they say nothing."""
    for path in (settings, settings.with_name(settings.name + ".bak")):
        try:
            last = json.loads(path.read_bytes())["last_collection"]
        except (OSError, ValueError, KeyError, TypeError):
            continue
        return last if isinstance(last, str) else ""
    return ""


def likely_collection() -> Path:
    """Return the one that will probably be opened."""
    last = last_collection(settings_path())
    own = scenes_folder() / DEMO.name
    return Path(last) if last else own if own.exists() else DEMO
