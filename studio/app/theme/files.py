"""Where the files lie that are shipped with the app and are no code."""

from pathlib import Path

ASSETS = Path(__file__).resolve().parents[3] / "assets"
"""Icons, translations, tokens; beside ``studio`` in the tree and in the built folder."""
