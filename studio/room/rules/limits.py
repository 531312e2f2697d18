"""Bounds and paces of a room, as data/limits.toml has them."""

from pydantic import BaseModel, ConfigDict, PositiveInt


class Limits(BaseModel):
    """What a room remembers at most, and how often it says things."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    present: PositiveInt
    members: PositiveInt
    appointments: PositiveInt
    restrictions: PositiveInt
    danmaku: PositiveInt
    held: PositiveInt
    gifts: PositiveInt
    combos: PositiveInt
    votes: PositiveInt
    entries: PositiveInt
    danmaku_gap: PositiveInt
    likes_every_ms: PositiveInt
    viewers_every_ms: PositiveInt
    poll_every_ms: PositiveInt
    lottery_every_ms: PositiveInt
    peers_waiting: PositiveInt
    peers_accepted: PositiveInt
    peer_grace_ms: PositiveInt
    peer_again_ms: PositiveInt
    stage_every_ms: PositiveInt
    stage_beat_ms: PositiveInt
