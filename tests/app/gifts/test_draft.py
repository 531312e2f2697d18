"""Tests of the draft of a gift."""

from typing import Any

import pytest

from studio.app.gifts.beginnings import OURS, copy_of, empty
from studio.app.gifts.draft import Draft, free_name


def ids(draft: Draft) -> list[str]:
    return [each["id"] for each in draft.parts]


@pytest.fixture
def draft(qapp: object) -> Draft:
    return Draft(empty())


def test_every_step_is_undone_and_done_again(draft: Draft) -> None:
    with draft.edit() as told:
        told["name"]["zh"] = "彗星"
    with draft.edit() as told:
        told["ms"] = 3000
    draft.undo()
    assert (draft.told["name"]["zh"], draft.ms) == ("彗星", 5000)
    draft.undo()
    assert draft.told["name"]["zh"] == "我的礼物"
    assert not draft.can_undo
    draft.redo()
    draft.redo()
    assert (draft.told["name"]["zh"], draft.ms) == ("彗星", 3000)


def test_a_gesture_is_one_step_and_what_changes_nothing_is_none(draft: Draft) -> None:
    for number in range(5):
        with draft.edit("drag") as told:
            told["part"][0]["x"] = number
    with draft.edit():
        pass
    draft.undo()
    assert draft.parts[0]["x"] == 960
    assert not draft.can_undo


def test_what_is_hidden_is_left_out_of_the_preview_with_what_rides_on_it(draft: Draft) -> None:
    draft.parts[1]["on"] = "giver"
    draft.hide("giver", is_hidden=True)
    assert not draft.seen()["part"]
    assert ids(draft) == ["giver", "thanks"]


def test_a_part_never_lies_below_what_carries_it(draft: Draft) -> None:
    draft.parts[1]["on"] = "giver"
    draft.move("thanks", 0)
    assert ids(draft) == ["giver", "thanks"]
    draft.move("giver", 1)
    assert ids(draft) == ["giver", "thanks"]
    draft.remove("giver")
    assert draft.fault == ""
    assert "on" not in draft.parts[0]


def test_a_new_part_has_a_name_of_its_own_and_is_chosen(draft: Draft) -> None:
    part: dict[str, Any] = {"id": "giver", "avatar": {}}
    draft.add(part)
    assert draft.chosen is part
    assert part["id"] == "giver_2"


def test_what_can_not_be_shown_says_why(draft: Draft) -> None:
    with draft.edit() as told:
        told["name"]["zh"] = ""
    assert draft.effect is None
    assert "name.zh" in draft.fault


def test_our_own_effects_can_be_begun_with(qapp: object) -> None:
    copied = Draft(copy_of(OURS / "rocket"))
    assert copied.fault == ""
    assert copied.parts[2]["content"]["file"] == str(OURS / "rocket" / "rays.webp")


@pytest.mark.parametrize(
    ("wanted", "name"), [("My comet!", "my_comet"), ("彗星", "gift"), ("3 stars", "gift_3_stars")]
)
def test_names_have_the_letters_that_effects_may_have(wanted: str, name: str) -> None:
    assert free_name(wanted, set()) == name
    assert free_name(wanted, {name}) == f"{name}_2"
