"""Icons for the style sheet, which takes files only: coloured copies in a folder of our own."""

from pathlib import Path

from PySide6.QtCore import QTemporaryDir
from PySide6.QtGui import QColor

from studio.app.theme.icons import source

_folder: list[QTemporaryDir] = []


def mark(name: str, colour: QColor) -> str:
    """Return ``url(…)`` of an icon in a colour."""
    if not _folder:
        _folder.append(QTemporaryDir())
    path = Path(_folder[0].path()) / f"{name}-{colour.name()[1:]}.svg"
    if not path.exists():
        path.write_bytes(source(name).replace(b"currentColor", colour.name().encode()))
    return f'url("{path.as_posix()}")'
