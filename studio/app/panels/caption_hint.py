"""Why a caption source reads nothing, and the button that changes it, in its form.

Adding the source doesn't switch recognition on by itself: it costs the machine, and words may
come from elsewhere too.
"""

from PySide6.QtWidgets import QWidget

from studio.app.captions.desk import CaptionDesk
from studio.app.studio import Studio
from studio.app.widgets.one_bar import OneBar
from studio.app.words import tr
from studio.app.words.told import told
from studio.model.kinds_captions import CaptionSourceSettings


class CaptionHint(OneBar):
    """See the module.

    Args:
        studio: Whose.
    """

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = CaptionDesk.of(studio)
        self._settings = CaptionSourceSettings()
        self._desk.changed.connect(self._show_state)

    def follow(self, settings: CaptionSourceSettings) -> None:
        """Say what there is to say of a source that is set so."""
        self._settings = settings
        self._show_state()

    def _show_state(self) -> None:
        if not self._desk.is_there:
            self.clear()
        elif self._desk.health == "off":
            text = tr("Nobody is listened to yet, so there is nothing to read here.")
            self.say("info", text, (tr("Listen"), self._switch_on))
        elif self._desk.health == "failed":
            self.say("warning", told(self._desk.reason))
        elif self._settings.text != "original" and not self._desk.settings.translate_to:
            self.say("info", tr("Translations are switched on in the captions dock."))
        else:
            self.clear()

    def _switch_on(self) -> None:
        self._desk.listen(True)
