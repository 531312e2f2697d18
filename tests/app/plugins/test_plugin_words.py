"""Tests of studio.app.plugins.plugin_words."""

import pytest
from PySide6.QtWidgets import QApplication

from studio.app import words
from studio.app.plugins.plugin_words import right_words, spoken, spoken_schema, told, what_it_does
from studio.model.plugin_rights import RIGHTS
from studio.model.plugin_state import Plugin


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        ("开奖 Draw now", "Draw now", "开奖"),
        ("PK 之夜", "PK 之夜", "PK 之夜"),
        ("Draw", "Draw", "Draw"),
        ("开奖", "开奖", "开奖"),
        ("", "", ""),
    ],
)
def test_the_language_that_is_spoken_is_shown(
    qapp: QApplication, text: str, english: str, chinese: str
) -> None:
    assert spoken(text) == english
    words.use(qapp, "zh")
    try:
        assert spoken(text) == chinese
        schema = {"properties": {"a": {"title": text, "enumTitles": [text]}, "b": 3}}
        wanted = {"a": {"title": chinese, "enumTitles": [chinese]}, "b": 3}
        assert spoken_schema(schema)["properties"] == wanted or not text
    finally:
        words.use(qapp, "en")


@pytest.mark.parametrize(
    ("description", "english", "chinese"),
    [
        ({"zh": "抽奖。", "en": "Draws lots."}, "Draws lots.", "抽奖。"),
        ("Draws lots.", "Draws lots.", "Draws lots."),
        ("抽奖 Draws lots.", "Draws lots.", "抽奖"),
    ],
)
def test_what_a_plugin_does_is_said_in_that_language_too(
    qapp: QApplication, description: object, english: str, chinese: str
) -> None:
    told_so = {"id": "a", "name": "A", "version": "1", "description": description}
    plugin = Plugin.model_validate(told_so)
    assert what_it_does(plugin) == english
    words.use(qapp, "zh")
    try:
        assert what_it_does(plugin) == chinese
    finally:
        words.use(qapp, "en")


def test_every_state_and_right_has_words(qapp: QApplication) -> None:
    plugin = Plugin(id="a", name="A", version="1")
    states = ("off", "starting", "running", "waiting", "failed", "needs_rights")
    said = {told(plugin.model_copy(update={"state": state})).word for state in states}
    assert len(said) == len(states)
    for right in RIGHTS:
        assert right_words(right)[0].isupper()
    assert right_words("http", ("example.com",)).endswith(": example.com")
