"""Tests of studio.cli.takeover: what a studio goes on with that takes back from a phone."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from studio.cli.arguments import parser
from studio.cli.takeover import own_values
from studio.room_client.handoff.fitting import own_plan


def test_what_is_said_is_shown_else_what_the_window_had_last_as_it_had_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROCKET_STUDIO_CONFIG_DIR", str(tmp_path))
    last = {"last_collection": "/x/last.json", "encoding": {"video_kbps": 900, "later": 1}}
    (tmp_path / "settings.json").write_text(json.dumps(last))
    said = parser().parse_args(["takeover", "http://room/r/1"])
    plan = own_plan(own_values(said), {"fps": "15"})
    assert (plan.collection, plan.video_kbps, plan.stays) == ("/x/last.json", 900, True)
    assert plan.fps == Fraction(15)
    said = parser().parse_args(["takeover", "http://room/r/1", "--collection", "/x/other.json"])
    assert own_values(said)["collection"] == "/x/other.json"
