"""Small live pictures of scenes, one a second, only of those that are seen.

Example::

    thumbnails = Thumbnails(studio)
    thumbnails.changed.connect(redraw)
    thumbnails.show({"Main", "Pause"}, width=160, height=90)
    thumbnails.image("Main")
"""

from collections.abc import Collection as Names

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from studio.app.link.views import View
from studio.app.studio import Studio

FPS = 1.0


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
        self._size = (0, 0)

    def keep(self, names: Names[str]) -> None:
        """Forget scenes that aren't there any more."""
        for name in self._views.keys() - set(names):
            view = self._views.pop(name)
            view.close()
            view.deleteLater()

    def show(self, seen: Names[str], width: int, height: int) -> None:
        """Have pictures of the scenes that are seen; the others rest."""
        size = (width, height)
        for name in seen:
            if name not in self._views:
                view = View(self._studio.link, "scene", name, width, height, FPS, self)
                view.frame_ready.connect(lambda name=name: self.changed.emit(name))
                self._views[name] = view
        for name, view in self._views.items():
            view.set_shown(name in seen)
            if size != self._size:
                view.set_size(width, height)
        self._size = size

    def image(self, name: str) -> QImage | None:
        """Return the newest picture of a scene, or None while there is none."""
        view = self._views.get(name)
        return view.image() if view else None

    def close(self) -> None:
        """End all of them."""
        self.keep(())
