"""Tests of studio.engine.sources.picture_memory."""

from studio.engine.sources.picture_memory import PictureMemory


def test_memory_that_is_looked_at_is_not_given_away() -> None:
    memory = PictureMemory()
    view = memory.take(64)[:32].reshape(4, 8)
    view[:] = 1
    for _ in range(50):
        memory.take(64)[:] = 2
    assert (view == 1).all()


def test_memory_that_nobody_looks_at_is_used_again() -> None:
    memory = PictureMemory()
    addresses = {memory.take(64).ctypes.data for _ in range(50)}
    assert len(addresses) == 1


def test_another_size_is_another_memory() -> None:
    memory = PictureMemory()
    small = memory.take(64)
    assert memory.take(128).size == 128
    assert small.size == 64


def test_a_hoarder_keeps_what_he_has_but_the_pool_stays_small() -> None:
    memory = PictureMemory()
    hoard = [memory.take(64) for _ in range(100)]
    for number, buffer in enumerate(hoard):
        buffer[:] = number
    assert [int(buffer[0]) for buffer in hoard] == list(range(100))
