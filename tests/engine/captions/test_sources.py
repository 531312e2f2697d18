"""Tests of studio.engine.captions.sources."""

import time
from collections.abc import Iterator

import pytest

from studio.engine.captions.sources import CaptionSources, example
from studio.engine.sources.captions import CaptionSource
from studio.model.kinds_captions import CaptionSourceSettings
from studio.model.scene import Input
from tests.model.captions.telling import told

SETTINGS = CaptionSourceSettings(width_px=320, size_px=24)


class Stage:
    """Two sources of one programme, across and upright."""

    def __init__(self) -> None:
        self.sources = CaptionSources()
        self.open = {"Wide": self.sources.open("Wide", SETTINGS)}
        self.open["Narrow"] = self.sources.open("Narrow", SETTINGS)

    def update(self, **changes: object) -> None:
        settings = {**SETTINGS.model_dump(), **changes}
        inputs = {
            "Wide": Input(name="Wide", kind="captions", settings=settings),
            "Narrow": Input(name="Narrow", kind="captions", settings=SETTINGS.model_dump()),
        }
        self.sources.update(inputs, self.open)


@pytest.fixture
def stage() -> Iterator[Stage]:
    made = Stage()
    yield made
    for source in made.open.values():
        source.close()


def is_clear(source: CaptionSource) -> bool:
    picture = source.latch(0)
    assert picture is not None
    assert picture.alpha is not None
    return not picture.alpha.any()


def wait_clear(source: CaptionSource, is_so: bool) -> None:
    deadline_s = time.monotonic() + 60
    while is_clear(source) is not is_so:
        assert time.monotonic() < deadline_s
        time.sleep(0.005)  # sources tell nobody: the tick looks at them


def test_all_that_are_open_read_what_is_said(stage: Stage) -> None:
    stage.sources.say(told("Hello."), is_new=True)
    for source in stage.open.values():
        wait_clear(source, False)


def test_one_that_was_closed_is_forgotten(stage: Stage) -> None:
    closed = stage.open.pop("Narrow")
    closed.close()
    stage.update()
    stage.sources.say(told("Hello."), is_new=True)
    wait_clear(stage.open["Wide"], False)
    assert closed.latch(0) is None


def test_who_is_set_otherwise_shows_an_example_if_there_may_be_one(stage: Stage) -> None:
    stage.update(size_px=30)
    stage.sources.show_examples(lambda: example("zh"))
    stage.update(size_px=30)
    assert is_clear(stage.open["Wide"])
    stage.update(size_px=36)
    wait_clear(stage.open["Wide"], False)
    assert is_clear(stage.open["Narrow"])
    added = stage.open["Wide"] = stage.sources.open("Wide", SETTINGS)
    wait_clear(added, False)


@pytest.mark.parametrize(
    ("language", "beginning", "translation"),
    [("zh-CN", "这里", "What"), ("en", "What", "这里"), ("fr", "What", "这里")],
)
def test_an_example_is_in_the_language_that_is_spoken(
    language: str, beginning: str, translation: str
) -> None:
    spoken = example(language)
    assert spoken.text.startswith(beginning)
    assert spoken.translation.startswith(translation)
    assert spoken.is_final
