"""Tests of studio.app.start.proposal."""

import pytest

from studio.app.start.proposal import CAREFUL, QUALITIES, best_for, propose


def _encoder(title: str, level: str = "good", **facts: object) -> dict[str, object]:
    return {"area": "encoder", "level": level, "facts": {"title": title, **facts}, "do": "buy one"}


def test_a_graphics_card_that_encodes_does_the_best() -> None:
    report = {"can_go_live": True, "findings": [_encoder("NVENC"), _encoder("x264", cpu_ms=99)]}
    proposal = propose(report, 2)
    assert (proposal.best, proposal.is_hardware) == (QUALITIES[0], True)


@pytest.mark.parametrize(
    ("cpu_ms", "cores", "name"),
    [
        (5.0, 16, "1080p60"),
        (17.0, 2, "1080p30"),
        (40.0, 2, "720p30"),
        (500.0, 1, "540p30"),
    ],
)
def test_a_processor_is_left_room(cpu_ms: float, cores: int, name: str) -> None:
    assert best_for(cpu_ms, cores).name == name
    report = {"findings": [_encoder("NVENC", "fair"), _encoder("x264", cpu_ms=cpu_ms, preset="p")]}
    proposal = propose(report, cores)
    assert (proposal.best.name, proposal.encoder) == (name, "x264 p")


@pytest.mark.parametrize("report", [{}, {"findings": 3}, {"findings": [None, {"area": "encoder"}]}])
def test_a_report_that_says_nothing_leads_to_a_careful_choice(report: dict[str, object]) -> None:
    assert propose(report, 2).best == CAREFUL


def test_a_machine_that_can_not_go_live_is_told_what_to_do() -> None:
    report = {"can_go_live": False, "findings": [_encoder("x264", "bad")]}
    proposal = propose(report, 2)
    assert (proposal.can_go_live, proposal.advice) == (False, "buy one")
