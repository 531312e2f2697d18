"""Tests of studio.engine.resting."""

import pytest

from studio.engine import resting
from studio.engine.demand import Demand, Taker
from studio.engine.resting import Resting


class Part:
    """Something that rests when told to."""

    def __init__(self) -> None:
        self.is_resting = False

    def rest(self, is_resting: bool) -> None:
        self.is_resting = is_resting


def test_parts_rest_a_while_after_the_last_who_looked(monkeypatch: pytest.MonkeyPatch) -> None:
    demand, part = Demand(), Part()
    demand.set(Taker.VIEW, 1)
    parts = Resting(demand, (part,))
    parts.follow()
    assert not part.is_resting
    demand.set(Taker.VIEW, 0)
    parts.follow()
    assert not part.is_resting
    monkeypatch.setattr(resting, "REST_AFTER_NS", -1)
    parts.follow()
    assert part.is_resting
    demand.set(Taker.METERS, 1)
    parts.follow()
    assert not part.is_resting
