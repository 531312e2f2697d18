"""Tests of studio.app.handoff.steps."""

from PySide6.QtWidgets import QApplication, QLabel

from studio.app.handoff.steps import Steps

TEXTS = ("You agree", "The cut", "On air")


def spoken(steps: Steps) -> list[str]:
    labels = [label for label in steps.findChildren(QLabel) if label.text() in TEXTS]
    return [label.accessibleName() for label in labels]


def test_each_step_says_where_it_stands(qapp: QApplication) -> None:
    steps = Steps()
    steps.show_steps(TEXTS, 1)
    assert steps.states == ["done", "now", "later"]
    assert spoken(steps) == ["Done: You agree", "Now: The cut", "Later: On air"]
    steps.show_steps(TEXTS, len(TEXTS))
    assert steps.states == ["done"] * 3


def test_other_steps_take_the_place_of_those_before(qapp: QApplication) -> None:
    steps = Steps()
    steps.show_steps(TEXTS, 0)
    steps.show_steps(TEXTS[1:], 0)
    qapp.sendPostedEvents(None, 0)
    assert steps.states == ["now", "later"]
