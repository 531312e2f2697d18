"""Tests of studio.engine.sources.captions: real words, real pictures."""

import time
from collections.abc import Callable, Iterator

import pytest

from studio.engine.picture import Picture
from studio.engine.sources.captions import CaptionSource
from studio.engine.sources.fonts import FontError
from studio.engine.sources.source import Health
from studio.model.captions.spoken import MOST_WORDS, Spoken
from studio.model.kinds_captions import CaptionSourceSettings
from tests.model.captions.telling import by_character, told

LOOK = CaptionSourceSettings(width_px=640, size_px=40, stays_s=60)


@pytest.fixture
def source() -> Iterator[CaptionSource]:
    made = CaptionSource("Captions", LOOK)
    yield made
    made.close()


def picture_of(source: CaptionSource) -> Picture:
    picture = source.latch(0)
    assert picture is not None
    return picture


def ink(picture: Picture) -> int:
    """Count the pixels that are seen."""
    assert picture.alpha is not None
    return int((picture.alpha > 0).sum())


def until(source: CaptionSource, is_so: Callable[[Picture], bool]) -> Picture:
    deadline_s = time.monotonic() + 60
    while not is_so(picture_of(source)):
        assert time.monotonic() < deadline_s
        time.sleep(0.005)  # sources tell nobody: the tick looks at them
    return picture_of(source)


def test_from_the_beginning_it_is_a_clear_picture_of_its_size(source: CaptionSource) -> None:
    picture = picture_of(source)
    assert (picture.width, ink(picture)) == (640, 0)
    assert picture.has_clear_edge
    assert source.state.health is Health.RUNNING
    assert source.latch(10**12) is picture


def test_what_is_said_is_seen_and_an_empty_final_takes_it_away(source: CaptionSource) -> None:
    before = picture_of(source)
    source.say(by_character("大家", is_final=False))
    short = until(source, lambda picture: ink(picture) > 0)
    source.say(by_character("大家好欢迎来到直播间"))
    long = until(source, lambda picture: ink(picture) > 1.5 * ink(short))
    assert (before.width, before.height) == (long.width, long.height)
    assert before.serial < short.serial < long.serial
    source.say(Spoken(id="1", is_final=True))
    until(source, lambda picture: ink(picture) == 0)


def test_it_goes_away_by_itself(source: CaptionSource) -> None:
    source.use(LOOK.model_copy(update={"stays_s": 0.2}))
    source.say(told("Hello."))
    until(source, lambda picture: ink(picture) > 0)
    until(source, lambda picture: ink(picture) == 0)


def test_nothing_is_painted_that_looks_the_same(source: CaptionSource) -> None:
    source.say(told("Hello."))
    first = until(source, lambda picture: ink(picture) > 0)
    source.say(told("Hello."))
    source.say(told("Never seen.", "2"), is_new=False)
    source.say(told("Bye.", "3"))
    second = until(source, lambda picture: picture is not first)
    assert second.serial == first.serial + 1


def test_another_look_holds_for_what_is_read_already(source: CaptionSource) -> None:
    source.say(told("Hello."))
    first = until(source, lambda picture: ink(picture) > 0)
    assert source.use(LOOK.model_copy(update={"size_px": 80, "lines": 3}))
    larger = until(source, lambda picture: picture.height > first.height)
    assert ink(larger) > 2 * ink(first)
    assert larger.serial > first.serial
    assert not source.use(LOOK.model_copy(update={"size_px": 80, "lines": 3}))


def test_an_example_is_seen_until_somebody_speaks(source: CaptionSource) -> None:
    source.show_example(told("This is an example of some length.", "example"))
    example = until(source, lambda picture: ink(picture) > 0)
    source.say(told("Hi."))
    until(source, lambda picture: 0 < ink(picture) < ink(example))
    source.say(Spoken(id="1", is_final=True))
    until(source, lambda picture: ink(picture) == 0)


@pytest.mark.parametrize(
    "text",
    [
        "w " * MOST_WORDS,
        "W" * 100,
        "👩‍👩‍👧‍👦 🏳️‍🌈 1️⃣ 🚀",
        "مرحبا بكم في البث hello שלום",
        "a\u0301\u0302\u0303" * 20,
        "\u200b \u202e \ufeff \u0600",
        "\U0010ffff \ue000 \u0378",
    ],
)
def test_whatever_is_said_it_goes_on(source: CaptionSource, text: str) -> None:
    source.say(told(text, "odd", speaker="\u202e🚀\n"))
    source.say(told("well", "good"))
    until(source, lambda picture: ink(picture) > 0)
    assert source.state.health is Health.RUNNING


def test_nothing_is_painted_while_nobody_sees_it(source: CaptionSource) -> None:
    source.want(0, 0)
    source.use(LOOK.model_copy(update={"stays_s": 1}))
    for number in range(20):
        source.say(told(f"Line {number}.", str(number)))
    until(source, lambda picture: not source._waiting)
    assert picture_of(source).serial == 1
    source.want(640, 100)
    assert until(source, lambda picture: ink(picture) > 0).serial <= 3
    source.want(0, 0)
    began_s = time.process_time()
    until(source, lambda picture: not source._reading.wait_s(0))  # it forgets in its sleep
    assert time.process_time() - began_s < 0.5
    source.want(640, 100)
    until(source, lambda picture: ink(picture) == 0)


def test_a_storm_is_not_painted_word_by_word(source: CaptionSource) -> None:
    started_s = time.monotonic()
    for number in range(3_000):
        source.say(told(f"Line {number}", str(number)))
    last = until(source, lambda picture: ink(picture) > 0)
    time_s = time.monotonic() - started_s
    assert last.serial <= 3 + time_s / 0.05
    assert len(source._waiting) <= 64


def test_without_fonts_it_stays_clear_and_says_why(
    source: CaptionSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_fonts() -> None:
        raise FontError("There are no fonts on this computer.")

    monkeypatch.setattr("studio.engine.sources.caption_paint.font_book", no_fonts)
    source.say(told("Hello."))
    until(source, lambda picture: source.state.health is Health.FAILED)
    assert source.state.reason == "There are no fonts on this computer."
    assert ink(picture_of(source)) == 0
    monkeypatch.undo()
    source.say(told("Hello again."))
    until(source, lambda picture: ink(picture) > 0)
    assert source.state.health is Health.RUNNING
