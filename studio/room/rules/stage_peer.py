"""Somebody at the stage: in the queue, or let in, with a seat or without."""

from dataclasses import dataclass

from studio.room.protocol.values import Id, Peer, PeerKind, PeerState, Standby
from studio.room.rules.refusal import Code, RefusalError
from studio.room.rules.stage_records import PeerKept


@dataclass(slots=True)
class StagePeer:
    """See the module.

    Attributes:
        lost_ms: Since when its connection is gone, None if it is not.
        link: The number of the link that it came with.
        wants_air: Whether its owner wants it to go on air alone; ``may_air``: the anchor, too.
        is_warm: Whether its picture is at the relay, and so it stays without a connection here.
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
    link: str = ""
    wants_air: bool = False
    may_air: bool = False
    is_warm: bool = False

    @classmethod
    def restored(cls, kept: PeerKept, lost_ms: int) -> "StagePeer":
        """Return one that was let in when the room ended without a word."""
        kind = PeerKind(kept.kind)
        peer = cls(kept.peer, kind, kept.user, kept.name, kept.at_ms, True, kept.seat, kept.muted)
        peer.lost_ms, peer.last_kept = lost_ms, kept
        peer.link, peer.wants_air, peer.may_air = kept.link, kept.wants_air, kept.may_air
        return peer

    @property
    def state(self) -> PeerState:
        """Where it is."""
        if self.lost_ms is not None:
            return PeerState.LOST
        if not self.is_accepted:
            return PeerState.WAITING
        return PeerState.ACCEPTED if self.seat is None else PeerState.ON_STAGE

    @property
    def is_lost(self) -> bool:
        """Whether it is about to leave the stage for want of a connection."""
        return self.lost_ms is not None and not (self.is_warm and self.stands_by)

    @property
    def stands_by(self) -> bool:
        """Whether it is to be ready to go on air alone."""
        return self.kind is PeerKind.PHONE and self.wants_air and self.may_air

    @property
    def standby(self) -> Standby:
        """How far it is with that."""
        if self.stands_by:
            return Standby.WARM if self.is_warm else Standby.CALLING
        if self.wants_air:
            return Standby.ASKED
        return Standby.ALLOWED if self.may_air else Standby.NO

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
            standby=self.standby,
        )

    def must_be_kept(self) -> bool:
        """Return whether what a crash must not lose differs from what was kept."""
        last = self.last_kept
        if last is None:
            return self.is_accepted
        was = (last.name, last.seat, last.muted, last.wants_air, last.may_air)
        return was != (self.name, self.seat, self.is_muted, self.wants_air, self.may_air)

    def kept(self, room: Id, now_ms: int) -> PeerKept:
        """Return what a crash must not lose."""
        self.last_kept = PeerKept(
            *(room, self.peer, self.user, self.name, str(self.kind), self.seat, self.is_muted),
            now_ms,
            self.link,
            self.wants_air,
            self.may_air,
        )
        return self.last_kept


def check_accepted(peer: StagePeer) -> None:
    """Let something be done with a peer that was let in.

    Raises:
        RefusalError: If it was not.
    """
    if not peer.is_accepted:
        raise RefusalError(Code.NOT_ACCEPTED, f"{peer.name} waits: let them in first.")


def check_phone(peer: StagePeer) -> None:
    """Let something be done that phones alone can.

    Raises:
        RefusalError: If it is none.
    """
    if peer.kind is not PeerKind.PHONE:
        raise RefusalError(Code.WRONG_KIND, "Only a phone can go on air alone.")


def check_stands_by(peer: StagePeer) -> None:
    """Let a phone call the way on air.

    Raises:
        RefusalError: If it may not.
    """
    if not peer.stands_by:
        raise RefusalError(
            Code.NOT_ACCEPTED, "The anchor has to let this phone go on air alone first."
        )
