"""Tests of studio.engine.face_effects.life: what triggers do, with synthetic blendshapes."""

import itertools
from typing import Any

import pytest

from studio.engine.face_effects.life import Life, rehearsed
from studio.engine.face_effects.signals import MS_NS, shapes_for, strengths_of
from studio.model.face_effect import FaceEffect
from tests.engine.face_effects.faces import face


def effect(is_waiting: bool = True, **trigger: Any) -> FaceEffect:
    part = {
        "id": "x",
        "content": {"kind": "image", "file": "x.webp"},
        "on": "nose",
        "width_mm": 10,
        "is_waiting": is_waiting,
    }
    one = {"on": "open_mouth", "parts": ["x"], "fade_ms": 0, **trigger}
    told = {"id": "e", "name": {"zh": "效", "en": "E"}, "part": [part], "trigger": [one]}
    return FaceEffect.model_validate(told)


def life(is_waiting: bool = True, **trigger: Any) -> Life:
    return Life(effect(is_waiting, **trigger), 0)


def played(watched: Life, *spans: tuple[int, int], until: int = 2_000) -> list[tuple[int, float]]:
    """Open the mouth during spans; return each change of what is seen, every 20 ms."""
    found: list[tuple[int, float]] = []
    for at_ms in range(0, until, 20):
        is_open = any(begin <= at_ms < end for begin, end in spans)
        signal = shapes_for("open_mouth") if is_open else {}
        watched.see(strengths_of(face(shapes=signal), ()), at_ms * MS_NS)
        share = next((moment.share for moment in watched.moments()), 0.0)
        if share != (found[-1][1] if found else 0.0):
            found.append((at_ms, share))
    return found


def test_hold_shows_as_long_as_the_signal_is() -> None:
    assert played(life(does="hold"), (100, 500)) == [(160, 1.0), (560, 0.0)]


def test_start_shows_for_its_time_and_begins_anew() -> None:
    assert played(life(does="start", ms=300), (100, 1_500)) == [(160, 1.0), (460, 0.0)]
    twice = played(life(does="start", ms=300), (100, 200), (1_000, 1_100))
    assert [at for at, share in twice if share] == [160, 1_060]


def test_start_again_while_it_is_there_makes_it_longer_without_a_jump() -> None:
    longer = life(does="start", ms=400)
    assert played(longer, (100, 200), (400, 500), until=1_200) == [(160, 1.0), (860, 0.0)]


def test_toggle_changes_it_each_time() -> None:
    assert played(life(does="toggle"), (100, 300), (900, 1_000)) == [(160, 1.0), (960, 0.0)]


def test_stop_takes_away_what_was_there() -> None:
    assert played(life(is_waiting=False, does="stop"), (100, 300)) == [(0, 1.0), (160, 0.0)]


def test_it_fades_by_its_easing_and_turns_back_from_where_it_is() -> None:
    fading = life(does="hold", fade_ms=200, easing="linear")
    shares = dict(played(fading, (100, 200), until=500))
    assert max(shares.values()) < 1  # gone again before all of it was there
    steps = list(shares.values())
    assert all(abs(a - b) < 0.11 for a, b in itertools.pairwise(steps))
    assert steps[-1] == 0.0


def test_its_time_is_counted_from_when_it_came() -> None:
    started = life(does="hold")
    played(started, (400, 2_000), until=1_000)
    (moment,) = started.moments()
    assert moment.since_ns == pytest.approx((980 - 460) * MS_NS)


def test_what_comes_late_changes_nothing() -> None:
    late = life(does="hold")
    played(late, (0, 1_000), until=500)
    late.see(strengths_of(face(), ()), 100 * MS_NS)
    assert list(late.moments())


@pytest.mark.parametrize("does", ["hold", "start", "toggle"])
@pytest.mark.parametrize("on", ["open_mouth", "wink", "heart"])
def test_for_a_still_the_first_signal_has_come_whatever_the_face_does(does: str, on: str) -> None:
    now_ns = 5_000 * MS_NS
    still = rehearsed(effect(does=does, on=on, fade_ms=200), now_ns)
    still.see(strengths_of(face(), ()), now_ns)
    (moment,) = still.moments()
    assert moment.share == 1
    assert 0.4 < moment.since_ns / 1e9 < 0.8
