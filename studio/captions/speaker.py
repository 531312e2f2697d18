"""One speaker: from their sound in a ring to what they said, told as it grows.

    speaker = Speaker(wish, VoiceActivity(path))
    speaker.hear()                              # takes what has come
    while (event := speaker.next()) is not None:
        spoken = speaker.final(event, recogniser)   # holes are finals too
    spoken = speaker.look(recogniser)           # what is understood of what goes on

A speaker whose recogniser is missing is heard on, without words, so that they are there as soon
as it is.  Belongs to one thread.
"""

from studio.captions.agreement import Agreement
from studio.captions.ear import Ear
from studio.captions.line import Activity, Ended, Hole, Line
from studio.captions.recogniser import Recogniser
from studio.captions.runaway import without_runaway
from studio.captions.sound import RATE_HZ, ms_of
from studio.captions.wishes import LineWish
from studio.model.captions.spoken import Spoken, Word
from studio.model.media import SECOND_NS

LOST = "[…]"
"""What stands where sound was lost."""
_LEAST_LOST = RATE_HZ // 2
"""Samples; a word may be missing, but not a thought."""


class Speaker:
    """See the module.

    Args:
        wish: Whom to hear, and where.
        activity: This speaker's own.

    Raises:
        RingError: If there is no such ring.
    """

    def __init__(self, wish: LineWish, activity: Activity) -> None:
        self.wish = wish
        self._ear = Ear(wish.ring, wish.epoch_ns)
        self._line = Line(activity, max(0, self._place(wish.since_ns)), wish.next)
        self._agreement = Agreement()
        self._told: int | None = None

    @property
    def behind_ms(self) -> int:
        """How much waits to be heard."""
        return ms_of(self._line.backlog.waiting)

    @property
    def has_news(self) -> bool:
        """Whether there is more to hear in what goes on than at the last look."""
        return self._line.has_news

    @property
    def kept(self) -> int:
        """How many samples it holds."""
        return self._line.kept

    @property
    def until_ns(self) -> int:
        """Up to where all has been told for good."""
        return self.wish.epoch_ns + self._line.until * SECOND_NS // RATE_HZ

    @property
    def next_number(self) -> int:
        """The number of what is open, or of what opens next."""
        return self._line.next_number

    def change(self, wish: LineWish) -> None:
        """Hear the same speaker otherwise: another ring, another language or name.

        Raises:
            RingError: If there is no such ring.
        """
        if wish.ring != self._ear.ring:
            ear = Ear(wish.ring, wish.epoch_ns)
            self._ear.close()
            self._ear = ear
        self.wish = wish

    def hear(self) -> int:
        """Take what has come; return how many samples were dropped as it is too much."""
        return sum(self._line.put(at, samples) for at, samples in self._ear.hear())

    def next(self) -> Ended | Hole | None:
        """Go on to what ends next; None once nothing waits."""
        return self._line.go_on()

    def final(self, event: Ended | Hole, recogniser: Recogniser | None) -> Spoken | None:
        """Return what was said in what has ended; None if it was nothing, and nothing was told.

        Raises:
            RecogniserError: If the engine fails; without one, what was told is taken back.
        """
        if isinstance(event, Hole):
            if event.end - event.start < _LEAST_LOST:
                return None
            hole = Word(text=LOST, start_ms=ms_of(event.start), end_ms=ms_of(event.end))
            return self._spoken(f"lost{event.start}", (hole,), is_final=True)
        words = self._words(event, recogniser, has_ended=True)
        was_told = self._told == event.segment.number
        self._agreement, self._told = Agreement(), None
        if not words and not was_told:
            return None
        return self._spoken(str(event.segment.number), words, is_final=True)

    def look(self, recogniser: Recogniser) -> Spoken | None:
        """Return what is understood of what goes on; None if that is nothing new.

        Raises:
            RecogniserError: If the engine fails.
        """
        if (seen := self._line.look()) is None:
            return None
        number = seen.segment.number
        shown = self._agreement.look(self._words(seen, recogniser, has_ended=False))
        if not shown and self._told != number:
            return None
        self._told = number
        return self._spoken(str(number), shown, is_final=False)

    def close(self) -> None:
        """Let go of the ring."""
        self._ear.close()

    def _words(
        self, ended: Ended, recogniser: Recogniser | None, *, has_ended: bool
    ) -> tuple[Word, ...]:
        if recogniser is None:
            return ()
        words = recogniser.transcribe(ended.samples, self.wish.language, has_ended=has_ended)
        begin_ms = ms_of(ended.segment.start)
        return tuple(
            Word(text=word.text, start_ms=begin_ms + word.start_ms, end_ms=begin_ms + word.end_ms)
            for word in without_runaway(words, ms_of(len(ended.samples)))
        )

    def _spoken(self, number: str, words: tuple[Word, ...], *, is_final: bool) -> Spoken:
        return Spoken(
            id=f"{self.wish.line}.{number}"[:64],
            speaker=self.wish.speaker,
            language=self.wish.language,
            words=words,
            is_final=is_final,
        )

    def _place(self, time_ns: int) -> int:
        return (time_ns - self.wish.epoch_ns) * RATE_HZ // SECOND_NS
