"""Tests of studio.model.plugin_actions."""

import pytest
from pydantic import ValidationError

from studio.model.plugin_actions import (
    ACTION,
    MOST,
    NEEDS,
    Allowances,
    Say,
    fault_of,
    is_marked,
    marked,
    no_right,
)


def test_what_may_be_asked_for_is_checked_and_put_in_order() -> None:
    said = ACTION.validate_python({"what": "say", "text": "  你\n 好 "})
    assert said == Say(what="say", text="你 好")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"what": "say", "text": " \n"}, "says nothing"),
        ({"what": "say", "text": "x" * 151}, "at most 150"),
        ({"what": "say", "text": "x", "color": "red"}, "say.color"),
        ({"what": "play", "file": "a.wav", "volume_db": 40}, "play.volume_db"),
        ({"what": "scene"}, "scene.scene"),
        ({"what": "source", "source": "Web", "settings": {"url": "http://x"}}, 'set "url"'),
        ({"what": "source", "source": "Web", "settings": {}}, "source.settings"),
        ({"what": "fetch", "url": "https://example.org"}, "fetch.id"),
        ({"what": "fly"}, "'fly'"),
        ({}, "what"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(wrong: dict[str, object], told: str) -> None:
    with pytest.raises(ValidationError) as caught:
        ACTION.validate_python(wrong)
    assert told in fault_of(caught.value)


def test_each_thing_needs_its_right() -> None:
    assert no_right("say", frozenset({"reply"})) == ""
    sentence = 'It may not speak in the room: "reply" is not among its rights.'
    assert no_right("say", frozenset({"room"})) == sentence
    assert set(MOST) < set(NEEDS)


def test_each_thing_may_be_done_so_often() -> None:
    allowed = Allowances()
    assert allowed.refusal("say", 10.0) == ""
    assert allowed.refusal("say", 10.9) == "It may speak in the room once in a second at most."
    assert allowed.refusal("say", 11.0) == ""
    assert [allowed.refusal("fetch", 10.0 + n / 10) for n in range(60)] == [""] * 60
    assert allowed.refusal("fetch", 60.0) == (
        "It may load from the web 60 times in 60 seconds at most."
    )
    assert allowed.refusal("fetch", 70.0) == ""


def test_what_a_plugin_says_is_marked_as_its_own() -> None:
    assert marked("抽奖", "开始") == "【抽奖】开始"
    assert is_marked("抽奖", "【抽奖】开始")
    assert not is_marked("投票", "【抽奖】开始")
