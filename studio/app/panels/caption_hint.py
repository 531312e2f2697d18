"""Why a caption source reads nothing, and the button that changes it, in its form.

Adding the source doesn't switch recognition on by itself: it costs the machine, and words may
come from elsewhere too.
"""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.app.captions.desk import CaptionDesk
from studio.app.studio import Studio
from studio.app.widgets.bar import Bar, Level
from studio.app.words import tr
from studio.app.words.told import told
from studio.model.kinds_captions import CaptionSourceSettings

Said = tuple[Level, str, str]
"""How bad it is, a sentence, and what its button says."""


class CaptionHint(QWidget):
    """See the module.

    Args:
        studio: Whose.

    Attributes:
        bar: What it says; None if there is nothing to say.
    """

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = CaptionDesk.of(studio)
        self._settings = CaptionSourceSettings()
        self._said: Said | None = None
        self.bar: Bar | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()
        self._desk.changed.connect(self._show_state)

    def follow(self, settings: CaptionSourceSettings) -> None:
        """Say what there is to say of a source that is set so."""
        self._settings = settings
        self._show_state()

    def _show_state(self) -> None:
        said = self._to_say()
        if said == self._said:
            return
        self._said = said
        if self.bar is not None:
            self.bar.deleteLater()
            self.bar = None
        if said is not None:
            level, text, action = said
            do: Callable[[], object] | None = self._switch_on if action else None
            self.bar = Bar(level, text, action, do, closable=False)
            self._column.addWidget(self.bar)
        self.setVisible(said is not None)

    def _to_say(self) -> Said | None:
        if not self._desk.is_there:
            return None
        if self._desk.health == "off":
            text = tr("Nobody is listened to yet, so there is nothing to read here.")
            return "info", text, tr("Listen")
        if self._desk.health == "failed":
            return "warning", told(self._desk.reason), ""
        if self._settings.text != "original" and not self._desk.settings.translate_to:
            return "info", tr("Translations are switched on in the captions dock."), ""
        return None

    def _switch_on(self) -> None:
        self._desk.listen(True)
