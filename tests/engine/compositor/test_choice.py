"""Tests of studio.engine.compositor.choice."""

from studio.engine.compositor.choice import choose_compositor


def test_a_machine_without_a_real_gpu_draws_with_the_processor() -> None:
    compositor = choose_compositor("auto", (64, 48))
    assert compositor.name in ("array", "wgpu")
    if "llvmpipe" in compositor.adapter:
        raise AssertionError("a processor that plays a GPU is dearer than drawing at once")
    compositor.close()


def test_what_is_asked_for_is_what_draws() -> None:
    for wanted in ("array", "wgpu"):
        compositor = choose_compositor(wanted, (64, 48))
        assert compositor.name == wanted
        compositor.close()
