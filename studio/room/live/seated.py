"""Who is in a room, by seat and by user; one user may have several connections."""

from studio.room.backbone.seat import Guest, Seat
from studio.room.live.token_bucket import Rate, TokenBucket

USER_RATE = Rate(per_s=20, burst=60)
"""Of one user, over all their connections."""


class Seated:
    """The seats of one room that are taken."""

    def __init__(self, rate: Rate = USER_RATE) -> None:
        self._rate = rate
        self._guests: dict[Seat, Guest] = {}
        self._seats: dict[str, set[Seat]] = {}
        self._buckets: dict[str, TokenBucket] = {}

    def __len__(self) -> int:
        return len(self._guests)

    def __contains__(self, seat: Seat) -> bool:
        return seat in self._guests

    def take(self, seat: Seat, guest: Guest) -> None:
        """Let somebody sit down."""
        self._guests[seat] = guest
        self._seats.setdefault(guest.user, set()).add(seat)

    def leave(self, seat: Seat) -> Guest | None:
        """Free a seat; return who sat there."""
        guest = self._guests.pop(seat, None)
        if guest:
            seats = self._seats[guest.user]
            seats.discard(seat)
            if not seats:
                del self._seats[guest.user]
                self._buckets.pop(guest.user, None)
        return guest

    def guest(self, seat: Seat) -> Guest | None:
        """Return who sits somewhere."""
        return self._guests.get(seat)

    def of(self, user: str) -> list[Seat]:
        """Return the seats of a user."""
        return list(self._seats.get(user, ()))

    def wait_ns(self, user: str, now_ns: int) -> int:
        """Count an act of a user who is here; return 0, or how long it is too early for it."""
        bucket = self._buckets.get(user)
        if bucket is None:
            bucket = self._buckets[user] = TokenBucket(self._rate, now_ns)
        return bucket.take(now_ns)
