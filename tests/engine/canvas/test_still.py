"""Tests of studio.engine.canvas.still."""

import numpy as np
import pytest

from studio.engine.canvas.still import Asked, draw
from studio.model.errors import StudioError


def asked(at_ms: float, *batches: dict[str, object]) -> Asked:
    told = {"size": (1920, 1080), "picture": (480, 270), "at_ms": at_ms, "batches": batches}
    return Asked.model_validate(told)


def box(name: str, color: str, x: object, **more: object) -> dict[str, object]:
    content = {"kind": "box", "width": 400, "height": 400, "color": color}
    node = {"id": name, "content": content, **more}
    return {"do": "put", "node": node, "motions": {"x": x, "y": 540}}


def test_nothing_is_clear() -> None:
    picture = draw(asked(0))
    assert picture.shape == (270, 480, 4)
    assert not picture.any()


def test_colours_and_what_is_seen_through_them_are_kept() -> None:
    edits = [box("a", "#20c060", 480), box("b", "#c02060", 1440), box("c", "#2060c080", 960)]
    picture = draw(asked(0, {"at_ms": 0, "edits": edits})).astype(int)
    for x, expected in ((100, (0x20, 0xC0, 0x60, 255)), (380, (0xC0, 0x20, 0x60, 255))):
        assert np.abs(picture[135, x] - expected).max() <= 6
    assert np.abs(picture[135, 240] - (0x20, 0x60, 0xC0, 0x80)).max() <= 8
    assert not picture[10].any()


def test_it_is_drawn_as_it_is_at_a_time() -> None:
    way = {"keys": [{"at_ms": 0, "value": 0}, {"at_ms": 1000, "value": 1920}]}
    begun = {"at_ms": 0, "edits": [box("a", "#ffffff", way)]}
    gone = {"at_ms": 900, "edits": [{"do": "remove", "id": "a"}]}
    move = {"at_ms": 600, "edits": [{"do": "move", "id": "a", "motions": {"x": 0}}]}
    assert draw(asked(500, begun))[135, 240, 3] == 255
    assert draw(asked(500, begun))[135, 10, 3] == 0
    assert draw(asked(700, begun, move))[135, 10, 3] == 255
    assert not draw(asked(950, begun, gone)).any()


def test_what_can_not_be_painted_is_said() -> None:
    node = {"id": "a", "content": {"kind": "image", "file": "/nowhere.png"}}
    batch = {"at_ms": 0, "edits": [{"do": "put", "node": node}]}
    with pytest.raises(StudioError, match="Node a: "):
        draw(asked(0, batch))


@pytest.mark.slow
def test_what_effects_draw_is_seen_as_it_is_at_that_time() -> None:
    code = "fn paint(place: vec2f, time_s: f32) -> vec4f { return vec4f(0.0, time_s, 1.0, 1.0); }"
    content = {"kind": "shader", "code": code, "width": 400, "height": 400}
    node = {"id": "a", "content": content}
    put = {"do": "put", "node": node, "motions": {"x": 960, "y": 540}}
    begun = {"at_ms": 500, "edits": [put]}
    again = {"at_ms": 900, "edits": [{**put, "motions": {"x": 480, "y": 540}}]}
    picture = draw(asked(1_000, begun, again)).astype(int)
    assert np.abs(picture[135, 120] - (0, 128, 255, 255)).max() <= 8
    assert not picture[135, 240].any()
    wrong = {
        "at_ms": 0,
        "edits": [{**put, "node": {"id": "a", "content": content | {"code": "x"}}}],
    }
    with pytest.raises(StudioError, match="Node a: The shader can't be compiled"):
        draw(asked(0, wrong))
