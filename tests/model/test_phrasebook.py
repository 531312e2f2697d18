"""Tests of studio.model.phrasebook."""

import pytest

from studio.model.phrasebook import Phrasebook

WORDS = {
    "{name} is gone.": "{name}不见了。",
    "{what} can't be read: {error}.": "读不出 {what}：{error}。",
    "It is started again.": "正在重新启动。",
    "no such file": "没有这个文件",
}


@pytest.fixture
def book() -> Phrasebook:
    return Phrasebook(WORDS, lambda template, values: WORDS[template].format_map(values))


def test_names_stay_and_what_stands_in_a_sentence_is_said_too(book: Phrasebook) -> None:
    assert book.said("Cam is gone.") == "Cam不见了。"
    assert book.said("a.png can't be read: no such file.") == "读不出 a.png：没有这个文件。"


def test_sentences_in_a_row_are_said_one_by_one_and_what_is_unknown_stays(
    book: Phrasebook,
) -> None:
    assert book.said("Cam is gone. It is started again.") == "Cam不见了。正在重新启动。"
    assert book.said("Cam is gone. The moon is full.") == "Cam不见了。The moon is full."
    assert book.said("The moon is full.") == "The moon is full."
    assert book.said("") == ""


def test_a_text_that_is_too_long_stays(book: Phrasebook) -> None:
    text = "Cam is gone. " * 1_000
    assert book.said(text) == text
