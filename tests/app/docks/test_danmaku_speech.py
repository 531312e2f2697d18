"""Tests of studio.app.docks.danmaku_speech: what is said, where a screen reader listens.

That it is heard, tests/e2e/test_screen_reader.py shows with a real one.
"""

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from studio.app.docks import danmaku_speech
from studio.app.docks.danmaku_speech import DanmakuSpeech


def test_one_is_said_at_once_and_what_comes_meanwhile_is_counted(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(danmaku_speech, "announce", lambda widget, words: said.append(words))
    view = QWidget()
    qtbot.addWidget(view)
    speech = DanmakuSpeech(view)
    speech.hear("Maya", "nobody sees it")
    view.show()
    for number in range(4):
        speech.hear("Maya", f"line {number}")
    assert said == ["Maya says: line 0"]
    pause = view.findChild(QTimer)
    assert pause
    pause.timeout.emit()
    assert said[1:] == ["2 more. Maya says: line 3"]
    pause.timeout.emit()
    assert len(said) == 2
