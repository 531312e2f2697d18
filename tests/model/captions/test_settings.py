"""Tests of studio.model.captions.settings."""

import pytest
from pydantic import ValidationError

from studio.model.captions.settings import CaptionSettings


def test_off_until_somebody_switches_them_on() -> None:
    settings = CaptionSettings()
    assert not settings.hears
    assert not settings.in_video


def test_cross_a_channel_whole() -> None:
    settings = CaptionSettings(
        speakers={1: "Mary", 2: ""}, masked=("damn",), corrections={"jon": "John", "um": ""}
    )
    assert CaptionSettings.model_validate(settings.model_dump(mode="json")) == settings


@pytest.mark.parametrize(
    "wrong",
    [
        {"rows": 5},
        {"speakers": {9: "Mary"}},
        {"language": "!"},
        {"translate_to": "e"},
        {"masked": [" "]},
        {"typo": 1},
    ],
)
def test_what_can_not_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        CaptionSettings.model_validate(wrong)
