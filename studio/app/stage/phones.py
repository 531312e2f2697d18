"""Phones that become cameras: by a click, or by themselves where the anchor wants it so."""

from functools import partial

from PySide6.QtCore import QObject

from studio.app.link.engine_link import Reply
from studio.app.panels.adding import edited_scene
from studio.app.panels.input_panel import sentence, tell_refusal
from studio.app.stage.desk import StageDesk
from studio.app.stage.peers import StagePeer
from studio.app.stage.phone_edits import offset_kept, phone_added
from studio.app.stage.seats import shown_by
from studio.app.studio import Studio
from studio.app.words import tr
from studio.model.edits import EditTogether
from studio.model.kinds_link import LinkSettings


class Phones(QObject):
    """One for each studio; ``of`` makes it."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._studio = studio
        self.desk = StageDesk.of(studio)
        self._adding: set[str] = set()
        self.desk.changed.connect(self._follow)
        studio.settings.changed.connect(self._follow)

    @classmethod
    def of(cls, studio: Studio) -> "Phones":
        """Return the studio's."""
        return studio.part(cls)

    def input_of(self, phone: StagePeer) -> str:
        """Return the name of the input that shows a phone, or ""."""
        collection = self._studio.mirror.collection
        return shown_by(collection, self.desk.phones, phone) if collection else ""

    def kept_ms(self, phone: StagePeer) -> float | None:
        """Return by how much a phone's input is set to have sound later; None for no input."""
        collection = self._studio.mirror.collection
        shown = collection.input(self.input_of(phone)) if collection else None
        settings = shown.typed if shown else None
        return settings.audio_offset_ms if isinstance(settings, LinkSettings) else None

    def keep_offset(self, phone: StagePeer, offset_ms: float) -> None:
        """Have a phone's sound be so much later from now on, by one step that can be undone."""
        collection = self._studio.mirror.collection
        edits = offset_kept(collection, self.desk.phones, phone, offset_ms) if collection else []
        if edits:
            self._studio.link.do(EditTogether.of(edits), partial(tell_refusal, self._studio))

    def add(self, phone: StagePeer, *, into_scene: bool = True) -> None:
        """Make a phone an input, with a picture in the scene that is worked on if wanted."""
        collection = self._studio.mirror.collection
        if collection is None:
            return
        scene = edited_scene(self._studio) if into_scene else ""
        edits, _ = phone_added(collection, self.desk.phones, phone, title=tr("Phone"), scene=scene)
        if not edits:
            return
        self._adding.add(phone.id)

        def done(reply: Reply) -> None:
            if not reply.ok:
                self._adding.discard(phone.id)
                self._studio.say("warning", sentence(reply))

        self._studio.link.do(EditTogether.of(edits), done)

    def _follow(self) -> None:
        """Add those that came, if the anchor wants it so; each once: one may be taken away."""
        there = {each.id for each in self.desk.phones}
        self._adding &= there
        if not self._studio.settings.now.adds_phones:
            return
        for phone in self.desk.phones:
            if phone.id not in self._adding and not phone.is_lost and not self.input_of(phone):
                self.add(phone, into_scene=False)
