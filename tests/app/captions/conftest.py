"""Captions of the one engine that all tests of the app share: as at first for each test."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from studio.app import words
from studio.app.studio import Studio
from studio.model.captions.settings import CaptionSettings
from studio.model.commands import SetCaptions
from tests.app.engine_stage import do


@pytest.fixture
def captioned(qapp: QApplication, studio: Studio) -> Iterator[Studio]:
    """A studio whose captions are off and unset; so they are afterwards."""
    words.use(qapp, "en")
    assert do(studio, SetCaptions(captions=CaptionSettings())).ok
    yield studio
    if studio.mirror.is_there:
        assert do(studio, SetCaptions(captions=CaptionSettings())).ok
