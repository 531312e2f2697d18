"""Tests of studio.model.offered_inputs."""

from studio.model.offered_inputs import MOST_INPUTS, MOST_NAME, names_of


def test_what_is_no_name_is_left_out() -> None:
    told: list[object] = ["Side", "", 3, None, "x" * (MOST_NAME + 1), "顶", "y" * MOST_NAME]
    assert names_of(told) == ["Side", "顶", "y" * MOST_NAME]


def test_there_are_so_many_at_most() -> None:
    assert len(names_of(str(number) for number in range(MOST_INPUTS + 9))) == MOST_INPUTS
