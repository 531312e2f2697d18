"""Tests of studio.engine.demand."""

import pytest

from studio.engine.demand import Demand, Taker


@pytest.fixture
def heard() -> list[tuple[bool, bool]]:
    return []


@pytest.fixture
def demand(heard: list[tuple[bool, bool]]) -> Demand:
    demand = Demand()
    demand.on_change(lambda: heard.append((demand.needs_pictures, demand.needs_sound)))
    return demand


def test_nobody_needs_anything_at_first(demand: Demand) -> None:
    assert (demand.needs_pictures, demand.needs_sound) == (False, False)


def test_views_need_pictures_and_meters_sound(
    demand: Demand, heard: list[tuple[bool, bool]]
) -> None:
    demand.set(Taker.VIEW, 2)
    demand.set(Taker.METERS, 1)
    demand.set(Taker.VIEW, 0)
    assert heard == [(True, False), (True, True), (False, True)]


def test_only_a_change_of_a_flag_is_told(demand: Demand, heard: list[tuple[bool, bool]]) -> None:
    demand.set(Taker.OUTPUT, 1)
    demand.set(Taker.OUTPUT, 3)
    demand.set(Taker.VIEW, 1)
    demand.set(Taker.OUTPUT, 0)
    assert heard == [(True, True), (True, False)]
    assert demand.count(Taker.VIEW) == 1


def test_fewer_than_none_is_refused(demand: Demand) -> None:
    with pytest.raises(ValueError, match="-1 of view"):
        demand.set(Taker.VIEW, -1)
