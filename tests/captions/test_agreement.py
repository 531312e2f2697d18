"""Tests of studio.captions.agreement."""

from studio.captions.agreement import Agreement
from studio.model.captions.spoken import Word


def words(text: str) -> tuple[Word, ...]:
    return tuple(
        Word(text=each, start_ms=100 * n, end_ms=100 * n + 90)
        for n, each in enumerate(text.split())
    )


def shown(agreement: Agreement, text: str) -> str:
    return " ".join(word.text for word in agreement.look(words(text)))


def stable(agreement: Agreement) -> str:
    return " ".join(word.text for word in agreement.stable)


def test_a_word_is_shown_at_once_and_stable_when_heard_twice() -> None:
    agreement = Agreement()
    assert shown(agreement, "it was") == "it was"
    assert stable(agreement) == ""
    assert shown(agreement, "it was the best") == "it was the best"
    assert stable(agreement) == "it was"


def test_marks_and_capitals_are_the_newest_ones() -> None:
    agreement = Agreement()
    shown(agreement, "It was.")
    assert shown(agreement, "it was, the best") == "it was, the best"
    assert stable(agreement) == "it was,"


def test_what_is_stable_stays_when_one_look_hears_it_otherwise() -> None:
    agreement = Agreement()
    shown(agreement, "it was the")
    shown(agreement, "it was the best")
    assert shown(agreement, "it is the best of") == "it was the best of"
    assert stable(agreement) == "it was the"
    assert shown(agreement, "it was the best of times") == "it was the best of times"


def test_what_two_looks_in_a_row_hear_otherwise_is_right() -> None:
    agreement = Agreement()
    shown(agreement, "it was the")
    shown(agreement, "it was the")
    shown(agreement, "its worth the best")
    assert shown(agreement, "its worth the best of") == "its worth the best of"
    assert stable(agreement) == "its worth the best"


def test_a_look_that_hears_nothing_takes_nothing_back() -> None:
    agreement = Agreement()
    shown(agreement, "it was")
    shown(agreement, "it was")
    assert shown(agreement, "") == "it was"


def test_the_words_are_in_the_order_of_their_times() -> None:
    agreement = Agreement()
    late = tuple(Word(text=each, start_ms=1000 + n, end_ms=1000 + n) for n, each in enumerate("ab"))
    agreement.look(late)
    agreement.look(late)
    starts = [word.start_ms for word in agreement.look(words("x y z"))]
    assert starts == sorted(starts)
