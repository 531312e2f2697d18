"""Tests of installer.avatar_assets: our character, piece by piece and as files."""

import numpy as np
import pytest

from installer.avatar_assets.nova import EXPRESSIONS, nova
from installer.avatar_assets.piece import sheet, tube
from installer.avatar_assets.vrm_file import linear, vrm_of

MOST_BYTES = 1_000_000
MOST_TRIANGLES = 14_000
"""Without a GPU each thousand of them costs half a millisecond a picture."""


def test_the_same_character_is_the_same_file() -> None:
    assert vrm_of(nova()) == vrm_of(nova())
    assert len(vrm_of(nova())) < MOST_BYTES


def test_every_point_hangs_on_bones_that_are_there_and_by_all_of_its_weight() -> None:
    character = nova()
    bones = {bone.name for bone in character.bones}
    for piece in character.pieces:
        assert set(piece.bones) <= bones
        assert np.allclose(sum(piece.bones.values()), 1)
        assert piece.triangles.max() < len(piece.points)
        assert np.isfinite(piece.points).all()
        assert set(piece.morphs) <= set(EXPRESSIONS)
    assert sum(len(piece.triangles) for piece in character.pieces) < MOST_TRIANGLES


def test_it_is_as_wide_to_its_left_as_to_its_right_but_for_the_tail() -> None:
    points = np.concatenate(
        [piece.points for piece in nova().pieces if not any("tail" in b for b in piece.bones)]
    )
    assert points[:, 0].max() == pytest.approx(-points[:, 0].min(), abs=1e-6)


def test_materials_are_all_used_and_all_there() -> None:
    character = nova()
    assert {paint.name for paint in character.paints} == {
        each.material for each in character.pieces
    }


def test_both_eyes_close_when_both_lids_do_and_each_by_itself() -> None:
    for piece in nova().pieces:
        if piece.material == "eye":
            side = "blink_l" if piece.points[:, 0].mean() > 0 else "blink_r"
            other = "blink_r" if side == "blink_l" else "blink_l"
            closed = piece.points + piece.morphs[side]
            assert np.ptp(closed[:, 1]) < 0.5 * np.ptp(piece.points[:, 1])
            assert other not in piece.morphs


def test_a_tube_looks_outwards_all_around() -> None:
    path = np.stack([np.linspace(0, 1, 5), np.zeros(5), np.zeros(5)], -1)
    piece = tube(path, np.full(5, 0.1), "skin")
    away = piece.points * [0, 1, 1]
    along = (piece.normals * away).sum(axis=1)
    assert (along > 0).all() or (along < 0).all()


def test_a_sheet_whose_columns_run_to_the_right_looks_at_the_viewer() -> None:
    across, down = np.meshgrid(np.linspace(0, 1, 3), np.linspace(1, 0, 3))
    piece = sheet(np.stack([across, down, np.zeros_like(across)], -1), "skin")
    assert np.allclose(piece.normals, [0, 0, 1])


def test_colours_are_told_in_linear_light() -> None:
    assert linear("#ffffff") == [1, 1, 1]
    assert linear("#808080")[0] == pytest.approx(0.2159, abs=1e-3)
