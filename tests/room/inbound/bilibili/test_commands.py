"""Tests of studio.room.inbound.bilibili.commands."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.room.inbound.bilibili.commands import CommandError, read
from studio.room.inbound.foreign import (
    ForeignDanmaku,
    ForeignGift,
    ForeignLikes,
    ForeignRemoval,
)


def command(name: str, **data: Any) -> bytes:
    return json.dumps({"cmd": name, "data": {"msg_id": "1", "timestamp": 5} | data}).encode()


def test_a_guard_is_a_gift() -> None:
    (gift,) = read(
        command(
            "LIVE_OPEN_PLATFORM_GUARD",
            user_info={"open_id": "o", "uname": "竹"},
            guard_level=3,
            guard_num=1,
            price=198_000,
        )
    )
    assert isinstance(gift, ForeignGift)
    assert (gift.name, gift.worth_fen, gift.by.name) == ("舰长", 19_800, "竹")


def test_a_paid_message_is_a_gift_and_a_danmaku() -> None:
    paid, said = read(command("LIVE_OPEN_PLATFORM_SUPER_CHAT", message="加油", rmb=30))
    assert isinstance(paid, ForeignGift)
    assert isinstance(said, ForeignDanmaku)
    assert (paid.worth_fen, said.text) == (3_000, "加油")
    assert paid.message != said.message, "the second would be taken for a repeat"


def test_free_gifts_are_worth_nothing() -> None:
    (gift,) = read(
        command(
            "LIVE_OPEN_PLATFORM_SEND_GIFT",
            gift_id=1,
            gift_name="辣条",
            gift_num=5,
            price=100,
            paid=False,
        )
    )
    assert isinstance(gift, ForeignGift)
    assert gift.worth_fen == 0


def test_likes_removals_badges_and_suffixes() -> None:
    (likes,) = read(command("LIVE_OPEN_PLATFORM_LIKE", like_count=7))
    assert isinstance(likes, ForeignLikes)
    assert likes.count == 7
    (removal,) = read(command("LIVE_OPEN_PLATFORM_SUPER_CHAT_DEL", message_ids=[4, 5]))
    assert isinstance(removal, ForeignRemoval)
    assert removal.removed == ("4", "5")
    (said,) = read(
        command(
            "LIVE_OPEN_PLATFORM_DM:1:2",
            msg="好",
            fans_medal_name="林间",
            fans_medal_level=6,
            fans_medal_wearing_status=True,
        )
    )
    assert (said.by.club, said.by.club_level, said.at_ms) == ("林间", 6, 5_000)


def test_what_does_not_concern_us_is_nothing() -> None:
    assert read(command("LIVE_OPEN_PLATFORM_LIVE_ROOM_ENTER")) == []


@pytest.mark.parametrize("body", [b"", b"[]", b'{"data": 1}', b'{"cmd": "LIVE_OPEN_PLATFORM_DM"}'])
def test_another_shape_is_told(body: bytes) -> None:
    with pytest.raises(CommandError):
        read(body)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    with suppress(CommandError):
        read(body)
