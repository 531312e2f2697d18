"""The background filter as data: what is put where nobody is.

Where somebody is says the mask of the picture's ``tracked``, refined by its colours
(``matting``).  Both compositors take the same numbers::

    Background(mode=BLUR, blur=0.6)
    Background(mode=PICTURE, behind=beach)
"""

from dataclasses import dataclass

from studio.engine.picture import Picture
from studio.model.kinds import rgba
from studio.model.kinds_background import BackgroundSettings

BLUR, PICTURE, COLOR, CUT_OUT = "blur", "picture", "color", "cut_out"


@dataclass(frozen=True, slots=True)
class Background:
    """What is behind people.

    Attributes:
        mode: ``BLUR`` of what is there, ``PICTURE`` in its place, ``COLOR``, or ``CUT_OUT``:
            nothing, so that what lies below the layer is seen.
        blur: 0..1, how far it is out of focus.
        source: The name of the input that ``behind`` comes from, if there is one.
        behind: Of ``PICTURE``; None while there is none yet: then the blur stands in, so that
            a room that nobody should see is not seen while a file loads.
        color: Of ``COLOR``, red, green and blue, 0..255.
        feather: 0..1, how soft the edge is.
        shift: -1..1, above 0 the edge lies farther out.
        wrap: 0..1, how much of the background's light falls on the edge.
    """

    mode: str = BLUR
    blur: float = 0.6
    source: str = ""
    behind: Picture | None = None
    color: tuple[int, int, int] = (0, 177, 64)
    feather: float = 0.4
    shift: float = 0.0
    wrap: float = 0.3


def background_of(settings: BackgroundSettings, source: str) -> Background:
    """Return what settings say.

    Args:
        settings: Of the filter.
        source: The name of the input that has their picture or video; "" if there is none.
    """
    return Background(
        mode=PICTURE if settings.mode == "video" else settings.mode,
        blur=settings.blur,
        source=source,
        color=rgba(settings.color)[:3],
        feather=settings.feather,
        shift=settings.shift,
        wrap=settings.light_wrap,
    )
