"""Tests of studio.sdk.prefab."""

import pytest

from studio.model.canvas import PutNode
from studio.sdk import Box, Canvas, Group, Text, TextSettings


def test_a_tree_is_stamped_with_other_words() -> None:
    canvas = Canvas()
    card = canvas.prefab()
    card.put("bar", Box(width=50, height=9), order=-1)
    card.put("words", Group(), x=5)
    card.put("who", Text(text=TextSettings(text="?", size_px=34)), parent="words", y=-18)
    card.stamp("one", texts={"who": "小雨"}, x=300, y=620)
    card.stamp("two", x=300, y=720)
    (edits,) = canvas.take_edits()
    puts = {each.node.id: each for each in edits if isinstance(each, PutNode)}
    assert list(puts)[:4] == ["one", "one/bar", "one/words", "one/who"]
    assert len(puts) == 8
    assert puts["one"].motions == {"x": 300, "y": 620}
    assert (puts["one/bar"].node.parent, puts["one/bar"].node.order) == ("one", -1)
    assert puts["one/who"].node.parent == "one/words"
    texts = [puts[f"{name}/who"].node.content for name in ("one", "two")]
    assert [each.text.text for each in texts if isinstance(each, Text)] == ["小雨", "?"]
    assert all(each.text.size_px == 34 for each in texts if isinstance(each, Text))


def test_what_is_wrong_is_told_where_it_is_written() -> None:
    card = Canvas().prefab()
    card.put("bar", Box(width=50, height=9))
    with pytest.raises(ValueError, match="no part 'gone'"):
        card.put("who", Box(width=50, height=9), parent="gone")
    with pytest.raises(ValueError, match="no text 'bar'"):
        card.stamp("one", texts={"bar": "小雨"})
