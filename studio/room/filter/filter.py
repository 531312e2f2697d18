"""Judges a danmaku: the lists decide what is certain, the model asks for a person.

::

    danmaku_filter = DanmakuFilter(WordList(), LinearModel.load())
    verdict = await danmaku_filter.judge("…")
"""

from collections.abc import Sequence

from studio.room.filter.batching import Batcher
from studio.room.filter.folding import fold
from studio.room.filter.linear import Model
from studio.room.filter.words import Finding, Level, WordList
from studio.room.rules.verdict import Kind, Verdict

HOLD_ABOVE = 0.65


class DanmakuFilter:
    """The filter of all rooms of a node.

    Args:
        model: None for word lists only.
        hold_above: Score from which a person is asked.
    """

    def __init__(
        self, words: WordList, model: Model | None = None, hold_above: float = HOLD_ABOVE
    ) -> None:
        self._words = words
        self._batcher = Batcher(model) if model else None
        self._hold_above = hold_above

    async def judge(self, text: str) -> Verdict:
        """Return what is to be done with a text; never raises, never waits long."""
        findings = _decisive(self._words.find(fold(text)))
        reasons = tuple(sorted({each.reason for each in findings}))
        level = max((each.level for each in findings), default=None)
        if level is Level.REFUSE:
            return Verdict(Kind.REFUSE, text, reasons, 1.0)
        if level is Level.HOLD:
            return Verdict(Kind.HOLD, text, reasons, 1.0)
        score = await self._batcher.score(text) if self._batcher else None
        if score is not None and score > self._hold_above:
            return Verdict(Kind.HOLD, text, (*reasons, "model"), score)
        if findings:
            return Verdict(Kind.MASK, masked(text, findings), reasons, score or 0.0)
        return Verdict(Kind.PASS, text, (), score or 0.0)

    def figures(self) -> dict[str, int]:
        """Return how often the model failed, and how often it was not asked."""
        if self._batcher is None:
            return {}
        return {"failures": self._batcher.failures, "unasked": self._batcher.unasked}

    async def close(self) -> None:
        """End the model's task."""
        if self._batcher:
            await self._batcher.close()


def masked(text: str, findings: Sequence[Finding]) -> str:
    """Return a text with stars in the place of words; spaces stay."""
    hidden = {index for each in findings for index in range(each.start, each.end)}
    return "".join(
        "*" if index in hidden and not character.isspace() else character
        for index, character in enumerate(text)
    )


def _decisive(findings: list[Finding]) -> list[Finding]:
    """Leave out sounds of words that are written there, and doubt those that only sound alike."""
    written = [each for each in findings if not each.by_sound]
    only_heard = [
        Finding(each.word, each.reason, Level.HOLD, each.start, each.end, by_sound=True)
        for each in findings
        if each.by_sound and not any(w.start < each.end and each.start < w.end for w in written)
    ]
    return written + only_heard
