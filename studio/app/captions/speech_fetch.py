"""Fetches what hears words, in a child process that tells how far it is.

fetch = SpeechFetch.of(studio)
fetch.start("voice", "whisper")
fetch.changed.connect(lambda: say(fetch.told, fetch.fault))
"""

from PySide6.QtCore import QObject

from studio.app.panels.model_fetch import ModelFetch
from studio.app.studio import Studio
from studio.app.words import later, tr

PARTS = {
    "voice": later("What hears when somebody speaks"),
    "english": later("Moonshine tiny"),
    "whisper": later("Whisper base"),
}


class SpeechFetch(ModelFetch):
    """See the module and ``ModelFetch``."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        if isinstance(parent, Studio):
            parent.closed.connect(self.stop)

    @classmethod
    def of(cls, studio: Studio) -> "SpeechFetch":
        """Return the studio's."""
        return studio.part(cls)

    def _words(self, name: str, percent: str) -> str:
        """Return how far it is; a model of several files counts for each anew."""
        what = PARTS.get(name.partition("_")[0])
        said = tr(what) if what is not None else name
        return tr("{what} is being fetched: {percent} %", what=said, percent=percent)
