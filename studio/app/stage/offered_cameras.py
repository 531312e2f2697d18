"""Cameras of linked studios, that become inputs by a click; one desk for each studio.

cameras = OfferedCameras.of(studio)
cameras.changed.connect(self.draw)
cameras.waiting                        # offered, and shown by no input yet
cameras.add(cameras.waiting[0])
"""

from functools import partial

from PySide6.QtCore import QObject, Signal

from studio.app.panels.adding import edited_scene
from studio.app.panels.input_panel import tell_refusal
from studio.app.stage.linked import Linked
from studio.app.stage.offered import OfferedCamera, camera_added, input_of, offered
from studio.app.studio import Studio
from studio.model.edits import EditTogether


class OfferedCameras(QObject):
    """See the module.

    Attributes:
        inputs: Every camera that is offered now, and the name of the input that shows it, or "".
    """

    changed = Signal()

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self.inputs: dict[OfferedCamera, str] = {}
        self._studio = studio
        self._linked = Linked.of(studio)
        self._linked.changed.connect(self._follow)
        studio.mirror.collection_changed.connect(self._follow)
        self._follow()

    @classmethod
    def of(cls, studio: Studio) -> "OfferedCameras":
        """Return the studio's."""
        return studio.part(cls)

    @property
    def waiting(self) -> tuple[OfferedCamera, ...]:
        """Those that no input shows yet."""
        return tuple(offer for offer, name in self.inputs.items() if not name)

    def add(self, offer: OfferedCamera, *, into_scene: bool = False) -> None:
        """Make a camera an input, with a picture in the scene that is worked on if wanted."""
        collection = self._studio.mirror.collection
        if collection is None:
            return
        scene = edited_scene(self._studio) if into_scene else ""
        edits, _ = camera_added(collection, offer, scene=scene)
        if edits:
            self._studio.link.do(EditTogether.of(edits), partial(tell_refusal, self._studio))

    def _follow(self) -> None:
        collection = self._studio.mirror.collection
        found = offered(self._linked.peers.values())
        inputs = {each: input_of(collection, each) if collection else "" for each in found}
        if inputs != self.inputs:
            self.inputs = inputs
            self.changed.emit()
