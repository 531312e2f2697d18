"""Tests of studio.app.widgets.fader_law."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.app.widgets.fader_law import (
    MOST_DB,
    SILENT_DB,
    TOP_DB,
    as_text,
    from_text,
    position_of,
    volume_at,
)


def test_is_silent_at_the_bottom_and_loudest_at_the_top() -> None:
    assert volume_at(0.0) == SILENT_DB
    assert volume_at(1.0) == TOP_DB
    assert position_of(SILENT_DB) == 0.0
    assert position_of(MOST_DB) == 1.0


def test_halves_the_way_every_18_db() -> None:
    for volume_db in (0.0, -10.0, -30.0):
        half = position_of(volume_db) / 2
        assert position_of(volume_db - 18.06) == pytest.approx(half, abs=1e-3)


@given(st.floats(-90, TOP_DB))
def test_comes_back_to_the_volume_that_it_shows(volume_db: float) -> None:
    assert volume_at(position_of(volume_db)) == pytest.approx(volume_db, abs=0.051)


@pytest.mark.parametrize(
    ("text", "volume_db"),
    [
        ("-12", -12.0),
        ("−3,5 dB", -3.5),
        ("+6.04 db", 6.04),
        ("-inf", SILENT_DB),
        ("−∞", SILENT_DB),
        ("99", MOST_DB),
        ("-1e9", SILENT_DB),
        ("nan", None),
        ("loud", None),
        ("", None),
    ],
)
def test_reads_what_people_type(text: str, volume_db: float | None) -> None:
    assert from_text(text) == volume_db


@given(st.floats(-95, MOST_DB))
def test_says_what_it_can_read(volume_db: float) -> None:
    assert from_text(as_text(volume_db)) == pytest.approx(volume_db, abs=0.051)
    assert as_text(0.01) == "0.0"
    assert as_text(SILENT_DB) == "−∞"
