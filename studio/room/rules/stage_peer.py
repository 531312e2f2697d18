"""Somebody at the stage: in the queue, or let in, with a seat or without."""

from dataclasses import dataclass

from studio.room.protocol.values import Id, Peer, PeerKind, PeerState
from studio.room.rules.stage_records import PeerKept


@dataclass(slots=True)
class StagePeer:
    """See the module.

    Attributes:
        lost_ms: Since when its connection is gone, None if it is not.
    """

    peer: Id
    kind: PeerKind
    user: Id
    name: str
    came_ms: int
    is_accepted: bool
    seat: int | None = None
    is_muted: bool = False
    lost_ms: int | None = None
    last_kept: PeerKept | None = None

    @classmethod
    def restored(cls, kept: PeerKept, lost_ms: int) -> "StagePeer":
        """Return one that was let in when the room ended without a word."""
        kind = PeerKind(kept.kind)
        peer = cls(kept.peer, kind, kept.user, kept.name, kept.at_ms, True, kept.seat, kept.muted)
        peer.lost_ms, peer.last_kept = lost_ms, kept
        return peer

    @property
    def state(self) -> PeerState:
        """Where it is."""
        if self.lost_ms is not None:
            return PeerState.LOST
        if not self.is_accepted:
            return PeerState.WAITING
        return PeerState.ACCEPTED if self.seat is None else PeerState.ON_STAGE

    def shown(self, level: int, place: int = 0) -> Peer:
        """Return it as others see it."""
        return Peer(
            id=self.peer,
            kind=self.kind,
            name=self.name,
            user=self.user,
            state=self.state,
            seat=self.seat,
            muted=self.is_muted,
            level=level,
            place=place,
        )

    def must_be_kept(self) -> bool:
        """Return whether what a crash must not lose differs from what was kept."""
        last = self.last_kept
        if last is None:
            return self.is_accepted
        return (last.name, last.seat, last.muted) != (self.name, self.seat, self.is_muted)

    def kept(self, room: Id, now_ms: int) -> PeerKept:
        """Return what a crash must not lose."""
        self.last_kept = PeerKept(
            room, self.peer, self.user, self.name, str(self.kind), self.seat, self.is_muted, now_ms
        )
        return self.last_kept
