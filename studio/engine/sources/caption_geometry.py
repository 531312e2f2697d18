"""How large a caption source is, and how its lines lie in it; the same whatever is said.

Its size hangs on the settings alone, so that its item lies still while lines come and go.  The
last line stands at the bottom, as lines roll up; a translation's lines stand below what was said::

    geometry = Geometry.of(settings)
    geometry.width, geometry.height, geometry.said.pitch
"""

from dataclasses import dataclass

from studio.model.kinds_captions import CaptionSourceSettings

_PITCH = 1.3
"""From line to line, in sizes of the text: Chinese letters nearly fill theirs."""
_ASCENT = 1.02
"""From the top of a line to its baseline: letters of both writings look centred so."""
_CLEAR_PX = 2
"""Stays clear all around: such edges need no smoothing when they are composed."""


@dataclass(frozen=True, slots=True)
class Style:
    """How lines of one sort are written.

    Attributes:
        size_px: Of the letters.
        color: Of the first speaker's.
    """

    size_px: int
    color: str

    @property
    def pitch(self) -> int:
        """From line to line, in pixels."""
        return round(self.size_px * _PITCH)

    @property
    def ascent(self) -> int:
        """From the top of a line to its baseline."""
        return round(self.size_px * _ASCENT)


@dataclass(frozen=True, slots=True)
class Geometry:
    """See the module.

    Attributes:
        width: Of the picture; even.
        height: Likewise.
        room: For words, of the width.
        side: Left of the words and right of them.
        above: Above the first line and below the last one.
        said: What was said, or its translation where that is read alone.
        translated: A translation that stands below.
    """

    width: int
    height: int
    room: int
    side: int
    above: int
    said: Style
    translated: Style

    @classmethod
    def of(cls, settings: CaptionSourceSettings) -> "Geometry":
        """Return that of a source with such settings; letters that are too large become smaller."""
        width = settings.width_px + settings.width_px % 2
        edge = _CLEAR_PX + settings.outline_px + 2 * settings.shadow_px
        side = min(edge + settings.padding_px, width // 4)
        room = width - 2 * side
        said = Style(min(settings.size_px, room // 2), settings.color)
        translated = Style(min(settings.translation_size_px, room // 2), settings.translation_color)
        above = edge + padding_above(settings)
        pitches = said.pitch + (translated.pitch if settings.text == "both" else 0)
        height = settings.lines * pitches + 2 * above
        return cls(width, height + height % 2, room, side, above, said, translated)


def padding_above(settings: CaptionSourceSettings) -> int:
    """Return how far the box reaches above a line; beside its words it reaches farther."""
    return settings.padding_px // 4
