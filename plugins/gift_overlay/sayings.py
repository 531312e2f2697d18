"""What is said in the log of things that come in storms: once a second, the first of each kind."""

from collections.abc import Callable
from dataclasses import dataclass, field

BETWEEN_S = 1.0
MOST_OF_A_KIND = 5


@dataclass
class _Kind:
    sentences: list[str] = field(default_factory=list)
    more: int = 0


@dataclass
class Sayings:
    """See the module.

    Args:
        say: Takes a sentence.
    """

    say: Callable[[str], None]
    _kinds: dict[str, _Kind] = field(default_factory=dict)
    _said_s: float = float("-inf")

    def add(self, kind: str, sentence: str, count: int = 1) -> None:
        """Have something said soon; equal sentences of one kind once."""
        kept = self._kinds.setdefault(kind, _Kind())
        if sentence not in kept.sentences and len(kept.sentences) < MOST_OF_A_KIND:
            kept.sentences.append(sentence)
            count -= 1
        kept.more += count

    def due(self, now_s: float) -> None:
        """Say what was added, if nothing was said just now."""
        if not self._kinds or now_s < self._said_s + BETWEEN_S:
            return
        self._said_s = now_s
        for kept in self._kinds.values():
            more = f" And {kept.more} more like that." if kept.more else ""
            self.say("\n".join(kept.sentences) + more)
        self._kinds.clear()
