"""Tests of studio.app.widgets.file_drop."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from studio.app.widgets.file_drop import FileDrop, file_in


def dragged(*urls: str) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl(url) for url in urls])
    return data


def test_a_file_is_taken_when_it_is_dropped_and_not_before(qtbot: QtBot) -> None:
    target = QWidget()
    qtbot.addWidget(target)
    taken: list[Path] = []
    FileDrop(target, {".zip": taken.append})
    data = dragged("file:///tmp/One.ZIP")
    how = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for event in (QDragEnterEvent(QPoint(5, 5), *how), QDragMoveEvent(QPoint(6, 6), *how)):
        QApplication.sendEvent(target, event)
        assert event.isAccepted()
        assert taken == []
    QApplication.sendEvent(target, QDropEvent(QPointF(6, 6), *how))
    assert taken == [Path("/tmp/One.ZIP")]


def test_all_else_is_left_alone(qtbot: QtBot) -> None:
    target = QWidget()
    qtbot.addWidget(target)
    FileDrop(target, {".zip": lambda path: None})
    data = dragged("file:///tmp/one.png")
    how = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDragEnterEvent(QPoint(5, 5), *how)
    event.ignore()
    QApplication.sendEvent(target, event)
    assert not event.isAccepted()
    assert file_in(dragged("https://example.org/a.zip")) is None
    assert file_in(dragged("file:///a.zip", "file:///b.zip")) is None
