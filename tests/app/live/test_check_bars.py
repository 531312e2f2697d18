"""Tests of studio.app.live.check_bars, with the real engine."""

from pytestqt.qtbot import QtBot

from studio.app.live.check_bars import CheckBars
from studio.app.live.checks import Problem
from studio.app.settings.model import Destination
from studio.app.studio import Studio
from studio.app.widgets.bar import Bar
from studio.model.edits import CreateInput, SetInputMute
from studio.model.scene import Input
from tests.app.engine_stage import do, until


def _bars(studio: Studio, qtbot: QtBot) -> CheckBars:
    made = CheckBars(studio)
    qtbot.addWidget(made)
    made.show()
    return made


def _problems(bars: CheckBars) -> set[Problem]:
    return {each.problem for each in bars.shown}


def test_goes_when_there_is_a_destination(studio: Studio, qtbot: QtBot) -> None:
    studio.settings.change(destinations=())
    bars = _bars(studio, qtbot)
    assert _problems(bars) == {Problem.NO_DESTINATION}
    there = Destination(title="Here", kind="custom", url="rtmp://127.0.0.1/live/key")
    studio.settings.change(destinations=(there.model_dump(),))
    assert _problems(bars) == set()
    assert bars.isHidden()


def test_its_button_does_the_next_thing(studio: Studio, qtbot: QtBot) -> None:
    there = Destination(title="Here", kind="custom", url="rtmp://127.0.0.1/live/key")
    studio.settings.change(destinations=(there.model_dump(),))
    bars = _bars(studio, qtbot)
    microphone = Input(name="Mic", kind="microphone")
    assert do(studio, CreateInput(input=microphone)).ok
    assert do(studio, SetInputMute(input="Mic", muted=True)).ok
    until(lambda: Problem.MICROPHONE_MUTED in _problems(bars))
    (bar,) = (each for each in bars.findChildren(Bar) if "Mic" in each.text)
    bar.buttons[0].click()
    until(lambda: Problem.MICROPHONE_MUTED not in _problems(bars))


def test_what_was_put_away_stays_away(studio: Studio, qtbot: QtBot) -> None:
    studio.settings.change(destinations=())
    bars = _bars(studio, qtbot)
    (bar,) = bars.findChildren(Bar)
    bar.put_away()
    bars.look()
    assert bars.shown == ()
