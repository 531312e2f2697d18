"""Tests of studio.app.plugins.plugin_words."""

import pytest
from PySide6.QtWidgets import QApplication

from studio.app import words
from studio.app.plugins.plugin_words import right_words, spoken, spoken_schema, told
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


def test_every_state_and_right_has_words(qapp: QApplication) -> None:
    plugin = Plugin(id="a", name="A", version="1")
    states = ("off", "starting", "running", "waiting", "failed", "needs_rights")
    said = {told(plugin.model_copy(update={"state": state})).word for state in states}
    assert len(said) == len(states)
    for right in RIGHTS:
        assert right_words(right)[0].isupper()
    assert right_words("http", ("example.com",)).endswith(": example.com")
