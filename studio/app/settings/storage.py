"""Where the studio keeps things: settings, logs; to be opened, never to be searched for."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QWidget

from studio.app.settings.group import SettingGroup
from studio.app.settings.recording import folder
from studio.app.settings.row import SettingRow
from studio.app.settings.store import settings_path
from studio.app.theme import tokens
from studio.app.widgets.buttons import IconButton
from studio.app.widgets.elided_label import ElidedLabel
from studio.app.words import tr

if TYPE_CHECKING:
    from studio.app.studio import Studio

GIGABYTE = 1_000_000_000


class _Place(QWidget):
    """A path with the button that opens it."""

    def __init__(self, name: str, path: Path) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens().gap_px)
        shown = ElidedLabel(str(path), mode=Qt.TextElideMode.ElideMiddle)
        shown.setProperty("role", "quiet")
        button = IconButton("folder-open", tr("Open the folder of {name}", name=name), role="plain")
        button.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))
        row.addWidget(shown, 1)
        row.addWidget(button)


def group(studio: "Studio") -> SettingGroup:
    """Return the group."""
    rows = []
    for title, sentence, path in (
        (
            tr("Recordings"),
            _room(folder(studio)),
            folder(studio),
        ),
        (
            tr("Scene collection"),
            tr("The file of what you see; its last good version lies beside it."),
            Path(studio.mirror.collection_path or ".").parent,
        ),
        (
            tr("Settings"),
            tr("Languages, layouts, keys and destinations; for your eyes only."),
            settings_path().parent,
        ),
        (tr("Logs"), tr("What happened in this session, without any key."), studio.run_dir / "log"),
    ):
        place = _Place(title, path)
        rows.append(SettingRow(title, sentence, place, "folder 文件夹 位置 日志", wide=True))
    return SettingGroup("storage", tr("Storage"), rows)


def _room(path: Path) -> str:
    """Say how much room there is."""
    there = next((each for each in (path, *path.parents) if each.exists()), None)
    if there is None:
        return tr("The folder is not there.")
    free = shutil.disk_usage(there).free / GIGABYTE
    return tr("{free} GB are free.", free=f"{free:.0f}" if free >= 10 else f"{free:.1f}")
