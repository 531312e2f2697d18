"""Tests of studio.room.filter.linear."""

from pathlib import Path

import numpy as np

from studio.room.filter.linear import BUCKETS, LinearModel, features


def test_disguises_have_the_same_features() -> None:
    assert features("加薇号").tolist() == features("加 薇.號").tolist()


def test_a_saved_model_says_the_same(tmp_path: Path) -> None:
    weights = np.zeros(BUCKETS, np.float32)
    weights[np.setdiff1d(features("坏"), features("好"))] = 3.0
    model = LinearModel(weights, -1.0)
    model.save(tmp_path / "model.npz")
    loaded = LinearModel.load(tmp_path / "model.npz")
    for text in ("坏", "好", ""):
        assert abs(loaded.probability(text) - model.probability(text)) < 1e-3
    assert model.probability("坏") > 0.9 > 0.3 > model.probability("好")
