"""Tests of studio.app.captions.desk, over the real engine."""

import pytest

from studio.app.captions.desk import CaptionDesk
from studio.app.studio import Studio
from studio.model.captions.settings import MOST_PHRASES
from studio.model.captions.spoken import Spoken
from studio.model.commands import SendStreamCaption
from tests.app.engine_stage import do, until
from tests.model.captions.telling import told


@pytest.fixture
def desk(captioned: Studio) -> CaptionDesk:
    return CaptionDesk.of(captioned)


def say(studio: Studio, spoken: Spoken) -> None:
    assert do(studio, SendStreamCaption(spoken=spoken)).ok


def texts(desk: CaptionDesk) -> list[str]:
    return [row.text for row in desk.said.rows]


def test_there_is_one(captioned: Studio) -> None:
    assert CaptionDesk.of(captioned) is CaptionDesk.of(captioned)


def test_what_is_put_right_is_so_in_what_was_said_and_is_taken_back(
    captioned: Studio, desk: CaptionDesk
) -> None:
    say(captioned, told("the stew deal opens", "d1"))
    until(lambda: texts(desk) == ["the stew deal opens"])
    desk.correct("stew deal", "Studio")
    until(lambda: texts(desk) == ["the Studio opens"])
    assert desk.settings.corrections == {"stew deal": "Studio"}
    desk.correct("the stew deal", "Rocket Studio", instead_of="stew deal")
    until(lambda: texts(desk) == ["Rocket Studio opens"])
    assert desk.settings.corrections == {"the stew deal": "Rocket Studio"}
    desk.forget("the stew deal")
    until(lambda: texts(desk) == ["the stew deal opens"])
    assert desk.settings.corrections == {}


def test_masks_hold_for_what_was_said_too(captioned: Studio, desk: CaptionDesk) -> None:
    say(captioned, told("damn it", "d2"))
    until(lambda: texts(desk) == ["damn it"])
    desk.set(masked=("damn",))
    until(lambda: texts(desk) == ["**** it"])


def test_somebody_is_heard_where_nobody_is_named(captioned: Studio, desk: CaptionDesk) -> None:
    desk.set(speakers={})
    until(lambda: desk.settings.speakers == {})
    desk.listen(True)
    until(lambda: desk.settings.hears)
    assert desk.settings.speakers == {1: ""}
    desk.listen(False)
    until(lambda: not desk.settings.hears)
    assert desk.settings.speakers == {1: ""}


def test_a_change_keeps_the_one_before_it(captioned: Studio, desk: CaptionDesk) -> None:
    desk.set(language="en")
    desk.correct("stew deal", "Studio")
    desk.set(masked=("damn",))
    desk.forget("nothing")
    until(lambda: desk.settings.masked == ("damn",))
    assert (desk.settings.language, desk.settings.corrections) == ("en", {"stew deal": "Studio"})


def test_a_refusal_is_said(captioned: Studio, desk: CaptionDesk) -> None:
    said: list[str] = []
    captioned.notice.connect(lambda level, text: said.append(text))
    full = {f"word{number}": "meant" for number in range(MOST_PHRASES)}
    desk.set(corrections=full)
    until(lambda: len(desk.settings.corrections) == MOST_PHRASES)
    desk.correct("one more", "meant")
    until(lambda: bool(said))
    assert said[0].startswith("The captions stay as they are. More than 1000 phrases")
