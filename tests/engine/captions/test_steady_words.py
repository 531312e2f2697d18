"""Tests of studio.engine.captions.steady_words."""

from hypothesis import given, settings
from hypothesis import strategies as st

from studio.engine.captions.steady_words import Sending, SteadyWords
from tests.model.captions.telling import told


def test_words_that_two_tellings_agree_on_are_sent() -> None:
    steady = SteadyWords()
    assert steady.take(told("I", is_final=False)) == Sending()
    assert steady.take(told("I thin", is_final=False)) == Sending(words=("I",))
    assert steady.take(told("I think we", is_final=False)) == Sending()
    assert steady.take(told("I think we are", is_final=False)) == Sending(
        words=("think", "we"), goes_on=True
    )
    assert steady.take(told("I think we are.")) == Sending(words=("are.",), goes_on=True)
    assert steady.open is None


def test_capitals_and_marks_take_nothing_back() -> None:
    steady = SteadyWords()
    for text in ("well i", "well i think so", "well i think so too"):
        steady.take(told(text, is_final=False))
    assert steady.take(told("Well, I think so too.")) == Sending(words=("too.",), goes_on=True)


def test_a_wrong_word_takes_back_what_is_behind_it() -> None:
    steady = SteadyWords()
    for text in ("I sink we", "I sink we are"):
        steady.take(told(text, is_final=False))
    assert steady.take(told("I think we are here", is_final=False)) == Sending()
    assert steady.take(told("I think we are here.")) == Sending(
        2, ("think", "we", "are", "here."), goes_on=True
    )


def test_what_is_taken_back_altogether() -> None:
    steady = SteadyWords()
    for text in ("hm yes", "hm yes no"):
        steady.take(told(text, is_final=False))
    assert steady.take(told("")) == Sending(2, (), goes_on=True)


def test_who_speaks_meanwhile_waits_until_the_end() -> None:
    steady = SteadyWords()
    steady.take(told("I was", "1", is_final=False))
    assert steady.take(told("no no", "2", is_final=False)) == Sending()
    assert steady.take(told("no no no", "2", is_final=False)) == Sending()
    assert steady.take(told("No no no.", "2")) == Sending(words=("No", "no", "no."))
    assert steady.open == "1"


def test_a_breath_without_end_holds_nobody_up() -> None:
    steady = SteadyWords()
    steady.take(told("I was", "1", is_final=False))
    steady.take(told("so then", "2", start_ms=20_000, is_final=False))
    assert steady.open == "2"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from("abc"), max_size=6), max_size=8))
def test_what_was_sent_is_in_the_end_what_was_said(tellings: list[list[str]]) -> None:
    steady = SteadyWords()
    sent: list[str] = []
    for number, words in enumerate(tellings, 1):
        is_final = number == len(tellings)
        sending = steady.take(told(" ".join(words), is_final=is_final))
        sent = sent[: len(sent) - sending.wrong] + list(sending.words)
    assert sent == (tellings[-1] if tellings else [])
