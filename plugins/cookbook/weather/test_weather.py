"""Tests of the weather."""

import pytest

from studio.sdk import Started
from studio.sdk.testing import FakeStudio

pytest_plugins = ["studio.sdk.pytest_plugin"]

HERE = (
    "https://api.open-meteo.com/v1/forecast?latitude=31.23&longitude=121.47&current=temperature_2m"
)


def test_it_shows_how_warm_it_is(studio: FakeStudio) -> None:
    studio.pages[HERE] = '{"current": {"temperature_2m": 18.6}}'
    studio.tell(Started(1920, 1080))
    assert studio.texts() == ["19 °C"]
    studio.pages[HERE] = '{"current": {"temperature_2m": -2.2}}'
    studio.pass_time(900)
    assert studio.texts() == ["-2 °C"]


def test_what_came_last_stays(studio: FakeStudio, capsys: pytest.CaptureFixture[str]) -> None:
    studio.pages[HERE] = '{"current": {"temperature_2m": 18.6}}'
    studio.tell(Started(1920, 1080))
    studio.pages[HERE] = 503
    studio.pass_time(900)
    assert studio.texts() == ["19 °C"]
    assert "No weather: 503" in capsys.readouterr().out
