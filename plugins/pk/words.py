"""What a PK says in both languages."""

import math

from studio.sdk import Battle

WORDS = {
    "zh": {
        "none": "没有 PK",
        "asked": "等待应战",
        "freeze": "结算中",
        "forfeit": "惩罚",
        "win": "胜利",
        "lose": "惜败",
        "draw": "平局",
        "surrender": "认输",
        "disconnected": "掉线判负",
        "out": "已出局",
        "lost": "掉线 {seconds} 秒",
        "best": "贡献 {names}",
        "over": "已结束",
    },
    "en": {
        "none": "No PK",
        "asked": "Asked",
        "freeze": "Counting",
        "forfeit": "Forfeit",
        "win": "WIN",
        "lose": "LOST",
        "draw": "DRAW",
        "surrender": "by surrender",
        "disconnected": "line lost",
        "out": "out",
        "lost": "line lost, {seconds} s",
        "best": "Top: {names}",
        "over": "Over",
    },
}


def clock(battle: Battle, left_s: float, words: dict[str, str]) -> str:
    """Return what the clock shows."""
    seconds = math.ceil(max(0.0, round(left_s, 3)))  # 300.0000001 of a clock is 300
    if battle.phase == "fight" and not seconds:
        return words["freeze"]
    time = f"{seconds // 60}:{seconds % 60:02d}"
    return f"{words['forfeit']} {time}" if battle.phase == "forfeit" else f"PK {time}"


def result(battle: Battle, words: dict[str, str]) -> str:
    """Return what came of it for our room, "" if nothing did."""
    if battle.reason == "draw":
        return words["draw"]
    winners = {side.team for side in battle.sides if side.room == battle.winner}
    ours = {side.team for side in battle.sides if side.is_ours}
    if not winners or not ours:
        return ""
    why = words.get(battle.reason, "") if battle.reason in ("surrender", "disconnected") else ""
    word = words["win"] if ours <= winners else words["lose"]
    return f"{word} · {why}" if why else word
