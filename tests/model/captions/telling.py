"""What is said, for tests: one word each 300 ms, spoken without a pause."""

from hypothesis import strategies as st
from pydantic import ValidationError

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


def anything() -> st.SearchStrategy[Spoken]:
    """Make whatever a client may send: odd letters, words without any, at any time."""
    spans = st.tuples(st.integers(0, 20_000), st.integers(0, 9_000))
    texts = st.text(max_size=100).filter(_is_word)
    words = st.lists(st.tuples(texts, spans), max_size=12).map(
        lambda found: tuple(
            Word(text=text, start_ms=start, end_ms=start + took)
            for text, (start, took) in sorted(found, key=lambda each: each[1])
        )
    )
    return st.builds(
        Spoken,
        id=st.sampled_from("123"),
        speaker=st.text(max_size=20),
        words=words,
        is_final=st.booleans(),
    )


def _is_word(text: str) -> bool:
    try:
        return bool(Word(text=text, start_ms=0, end_ms=0))
    except ValidationError:
        return False
