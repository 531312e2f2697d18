"""Tests of studio.model.editing.inputs."""

import pytest

from studio.model import edits as do
from studio.model.command import CommandError
from studio.model.edit import apply
from tests.model.editing.collections import shown, small_collection


def test_whatever_names_an_input_follows_its_new_name() -> None:
    changed = apply(small_collection(), do.SetInputName(input="Logo", new_name="Mark"))
    assert [each.name for each in changed.inputs] == ["Cam", "Mark", "Music", "Mic"]
    assert shown(changed, "Corner") == ["Mark"]
    assert shown(changed, "Side") == ["Main", "Mark"]


def test_ducking_follows_the_names_of_both_its_inputs() -> None:
    changed = apply(small_collection(), do.SetInputName(input="Mic", new_name="Voice"))
    changed = apply(changed, do.SetInputName(input="Music", new_name="Song"))
    (rule,) = changed.audio.ducking
    assert (rule.target, rule.trigger) == ("Song", "Voice")


def test_a_removed_input_takes_its_items_and_its_ducking_along() -> None:
    changed = apply(small_collection(), do.RemoveInput(input="Mic"))
    assert changed.audio.ducking == ()
    changed = apply(changed, do.RemoveInput(input="Logo"))
    assert shown(changed, "Corner") == []


def test_an_input_that_only_sounds_is_shown_nowhere() -> None:
    mic = {"name": "Mic 2", "kind": "microphone"}
    with pytest.raises(CommandError, match="has no picture, only sound"):
        apply(small_collection(), do.CreateInput(input=mic, scene="Main"))  # type: ignore[arg-type] # pydantic reads a dict
