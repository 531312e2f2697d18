"""Tests of studio.app.shell.filling."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from studio.app.shell.filling import Filling
from tests.app.engine_stage import until


class Painter(QObject):
    pictured = Signal()


def test_steps_come_one_a_turn_after_the_first_picture(qapp: QApplication) -> None:
    painter, done = Painter(), list[str]()
    steps = [lambda word=word: done.append(word) for word in ("one", "two", "three")]
    filling = Filling(steps, painter.pictured, painter)
    filling.done.connect(lambda: done.append("all"))
    filling.begin()
    qapp.processEvents()
    assert not done  # the first picture comes first
    painter.pictured.emit()
    until(lambda: done)
    assert done == ["one"]
    assert not filling.is_done
    until(lambda: filling.is_done)
    assert done == ["one", "two", "three", "all"]


def test_without_a_picture_it_begins_by_itself(qapp: QApplication) -> None:
    painter, done = Painter(), list[str]()
    filling = Filling([lambda: done.append("one")], painter.pictured, painter)
    filling.begin()
    until(lambda: done, 10.0)
    assert filling.is_done


def test_the_rest_can_be_had_at_once(qapp: QApplication) -> None:
    painter, done = Painter(), list[str]()
    filling = Filling([lambda: done.append("one")] * 3, painter.pictured, painter)
    filling.begin()
    filling.finish()
    assert done == ["one"] * 3
    painter.pictured.emit()
    qapp.processEvents()
    assert done == ["one"] * 3
