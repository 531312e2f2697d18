"""Tests of studio.room.filter.training."""

import json
import random
from pathlib import Path

import pytest

from studio.room.filter.training import decisions, examples, quality, split, train


@pytest.mark.slow
def test_learns_what_it_has_not_seen() -> None:
    chance = random.Random(1)
    learnt, held_back = split(examples(chance), chance)
    found = quality(train(learnt, chance), held_back)
    assert found.precision > 0.9
    assert found.recall > 0.6


def test_reads_what_moderators_decided(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    path.write_text(json.dumps({"text": "加我", "is_unwanted": True}) + "\n", "utf-8")
    ((example,),) = decisions([path])
    assert (example.text, example.is_unwanted) == ("加我", True)
