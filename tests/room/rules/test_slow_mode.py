"""Tests of studio.room.rules.slow_mode."""

import pytest

from studio.room.protocol.values import Role
from studio.room.rules.refusal import RefusalError
from studio.room.rules.slow_mode import SlowMode


@pytest.mark.parametrize(
    ("seconds", "role", "spoke_ms", "wait_ms"),
    [
        (0, Role.VIEWER, 9_999, 0),
        (5, Role.VIEWER, None, 0),
        (5, Role.VIEWER, 5_000, 0),
        (5, Role.VIEWER, 5_001, 1),
        (5, Role.VIEWER, 10_000, 5_000),
        (5, Role.MODERATOR, 10_000, 0),
        (5, Role.ANCHOR, 10_000, 0),
    ],
)
def test_viewers_wait(seconds: int, role: Role, spoke_ms: int | None, wait_ms: int) -> None:
    slow_mode = SlowMode(seconds)
    if not wait_ms:
        slow_mode.check(role, spoke_ms, 10_000)
        return
    with pytest.raises(RefusalError, match=f"one message every {seconds} s") as told:
        slow_mode.check(role, spoke_ms, 10_000)
    assert told.value.retry_ms == wait_ms
