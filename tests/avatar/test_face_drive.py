"""Tests of studio.avatar.face_drive; what follows for the whole avatar is test_performer's."""

import numpy as np
import pytest

from studio.avatar.face_drive import FaceDrive
from studio.avatar.turns import NONE
from studio.model.tracking import Face
from tests.avatar.faces import face

FPS = 30
BACK_S = 30.0
"""He is at his farthest to the side then."""


def going(now_s: float) -> Face:
    """Return a face that goes to and fro."""
    return face(NONE, at_cm=(12 * np.sin(2 * np.pi * now_s / 4.8), 0, -45))


@pytest.mark.parametrize(("away_s", "is_known"), [(1.4, True), (12.0, False)])
def test_who_was_away_for_a_moment_has_the_same_middle_and_who_was_long_another(
    away_s: float, is_known: bool
) -> None:
    whole, torn = (FaceDrive(takes_all=False, is_mirrored=False) for _ in range(2))
    apart_m = []
    for step in range(21 * FPS):
        now_s = 10 + step / FPS
        is_lost = BACK_S - away_s < now_s < BACK_S
        seen, _ = whole.moved(going(now_s), now_s)
        torn_seen, _ = torn.moved(None if is_lost else going(now_s), now_s)
        if now_s > BACK_S + 0.7:
            apart_m.append(abs(seen.moved[0] - torn_seen.moved[0]))
    assert bool(max(apart_m) < 0.01) is is_known
