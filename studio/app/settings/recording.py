"""Settings of recordings: where they go."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths

from studio.app.settings.group import SettingGroup
from studio.app.settings.row import SettingRow
from studio.app.widgets.file_field import FileField
from studio.app.words import tr

if TYPE_CHECKING:
    from studio.app.studio import Studio


def folder(studio: "Studio") -> Path:
    """Return the folder that recordings go to."""
    chosen = studio.settings.now.recording_folder
    return Path(
        chosen
        or QStandardPaths.writableLocation(QStandardPaths.StandardLocation.MoviesLocation)
        or Path.home()
    )


def group(studio: "Studio") -> SettingGroup:
    """Return the group."""
    field = FileField(tr("Recording folder"), str(folder(studio)), wanted="folder")

    def keep(path: str) -> None:
        studio.settings.change(recording_folder=path)
        if path and not Path(path).is_dir():
            studio.say("warning", tr("{path} is no folder. Recordings need one.", path=path))

    field.edited.connect(keep)
    row = SettingRow(
        tr("Recording folder"),
        tr("Each recording is a Matroska file here, named by date and time."),
        field,
        "record folder mkv 录制 录像 文件夹 保存",
        wide=True,
    )
    return SettingGroup("recording", tr("Recording"), [row])
