"""Tests of studio.engine.checks.asking, with its real child processes."""

import signal

from studio.engine.checks.asking import begin


def test_asks_for_fonts_and_cameras_at_once() -> None:
    fonts, cameras = begin("fonts"), begin("cameras")
    found = fonts.answer()
    assert set(found) == {"latin", "cjk", "emoji"} or "error" in found
    assert isinstance(cameras.answer()["cameras"], list)


def test_a_child_that_does_not_answer_is_ended() -> None:
    question = begin("fonts", timeout_s=0)
    assert question.answer() == {"broken": "there was no answer in time"}
    assert question.child.returncode == -signal.SIGKILL


def test_a_child_that_crashes_is_told() -> None:
    question = begin("fonts")
    question.child.send_signal(signal.SIGSEGV)
    assert question.answer() == {"broken": "the question ended with code -11"}
