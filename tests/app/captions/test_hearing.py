"""Real speech on a track, the real recogniser, and the dock: what is said is read and put right."""

import re

import pytest
from pytestqt.qtbot import QtBot

from studio.app.captions.dock import CaptionsDock
from studio.app.studio import Studio
from studio.model.edits import CreateInput
from studio.model.scene import Input
from studio.weights.fetching import is_whole
from studio.weights.models import named
from tests.app.engine_stage import do, until
from tests.captions.clips import FOLDER, FRONT_CENTER

SPEECH = FOLDER / f"{FRONT_CENTER}.wav"
TRACK = 2
"""Without the music that viewers hear."""


@pytest.mark.slow
@pytest.mark.skipif(
    not (SPEECH.exists() and is_whole(named("voice")) and is_whole(named("english_encoder"))),
    reason="no speech or no models on this machine",
)
def test_what_is_said_is_read_and_put_right(captioned: Studio, qtbot: QtBot) -> None:
    dock = CaptionsDock(captioned)
    qtbot.addWidget(dock)
    dock.resize(280, 500)
    dock.show()
    dock.desk.set(language="en", speakers={TRACK: "Mary"})
    dock.listen.click()
    until(lambda: dock.state.words.text() == "Listening")
    speech = {"file": str(SPEECH), "loop": True}
    voice = Input(name="Voice", kind="media", settings=speech, buses=(TRACK,))
    assert do(captioned, CreateInput(input=voice, scene="Main")).ok

    def said() -> str:
        """Return what can be read; on a busy machine it begins with either word of the loop."""
        return dock.view.toPlainText().lower()

    until(lambda: re.search("mary: (front|center)", said()))
    until(lambda: "center" in said())
    dock.desk.correct("center", "middle")
    until(lambda: said().count("middle") >= 2)  # of what is said since, too
    assert "center" not in said()
