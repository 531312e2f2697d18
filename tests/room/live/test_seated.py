"""Tests of studio.room.live.seated."""

from studio.room.backbone.seat import Guest, Seat
from studio.room.live.seated import Seated
from studio.room.live.token_bucket import Rate
from studio.room.protocol.values import Role


def guest(user: str) -> Guest:
    return Guest(user, user, Role.VIEWER, has_wallet=False)


def test_a_user_may_have_several_connections_and_one_rate() -> None:
    seated = Seated(Rate(per_s=1, burst=2))
    phone, desk = Seat("1", "a", 1), Seat("1", "b", 1)
    seated.take(phone, guest("u1"))
    seated.take(desk, guest("u1"))
    assert set(seated.of("u1")) == {phone, desk}
    assert [bool(seated.wait_ns("u1", 0)) for _ in range(3)] == [False, False, True]
    assert seated.leave(phone) == guest("u1")
    assert seated.leave(phone) is None
    assert seated.of("u1") == [desk]
    assert seated.wait_ns("u1", 0)
    seated.leave(desk)
    assert len(seated) == 0
    assert not seated.of("u1")
