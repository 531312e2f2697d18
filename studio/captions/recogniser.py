"""What hears words: one small class that every engine implements.

An engine is given the sound of one segment, or of its beginning while it goes on, and returns all
of its words anew; it keeps nothing that a caller must know of.  Time within a segment is counted
from its first sample::

    recogniser = Moonshine(…)
    if recogniser.knows("en-GB"):
        words = recogniser.transcribe(samples, "en-GB")
    if "en" in recogniser.translates_into:
        text = recogniser.translate(samples, "zh", "en")
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence

from studio.captions.errors import RecogniserError
from studio.captions.sound import Mono
from studio.model.captions.language import primary
from studio.model.captions.spoken import Word
from studio.model.captions.writing import CLOSING, is_unspaced


class Recogniser(ABC):
    """See the module; belongs to one thread.

    Attributes:
        name: What it is called in the app and in logs.
        languages: Those that it knows, such as ``en``; empty for all that there are.
        translates_into: Languages in which it can say what was said in another one.
    """

    name: str
    languages: frozenset[str]
    translates_into: frozenset[str] = frozenset()

    @abstractmethod
    def transcribe(
        self, samples: Mono, language: str, *, has_ended: bool = True
    ) -> tuple[Word, ...]:
        """Return the words of a segment.

        Args:
            samples: From its beginning on.
            language: One that it knows.
            has_ended: False as long as more of it will come.

        Raises:
            RecogniserError: If the engine fails.
        """

    def translate(self, samples: Mono, language: str, into: str) -> str:
        """Return what a segment says, in another language; "" if it is nothing.

        Args:
            samples: All of it.
            language: One that it knows.
            into: One of those that it translates into.

        Raises:
            RecogniserError: If the engine fails, or can't do that.
        """
        del samples, language
        raise RecogniserError(f"The model {self.name} can't translate into {into!r}.")

    def knows(self, language: str) -> bool:
        """Say whether it understands a language; its countries don't matter."""
        return not self.languages or primary(language) in self.languages


def words_in(text: str) -> Sequence[str]:
    """Cut a text into what is said one by one: words, or Chinese characters with their marks."""
    found: list[str] = []
    for part in text.split():
        is_new = True
        for character in part:
            is_mark = character in CLOSING and bool(found)
            is_alone = is_unspaced(character) and not is_mark
            if is_mark and not is_new:
                found[-1] += character
            elif is_alone or is_new or is_unspaced(found[-1][-1]):
                found.append(character)
            else:
                found[-1] += character
            is_new = False
    return found
