"""Tests of effects as nodes."""

from pathlib import Path

import pytest

from studio.model.canvas import PutNode, RemoveNode
from studio.model.canvas_content import Group, Image, Text
from studio.model.effect import Effect
from studio.sdk import Canvas, EffectNodes, EffectWords

BOX = {"kind": "box", "width": 10, "height": 10}
WORDS = EffectWords("小雨", "火箭", "3", "30,003")


def nodes_of(*parts: dict[str, object]) -> EffectNodes:
    told = {"id": "e", "name": {"zh": "效", "en": "e"}, "ms": 3000, "part": parts}
    return EffectNodes(Effect.model_validate(told), Path("/gifts/e"), "fx", WORDS)


def done(nodes: EffectNodes) -> list[tuple[int, str, str]]:
    """Do all of it; return when which node came or went."""
    canvas = Canvas()
    found: list[tuple[int, str, str]] = []
    for at_ms, act in nodes.moments():
        act(canvas)
        for batch in canvas.take_edits():
            for edit in batch:
                name = edit.node.id if isinstance(edit, PutNode) else edit.id
                found.append((at_ms, edit.do, name))
    return found


def test_parts_come_and_go_in_order() -> None:
    nodes = nodes_of(
        {"id": "late", "content": BOX, "at_ms": 500, "until_ms": 900},
        {"id": "first", "content": BOX, "layer": "front"},
    )
    assert done(nodes) == [
        (0, "put", "fx between"),
        (0, "put", "fx front"),
        (0, "put", "fx/first"),
        (500, "put", "fx/late"),
        (900, "remove", "fx/late"),
    ]


def test_what_is_carried_comes_no_earlier_than_what_carries_it() -> None:
    nodes = nodes_of(
        {"id": "ship", "content": BOX, "at_ms": 700}, {"id": "flag", "content": BOX, "on": "ship"}
    )
    names = [(at_ms, name) for at_ms, _, name in done(nodes)]
    assert names[1:] == [(700, "fx/ship"), (700, "fx/ship itself"), (700, "fx/flag")]


def test_words_and_files_are_filled_in() -> None:
    nodes = nodes_of(
        {"id": "t", "content": {"kind": "text", "text": {"text": "{by} {gift}×{count} {coins}"}}},
        {"id": "i", "content": {"kind": "image", "file": "a.webp"}},
    )
    canvas = Canvas()
    for _, act in nodes.moments():
        act(canvas)
    contents = [edit.node.content for batch in canvas.take_edits() for edit in batch]  # type: ignore[union-attr]
    assert isinstance(contents[0], Group)
    assert isinstance(contents[1], Text)
    assert contents[1].text.text == "小雨 火箭×3 30,003"
    assert isinstance(contents[2], Image)
    assert Path(contents[2].file) == Path("/gifts/e/a.webp")


def test_sounds_are_played_at_their_times_and_need_no_node() -> None:
    nodes = nodes_of({"id": "bang", "sound": {"file": "b.ogg"}, "at_ms": 40, "layer": "front"})
    assert [(at_ms, Path(each.file)) for at_ms, each in nodes.sounds()] == [
        (40, Path("/gifts/e/b.ogg"))
    ]
    assert not done(nodes)


def test_all_of_it_is_taken_off() -> None:
    canvas = Canvas()
    nodes_of({"id": "a", "content": BOX}).take_off(canvas)
    assert canvas.take_edits() == [[RemoveNode(id="fx between")]]


@pytest.mark.parametrize("by", ["{coins}", "{by}{by}"])
def test_what_people_wrote_is_not_looked_at_again(by: str) -> None:
    assert EffectWords(by, "", "", "").fill("{by}!") == f"{by}!"
