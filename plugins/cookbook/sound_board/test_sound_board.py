"""Tests of the sound board."""

from studio.sdk.testing import FakeStudio

pytest_plugins = ["studio.sdk.pytest_plugin"]


def test_buttons_and_hotkeys_play_their_sounds(studio: FakeStudio) -> None:
    studio.use("tada")
    studio.use("volume", -20)
    studio.press("wrong")
    played = [(each.file, each.volume_db) for each in studio.played]
    assert played == [("tada.wav", -6), ("wrong.wav", -20)]
    assert not studio.refused
