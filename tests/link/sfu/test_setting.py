"""Tests of studio.link.sfu.setting."""

import pytest

from studio.link.sfu.setting import FROM_GUEST, SfuSetting, setting_of


def test_a_rooms_words_are_taken_and_the_secret_is_not_shown() -> None:
    setting = setting_of({"url": "wss://sfu", "secret": "pine wind", "from_guest": 2})
    assert setting == SfuSetting("wss://sfu", "pine wind", 2)
    assert "pine" not in repr(setting)
    assert setting_of({"url": "ws://sfu"}) == SfuSetting("ws://sfu", "", FROM_GUEST)


@pytest.mark.parametrize("said", [None, [], "ws://sfu", {}, {"url": 7}, {"url": "http://sfu"}])
def test_what_makes_no_sense_is_no_sfu(said: object) -> None:
    assert setting_of(said) is None
