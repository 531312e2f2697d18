"""Small live pictures of scenes, one a second, only of those that are seen.

Of the others the last picture is kept: an engine has few views for all its clients.

Example::

    thumbnails = Thumbnails(studio)
    thumbnails.changed.connect(redraw)
    thumbnails.show(["Main", "Pause"], width=160, height=90)
    thumbnails.image("Main")
"""

from collections.abc import Collection as Names
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from studio.app.link.views import View
from studio.app.studio import Studio

FPS = 1.0
MOST_VIEWS = 16


class Thumbnails(QObject):
    """See the module.

    Args:
        studio: Whose scenes.

    Attributes:
        changed: There is a new picture of this scene.
    """

    changed = Signal(str)

    def __init__(self, studio: Studio, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._views: dict[str, View] = {}
        self._images: dict[str, QImage] = {}
        self._size = (0, 0)
        # Closed with us, and not by us: this runs when what Qt has of us is gone already.
        views = self._views
        self.destroyed.connect(lambda: _end_all(views))

    def keep(self, names: Names[str]) -> None:
        """Forget scenes that aren't there any more."""
        for name in self._views.keys() - set(names):
            self._end(name)
        self._images = {name: each for name, each in self._images.items() if name in names}

    def show(self, seen: Sequence[str], width: int, height: int) -> None:
        """Have pictures of the scenes that are seen; those of the others stay as they are."""
        seen = seen[:MOST_VIEWS]
        for name in self._views.keys() - set(seen):
            self._end(name)
        for name in seen:
            view = self._views.get(name)
            if view is None:
                view = View(self._studio.link, "scene", name, width, height, FPS)
                view.frame_ready.connect(lambda name=name: self._came(name))
                self._views[name] = view
            elif (width, height) != self._size:
                view.set_size(width, height)
        self._size = (width, height)

    def image(self, name: str) -> QImage | None:
        """Return the newest picture of a scene, or None while there is none."""
        return self._images.get(name)

    @property
    def seen(self) -> frozenset[str]:
        """The scenes whose pictures come now."""
        return frozenset(self._views)

    def _came(self, name: str) -> None:
        view = self._views.get(name)
        image = view.image() if view else None
        if image is not None:
            self._images[name] = image
            self.changed.emit(name)

    def _end(self, name: str) -> None:
        self._views.pop(name).close()  # Python's own: with a parent, deleteLater crashed PySide


def _end_all(views: dict[str, View]) -> None:
    while views:
        views.popitem()[1].close()
