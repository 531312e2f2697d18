"""Tests of studio.effects.sheet, on whatever GPU there is."""

from collections.abc import Iterator
from functools import partial

import numpy as np
import pytest
import wgpu  # type: ignore[import-untyped]  # ships no types

from studio.effects import sheet as sheet_module
from studio.effects.device import shared_device
from studio.effects.sheet import FORMAT, WIDTH, Piece, Sheet, laid_out

FILL = """
@vertex fn corner(@builtin(vertex_index) index: u32) -> @builtin(position) vec4f {
    return vec4f(f32(index & 1u) * 4.0 - 1.0, f32(index >> 1u) * 4.0 - 1.0, 0.0, 1.0);
}
@fragment fn fill() -> @location(0) vec4f { return vec4f(RED, 0.0, 0.0, 1.0); }
"""


def test_what_is_laid_out_lies_within_and_never_on_another() -> None:
    random = np.random.default_rng(7)
    sizes = [(int(w), int(h)) for w, h in random.integers(16, [WIDTH, 1_200], (40, 2))]
    places = laid_out(sizes)
    for sheet in {each.sheet for each in places}:
        taken = np.zeros((sheet_module.MAX_HEIGHT, WIDTH), bool)
        for (width, height), place in zip(sizes, places, strict=True):
            if place.sheet == sheet:
                assert place.left + width <= WIDTH
                here = taken[place.top : place.top + height, place.left : place.left + width]
                assert here.shape == (height, width)
                assert not here.any()
                here[:] = True


def filled(red: float) -> wgpu.GPURenderPipeline:
    device = shared_device()
    module = device.create_shader_module(code=FILL.replace("RED", str(red)))
    return device.create_render_pipeline(
        layout="auto",
        vertex={"module": module, "entry_point": "corner"},
        primitive={"topology": "triangle-list"},
        fragment={"module": module, "entry_point": "fill", "targets": [{"format": FORMAT}]},
    )


def _fill(pipeline: wgpu.GPURenderPipeline, render_pass: wgpu.GPURenderPassEncoder) -> None:
    render_pass.set_pipeline(pipeline)
    render_pass.draw(3)


@pytest.fixture
def sheet() -> Iterator[Sheet]:
    sheet = Sheet(shared_device())
    yield sheet
    sheet.close()


@pytest.mark.parametrize("most_high", [sheet_module.MAX_HEIGHT, 100])
def test_each_gets_its_own_picture_in_as_many_sheets_as_they_need(
    sheet: Sheet, monkeypatch: pytest.MonkeyPatch, most_high: int
) -> None:
    monkeypatch.setattr(sheet_module, "MAX_HEIGHT", most_high)
    whole, half = filled(1.0), filled(0.4)
    sizes = [(1_500, 40), (1_300, 100), (700, 64), (30, 2)]
    pipelines = [whole, half, half, whole]
    pieces = [
        Piece(*size, partial(_fill, pipeline))
        for size, pipeline in zip(sizes, pipelines, strict=True)
    ]
    pictures = sheet.draw(pieces)
    for size, pipeline, picture in zip(sizes, pipelines, pictures, strict=True):
        assert picture.shape == (size[1], size[0], 4)
        assert (picture == (255 if pipeline is whole else 102, 0, 0, 255)).all()


def test_it_begins_clear_each_time_and_grows_and_shrinks(sheet: Sheet) -> None:
    whole, nothing = filled(1.0), Piece(20, 700, lambda render_pass: None)
    (high,) = sheet.draw([Piece(20, 1_500, partial(_fill, whole))])
    assert (high[..., 0] == 255).all()
    for _ in range(100):
        (clear,) = sheet.draw([nothing])
    assert clear.shape == (700, 20, 4)
    assert not clear.any()
    (high,) = sheet.draw([Piece(20, 1_500, partial(_fill, whole))])
    assert (high[..., 0] == 255).all()
