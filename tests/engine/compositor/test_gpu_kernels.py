"""Tests of studio.engine.compositor.gpu_kernels."""

from collections.abc import Iterator

import pytest

from studio.engine.compositor.composition import Blend
from studio.engine.compositor.gpu_device import shared_device
from studio.engine.compositor.gpu_kernels import Kernels
from studio.engine.compositor.gpu_shape import Form, Piece
from studio.engine.compositor.gpu_source import Signature
from studio.engine.compositor.gpu_tiles import Base

PLAIN = Piece(Form.SHEET, False, False, (), False, Blend.NORMAL, 0)


@pytest.fixture
def kernels() -> Iterator[Kernels]:
    kernels = Kernels(shared_device())
    yield kernels
    kernels.close()


def test_a_kernel_is_compiled_once_and_nobody_waits_for_it(kernels: Kernels) -> None:
    signature = Signature(Base.LOAD, False, (PLAIN,))
    assert kernels.get(signature) is None
    assert kernels.get(signature) is None
    kernels.wait_idle()
    kernel = kernels.get(signature)
    assert kernel is not None
    assert kernels.get(Signature(Base.LOAD, False, (PLAIN,))) is kernel
    assert kernels.compiled == 1


def test_every_kind_of_layer_compiles(kernels: Kernels) -> None:
    sheets = [
        Piece(Form.SHEET, is_odd, has_alpha, filters, True, blend, bands)
        for is_odd, has_alpha, filters, blend, bands in (
            (False, False, ("key", "correct"), Blend.NORMAL, 0),
            (True, True, ("correct", "key"), Blend.SCREEN, 2),
            (True, False, (), Blend.DARKEN, 4),
        )
    ]
    planes = [Piece(Form.PLANES, False, a, (), a, Blend.NORMAL, 4) for a in (False, True)]
    signature = Signature(Base.CLEAR, True, (*sheets[:2], *planes))
    other = Signature(Base.LOAD, False, (*sheets, planes[1]))
    for one in (signature, other):
        kernels.get(one)
    kernels.wait_idle()
    assert kernels.get(signature) is not None
    assert kernels.get(other) is not None


def test_while_paused_nothing_is_compiled(kernels: Kernels) -> None:
    kernels.is_paused = True
    signature = Signature(Base.CLEAR, False, (PLAIN,))
    assert kernels.get(signature) is None
    kernels.wait_idle()
    assert kernels.compiled == 0


def test_closing_ends_the_thread_with_work_left() -> None:
    kernels = Kernels(shared_device())
    for bands in (0, 2, 4):
        piece = Piece(Form.SHEET, True, True, ("key",), True, Blend.MULTIPLY, bands)
        kernels.get(Signature(Base.LOAD, False, (PLAIN, piece)))
    kernels.close()
    assert kernels.compiled <= 1
