"""Tests of studio.app.live.truth."""

import pytest

from studio.app.live.truth import WISH_S, Light, Outgoing, Phase, Wish, clock, light, size, tell


def _out(
    state: str, name: str = "push-1", since_s: float | None = None, reconnects: int = 0
) -> Outgoing:
    return Outgoing(name, state, since_s, reconnects)


START, END = Wish(True, 100.0), Wish(False, 100.0)


@pytest.mark.parametrize(
    ("outputs", "wish", "phase"),
    [
        ([], None, Phase.IDLE),
        ([_out("ended")], None, Phase.IDLE),
        ([_out("recording", "record")], None, Phase.IDLE),
        ([], START, Phase.STARTING),
        ([_out("connecting")], START, Phase.STARTING),
        ([_out("connecting")], None, Phase.STARTING),
        ([_out("live", since_s=5.0)], None, Phase.LIVE),
        ([_out("live"), _out("reconnecting", "push-2")], None, Phase.LIVE),
        ([_out("reconnecting"), _out("connecting", "push-2")], None, Phase.RECONNECTING),
        ([_out("live")], END, Phase.ENDING),
        ([_out("ended")], END, Phase.IDLE),
        ([_out("failed")], None, Phase.FAILED),
        ([_out("failed")], START, Phase.FAILED),
    ],
)
def test_tells_what_is(outputs: list[Outgoing], wish: Wish | None, phase: Phase) -> None:
    assert tell(outputs, wish, 101.0, is_there=True).phase is phase


def test_forgets_a_wish_of_which_nothing_came() -> None:
    late_s = 100.0 + WISH_S
    assert tell([], START, late_s, is_there=True).phase is Phase.IDLE
    assert tell([_out("live")], END, late_s, is_there=True).phase is Phase.LIVE


def test_counts_from_the_first_frame_of_the_first_destination() -> None:
    outputs = [_out("live", since_s=50.0), _out("live", "push-2", since_s=20.0)]
    assert tell(outputs, None, 101.0, is_there=True).since_s == 20.0


def test_says_how_many_are_lost_while_others_are_live() -> None:
    outputs = [_out("live"), _out("reconnecting", "push-2"), _out("failed", "push-3")]
    assert tell(outputs, None, 101.0, is_there=True).lost == 2


def test_says_which_try_it_is() -> None:
    truth = tell([_out("reconnecting", reconnects=2)], None, 101.0, is_there=True)
    assert truth.reconnects == 2


def test_goes_on_to_count_while_the_engine_is_started_again() -> None:
    truth = tell([_out("live", since_s=20.0)], None, 101.0, is_there=False)
    assert (truth.phase, truth.since_s) == (Phase.NO_ENGINE, 20.0)


def test_every_state_has_a_light() -> None:
    states = ("connecting", "live", "recording", "reconnecting", "failed", "ended")
    lights = [light(state) for state in states]
    assert lights == [
        Light.WAITING,
        Light.LIVE,
        Light.LIVE,
        Light.TROUBLE,
        Light.FAILED,
        Light.OFF,
    ]


def test_sets_times_and_sizes_for_people() -> None:
    assert clock(4365.9) == "01:12:45"
    assert clock(-3) == "00:00:00"
    assert [size(n) for n in (400, 845e6, 1.236e9, 2e12)] == [
        "0 kB",
        "845 MB",
        "1.24 GB",
        "2.00 TB",
    ]
