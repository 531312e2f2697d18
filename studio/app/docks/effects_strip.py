"""The mixer's strip of what plugins play, gifts' sounds above all: one volume for all of it.

It is there while a plugin may play something, or what was set here would not be seen::

    strip = EffectsStrip(studio, parent)
    strip.setVisible(strip.is_wanted())
"""

from PySide6.QtWidgets import QWidget

from studio.app.docks.strip import Strip
from studio.app.studio import Studio
from studio.app.words import tr
from studio.model.edits import SetEffects
from studio.model.scene import Audio

RIGHT = "sound"


class EffectsStrip(Strip):
    """See the module."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(tr("Effects"), parent, is_input=False)
        self._studio = studio
        self.setToolTip(tr("What plugins play over the mix, such as the sounds of gifts"))
        self.volume_wanted.connect(self._set_volume)
        self.mute_wanted.connect(self._set_muted)

    def is_wanted(self) -> bool:
        """Tell whether something may sound here, or is set here."""
        audio = self._audio()
        return audio.effects_muted or audio.effects_db != 0.0 or self._may_sound()

    def draw(self) -> None:
        """Show the volume as it is now."""
        audio = self._audio()
        self.set_volume(audio.effects_db)
        self.set_state(is_device=False, is_muted=audio.effects_muted, is_monitored=False)
        self.meter.set_muted(audio.effects_muted)

    def _audio(self) -> Audio:
        collection = self._studio.mirror.collection
        return collection.audio if collection else Audio()

    def _may_sound(self) -> bool:
        plugins = self._studio.plugins.plugins.values()
        return any(each.is_enabled and RIGHT in each.granted for each in plugins)

    def _set_volume(self, volume_db: float, gesture: str) -> None:
        is_muted = self.mute.isChecked()
        self._studio.link.do(SetEffects(volume_db=volume_db, muted=is_muted, gesture=gesture))

    def _set_muted(self, is_muted: bool) -> None:
        # What is shown, as the engine may not have answered yet to the last volume.
        self._studio.link.do(SetEffects(volume_db=self.fader.volume_db, muted=is_muted))
