"""Tests of studio.app.forms.schema_words."""

from pydantic import BaseModel

from studio.app.forms.schema import read
from studio.app.forms.schema_words import WORDS
from studio.app.panels.place_edits import ItemSettings
from studio.model.kinds import FILTER_KINDS, INPUT_KINDS


def test_every_word_that_a_form_of_ours_says_can_be_translated() -> None:
    said: set[str] = set()
    models: tuple[type[BaseModel], ...] = (
        *INPUT_KINDS.values(),
        *FILTER_KINDS.values(),
        ItemSettings,
    )
    for model in models:
        schema = model.model_json_schema()
        if model is not ItemSettings:
            said |= {str(schema["title"]), str(schema["description"])}
        for each in read(schema):
            said |= {each.title, each.group, each.nothing, each.description}
            said |= {text for _, text in each.options}
    assert said - {""} == set(WORDS)
