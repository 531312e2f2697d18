"""The anchor's desk at the captions: how they are set, what was said, and putting it right.

One for each studio, made on first use; it lives as long as that::

    desk = CaptionDesk.of(studio)
    desk.listen(True)
    desk.set(language="en")
    desk.correct("stew deal", "Studio")
    desk.said.rows
"""

from PySide6.QtCore import QObject, Signal

from studio.app.captions.said import Change, Said
from studio.app.link.engine_link import Reply
from studio.app.studio import Studio
from studio.app.words import tr
from studio.app.words.told import told
from studio.model.captions.settings import CaptionSettings
from studio.model.command import Command
from studio.model.commands import CorrectCaption, SetCaptions
from studio.model.events import Captioned, CaptionHealth

PROGRAMME = 1
"""The bus that viewers hear."""
NOBODY_YET = {PROGRAMME: ""}


class CaptionDesk(QObject):
    """See the module.

    Attributes:
        said: All that was said since the window was opened.
    """

    changed = Signal()
    """Captions are set otherwise, hearing goes otherwise, or the engine came or went."""
    told = Signal(object)
    """What became of the rows: a ``Change``."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._studio = studio
        self.said = Said()
        self._asked: CaptionSettings | None = None
        self._open = 0
        studio.mirror.captions_changed.connect(self.changed)
        studio.mirror.is_there_changed.connect(self.changed)
        studio.link.snapshot.connect(self._begin)
        studio.link.happened.connect(self._take)

    @classmethod
    def of(cls, studio: Studio) -> "CaptionDesk":
        """Return the studio's."""
        return studio.part(cls)

    @property
    def settings(self) -> CaptionSettings:
        """How captions are set."""
        return self._studio.mirror.captions

    @property
    def health(self) -> CaptionHealth:
        """How hearing goes."""
        return self._studio.mirror.captions_state.health

    @property
    def reason(self) -> str:
        """Why it has failed, as the engine says it."""
        return self._studio.mirror.captions_state.reason

    @property
    def is_there(self) -> bool:
        """Whether the engine is."""
        return self._studio.mirror.is_there

    def listen(self, is_on: bool) -> None:
        """Hear what is said, or pause; somebody on the programme's bus where nobody is named."""
        speakers = self._wanted.speakers or (NOBODY_YET if is_on else {})
        self.set(hears=is_on, speakers=speakers)

    def set(self, **changes: object) -> None:
        """Have captions otherwise."""
        settings = CaptionSettings.model_validate({**self._wanted.model_dump(), **changes})
        if settings != self._wanted:
            self._ask(SetCaptions(captions=settings), settings)

    def correct(self, heard: str, meant: str, instead_of: str = "") -> None:
        """Write something else from now on, and in what was said.

        Args:
            heard: As it is heard.
            meant: Nothing, if it was noise.
            instead_of: A correction that this one takes the place of.
        """
        if instead_of and instead_of != heard:
            self.forget(instead_of)
        corrections = {**self._wanted.corrections, heard: meant}
        settings = self._wanted.model_copy(update={"corrections": corrections})
        self._ask(CorrectCaption(heard=heard, meant=meant), settings)

    def forget(self, heard: str) -> None:
        """Write something as it is heard again."""
        kept = {key: meant for key, meant in self._wanted.corrections.items() if key != heard}
        self.set(corrections=kept)

    @property
    def _wanted(self) -> CaptionSettings:
        """How they will be once all is done that was asked for: a change keeps the last one."""
        return self._asked or self.settings

    def _ask(self, command: Command, settings: CaptionSettings) -> None:
        self._asked = settings
        self._open += 1
        self._studio.link.do(command, self._answered)

    def _answered(self, reply: Reply) -> None:
        self._open -= 1
        if not self._open:
            self._asked = None
        if not reply.ok:
            why = tr("The captions stay as they are. {why}", why=told(reply.reason))
            self._studio.say("warning", why)
            self.changed.emit()  # whatever was switched by hand shows how it is

    def _begin(self) -> None:
        self.said.begin()

    def _take(self, event: object) -> None:
        if isinstance(event, Captioned):
            change: Change | None = self.said.take(event.spoken)
            if change is not None:
                self.told.emit(change)
