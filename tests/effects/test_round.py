"""Tests of studio.effects.round."""

import numpy as np
import pytest

from studio.effects import round as rounds
from studio.effects.errors import EffectError
from studio.effects.planes import NOTHING, Box, Pixels
from studio.effects.round import Round, cut, draw_round
from studio.model.canvas_content import Lottie

CONTENT = Lottie(file="-", width=60, height=40, pictures_s=10)


class Sliding:
    """A white box that goes from left to right."""

    loop_ns = 1_000_000_000

    def __init__(self, *, moves: bool = True, side: int = 10) -> None:
        self.moves = moves
        self.side = side
        self.shares: list[float] = []

    def picture(self, share: float) -> Pixels:
        self.shares.append(share)
        rgba = np.zeros((40, 60, 4), np.uint8)
        left = int(share * 40)
        rgba[4 : 4 + self.side, left : left + self.side] = 255
        return rgba


def test_a_picture_is_cut_to_what_is_seen_with_a_clear_margin() -> None:
    piece = cut(Sliding().picture(0.25))
    assert piece.box == Box(8, 2, 14, 14)
    alpha = np.frombuffer(piece.planes, np.uint8)[14 * 14 * 3 // 2 :].reshape(14, 14)
    assert alpha[2:12, 2:12].all()
    assert np.count_nonzero(alpha) == 100


def test_an_empty_and_an_odd_picture_are_cut_too() -> None:
    assert cut(np.zeros((5, 7, 4), np.uint8)).box == NOTHING
    box = cut(np.full((5, 7, 4), 255, np.uint8)).box
    assert (box.width % 2, box.height % 2) == (0, 0)
    assert box.width >= 11


def test_a_round_has_as_many_pictures_as_asked_for_and_shows_the_first_at_once() -> None:
    stage, firsts = Sliding(), list[Round]()
    drawn = draw_round(stage, CONTENT, on_first=firsts.append)
    assert drawn
    assert stage.shares == pytest.approx([n / 10 for n in range(10)])
    assert drawn.loop_ns == 1_000_000_000
    assert len(drawn.boxes) == 10
    assert not drawn.note
    assert [(each.loop_ns, len(each.boxes)) for each in firsts] == [(0, 1)]


def test_what_does_not_move_is_one_picture() -> None:
    drawn = draw_round(Sliding(moves=False), CONTENT)
    assert drawn
    assert (drawn.loop_ns, len(drawn.boxes), drawn.note) == (0, 1, "")


def test_too_many_pixels_make_fewer_pictures_and_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "MAX_NODE_PIXELS", 1_200)
    drawn = draw_round(Sliding(), CONTENT)
    assert drawn
    assert len(drawn.boxes) == 5
    assert drawn.note.startswith("It has 5 pictures a second instead of 10, as all of them may")
    monkeypatch.setattr(rounds, "MAX_NODE_PIXELS", 100)
    with pytest.raises(EffectError, match="over 100 pixels"):
        draw_round(Sliding(), CONTENT)


def test_nobody_draws_on_what_nobody_wants() -> None:
    stage = Sliding()
    assert draw_round(stage, CONTENT, goes_on=lambda: len(stage.shares) < 3) is None
    assert len(stage.shares) == 3
