"""One drag on its way to the engine: seen at once, sent 30 times a second, undone in one step.

The engine is never ahead of nor far behind the mouse: the next move is sent when the time
has come and the last one was answered.  Until the last one is answered, before which the
engine has told what it changed, the widget shows what the anchor did::

    gesture.begin()
    gesture.to({("Main", 3): transform})
    gesture.end()                            # or cancel()
    Layout(collection, sizes, gesture.transforms)
"""

import secrets
from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer, Signal

from studio.app.link.engine_link import Reply
from studio.app.picture.drags import changes
from studio.app.studio import Studio
from studio.model.edits import Edit, EditTogether, SetSceneItemTransform
from studio.model.graph import items_of
from studio.model.layout import ItemKey
from studio.model.transform import Transform

PERIOD_MS = 33


class Gesture(QObject):
    """See the module.

    Attributes:
        transforms: What is shown instead of what the engine says.
        is_active: Between ``begin`` and ``end``.
    """

    changed = Signal()

    def __init__(self, studio: Studio, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self.transforms: dict[ItemKey, Transform] = {}
        self.is_active = False
        self._id = ""
        self._first: dict[ItemKey, Transform] = {}
        self._sent: dict[ItemKey, Transform] = {}
        self._waiting = 0
        self._pace = QTimer(self, singleShot=True, interval=PERIOD_MS)
        self._pace.timeout.connect(lambda: self._send())

    def begin(self) -> None:
        """Start anew; one that still runs ends where it is."""
        self.end()
        self._id = f"drag-{secrets.token_hex(8)}"
        self.is_active = True
        self._first, self._sent = {}, {}

    def to(self, transforms: Mapping[ItemKey, Transform]) -> None:
        """Show items so, and have the engine do it."""
        if not self.is_active:
            return
        for key in transforms.keys() - self._first.keys():
            if (now := self._at_engine(key)) is not None:
                self._first[key] = self._sent[key] = now
        self.transforms = {key: each for key, each in transforms.items() if key in self._first}
        self.changed.emit()
        if not self._pace.isActive():
            self._send()

    def cancel(self) -> None:
        """Put everything back to where it was."""
        if self.is_active:
            self.to(self._first)
            self.end()

    def end(self) -> None:
        """Let go: what isn't sent yet is sent now."""
        if not self.is_active:
            return
        self.is_active = False
        self._pace.stop()
        self._send(at_once=True)

    def _send(self, *, at_once: bool = False) -> None:
        if self._waiting and not at_once:
            return  # the answer brings us back
        edits: list[Edit] = [
            SetSceneItemTransform(scene=key[0], item_id=key[1], transform=changed, gesture=self._id)
            for key, transform in self.transforms.items()
            if key in self._sent and (changed := changes(self._sent[key], transform))
        ]
        if not edits:
            if not self.is_active and not self._waiting and self.transforms:
                self._forget()  # the engine's own word came before its last answer
            return
        self._sent |= self.transforms
        edit = edits[0] if len(edits) == 1 else EditTogether.of(edits, self._id)
        self._waiting += 1
        self._pace.start()
        self._studio.link.do(edit, self._answered)

    def _answered(self, reply: Reply) -> None:
        self._waiting -= 1
        if not reply.ok:
            self._studio.say("warning", reply.reason)
            self.is_active = False
            self._forget()
        elif not self._pace.isActive() or not self.is_active:
            self._send()

    def _forget(self) -> None:
        self.transforms = {}
        self.changed.emit()

    def _at_engine(self, key: ItemKey) -> Transform | None:
        collection = self._studio.mirror.collection
        items = items_of(collection, key[0]) if collection else ()
        return next((item.transform for item in items if item.id == key[1]), None)
