"""Tests of showing."""

from pathlib import Path
from typing import Any

import pytest
from conftest import give
from library import Found, read_library
from showing import Show, words_of

from studio.sdk import Group, Keys, Mask, Plugin, Started
from studio.sdk.testing import FakeStudio


@pytest.fixture
def plugin(gifts: Path) -> Plugin:
    plugin = Plugin()
    plugin.shared = {"gifts": (gifts,)}
    return plugin


@pytest.fixture
def studio(plugin: Plugin) -> FakeStudio:
    return FakeStudio(plugin)


@pytest.fixture
def found(gifts: Path) -> Found:
    return read_library([gifts], print).effects["rocket"]


def begin(studio: FakeStudio, plugin: Plugin, found: Found, **more: Any) -> Show:
    show = Show(plugin, "fx", found, words_of(give("rocket", 10_001)), **more)
    plugin.on(Started)(lambda _: show.begin())
    studio.tell(Started(1920, 1080))
    assert not studio.refused
    return show


def test_parts_come_and_go_at_their_times_and_all_of_it_at_the_end(
    studio: FakeStudio, plugin: Plugin, found: Found
) -> None:
    over: list[str] = []
    begin(studio, plugin, found, when_over=lambda: over.append("over"))
    assert "fx/hull" in studio.nodes
    assert "fx/face" not in studio.nodes
    studio.pass_time(1.5)
    assert "fx/face" in studio.nodes
    studio.pass_time(1)
    assert "fx/face" not in studio.nodes
    assert not over
    studio.pass_time(0.6)
    assert not studio.nodes
    assert over == ["over"]
    assert not studio.refused


def test_texts_have_the_givers_words_and_nothing_else_is_filled_in(
    studio: FakeStudio, plugin: Plugin, found: Found
) -> None:
    begin(studio, plugin, found)
    assert studio.texts() == ["小雨 火箭 ×1 10,001 {x}"]


def test_a_name_that_looks_like_a_place_for_words_stays_as_it_is() -> None:
    words = words_of(give(by="{coins}{by}"))
    assert words.fill("{by}!") == "{coins}{by}!"


def test_what_is_carried_lies_in_a_group_with_what_carries_it(
    studio: FakeStudio, plugin: Plugin, found: Found
) -> None:
    begin(studio, plugin, found)
    assert isinstance(studio.nodes["fx/hull"].content, Group)
    assert studio.nodes["fx/who"].parent == "fx/hull"
    assert isinstance(studio.motions["fx/hull"]["y"], Keys)
    assert studio.nodes["fx/hull itself"].mask == Mask(name="person", is_inverted=True)


def test_layers_lie_behind_the_banners_and_in_front_of_them(
    studio: FakeStudio, plugin: Plugin, found: Found
) -> None:
    begin(studio, plugin, found)
    studio.pass_time(1.2)
    orders = {name: studio.nodes[name].order for name in ("fx behind", "fx front")}
    assert orders["fx behind"] < 200 < orders["fx front"]
    assert studio.nodes["fx/face"].parent == "fx front"


def test_one_that_is_ended_early_does_nothing_more(
    studio: FakeStudio, plugin: Plugin, found: Found
) -> None:
    over: list[str] = []
    show = begin(studio, plugin, found, when_over=lambda: over.append("over"))
    plugin.after(0.5, show.end)
    studio.pass_time(5)
    assert not studio.nodes
    assert over == ["over"]
    assert not studio.refused
