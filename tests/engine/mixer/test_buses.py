"""Tests of studio.engine.mixer.buses."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.engine.mixer.buses import sum_into
from studio.engine.mixer.settings import ALL_BUSES, BUS_COUNT, without_bus


@settings(deadline=None)
@given(st.lists(st.integers(0, ALL_BUSES), max_size=5))
def test_each_bus_is_the_sum_of_its_members(masks: list[int]) -> None:
    buses = np.full((BUS_COUNT, 1024, 2), 9, np.float32)
    members = [(mask, np.full((1024, 2), 1 << i, np.float32)) for i, mask in enumerate(masks)]
    twins = sum_into(buses, members)
    for bus in range(BUS_COUNT):
        expected = sum(1 << i for i, mask in enumerate(masks) if mask >> bus & 1)
        assert (buses[twins[bus]] == expected).all()
        assert twins[bus] <= bus


def test_a_mix_minus_leaves_one_out() -> None:
    assert without_bus(ALL_BUSES, 2) == 0b111011
    buses = np.zeros((BUS_COUNT, 1024, 2), np.float32)
    host, guest = np.full((1024, 2), 1, np.float32), np.full((1024, 2), 2, np.float32)
    twins = sum_into(buses, [(ALL_BUSES, host), (without_bus(ALL_BUSES, 2), guest)])
    assert twins == [0, 0, 2, 0, 0, 0]
    assert (buses[2] == 1).all()
