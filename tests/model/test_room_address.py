"""Tests of studio.model.room_address."""

from pathlib import Path

import pytest

from studio.model.room_address import (
    RoomAddress,
    RoomAddressError,
    for_others,
    is_loopback,
    room_address,
)

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


def test_what_says_whom_to_trust_comes_along_whole_or_not_at_all() -> None:
    pin = "&ca=" + "0f" * 32
    assert room_address(f"https://pc/studio/1#invitation=TOKEN{pin}").invitation == f"TOKEN{pin}"
    for cut in ("&ca=", f"&ca={'0f' * 31}", f"{pin}0"):
        with pytest.raises(RoomAddressError, match="end of the link is missing"):
            room_address(f"https://pc/studio/1#invitation=TOKEN{cut}")


def test_what_leads_to_this_computer_alone_is_known_and_others_are_told_another_way() -> None:
    here = ("http://127.0.0.1:80", "http://[::1]:80/", "http://localhost/")
    assert all(map(is_loopback, here))
    lan, named = "https://10.0.0.2:8443", "https://room.example"
    assert not is_loopback(lan)
    assert not is_loopback(named)
    assert for_others(here[0], lan) == lan
    assert for_others(named, lan) == named, "it has a name that everybody may use"
    assert for_others(here[0], "") == for_others(here[0], None) == here[0]
