"""What a phone on air alone may do: publish to its room, for a while, and relay its line.

::

    air = air_of((address, secret), Rights(tokens, relay, turn, clock))
"""

from dataclasses import asdict, dataclass
from urllib.parse import quote, urlencode

from studio.room.auth.tokens import Claims, Scope, Tokens
from studio.room.auth.turn import TurnServers
from studio.room.http.relay_file import RelayFile
from studio.room.live.air import Air
from studio.room.live.clock import Clock
from studio.room.protocol.values import AIR, Role

PUBLISH_S = 7 * 86_400
"""How long a phone may publish by what its process was told last."""


@dataclass(frozen=True, slots=True)
class Rights:
    """See the module."""

    tokens: Tokens
    relay: RelayFile
    turn: TurnServers
    clock: Clock

    def address(self, room: str, peer: str, user: str, name: str) -> str:
        """Return where a phone publishes, a secret; "" while there is no relay."""
        expires_s = self.clock.now_s() + PUBLISH_S
        claims = Claims(user, name, Role.ANCHOR, room, False, expires_s, Scope.PUBLISH)
        query = urlencode({"token": self.tokens.sign(claims), "device": name, "phone": peer})
        port = self.relay.ports().ws
        return f"ws://127.0.0.1:{port}/publish/{quote(room)}?{query}" if port else ""

    def servers(self) -> list[dict[str, object]]:
        """Return the servers of STUN and TURN, with what lets the process use them."""
        found = self.turn.for_user(AIR, self.clock.now_s())
        return [{key: value for key, value in asdict(each).items() if value} for each in found]


def air_of(place: tuple[str, str] | None, rights: Rights) -> Air | None:
    """Return the way on air for phones; None without a place where it waits."""
    if place is None:
        return None
    address, secret = place
    return Air(address, secret, rights=rights.address, servers=rights.servers)
