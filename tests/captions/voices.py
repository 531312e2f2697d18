"""Voice activity and a recogniser for tests that need no model: what is loud speaks."""

import numpy as np

from studio.captions.errors import RecogniserError
from studio.captions.recogniser import Recogniser
from studio.captions.sound import Mono, ms_of
from studio.model.captions.spoken import Word

LOUD = 0.05


class LoudIsSpeech:
    """Says that somebody speaks where it is loud."""

    def __init__(self) -> None:
        self.resets = 0

    def hears(self, frame: Mono) -> bool:
        """Say so of a frame."""
        return float(np.abs(frame).mean()) > LOUD

    def reset(self) -> None:
        """Count it."""
        self.resets += 1


class Seconds(Recogniser):
    """Says a word for each whole second, the same as long as a segment is."""

    name = "seconds"
    languages = frozenset({"en"})
    translates_into = frozenset({"zh"})

    def __init__(self) -> None:
        self.fails = self.fails_to_translate = False
        self.asked: list[tuple[int, bool]] = []

    def transcribe(
        self, samples: Mono, language: str, *, has_ended: bool = True
    ) -> tuple[Word, ...]:
        """Return the words, and note what was asked."""
        if self.fails:
            raise RecogniserError("It has broken down.")
        self.asked.append((len(samples), has_ended))
        return tuple(
            Word(text=f"word{n}", start_ms=n * 1000, end_ms=n * 1000 + 900)
            for n in range(ms_of(len(samples)) // 1000)
        )

    def translate(self, samples: Mono, language: str, into: str) -> str:
        """Return how many whole seconds they are."""
        if self.fails_to_translate:
            raise RecogniserError("It has broken down.")
        return f"{ms_of(len(samples)) // 1000} {into}"


def voice(seconds: float, rate_hz: int, loud: float = 0.3) -> Mono:
    """Return what counts as a voice here."""
    times = np.arange(round(seconds * rate_hz)) / rate_hz
    return (loud * np.sin(2 * np.pi * 300 * times)).astype(np.float32)
