"""Tests of tests.bench.clock_code."""

from hypothesis import given
from hypothesis import strategies as st

from tests.bench.clock_code import CELLS, WRAP_MS, age_ms, cells, read


@given(st.integers(0, 10**12))
def test_a_time_is_read_back_as_it_was_shown(now_ms: int) -> None:
    assert read([255 if cell else 0 for cell in cells(now_ms)]) == now_ms % WRAP_MS


@given(st.integers(0, WRAP_MS - 1), st.integers(CELLS - 4, CELLS - 1))
def test_a_wrong_check_cell_is_noticed(now_ms: int, place: int) -> None:
    row = [255 if cell else 0 for cell in cells(now_ms)]
    row[place] = 255 - row[place]
    assert read(row) is None


def test_an_age_survives_the_wrap() -> None:
    assert age_ms(WRAP_MS - 10, 2 * WRAP_MS + 5.5) == 15.5
