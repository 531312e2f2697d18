"""Finals that wait to be said in another language: until nobody speaks, and not for long.

A translation costs as much as a final, and nobody waits for it with what was said: it is made in
a pause, or after three seconds without one.  Whoever is behind has no time for it; what is left
out then, or is too old to be read with what it belongs to, is counted::

    translating = Translating()
    translating.add(wish, spoken, samples, now_ns)
    if (one := translating.due(now_ns, is_quiet=True)) is not None:
        spoken = translated(one, recogniser)        # told again, with its translation

Pure; all lines of a process share it.
"""

from collections import deque
from dataclasses import dataclass

from studio.captions.recogniser import Recogniser, words_in
from studio.captions.runaway import without_runaway
from studio.captions.sound import Mono, ms_of
from studio.captions.timing import spread
from studio.captions.wishes import LineWish
from studio.model.captions.language import primary
from studio.model.captions.spoken import MOST_TRANSLATED, Spoken
from studio.model.captions.writing import on_one_line
from studio.model.media import SECOND_NS

MOST_WAITING = 4
PATIENCE_NS = 3 * SECOND_NS
LATE_NS = 12 * SECOND_NS


@dataclass(frozen=True, slots=True, eq=False)
class Waiting:
    """A final that is to be translated.

    Attributes:
        wish: Of whom it was.
        samples: Its sound.
        since_ns: When it was final.
    """

    wish: LineWish
    spoken: Spoken
    samples: Mono
    since_ns: int


class Translating:
    """See the module.

    Attributes:
        dropped: How many finals nobody translated, though that was wished.
    """

    def __init__(self) -> None:
        self.dropped = 0
        self._waiting: deque[Waiting] = deque()

    def add(self, wish: LineWish, spoken: Spoken, samples: Mono, now_ns: int) -> None:
        """Have a final translated, if that is wished, and it isn't in that language."""
        is_wished = wish.translate_to and wish.translate_to != primary(wish.language)
        if is_wished and spoken.words:
            if len(self._waiting) == MOST_WAITING:
                self._drop()
            self._waiting.append(Waiting(wish, spoken, samples, now_ns))

    def due(self, now_ns: int, *, is_quiet: bool) -> Waiting | None:
        """Return the oldest, if it is its turn.

        Args:
            now_ns: On the monotonic clock.
            is_quiet: Nothing else is to be heard.
        """
        while self._waiting and now_ns - self._waiting[0].since_ns > LATE_NS:
            self._drop()
        if not self._waiting:
            return None
        if not is_quiet and now_ns - self._waiting[0].since_ns < PATIENCE_NS:
            return None
        return self._waiting.popleft()

    def _drop(self) -> None:
        self._waiting.popleft()
        self.dropped += 1


def translated(one: Waiting, recogniser: Recogniser) -> Spoken | None:
    """Return a final with its translation; None if there is none, or it says one thing on and on.

    Raises:
        RecogniserError: If the engine fails.
    """
    into = one.wish.translate_to
    if into not in recogniser.translates_into:
        return None
    text = recogniser.translate(one.samples, one.wish.language, into)
    if not text or _is_made_up(text, one.samples):
        return None
    translation = on_one_line(text)[:MOST_TRANSLATED].strip()
    return one.spoken.model_copy(update={"translation": translation, "translation_language": into})


def _is_made_up(text: str, samples: Mono) -> bool:
    """Tell whether it repeats itself, with hyphens too, or is more than a mouth can say."""
    words = spread(words_in(text.replace("-", " ")), samples)
    return without_runaway(words, ms_of(len(samples))) != words
