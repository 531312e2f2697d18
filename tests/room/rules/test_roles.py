"""Tests of studio.room.rules.roles."""

import pytest

from studio.room.protocol.values import Role
from studio.room.rules.records import Appointment
from studio.room.rules.refusal import RefusalError
from studio.room.rules.roles import Roles


def test_an_appointment_counts_more_than_a_token() -> None:
    roles = Roles("anchor", 9, [Appointment("1", "lin", Role.MODERATOR, "anchor", 0)])
    assert roles.role("lin", Role.VIEWER) is Role.MODERATOR
    roles.appoint("lin", Role.VIEWER)
    assert roles.role("lin", Role.MODERATOR) is Role.VIEWER
    assert roles.role("wu", Role.COHOST) is Role.COHOST
    assert roles.role("anchor", Role.VIEWER) is Role.ANCHOR


def test_only_so_many_have_one() -> None:
    roles = Roles("anchor", 1)
    roles.appoint("lin", Role.MODERATOR)
    roles.appoint("lin", Role.COHOST)
    with pytest.raises(RefusalError, match="1 people have a role"):
        roles.appoint("wu", Role.MODERATOR)
