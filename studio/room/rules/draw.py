"""Drawing lots so that everybody can check it.

A secret seed is made when a lottery opens, and its SHA-256 published at once: the
commitment.  At the draw the seed itself is published.  Each entrant's ticket is
SHA-256 of ``seed:lottery:user`` as hex; the lowest tickets win.  So nobody, the
server included, could choose the seed to fit the entrants, and everybody can compute
their own ticket and the winners'.
"""

from hashlib import sha256
from heapq import heappop, heappush


def commitment(seed: str) -> str:
    """Return what is published of a seed before the draw."""
    return sha256(seed.encode()).hexdigest()


def ticket(seed: str, lottery: str, user: str) -> str:
    """Return an entrant's ticket."""
    return sha256(f"{seed}:{lottery}:{user}".encode()).hexdigest()


class Urn:
    """The tickets of one lottery: putting one in costs O(log n), drawing k of them O(k log n)."""

    def __init__(self, seed: str, lottery: str) -> None:
        self._seed = seed
        self._lottery = lottery
        self._tickets: list[tuple[str, str]] = []
        self._is_in: dict[str, bool] = {}
        self._count = 0

    def __len__(self) -> int:
        return self._count

    @property
    def known(self) -> int:
        """How many were ever put in."""
        return len(self._is_in)

    def put(self, user: str) -> bool:
        """Put somebody's ticket in; return whether it was not there."""
        is_in = self._is_in.get(user)
        if is_in:
            return False
        if is_in is None:
            heappush(self._tickets, (ticket(self._seed, self._lottery, user), user))
        self._is_in[user] = True
        self._count += 1
        return True

    def take_out(self, user: str) -> bool:
        """Take somebody's ticket out; return whether it was there."""
        if not self._is_in.get(user):
            return False
        self._is_in[user] = False
        self._count -= 1
        return True

    def draw(self, winners: int) -> list[str]:
        """Return who wins, the lowest ticket first; the urn is then of no more use."""
        drawn: list[str] = []
        while self._tickets and len(drawn) < winners:
            _, user = heappop(self._tickets)
            if self._is_in[user]:
                drawn.append(user)
        return drawn
