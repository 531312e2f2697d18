"""Folders that the studio lends to plugins: its own, then the user's."""

import contextlib
from collections.abc import Iterable
from pathlib import Path

from studio.model.plugin import Share
from studio.supervisor.user_folder import gifts_folder

_ASSETS = Path(__file__).resolve().parents[2] / "assets"


def shared_folders(shares: Iterable[Share]) -> dict[str, tuple[Path, ...]]:
    """Return where each share lies: those of its folders that are there."""
    shares = list(shares)
    if "gifts" in shares:
        with contextlib.suppress(OSError):  # what is designed later is to be seen too
            gifts_folder().mkdir(parents=True, exist_ok=True)
    places: dict[Share, tuple[Path, ...]] = {"gifts": (_ASSETS / "gifts", gifts_folder())}
    return {name: tuple(path for path in places[name] if path.is_dir()) for name in shares}
