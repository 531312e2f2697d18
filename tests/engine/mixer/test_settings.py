"""Tests of studio.engine.mixer.settings."""

import math

import pytest

from studio.engine.mixer.settings import Ducking, InputSettings


def test_silence_is_a_volume() -> None:
    assert InputSettings(volume_db=-math.inf).volume_db == -math.inf


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(ValueError, match=r"volume_db must be 26\.0 at most, not 27"):
        InputSettings(volume_db=27)
    with pytest.raises(ValueError, match="volume_db"):
        InputSettings(volume_db=math.nan)
    with pytest.raises(ValueError, match=r"balance must be from 0 to 1, not 1\.1"):
        InputSettings(balance=1.1)
    with pytest.raises(ValueError, match="sync_offset_ms must be from -950 to 20000, not -951"):
        InputSettings(sync_offset_ms=-951)
    with pytest.raises(ValueError, match="buses"):
        InputSettings(buses=64)
    with pytest.raises(ValueError, match="amount_db"):
        Ducking("mic", amount_db=-1)
    with pytest.raises(ValueError, match="attack_ms"):
        Ducking("mic", attack_ms=-1)
