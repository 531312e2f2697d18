"""Tests of studio.cli.handoff_console: what a terminal shows of a handoff."""

from studio.cli.handoff_console import HandoffConsole
from studio.ipc.message import Message

TOLD: Message = {
    "side": "taking",
    "step": "",
    "other": "",
    "differences": [],
    "sentence": "",
    "done_bytes": 0,
    "all_bytes": 0,
    "gap_ms": None,
    "wait_ms": None,
    "slate_ms": None,
}


def shown(*changes: Message) -> list[str]:
    said: list[str] = []
    console = HandoffConsole(said.append)
    told = TOLD
    for change in changes:
        told = {**told, **change}
        console.show(told)
    return said


def test_each_step_is_said_once_and_each_difference() -> None:
    ready: Message = {"step": "ready", "other": "pc"}
    assert shown(
        {"step": "asking"},
        {"other": "pc"},
        {"step": "comparing", "differences": ["There is no GPU here."]},
        {"done_bytes": 7},
        ready,
        ready,
    ) == [
        "… pc was asked: its user has to agree.",
        "! There is no GPU here.",
        "… What is otherwise here is looked for.",
        "? Ready. Type go to take over, or cancel.",
    ]


def test_the_end_says_what_viewers_saw() -> None:
    done: Message = {"step": "done", "other": "pc", "gap_ms": 33, "wait_ms": 60, "slate_ms": 0}
    assert shown(done) == [
        "● On air, taken over from pc. Viewers had no new picture for 33 ms, measured on the "
        "relay's output; the cut came 60 ms after the yes."
    ]
    assert "behind 900 ms of the slate" in shown(done, {"side": "giving", "slate_ms": 900})[1]
    ended: Message = {"step": "ended", "sentence": "Nobody answered."}
    assert shown(ended) == ["✗ Nobody answered. What was on air still is."]
