"""Tests of studio.engine.tracking.carrying, on faces that move as it is known."""

import math
from dataclasses import replace

import numpy as np
import pytest

from studio.engine.tracking.carrying import carried
from studio.model.tracking import BODY_LANDMARKS, MOST_AGE_NS, Hand
from tests.engine.tracking.seen import FRAME_NS, face, points, rotation, seen, swim_px


def test_a_result_of_the_picture_itself_is_it() -> None:
    one = seen(FRAME_NS, face(100))
    assert carried([seen(0, face(90)), one, seen(2 * FRAME_NS, face(110))], FRAME_NS) is one


def test_of_no_result_nothing_is_known() -> None:
    assert carried([], FRAME_NS) is None
    assert carried([seen(2 * FRAME_NS, face(1))], FRAME_NS) is None


@pytest.mark.parametrize("frames", [1, 2, 4])
def test_a_face_goes_on_as_it_moves_grows_and_turns(frames: int) -> None:
    def at(frame: int) -> tuple[float, float, float, float]:
        return 100.0 + 12 * frame, 150.0 - 5 * frame, 1.05**frame, 3.0 * frame

    def look(frame: int) -> object:
        x, y, scale, turn_deg = at(frame)
        return face(x, y, scale=scale, turn_deg=turn_deg)

    results = [seen(frame * FRAME_NS, look(frame)) for frame in (0, 1)]  # type: ignore[arg-type]
    found = carried(results, (1 + frames) * FRAME_NS)
    assert found is not None
    assert found.pts_ns == (1 + frames) * FRAME_NS
    x, y, scale, turn_deg = at(1 + frames)
    assert swim_px(found, points(x, y, scale, turn_deg)) < 0.1
    matrix = found.faces[0].matrix
    assert matrix[:3, :3] == pytest.approx(rotation(turn_deg), abs=1e-4)
    assert matrix[:3, 3] == pytest.approx([x / 10, y / 10, -40], abs=1e-3)


def test_carried_on_a_moving_face_is_nearer_than_left_where_it_was() -> None:
    def x(ns: int) -> float:
        return 320 + 100 * math.sin(2 * math.pi * ns / 1e9)

    swims, lags = [], []
    for ns in range(0, 2_000_000_000, 3 * FRAME_NS):
        results = [seen(at, face(x(at))) for at in (ns, ns + 2 * FRAME_NS)]
        for at in (ns + 3 * FRAME_NS, ns + 4 * FRAME_NS):
            swims.append(swim_px(carried(results, at), points(x(at))))
            lags.append(swim_px(results[-1], points(x(at))))
    assert sum(swims) < sum(lags) / 2


def test_noise_of_single_points_does_not_grow() -> None:
    random = np.random.default_rng(3)

    def noisy(pts_ns: int) -> object:
        one = face(100)
        noise = random.normal(0, 0.5, one.points.shape).astype(np.float32)
        return seen(pts_ns, replace(one, points=one.points + noise))

    results = [noisy(0), noisy(FRAME_NS)]
    found = carried(results, MOST_AGE_NS)  # type: ignore[arg-type]
    assert swim_px(found, points(100)) < 1.5


def test_between_two_results_it_lies_between() -> None:
    results = [seen(0, face(100)), seen(4 * FRAME_NS, face(140, turn_deg=20))]
    found = carried(results, FRAME_NS)
    assert found is not None
    assert found.faces[0].points.mean(0)[0] == pytest.approx(
        points(100).mean(0)[0] * 0.75 + points(140, turn_deg=20).mean(0)[0] * 0.25, abs=0.01
    )
    assert found.faces[0].matrix[:3, :3] == pytest.approx(rotation(5), abs=1e-4)


def test_it_stops_after_a_while_then_fades_then_is_gone() -> None:
    results = [seen(0, face(100)), seen(FRAME_NS, face(110))]
    last_ns = FRAME_NS
    late = carried(results, last_ns + 160_000_000)
    later = carried(results, last_ns + 240_000_000)
    assert late is not None
    assert later is not None
    assert later.faces[0].points == pytest.approx(late.faces[0].points, abs=0.01)
    assert 0 < later.faces[0].presence < late.faces[0].presence < 1
    assert carried(results, last_ns + MOST_AGE_NS + 1) is None


def test_of_one_result_alone_it_stays_where_it_was() -> None:
    results = [seen(0, face(100))]
    assert swim_px(carried(results, 3 * FRAME_NS), points(100)) == 0
    far_apart = [seen(-MOST_AGE_NS - 1, face(0)), *results]
    assert swim_px(carried(far_apart, 3 * FRAME_NS), points(100)) == 0


def test_faces_are_told_apart_by_their_number() -> None:
    before = seen(0, face(100, number=1), face(400, number=2))
    last = seen(FRAME_NS, face(410, number=2), face(100, number=1), face(50, number=3))
    found = carried([before, last], 2 * FRAME_NS)
    assert found is not None
    middles = {each.number: each.points.mean(0)[0] for each in found.faces}
    resting = points(0).mean(0)[0]
    assert middles == pytest.approx({2: 420 + resting, 1: 100 + resting, 3: 50 + resting}, abs=0.1)


def test_hands_and_body_go_on_too() -> None:
    def look(pts_ns: int, x: float) -> object:
        hand = Hand(is_right=True, points=points(x)[:21], gesture="fist")
        body = np.zeros((BODY_LANDMARKS, 4), np.float32)
        body[:, :3] = points(x)[:BODY_LANDMARKS]
        body[:, 3] = 0.5
        return replace(seen(pts_ns, hands=(hand,)), body=body)

    found = carried([look(0, 100), look(FRAME_NS, 110)], 2 * FRAME_NS)  # type: ignore[list-item]
    assert found is not None
    assert found.hands[0].points == pytest.approx(points(120)[:21], abs=0.01)
    assert found.hands[0].gesture == "fist"
    assert found.body is not None
    assert found.body[:, :3] == pytest.approx(points(120)[:BODY_LANDMARKS], abs=0.01)
    assert (found.body[:, 3] == 0.5).all()
