"""Tests of the level bar."""

import pytest

from studio.sdk import AudioLevel, Spring, Started
from studio.sdk.testing import FakeStudio

pytest_plugins = ["studio.sdk.pytest_plugin"]


@pytest.mark.parametrize(("rms_db", "share"), [(-100, 0), (-50, 0), (-25, 0.5), (0, 1)])
def test_the_bar_is_as_long_as_it_is_loud(studio: FakeStudio, rms_db: float, share: float) -> None:
    studio.tell(Started(1920, 1080))
    studio.tell(AudioLevel(rms_db + 6, rms_db))
    assert studio.motions["level"]["scale_x"] == Spring(to=share, stiffness=400, damping=40)


@pytest.mark.slow
def test_it_is_seen(studio: FakeStudio) -> None:
    studio.tell(Started(1920, 1080))
    studio.tell(AudioLevel(-20, -25))
    studio.pass_time(3)
    row = studio.render(1920, 1080)[40]
    is_green = (row[:, 1] > 150) & (row[:, 3] > 200)
    assert 190 <= is_green.sum() <= 210
