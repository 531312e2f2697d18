"""Tests of studio.engine.compositor.matte_cover."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from studio.engine.compositor.array_planes import Planes
from studio.engine.compositor.matte_cover import Kind, cover_of, grown, spans_of
from studio.engine.compositor.matting import Matte, Matting
from studio.engine.compositor.placement import Box
from studio.engine.compositor.workbench import Workbench
from tests.engine.compositor.people import BACKGROUNDS, person_before


def matte_before(name: str) -> Matte:
    matte = Matting().of(person_before(name).picture)
    assert matte is not None
    return matte


@pytest.mark.parametrize("name", BACKGROUNDS)
def test_spans_make_up_the_picture_and_few_have_an_edge(name: str) -> None:
    times = np.zeros((720, 1280), np.uint8)
    edge_px = 0
    for span in spans_of(matte_before(name), 720, 1280):
        box = span.box
        assert box.left % 2 == box.top % 2 == box.right % 2 == box.bottom % 2 == 0
        times[box.top : box.bottom, box.left : box.right] += 1
        edge_px += box.width * box.height if span.kind is Kind.EDGE else 0
    assert (times == 1).all()
    assert edge_px < 0.3 * times.size


@pytest.mark.parametrize("name", BACKGROUNDS)
def test_what_is_left_out_is_as_plain_as_it_was_taken_for(name: str) -> None:
    picture, matte = person_before(name).picture, matte_before(name)
    planes = Planes(picture.y, picture.uv)
    quick = cover_of(matte, planes, Workbench()).alpha
    everywhere = replace(matte, is_edge=np.ones_like(matte.is_edge))
    whole = cover_of(everywhere, planes, Workbench())
    assert all(span.kind is Kind.EDGE for span in whole.spans)
    off = np.abs(quick.astype(int) - whole.alpha)
    assert (off > 8).mean() < 2e-4
    assert off.mean() < 0.02


def test_a_part_is_grown_as_the_whole_would_be() -> None:
    small = np.random.default_rng(1).random((9, 16), np.float32)
    whole = cv2.resize(small, (128, 72), interpolation=cv2.INTER_LINEAR)
    bench = Workbench()
    for box in (Box(0, 0, 128, 72), Box(4, 4, 20, 12), Box(2, 10, 126, 70), Box(100, 60, 128, 72)):
        part = grown(small, box, 8, "part", bench)
        wanted = whole[box.top : box.bottom, box.left : box.right]
        np.testing.assert_allclose(part, wanted, atol=1e-6)
