"""Tests of studio.engine.captions.hearing_state."""

from studio.engine.captions.hearing_state import HearingState
from studio.model.events import CaptionsState


def test_each_state_is_told_once() -> None:
    told: list[CaptionsState] = []
    state = HearingState(told.append)
    assert state.now.health == "off"
    state.want(False)
    state.want(True)
    state.want(True)
    state.hear("running", "")
    for behind_ms in (0, 1_999, 2_000, 1_500, 1_000, 999, 1_500):
        state.fall_behind(behind_ms)
    state.hear("failed", "It has ended. It is started again.")
    state.hear("running", "")
    state.want(False)
    state.hear("running", "")
    assert [(each.health, each.reason) for each in told] == [
        ("loading", ""),
        ("listening", ""),
        ("behind", ""),
        ("listening", ""),
        ("failed", "It has ended. It is started again."),
        ("listening", ""),
        ("off", ""),
    ]


def test_who_is_wanted_again_is_loaded_again() -> None:
    state = HearingState(lambda told: None)
    state.want(True)
    state.hear("failed", "There is no model.")
    state.want(False)
    state.want(True)
    assert state.now == CaptionsState(health="loading")
