"""Keeps each scene as its layout has it while guests come and go.

A choice and what follows from it are ordinary edits with one gesture, so that one undo takes
them back.  A guest has a place from the first picture on: nothing else than people is ever
seen there.  Whoever moves a guest by hand, or takes a layout back, has the scene to himself
from then on: its layout is ``free``, and nothing is moved any more::

    seating = Seating.of(studio)
    seating.choose("auto")               # in the scene that is worked on
    seating.chosen_for("Main")           # "auto"
"""

import itertools

from PySide6.QtCore import QObject, Signal

from studio.app.link.engine_link import Reply
from studio.app.panels.adding import edited_scene
from studio.app.panels.input_panel import sentence
from studio.app.stage.desk import StageDesk
from studio.app.stage.layout_edits import arranged
from studio.app.stage.layouts import FREE, layout_of
from studio.app.stage.linked import Linked
from studio.app.studio import Studio
from studio.app.words import tr
from studio.model.edits import Edit, EditTogether

FIRST = "over"
"""The layout of a scene that gets its first guest: it moves nothing that is there."""
MOST_SCENES = 100


class Seating(QObject):
    """One for each studio; ``of`` makes it."""

    changed = Signal()
    """A scene has another layout."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._studio = studio
        self._desk = StageDesk.of(studio)
        self._linked = Linked.of(studio)
        self._taken: tuple[int, ...] | None = None
        self._awaited: tuple[int, ...] = ()
        self._came: set[str] = set()
        self._is_sending = False
        self._again: dict[str, None] = {}
        self._settled: dict[str, str] = {}
        self._gestures = itertools.count(1)
        self._gesture = ""
        self._desk.changed.connect(self._guests_changed)
        self._linked.changed.connect(self._guests_changed)
        studio.mirror.collection_changed.connect(self._collection_changed)
        self._guests_changed()

    @classmethod
    def of(cls, studio: Studio) -> "Seating":
        """Return the studio's."""
        return studio.part(cls)

    def chosen_for(self, scene: str) -> str:
        """Return the layout of a scene, "" where none was ever chosen."""
        return self._studio.settings.now.stage_layouts.get(scene, "")

    def choose(self, layout: str, scene: str = "") -> None:
        """Have people lie so in a scene, and whoever comes and goes."""
        scene = scene or edited_scene(self._studio)
        self._gesture = f"stage-{next(self._gestures)}"
        self._keep(scene, layout)
        self._fill([scene])

    def choose_anchor(self, input_name: str) -> None:
        """Take this input for the anchor's own picture; "" for the likeliest."""
        self._studio.settings.change(stage_anchor=input_name)
        scene = edited_scene(self._studio)
        if layout_of(self.chosen_for(scene)) is not None:
            self.choose(self.chosen_for(scene), scene)

    def _guests_changed(self) -> None:
        """Fill scenes anew where somebody took a seat or left one."""
        if not self._desk.is_there or self._studio.mirror.collection is None:
            return
        seats = sorted(self._desk.seats.items())
        pictured = {id for id, peer in self._linked.peers.items() if peer.width}
        self._came = {peer.id for _, peer in seats if peer.id in self._came | pictured}
        taken = tuple(seat for seat, peer in seats if peer.id in self._came)
        awaited = tuple(seat for seat, _ in seats if seat not in taken)
        if (taken, awaited) == (self._taken, self._awaited):
            return
        before = {*(self._taken or ()), *self._awaited}
        self._taken, self._awaited = taken, awaited
        scene = edited_scene(self._studio)
        if {*taken, *awaited} - before and not self.chosen_for(scene):
            self._gesture = f"stage-{next(self._gestures)}"
            self._keep(scene, FIRST)
        self._fill(list(self._studio.settings.now.stage_layouts) or [scene])

    def _collection_changed(self) -> None:
        """Let a scene go that somebody else than us has changed."""
        if self._taken is None:
            self._guests_changed()
        for scene, layout in tuple(self._studio.settings.now.stage_layouts.items()):
            if layout_of(layout) is None:
                continue
            shape = self._shape()
            if not self._edits(scene, layout):
                self._settled[scene] = shape
            elif self._settled.pop(scene, None) == shape:
                self._keep(scene, FREE)

    def _shape(self) -> str:
        """Return what a layout depends on beside the scene; after another nothing is by hand."""
        collection = self._studio.mirror.collection
        canvas = collection.canvas if collection else None
        path = self._studio.mirror.collection_path
        size = (canvas.width, canvas.height) if canvas else ()
        return f"{path} {size} {self._taken} {self._awaited}"

    def _fill(self, scenes: list[str]) -> None:
        if self._is_sending:  # what is on its way is not in the collection yet
            self._again.update(dict.fromkeys(scenes))
            return
        edits: list[Edit] = []
        for scene in scenes:
            more = self._edits(scene, self.chosen_for(scene) or FREE)
            self._settled.pop(scene, None)
            if not more:
                self._settled[scene] = self._shape()
            edits += [each for each in more if each not in edits]
        if edits:
            self._is_sending = True
            self._studio.link.do(EditTogether.of(edits, self._gesture), self._done)

    def _edits(self, scene: str, layout: str) -> list[Edit]:
        collection = self._studio.mirror.collection
        if collection is None:
            return []
        return arranged(
            collection,
            scene,
            layout,
            taken=self._taken or (),
            awaited=self._awaited,
            title=lambda seat: tr("Guest {number}", number=seat),
            anchor=self._studio.settings.now.stage_anchor,
        )

    def _done(self, reply: Reply) -> None:
        self._is_sending = False
        if not reply.ok:
            self._studio.say("warning", sentence(reply))
        again, self._again = list(self._again), {}
        if again:
            self._fill(again)

    def _keep(self, scene: str, layout: str) -> None:
        kept = {**self._studio.settings.now.stage_layouts}
        kept.pop(scene, None)
        kept[scene] = layout
        newest = list(kept.items())[-MOST_SCENES:]
        self._studio.settings.change(stage_layouts=dict(newest))
        self._settled.pop(scene, None)
        self.changed.emit()
