"""Tests of studio.sdk.canvas."""

import pytest

from studio.model.canvas import MAX_EDITS, MoveNode, PutNode, RemoveNode
from studio.sdk import Box, Canvas, Keys, Spring, slide

BOX = Box(width=10, height=10)


def test_what_is_asked_for_is_kept_in_order_until_it_is_taken() -> None:
    canvas = Canvas()
    canvas.put("a", BOX, x=5, y=slide(0, 10, 300), anchor=(0, 1), order=2)
    canvas.move("a", scale=Spring(to=2))
    canvas.remove("a")
    ((put, move, remove),) = canvas.take_edits()
    assert isinstance(put, PutNode)
    assert (put.node.anchor_x, put.node.anchor_y, put.node.order) == (0, 1, 2)
    assert put.motions["x"] == 5
    assert isinstance(put.motions["y"], Keys)
    assert move == MoveNode(id="a", motions={"scale": Spring(to=2)})
    assert remove == RemoveNode(id="a")
    assert canvas.take_edits() == []


def test_many_edits_are_told_in_pieces() -> None:
    canvas = Canvas()
    for number in range(MAX_EDITS + 1):
        canvas.remove(f"{number}")
    assert [len(piece) for piece in canvas.take_edits()] == [MAX_EDITS, 1]


def test_what_is_wrong_is_told_where_it_is_written() -> None:
    canvas = Canvas()
    with pytest.raises(ValueError, match="colour"):
        canvas.move("a", colour=5)
    with pytest.raises(ValueError, match="at most 64"):
        canvas.put("a" * 65, BOX)
    assert canvas.take_edits() == []
