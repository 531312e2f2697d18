"""What a caption source reads at a time: lines, who says them, and how long each stays.

Values and time only.  How long something stays is counted from when it was told, not from when
it was said: whoever recognises slowly, or has no clock, is read as long as others.  What is
over stays away, though it is told again with a correction::

    text = CaptionText(settings, width_of, width_of_translation)
    text.say(spoken, now_ms)
    text.rows                       # (Row("Mary: Hello, everybody.", …), …)
    text.next_ms                    # when one goes away
    text.pass_time(now_ms)
"""

from collections import OrderedDict
from dataclasses import dataclass

from studio.engine.sources.caption_geometry import Geometry
from studio.model.captions.language import primary
from studio.model.captions.lines import CaptionBox
from studio.model.captions.pieces import WidthOf
from studio.model.captions.spoken import Spoken, Word
from studio.model.captions.wording import words_of
from studio.model.captions.writing import on_one_line
from studio.model.kinds_captions import SPEAKER_COLORS, CaptionSourceSettings

MOST_REMEMBERED = 128
"""Breaths that may be told again without coming up as new."""
UNFINISHED_MS = 10_000
"""So long stays what nobody finishes: its recogniser has died."""
MOST_OF_A_NAME = 24
"""Letters of it."""
_MOST_SPEAKERS = 64


@dataclass(frozen=True, slots=True)
class Row:
    """One line, as it is painted.

    Attributes:
        is_translated: It stands in the style of a translation below what was said.
        color: Of its letters; "" for that of the style.
        is_final: It will not change any more.
    """

    text: str
    is_translated: bool = False
    color: str = ""
    is_final: bool = True


@dataclass(slots=True)
class _Breath:
    """Something that was said.

    Attributes:
        key: What the boxes know it by; "" when it is over.
        is_named: Its first line says who speaks.
        parts: What each box was given.
        until_ms: It stays.
    """

    key: str
    is_named: bool
    parts: list[Spoken | None]
    until_ms: int = 0


class CaptionText:
    """See the module.

    Args:
        settings: Of the source.
        width_of: Returns how wide a text is, in pixels.
        width_of_translation: Likewise, of one that stands below what was said.
    """

    def __init__(
        self, settings: CaptionSourceSettings, width_of: WidthOf, width_of_translation: WidthOf
    ) -> None:
        self._settings = settings
        room = Geometry.of(settings).room
        self._boxes = [CaptionBox(room, settings.lines, width_of)]
        if settings.text == "both":
            self._boxes.append(CaptionBox(room, settings.lines, width_of_translation))
        self._breaths: OrderedDict[str, _Breath] = OrderedDict()
        self._count = 0
        self._named = ""  # who spoke last, as far as that is still to be read
        self._speakers: dict[str, int] = {}

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is read now, from the top."""
        return tuple(
            Row(text, number == 1, self._color(line.speaker), line.is_final)
            for number, box in enumerate(self._boxes)
            for line in box.lines
            if (text := on_one_line(line.text))
        )

    @property
    def next_ms(self) -> int | None:
        """When ``pass_time`` has something to do; None while nothing is read."""
        return min((each.until_ms for each in self._breaths.values() if each.key), default=None)

    def say(self, spoken: Spoken, now_ms: int) -> None:
        """Take in what is said; without words, it is taken back.

        Args:
            spoken: As it shall be read.
            now_ms: On any clock, that of ``pass_time``.
        """
        breath = self._breaths.get(spoken.id)
        if not spoken.words:
            if breath is not None:
                self._end(breath)
            return
        parts = self._parts(spoken, is_named=breath is not None and breath.is_named)
        if not any(parts) or (breath is not None and breath.parts == parts):
            return  # there is nothing to read as yet, or it was read already
        if breath is None or not breath.key:
            breath = self._begin(spoken)
            parts = self._parts(spoken, is_named=breath.is_named)
        self._give(breath, parts)
        stays_ms = round(self._settings.stays_s * 1000)
        if not spoken.is_final:
            stays_ms = max(stays_ms, UNFINISHED_MS)
        breath.until_ms = now_ms + stays_ms

    def correct(self, spoken: Spoken) -> None:
        """Read something otherwise that is read already; what is over stays away."""
        breath = self._breaths.get(spoken.id)
        if breath is not None and breath.key and spoken.words:
            self._give(breath, self._parts(spoken, is_named=breath.is_named))

    def pass_time(self, now_ms: int) -> None:
        """Take away what stood long enough."""
        for breath in self._breaths.values():
            if breath.key and breath.until_ms <= now_ms:
                self._end(breath)
        if self.next_ms is None:
            self._named = ""

    def _begin(self, spoken: Spoken) -> _Breath:
        shows_name = self._settings.speaker in ("name", "both")
        is_named = shows_name and bool(spoken.speaker) and spoken.speaker != self._named
        self._named = spoken.speaker
        self._count += 1
        breath = _Breath(str(self._count), is_named, [None] * len(self._boxes))
        self._breaths[spoken.id] = breath
        self._breaths.move_to_end(spoken.id)
        if len(self._breaths) > MOST_REMEMBERED:
            self._end(self._breaths.popitem(last=False)[1])
        if len(self._speakers) < _MOST_SPEAKERS:
            self._speakers.setdefault(spoken.speaker, len(self._speakers))
        return breath

    def _parts(self, spoken: Spoken, *, is_named: bool) -> list[Spoken | None]:
        """Return what each box is given; None for nothing yet."""
        named = (_name_of(spoken),) if is_named else ()
        said = spoken.model_copy(
            update={
                "words": (*named, *spoken.words),
                "translation": "",
                "translation_language": "",
            }
        )
        if self._settings.text == "original":
            return [said]
        words = words_of(spoken.translation, spoken.start_ms, spoken.end_ms)
        is_alone = self._settings.text == "translation"
        translated = said.model_copy(update={"words": (*(named if is_alone else ()), *words)})
        part = translated if words else None
        return [part] if is_alone else [said, part]

    def _give(self, breath: _Breath, parts: list[Spoken | None]) -> None:
        """Have the boxes read parts; a translation stays that isn't told again."""
        for number, part in enumerate(parts):
            if part is not None and part != breath.parts[number]:
                self._boxes[number].say(part.model_copy(update={"id": breath.key}))
                breath.parts[number] = part

    def _end(self, breath: _Breath) -> None:
        for box in self._boxes if breath.key else ():
            box.say(Spoken(id=breath.key))
        breath.key = ""

    def _color(self, speaker: str) -> str:
        if self._settings.speaker not in ("color", "both"):
            return ""
        number = self._speakers.get(speaker, 0)
        return SPEAKER_COLORS[(number - 1) % len(SPEAKER_COLORS)] if number else ""


def _name_of(spoken: Spoken) -> Word:
    """Return who speaks as the first word."""
    name = on_one_line(spoken.speaker)
    if len(name) > MOST_OF_A_NAME:
        name = name[: MOST_OF_A_NAME - 1] + "…"
    mark = "：" if primary(spoken.language) in ("zh", "ja", "yue") else ":"
    return Word(text=name + mark, start_ms=spoken.start_ms, end_ms=spoken.start_ms)
