"""Tests of lanes."""

import random
from itertools import pairwise

import pytest
from lanes import GAP_PX, HEIGHT, WIDTH, Board, Lane, board_of


def left_edge(lane: tuple[float, float, float], now_s: float) -> float:
    began_s, width, cross_s = lane
    return WIDTH - (now_s - began_s) * (WIDTH + width) / cross_s


def test_no_two_touch_whatever_their_lengths_and_speeds() -> None:
    chance, lane = random.Random(7), Lane(100)
    flown: list[tuple[float, float, float]] = []
    now_s = 0.0
    while len(flown) < 300:
        width, cross_s = chance.uniform(40, 2500), chance.choice((5.0, 9.0, 16.0))
        if lane.free_s(width, cross_s) <= now_s:
            lane.take(width, cross_s, now_s)
            flown.append((now_s, width, cross_s))
        now_s += 0.1
    for before, after in pairwise(flown):
        end_s = before[0] + before[2]
        moment_s = after[0]
        while moment_s < end_s:
            tail = left_edge(before, moment_s) + before[1]
            assert left_edge(after, moment_s) >= tail
            moment_s += 0.05


def test_a_lane_is_free_as_soon_as_the_tail_is_in() -> None:
    lane = Lane(0)
    lane.take(400, 9.0, 0.0)
    in_s = (400 + GAP_PX) / ((WIDTH + 400) / 9)
    assert lane.free_s(100, 9.0) == pytest.approx(in_s)
    assert lane.free_s(2000, 9.0) > in_s + 1  # it would catch up


@pytest.mark.parametrize(("area", "lanes"), [("third", 4), ("half", 7), ("all", 14)])
def test_they_take_no_more_of_the_picture_than_is_set(area: str, lanes: int) -> None:
    board = board_of(40, area)
    assert len(board.flying) == lanes
    assert all(0 < lane.y < HEIGHT for lane in board.flying)
    assert all(line.y < HEIGHT / 2 for line in board.top)
    assert all(line.y > HEIGHT / 2 for line in board.bottom)


def test_faces_are_left_free() -> None:
    board = board_of(40, "all", [(340, 700)])
    ys = [line.y for lines in (board.flying, board.top, board.bottom) for line in lines]
    assert ys
    assert not [y for y in ys if 310 < y < 730]
    assert len(board.flying) < len(board_of(40, "all").flying)


def test_still_ones_wait_for_their_line() -> None:
    board: Board = board_of(40, "half")
    first = board.still_for("top", 0)
    assert first
    first.until_s = 4.0
    assert board.still_for("top", 1) is None
    assert board.still_for("top", 5) is first
    bottom = board.still_for("bottom", 0)
    assert bottom
    assert bottom.y > HEIGHT - 100


def test_still_ones_have_lines_that_nothing_flies_along() -> None:
    board = board_of(40, "all")
    flying = {lane.y for lane in board.flying}
    assert board.top
    assert board.bottom
    assert not flying & {line.y for line in (*board.top, *board.bottom)}


def test_what_is_two_lanes_high_has_two_that_lie_together() -> None:
    board = board_of(40, "all", [(200, 300)])
    board.flying[0].take(100, 9, 0)
    (first, second), free_s = board.lanes_for(100, 2, 9)
    assert second.y - first.y == first.step
    assert board.flying[0] not in (first, second)
    assert free_s < 0
    assert board.lanes_for(100, 99, 9) == ([], float("inf"))
