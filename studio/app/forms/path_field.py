"""A file of this computer; one beside the collection is told relative to it, as it was."""

from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.app.forms.field import Field
from studio.app.forms.schema import Setting
from studio.app.panels.new_source import suffixes, told_path
from studio.app.widgets.file_field import FileField
from studio.app.words import tr


class PathField(Field):
    """A path that can be typed, chosen and dropped.

    Args:
        setting: What is set.
        collection_path: Of the collection's file, if it is known.
    """

    def __init__(
        self, setting: Setting, collection_path: Path | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(setting, parent)
        self._collection_path = collection_path
        folder = str(collection_path.parent) if collection_path else ""
        nothing = tr(setting.nothing) if setting.nothing else ""
        self.box = FileField(
            self.name, filters=filters(setting.accept), folder=folder, nothing=nothing
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.box)
        self.setFocusProxy(self.box)
        self.box.edited.connect(self._chosen)

    def set_value(self, value: object) -> None:
        """Show a path."""
        path = value if isinstance(value, str) else ""
        if path != self.box.value:
            self.box.set_value(path)

    def _chosen(self, path: str) -> None:
        told = told_path(Path(path), self._collection_path) if Path(path).is_absolute() else path
        self.box.set_value(told)
        self.edited.emit(told)


def filters(accept: str) -> str:
    """Return Qt's filters for files of a sort."""
    titles = {
        "image": tr("Pictures"),
        "video": tr("Videos"),
        "visual": tr("Pictures and videos"),
        "sound": tr("Sound"),
        "media": tr("Videos and sound"),
        "text": tr("Text"),
    }
    ends = suffixes(accept)
    if not ends or accept not in titles:
        return ""
    globs = " ".join(f"*{end}" for end in ends)
    return f"{titles[accept]} ({globs});;{tr('All files')} (*)"
