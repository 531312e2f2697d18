"""Reads the commands of the open platform; what we have no use for is nothing.

COMBO_SEND and its like are summaries and not read: counting them would count gifts twice.
"""

import json
from typing import Annotated, Any

from pydantic import BaseModel, Field, ValidationError

from studio.room.inbound.foreign import (
    Foreign,
    ForeignDanmaku,
    ForeignGift,
    ForeignLikes,
    ForeignRemoval,
    Sender,
)

PLATFORM = "bilibili"
# The unit of prices is a thousandth of a yuan ("gold seeds"); ours a hundredth.
_SEEDS_A_FEN = 10

_Short = Annotated[str, Field(max_length=256)]
_Count = Annotated[int, Field(ge=0, le=10**9)]


class CommandError(ValueError):
    """A message that can't be read."""


class _Body(BaseModel):
    msg_id: Annotated[str, Field(min_length=1, max_length=256)]
    timestamp: Annotated[int, Field(ge=0, le=10**11)] = 0
    open_id: _Short = ""
    uname: _Short = ""
    fans_medal_name: _Short = ""
    fans_medal_level: _Count = 0
    fans_medal_wearing_status: bool = False

    def known(self) -> dict[str, Any]:
        """Return what every item has."""
        is_worn = self.fans_medal_wearing_status
        return {
            "platform": PLATFORM,
            "message": self.msg_id,
            "at_ms": self.timestamp * 1000,
            "by": Sender(
                self.open_id,
                self.uname,
                self.fans_medal_name if is_worn else "",
                self.fans_medal_level if is_worn else 0,
            ),
        }


class _Danmaku(_Body):
    msg: Annotated[str, Field(max_length=1000)]


class _ComboInfo(BaseModel):
    combo_id: _Short = ""
    combo_base_num: _Count = 1
    combo_count: _Count = 0


class _Gift(_Body):
    gift_id: int
    gift_name: _Short
    gift_num: Annotated[int, Field(ge=1, le=10**6)]
    price: _Count = 0
    r_price: _Count | None = None
    paid: bool = False
    combo_gift: bool = False
    combo_info: _ComboInfo | None = None


class _Guard(_Body):
    class User(BaseModel):
        open_id: _Short = ""
        uname: _Short = ""

    user_info: User
    guard_level: Annotated[int, Field(ge=1, le=3)]
    guard_num: Annotated[int, Field(ge=1, le=10**4)] = 1
    price: _Count = 0


class _SuperChat(_Body):
    message: Annotated[str, Field(max_length=1000)]
    rmb: _Count


class _Removal(_Body):
    message_ids: Annotated[list[int], Field(max_length=100)]


class _Like(_Body):
    like_count: Annotated[int, Field(ge=1, le=10**6)]


_GUARDS = {1: "总督", 2: "提督", 3: "舰长"}


def read(body: bytes) -> list[Foreign]:
    """Return what a message says, in our words; [] for commands that don't concern us.

    Raises:
        CommandError: If it is not in the documented form.
    """
    try:
        message = json.loads(body)
        command = str(message["cmd"]).partition(":")[0]
        reader = _READERS.get(command)
        return reader(message["data"]) if reader else []
    except (ValueError, TypeError, KeyError, RecursionError, ValidationError) as error:
        raise CommandError(f"a message can't be read: {str(error)[:200]}") from error


def _danmaku(data: Any) -> list[Foreign]:
    body = _Danmaku.model_validate(data)
    return [ForeignDanmaku(**body.known(), text=body.msg)]


def _gift(data: Any) -> list[Foreign]:
    body = _Gift.model_validate(data)
    price = body.price if body.r_price is None else body.r_price
    combo = body.combo_info if body.combo_gift else None
    return [
        ForeignGift(
            **body.known(),
            gift=str(body.gift_id),
            name=body.gift_name,
            count=body.gift_num,
            worth_fen=price * body.gift_num // _SEEDS_A_FEN if body.paid else 0,
            combo=combo.combo_id if combo else "",
            combo_count=combo.combo_base_num * combo.combo_count if combo else 0,
        )
    ]


def _guard(data: Any) -> list[Foreign]:
    body = _Guard.model_validate(data)
    known = body.known() | {"by": Sender(body.user_info.open_id, body.user_info.uname)}
    worth_fen = body.price // _SEEDS_A_FEN
    name = _GUARDS[body.guard_level]
    return [
        ForeignGift(
            **known,
            gift=f"guard-{body.guard_level}",
            name=name,
            count=body.guard_num,
            worth_fen=worth_fen,
        )
    ]


def _super_chat(data: Any) -> list[Foreign]:
    body = _SuperChat.model_validate(data)
    known = body.known()
    said = ForeignDanmaku(**(known | {"message": f"{body.msg_id}-text"}), text=body.message)
    paid = ForeignGift(
        **known, gift="super-chat", name="醒目留言", count=1, worth_fen=body.rmb * 100
    )
    return [paid, said]


def _removal(data: Any) -> list[Foreign]:
    body = _Removal.model_validate(data)
    return [ForeignRemoval(**body.known(), removed=tuple(map(str, body.message_ids)))]


def _like(data: Any) -> list[Foreign]:
    body = _Like.model_validate(data)
    return [ForeignLikes(**body.known(), count=body.like_count)]


_READERS = {
    "LIVE_OPEN_PLATFORM_DM": _danmaku,
    "LIVE_OPEN_PLATFORM_SEND_GIFT": _gift,
    "LIVE_OPEN_PLATFORM_GUARD": _guard,
    "LIVE_OPEN_PLATFORM_SUPER_CHAT": _super_chat,
    "LIVE_OPEN_PLATFORM_SUPER_CHAT_DEL": _removal,
    "LIVE_OPEN_PLATFORM_LIKE": _like,
}
