"""What was said by one voice in one breath, word by word, as far as it is understood now.

A recogniser tells the same thing again and again while it grows, and a last time when it is
final; each replaces the one before with the same id::

    spoken = Spoken(
        id="3", speaker="Mary", language="en", is_final=True,
        words=(Word(text="Hello", start_ms=1200, end_ms=1500),),
    )
    spoken.text          # "Hello"
    Spoken.model_validate(spoken.model_dump(mode="json"))   # as it crosses a channel
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from studio.model.captions.writing import joined

MOST_WORDS = 500
"""Of one breath, which a recogniser ends long before."""
MOST_CHARACTERS = 100
"""Of one word."""
MOST_MS = 1_000_000_000
"""Eleven days."""
MOST_TRANSLATED = 2_000
"""Characters of a translation."""

Ms = Annotated[int, Field(ge=0, le=MOST_MS)]
"""On the programme's clock: milliseconds since the session began."""


class Word(BaseModel):
    """One word, with the marks that stand at it; Chinese may come by the character.

    Attributes:
        start_ms: When it began, on the programme's clock.
        end_ms: When it was over.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MOST_CHARACTERS)
    ]
    start_ms: Ms
    end_ms: Ms

    @model_validator(mode="after")
    def _begins_first(self) -> "Word":
        if self.end_ms < self.start_ms:
            raise ValueError("a word can't end before it begins")
        return self


class Spoken(BaseModel):
    """What one voice said, between two silences.

    Attributes:
        id: Of this breath; a later one with the same id replaces the earlier.
        speaker: As viewers know them; "" where it isn't told.
        language: Such as ``zh`` or ``en-GB``.
        words: In the order in which they were said; none takes back what was told.
        is_final: It will not change any more, but by hand.
        translation: The same in another language, of finals only: a final is told again with it
            once there is one, as nobody waits for it with what was said; "" for none.
        translation_language: Which one, such as ``en``; "" without a translation.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    speaker: Annotated[str, StringConstraints(max_length=100)] = ""
    language: Annotated[str, StringConstraints(pattern=r"^[A-Za-z-]{2,12}$")] = "zh"
    words: Annotated[tuple[Word, ...], Field(max_length=MOST_WORDS)] = ()
    is_final: bool = False
    translation: Annotated[
        str, StringConstraints(strip_whitespace=True, max_length=MOST_TRANSLATED)
    ] = ""
    translation_language: Annotated[str, StringConstraints(pattern=r"^([A-Za-z-]{2,12})?$")] = ""

    @model_validator(mode="after")
    def _in_order(self) -> "Spoken":
        starts = [word.start_ms for word in self.words]
        if starts != sorted(starts):
            raise ValueError("the words must be in the order of their times")
        if self.translation and not self.translation_language:
            raise ValueError("a translation must say its language")
        return self

    @property
    def text(self) -> str:
        """All of it, as it is written."""
        return joined(word.text for word in self.words)

    @property
    def start_ms(self) -> int:
        """When the first word began; 0 without words."""
        return self.words[0].start_ms if self.words else 0

    @property
    def end_ms(self) -> int:
        """When the last word was over; 0 without words."""
        return max((word.end_ms for word in self.words), default=0)
