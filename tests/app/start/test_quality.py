"""Tests of studio.app.start.quality: what was measured is said, with what it leaves."""

import pytest

from studio.app.start.proposal import QUALITIES, Proposal, propose
from studio.app.start.quality import headroom, says


def _measured(cpu_ms: float, cores: int = 2) -> Proposal:
    facts = {"title": "x264", "preset": "veryfast", "cpu_ms": cpu_ms}
    return propose({"findings": [{"area": "encoder", "level": "good", "facts": facts}]}, cores)


def test_says_what_was_measured() -> None:
    assert says(_measured(17.0)) == (
        "The processor encodes (x264 veryfast): 17 ms for a 1080p picture, on 2 cores."
    )


@pytest.mark.parametrize(
    ("index", "wanted"),
    [
        (1, "1080p30 takes 25 % of the processor; 75 % are left for scenes and games."),
        (0, "50 % are left for scenes and games. That is tight: pictures may come late."),
    ],
)
def test_says_what_a_quality_leaves(index: int, wanted: str) -> None:
    cpu_ms = 50 / 3  # of two cores: a quarter at 30 a second
    assert wanted in headroom(_measured(cpu_ms), QUALITIES[index])


def test_says_nothing_of_what_was_not_measured_and_no_to_what_is_too_much() -> None:
    assert headroom(Proposal(QUALITIES[0], "NVENC", True), QUALITIES[0]) == ""
    assert "more than this machine" in headroom(_measured(200.0), QUALITIES[0])
