"""What stands around the picture: each dock is a module of this package with ``make(studio)``.

The window gives a dock its title, its card and its place; the module gives what is in it.
A module that isn't there is a part of the studio that doesn't exist yet: it is not shown.
"""

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal

from PySide6.QtWidgets import QWidget

from studio.app.words import later

if TYPE_CHECKING:
    from studio.app.studio import Studio

Area = Literal["left", "right", "bottom"]


@dataclass(frozen=True, slots=True)
class DockSpec:
    """One dock of the default layout.

    Attributes:
        id: The name of its module, and of its place in saved layouts.
        title: In English; said by ``tr``.
        area: Where it stands, in order from above.
        beside: The dock whose tab it shares, or nothing.
        is_shown: Whether the default layout shows it.
        is_whole: It is never lower than what is in it; others are scrolled then.
    """

    id: str
    title: str
    area: Area
    beside: str = ""
    is_shown: bool = True
    is_whole: bool = False

    @property
    def is_there(self) -> bool:
        """Whether its module exists."""
        return find_spec(self.module) is not None

    @property
    def is_first(self) -> bool:
        """Whether it is seen with the first picture, where nobody moved the docks."""
        return self.is_shown and not self.beside

    @property
    def module(self) -> str:
        """The name of its module."""
        return f"{__name__}.{self.id}"

    def make(self, studio: "Studio") -> QWidget:
        """Return what is in it."""
        widget = import_module(self.module).make(studio)
        assert isinstance(widget, QWidget)
        return widget


DOCKS: tuple[DockSpec, ...] = (
    DockSpec("scenes", later("Scenes"), "left"),
    DockSpec("sources", later("Sources"), "left"),
    DockSpec("danmaku", later("Danmaku"), "right", is_whole=True),
    DockSpec("gifts", later("Gifts"), "right", beside="danmaku"),
    DockSpec("stats", later("Stats"), "right", beside="danmaku"),
    DockSpec("stage", later("Stage"), "right", beside="danmaku"),
    DockSpec("captions", later("Captions"), "right", beside="danmaku"),
    DockSpec("controls", later("Controls"), "right", is_whole=True),
    DockSpec("mixer", later("Mixer"), "bottom", is_whole=True),
    DockSpec("cameras", later("Cameras"), "bottom", is_shown=False),
    DockSpec("multiview", later("Multiview"), "bottom", is_shown=False),
)
