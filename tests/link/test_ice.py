"""Servers of STUN and TURN that make sense are taken, others cost nothing."""

from studio.link.ice import servers_of


def test_what_aiortc_can_read_is_taken() -> None:
    good = {"urls": ["turn:host:3478", "nonsense"], "username": "u", "credential": "c"}
    stun = {"urls": "stun:host:3478"}
    odd: list[object] = [7, {}, {"urls": 3}, {"urls": ["http://host"]}, {"urls": []}]
    turn, plain = servers_of([good, *odd, stun])
    assert (turn.urls, turn.username, turn.credential) == (["turn:host:3478"], "u", "c")
    assert (plain.urls, plain.username) == (["stun:host:3478"], None)
