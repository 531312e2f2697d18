"""Tests of studio.sdk.painting, as a plugin uses it by its canvas."""

import sys

import numpy as np
import pytest

from studio.model.canvas import PutNode
from studio.model.canvas_content import Box, Painted
from studio.sdk.canvas import Canvas

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux seals memory")
PICTURE = np.zeros((4, 8, 4), np.uint8)


def memory_of(canvas: Canvas) -> str:
    ((edit,),) = canvas.take_edits()
    assert isinstance(edit, PutNode)
    assert isinstance(edit.node.content, Painted)
    return edit.node.content.memory


def test_what_is_put_to_be_painted_has_memory_as_long_as_it_is_there() -> None:
    canvas = Canvas()
    canvas.put("wheel", Painted(width=8, height=4))
    memory = memory_of(canvas)
    assert memory.isdecimal()
    canvas.paint("wheel", PICTURE)
    canvas.put("wheel", Painted(width=8, height=4), x=5.0)
    assert memory_of(canvas) == memory
    canvas.remove("wheel")
    with pytest.raises(ValueError, match='no Painted was put as "wheel"'):
        canvas.paint("wheel", PICTURE)


def test_another_content_or_size_needs_other_memory_or_none() -> None:
    canvas = Canvas()
    canvas.put("wheel", Painted(width=8, height=4))
    canvas.put("wheel", Painted(width=4, height=4))
    with pytest.raises(ValueError, match=r"must be \(4, 4, 4\) uint8"):
        canvas.paint("wheel", PICTURE)
    canvas.put("wheel", Box(width=8, height=4))
    with pytest.raises(ValueError, match="no Painted"):
        canvas.paint("wheel", PICTURE)
