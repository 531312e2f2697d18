"""Keeps the settings in one JSON file: read once, written a moment after each change.

It is for its owner only, as destinations hold stream keys, and is replaced as a whole;
the last one that could be read stays beside it as ``.bak``.  A damaged file costs what was
changed last, and a sentence::

    settings = AppSettings(settings_path())
    settings.now.theme
    settings.change(theme="light")       # ``changed`` is emitted, the file follows
"""

import json
import logging
import os
from pathlib import Path

from pydantic import ValidationError
from PySide6.QtCore import QObject, QTimer, Signal

from studio.app.settings.model import Settings
from studio.app.words import tr
from studio.model.files import FileError, write_whole
from studio.supervisor.user_folder import settings_path

__all__ = ["AppSettings", "settings_path"]

log = logging.getLogger(__name__)

WRITE_DELAY_MS = 200
MAX_BYTES = 4 * 1024 * 1024


class AppSettings(QObject):
    """See the module.

    Attributes:
        now: The values.
        notice: A sentence if the file was damaged, else empty.
    """

    changed = Signal()
    failed = Signal(str)
    """They can't be written, and why."""

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self.now, self.notice = _read_best(path)
        self._later = QTimer(self, interval=WRITE_DELAY_MS, singleShot=True)
        self._later.timeout.connect(self.write)

    def change(self, **values: object) -> None:
        """Set some values, tell everybody, and write them soon.

        Raises:
            ValueError: If one of them can't be.
        """
        now = Settings.model_validate(self.now.model_dump() | values)
        if now != self.now:
            self.now = now
            self._later.start()
            self.changed.emit()

    def write(self) -> None:
        """Write what has not been written yet."""
        self._later.stop()
        text = json.dumps(self.now.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n"
        try:
            if _read(self._path) is not None:
                write_whole(_backup(self._path), self._path.read_bytes(), mode=0o600)
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_whole(self._path, text, mode=0o600)
        except (OSError, FileError) as error:
            log.error("The settings can't be written: %s", error)
            self.failed.emit(tr("The settings can't be kept: {reason}", reason=error))

    def close(self) -> None:
        """Write what waits to be written."""
        if self._later.isActive():
            self.write()


def _read_best(path: Path) -> tuple[Settings, str]:
    """Return the settings of the file, or of the one before, and what there is to say."""
    if not path.exists() and not _backup(path).exists():
        return Settings(), ""
    if (settings := _read(path)) is not None:
        return settings, ""
    damaged = path.with_name(path.name + ".damaged")
    if path.exists():
        os.replace(path, damaged)
    if (settings := _read(_backup(path))) is not None:
        return settings, tr(
            "The settings file was damaged; the last good one is used. It is kept as {path}.",
            path=damaged,
        )
    return Settings(), tr(
        "The settings file was damaged; all is as at the first start. It is kept as {path}.",
        path=damaged,
    )


def _read(path: Path) -> Settings | None:
    try:
        if path.stat().st_size > MAX_BYTES:
            return None
        return Settings.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None


def _backup(path: Path) -> Path:
    return path.with_name(path.name + ".bak")
