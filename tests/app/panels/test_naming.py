"""Tests of studio.app.panels.naming."""

from hypothesis import given
from hypothesis import strategies as st

from studio.app.panels.naming import MAX_LENGTH, unique


def test_a_free_name_stays() -> None:
    assert unique("Camera", {"Screen"}) == "Camera"


def test_a_taken_name_is_numbered_and_numbers_go_on() -> None:
    assert unique("Camera", {"Camera"}) == "Camera 2"
    assert unique("Camera 2", {"Camera", "Camera 2"}) == "Camera 3"
    assert unique("摄像头", {"摄像头", "摄像头 2"}) == "摄像头 3"


@given(st.text(min_size=1), st.integers(1, 400))
def test_names_are_free_one_line_and_not_too_long(text: str, times: int) -> None:
    long = text * times
    first = unique(long, {"x"})
    second = unique(long, {first})
    assert second not in {first} or not first
    assert len(second) <= MAX_LENGTH
    assert "\n" not in second
