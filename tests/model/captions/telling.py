"""What is said, for tests: one word each 300 ms, spoken without a pause."""

from studio.model.captions.spoken import Spoken, Word

STEP_MS = 300


def told(
    text: str,
    id: str = "1",
    *,
    start_ms: int = 0,
    speaker: str = "",
    is_final: bool = True,
    language: str = "en",
) -> Spoken:
    """Return the words of a text, each as long as the next."""
    words = tuple(
        Word(text=word, start_ms=start_ms + n * STEP_MS, end_ms=start_ms + (n + 1) * STEP_MS)
        for n, word in enumerate(text.split())
    )
    return Spoken(id=id, speaker=speaker, language=language, words=words, is_final=is_final)


def by_character(text: str, id: str = "1", *, start_ms: int = 0, is_final: bool = True) -> Spoken:
    """Return a Chinese text as recognisers give it: each character a word."""
    return told(" ".join(text), id, start_ms=start_ms, is_final=is_final, language="zh")
