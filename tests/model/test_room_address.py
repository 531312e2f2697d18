"""Tests of studio.model.room_address."""

from pathlib import Path

import pytest

from studio.model.room_address import RoomAddress, RoomAddressError, room_address

ROOM = RoomAddress("http://pc:8080", "1", "TOKEN")


@pytest.mark.parametrize(
    ("place", "link"),
    [
        ("http://pc:8080/mod/1#invitation=TOKEN", ""),
        ("http://pc:8080/r/1", "TOKEN"),
        ("http://pc:8080/r/1/", "http://pc:8080/mod/1#invitation=TOKEN"),
        ("http://pc:8080/r/1", "#invitation=TOKEN"),
    ],
)
def test_a_page_and_a_link_lead_into_a_room(place: str, link: str) -> None:
    assert room_address(place, link) == ROOM
    assert "TOKEN" not in repr(ROOM)


def test_a_link_may_stand_in_a_file_but_not_for_a_window(tmp_path: Path) -> None:
    (tmp_path / "link").write_text("http://pc:8080/mod/1#invitation=TOKEN\n")
    assert room_address(f"@{tmp_path / 'link'}") == ROOM
    with pytest.raises(RoomAddressError, match="can't be read"):
        room_address(f"@{tmp_path / 'none'}")
    with pytest.raises(RoomAddressError, match="is no room"):
        room_address(f"@{tmp_path / 'link'}", from_file=False)


@pytest.mark.parametrize("place", ["", "1", "ftp://pc/r/1", "http:///r/1", "http://pc/x/1"])
def test_what_leads_nowhere_is_told_without_its_secret(place: str) -> None:
    with pytest.raises(RoomAddressError, match="is no room: write http") as caught:
        room_address(f"{place}#invitation=TOKEN")
    assert "TOKEN" not in str(caught.value)


def test_nobody_comes_in_without_a_link() -> None:
    with pytest.raises(RoomAddressError, match="Nothing lets this studio into the room"):
        room_address("http://pc:8080/r/1")
