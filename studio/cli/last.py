"""What the app remembers for its next start, read without loading anything else."""

import json
import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from studio.supervisor.user_folder import scenes_folder, settings_path

DEMO = Path(__file__).resolve().parents[2] / "scenes" / "demo.json"


def last_collection(settings: Path) -> str:
    """Return what the app's settings name as the last one; empty if they say nothing."""
    last = _kept(settings, "last_collection")
    return last if isinstance(last, str) else ""


def last_encoding(settings: Path) -> dict[str, object]:
    """Return how the anchor had the programme encoded, as ``SetEncoding``; perhaps nothing."""
    encoding = _kept(settings, "encoding")
    return encoding if isinstance(encoding, dict) else {}


def last_language(settings: Path) -> Literal["", "en", "zh"]:
    """Return which language the window speaks by its settings; "" for the system's."""
    language = _kept(settings, "language")
    return language if language == "en" or language == "zh" else ""


def recording_folder(settings: Path) -> Path:
    """Return where recordings go: the chosen folder, else the system's for videos."""
    chosen = _kept(settings, "recording_folder")
    return Path(chosen) if isinstance(chosen, str) and chosen else _videos_folder()


def _videos_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the system's folder for videos, as Qt finds it."""
    home = Path.home()
    if sys.platform == "darwin":
        return home / "Movies"
    base = Path(environ.get("XDG_CONFIG_HOME") or home / ".config")
    try:
        told = (base / "user-dirs.dirs").read_text("utf-8", "replace")
    except OSError:  # as on Windows
        return home / "Videos"
    found = re.search(r'^XDG_VIDEOS_DIR="(.+)"', told, re.MULTILINE)
    return Path(found[1].replace("$HOME", str(home))) if found else home / "Videos"


def _kept(settings: Path, key: str) -> object:
    for path in (settings, settings.with_name(settings.name + ".bak")):
        try:
            kept: object = json.loads(path.read_bytes())[key]
        except (OSError, ValueError, KeyError, TypeError):
            continue
        return kept
    return None


def likely_collection() -> Path:
    """Return the one that will probably be opened."""
    last = last_collection(settings_path())
    own = scenes_folder() / DEMO.name
    return Path(last) if last else own if own.exists() else DEMO
