"""Tests of studio.room_client.handoff.fitting: the plan of an engine that goes on."""

from fractions import Fraction
from pathlib import Path

import pytest

from studio.model.handoff import HandoffState, gather
from studio.model.scene import Collection
from studio.model.session import LivePlan
from studio.room_client.handoff.errors import HandoverError
from studio.room_client.handoff.fitting import plan_for

HERE = Path("/own/handoff/scenes.json")


def state(scene: str = "B") -> HandoffState:
    collection = Collection.model_validate({"schema": 1, "scenes": [{"name": "A"}, {"name": "B"}]})
    plan = LivePlan(
        collection="/x",
        scene=scene,
        width=1280,
        height=720,
        fps=Fraction(30_000, 1_001),
        latency="low",
    )
    return gather("pc", collection, plan, lambda name: None).state


def test_it_goes_on_as_the_other_was() -> None:
    plan = plan_for(state(), HERE, {})
    assert (plan.collection, plan.scene, plan.stays) == (str(HERE), "B", True)
    assert (plan.width, plan.height, plan.fps) == (1280, 720, Fraction(30000, 1001))
    assert plan.latency == "low"
    assert plan_for(state("gone"), HERE, {}).scene is None


def test_what_is_wanted_otherwise_counts_and_nonsense_is_a_sentence() -> None:
    assert plan_for(state(), HERE, {"fps": "25", "record": "/x.mkv"}).fps == 25
    with pytest.raises(HandoverError, match="fps"):
        plan_for(state(), HERE, {"fps": "fast"})
    with pytest.raises(HandoverError, match="unknown"):
        plan_for(state(), HERE, {"unknown": 1})
