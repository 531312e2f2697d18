"""The user's own face in a grid of things to wear: each tile that is seen, one after the other.

One small view of the engine goes from tile to tile, so that the grid costs as much as two small
pictures a second, however large it is.  It rests while the grid can't be seen, and a while
after the engine was late; tiles keep their last picture, and what was drawn for them until
the first one comes, which is never where nobody's face is seen::

    fitting = Fitting(studio, "Camera", field, lambda effect: filters_with(effect))
"""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from studio.app.link.views import View
from studio.app.studio import Studio
from studio.model.scene import Filter

FPS = 2.0
TURN_MS = 250
"""From a picture to the next tile: its view, which is half as far on, draws no second one."""
PATIENCE_MS = 1_500
"""So long a tile is waited for: its models may be drawn just now, or nobody's face is seen."""
RESTS_MS = 1_000
"""Between two looks at whether there is something to do again."""
CALM_MS = 10_000
"""So long it rests after the engine was late."""


class Tiles(Protocol):
    """What shows the pictures."""

    @property
    def tile_px(self) -> int:
        """How wide and high a picture is on this screen."""

    def in_view(self) -> tuple[str, ...]:
        """Return the values whose tiles can be seen now, in their order."""

    def show_worn(self, value: str, image: QImage) -> None:
        """Show how a value looks on the user."""


class Fitting(QObject):
    """See the module; it lives as long as what shows it.

    Args:
        studio: Whose.
        name: Of the input.
        tiles: Show the pictures.
        widget: What must be seen, and owns this.
        put_on: Returns the filters that put a value on.
    """

    def __init__(
        self,
        studio: Studio,
        name: str,
        tiles: Tiles,
        widget: QWidget,
        put_on: Callable[[str], tuple[Filter, ...]],
    ) -> None:
        super().__init__(widget)
        self._studio = studio
        self._tiles = tiles
        self._put_on = put_on
        self._value = ""
        self._lagged: int | None = None
        self._is_resting = True
        self._calm = QTimer(self, interval=CALM_MS, singleShot=True)
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self._turn)
        self.view = View(studio.link, "head", name, tiles.tile_px, tiles.tile_px, 0)
        self.view.end_with(widget)
        self.view.follow(widget)
        self.view.frame_ready.connect(self._take)
        studio.mirror.stats_changed.connect(self._mind_lag)
        self._mind_lag()
        self._next.start(TURN_MS)

    def _turn(self) -> None:
        """Go on to the next tile, or rest where there is none."""
        is_calm = self.view.is_shown and not self._calm.isActive()
        following = _after(self._value, self._tiles.in_view() if is_calm else ())
        filters = self._put_on(following) if following is not None else ()
        if following is None or not filters:
            self._rest(True)
            self._next.start(RESTS_MS)
            return
        self._value = following
        self._rest(False)
        self.view.try_on(filters)
        self._next.start(PATIENCE_MS)

    def _take(self) -> None:
        image = self.view.image()
        if image is not None and self.view.is_newest:
            self._tiles.show_worn(self._value, image)
            self._next.start(TURN_MS)

    def _rest(self, is_resting: bool) -> None:
        if is_resting != self._is_resting:
            self._is_resting = is_resting
            self.view.set_fps(0 if is_resting else FPS)

    def _mind_lag(self) -> None:
        stats = self._studio.mirror.stats
        if stats is None:
            return
        if self._lagged is not None and stats.frames_lagged > self._lagged:
            self._calm.start()
            self._rest(True)
        self._lagged = stats.frames_lagged


def _after(value: str, values: tuple[str, ...]) -> str | None:
    """Return what comes after a value, in a round; None if there is nothing."""
    if not values:
        return None
    return values[(values.index(value) + 1) % len(values)] if value in values else values[0]
