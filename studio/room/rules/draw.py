"""Drawing lots so that everybody can check it.

A secret seed is made when a lottery opens, and its SHA-256 published at once: the
commitment.  At the draw the seed itself is published.  Each entrant's ticket is
SHA-256 of ``seed:lottery:user`` as hex; the lowest tickets win.  So nobody, the
server included, could choose the seed to fit the entrants, and everybody can compute
their own ticket and the winners'.
"""

from collections.abc import Iterable
from hashlib import sha256
from heapq import nsmallest


def commitment(seed: str) -> str:
    """Return what is published of a seed before the draw."""
    return sha256(seed.encode()).hexdigest()


def ticket(seed: str, lottery: str, user: str) -> str:
    """Return an entrant's ticket."""
    return sha256(f"{seed}:{lottery}:{user}".encode()).hexdigest()


def drawn(seed: str, lottery: str, entrants: Iterable[str], winners: int) -> list[str]:
    """Return who wins, the lowest ticket first."""
    return nsmallest(winners, entrants, key=lambda user: (ticket(seed, lottery, user), user))
