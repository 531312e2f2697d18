"""A room full of people, told to the app as a room client tells it."""

import time

from studio.app.studio import Studio

PEOPLE = (
    ("星河", 12, ("星星", 3)),
    ("Maya", 4, None),
    ("كريم", 1, None),
    ("阿福", 27, ("星星", 9)),
    ("一个名字特别特别长的观众朋友真的特别长", 0, None),
    ("Theo 🚀", 8, ("星星", 1)),
)
SAID = (
    "今天的光线好温柔",
    "greetings from Lisbon!",
    "مرحبا بالجميع",
    "哈哈哈哈哈 666",
    "这段能再讲一遍吗？想听听你是怎么把字幕和画面对上的，我自己试了好几次都不行",
    "三、二、一，点火！🔥🔥",
    "How do you key the green screen so cleanly?",
    "主播加油！",
    "第一次来，请多关照",
    "That was a smooth start",
)
GIVEN = (
    ("rose", "玫瑰", 5, "small", 12),
    ("bubble-tea", "珍珠奶茶", 52, "medium", 1),
    ("crown", "皇冠", 520, "large", 1),
    ("rocket", "火箭", 10_001, "legendary", 1),
)
ANCHOR = {"user": "u-anchor", "name": "主播", "role": "anchor", "level": 30, "badge": None}


def person(number: int) -> dict[str, object]:
    """Return one of the people."""
    name, level, club = PEOPLE[number % len(PEOPLE)]
    badge = {"club": club[0], "level": club[1], "anchor": "u-anchor"} if club else None
    role = "moderator" if number % len(PEOPLE) == 3 else "viewer"
    user = f"u-{number % len(PEOPLE)}"
    return {"user": user, "name": name, "role": role, "level": level, "badge": badge}


def fill(studio: Studio, lines: int = 40) -> None:
    """Have the room be joined, and people talk and give."""
    room: dict[str, object] = {
        "room": "r-1",
        "title": "我的直播间",
        "anchor": ANCHOR,
        "viewers": 1204,
        "slow_mode_s": 0,
    }
    studio.room.room, studio.room.you = room, ANCHOR
    studio.room.connection = "joined"
    studio.room.state.emit("joined", "")
    studio.room.joined.emit(room)
    now_ms = round(time.time() * 1000)
    for number in range(lines):
        studio.room.happened.emit(
            {
                "type": "danmaku",
                "offset": number,
                "at_ms": now_ms - (lines - number) * 4000,
                "danmaku": number + 1,
                "by": person(number),
                "text": SAID[number % len(SAID)],
                "source": "room",
            }
        )
    for number in range(lines // 2):
        kind, name, coins, tier, combo = GIVEN[(number * 3) % len(GIVEN)]
        studio.room.happened.emit(
            {
                "type": "gift",
                "offset": lines + number,
                "at_ms": now_ms - (lines - number) * 3000,
                "gift": number + 1,
                "kind": kind,
                "name": name,
                "count": 1,
                "coins": coins,
                "tier": tier,
                "by": person(number),
                "to": ANCHOR,
                "combo": f"c-{number // 3}",
                "combo_count": number % 3 + combo,
                "combo_ends_ms": now_ms,
                "milestone": 0,
            }
        )
    studio.room.happened.emit({"type": "viewers", "count": 1204})
