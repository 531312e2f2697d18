"""The stage of a room (连麦, 机位): who may exchange signals with the anchor's studio.

Guests wait in a queue, fan-club level first, then who came first, until they are let in;
a phone that has the anchor's own invitation is let in at once.  Whoever loses the connection
keeps place and seat for a while.  Who is let in is kept, so that it outlives a crash::

    outcome = stage.ask(Applicant("u1", "Lin", invited=PeerKind.GUEST), ask, now_ms)
    stage.act(StageAccept(type="stage_accept", id="1", peer=outcome.reply.peer, seat=1), now_ms)
    stage.check_signal(peer, HOST)          # raises RefusalError, or does not
    stage.lost(peer, now_ms)                # its connection ended
"""

import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from studio.room.protocol.actions import (
    StageAccept,
    StageAsk,
    StageHost,
    StageMove,
    StageMute,
    StageRefuse,
    StageRemove,
)
from studio.room.protocol.events import Accepted
from studio.room.protocol.values import HOST, MAX_SEATS, Id, Peer, PeerKind
from studio.room.rules.limits import Limits
from studio.room.rules.outcome import Outcome, PeerLeft
from studio.room.rules.records import Record
from studio.room.rules.refusal import Code, RefusalError
from studio.room.rules.saved import SavedStage
from studio.room.rules.stage_peer import StagePeer
from studio.room.rules.stage_records import PeerGone, StageAlive
from studio.room.rules.throttle import Throttle

StageOrder = StageAccept | StageRefuse | StageMute | StageMove | StageRemove

_MOST_SENT_AWAY = 1_000
_CALLED = {
    PeerKind.GUEST: "a guest",
    PeerKind.PHONE: "a phone's camera",
    PeerKind.STUDIO: "another studio",
}


@dataclass(frozen=True, slots=True)
class Applicant:
    """Somebody who asks to come on stage.

    Attributes:
        invited: As what, by their link; None without one.
        is_trusted: Whether they need no link, as they have a role here.
    """

    user: Id
    name: str
    invited: PeerKind | None = None
    is_trusted: bool = False


def no_level(_user: Id) -> int:
    """Return the level of everybody where there is no fan club."""
    return 0


class Stage:
    """The stage of one room.

    Args:
        level_of: Gives somebody's level within the fan club, 0 outside.
        saved: Who was let in when the room ended without a word.
        make_id: Makes ids that nobody can guess.
    """

    def __init__(
        self,
        room: Id,
        limits: Limits,
        level_of: Callable[[Id], int] = no_level,
        saved: SavedStage | None = None,
        make_id: Callable[[], str] = lambda: f"p-{secrets.token_urlsafe(12)}",
    ) -> None:
        self._room = room
        self._limits = limits
        self._level_of = level_of
        self._make_id = make_id
        self._peers: dict[Id, StagePeer] = {}
        self._sent_away: OrderedDict[Id, int] = OrderedDict()
        self._left: list[PeerLeft] = []
        self._throttle = Throttle(limits.stage_every_ms)
        self._beat_ms = 0
        self.host: str | None = None
        for kept in saved.peers if saved else ():
            lost_ms = max(saved.alive_ms if saved else 0, kept.at_ms) + limits.stage_beat_ms
            self._peers[kept.peer] = StagePeer.restored(kept, lost_ms)

    # Who comes and goes.

    def ask(self, who: Applicant, action: StageAsk, now_ms: int) -> Outcome:
        """Let somebody into the queue or, where that needs nobody, in; or back to their place.

        Raises:
            RefusalError: If they may not, or there is no room.
        """
        self._expire(now_ms)
        kind = action.kind
        peer = self._of(who.user, kind)
        if peer is None:
            self._check_invitation(who, kind)
            is_in = kind is PeerKind.PHONE and who.user not in self._sent_away
            if not is_in:
                self._check_again(who.user, now_ms)
            peer = StagePeer(self._make_id(), kind, who.user, who.name, now_ms, is_in)
            self._make_room(peer)
            self._peers[peer.peer] = peer
        peer.name, peer.lost_ms = who.name, None
        return Outcome(Accepted(id=action.id, peer=peer.peer)) + self._changed(now_ms)

    def leave(self, peer: Id, now_ms: int, reason: str = "left") -> Outcome:
        """Take somebody off the stage who wants it so, or is not wanted."""
        self._drop([peer], reason)
        return self._changed(now_ms)

    def forget(self, user: Id, now_ms: int) -> Outcome:
        """Take a banned user off the stage."""
        self._drop([each.peer for each in self._peers.values() if each.user == user], "banned")
        return self._changed(now_ms) if self._left else Outcome()

    def lost(self, peer: Id, now_ms: int) -> Outcome:
        """Note that a peer's connection ended: it has a while to come back."""
        if found := self._peers.get(peer):
            found.lost_ms = now_ms
            return self._changed(now_ms)
        return Outcome()

    def be_host(self, action: StageHost, now_ms: int) -> Outcome:
        """Note the anchor's studio.

        Raises:
            RefusalError: If another studio of the anchor's is there.
        """
        if self.host not in (None, action.key) and not action.take:
            raise RefusalError(
                Code.HOST_TAKEN,
                "Another studio of yours has the guests and cameras. Take them over there first.",
            )
        self.host = action.key
        return Outcome(Accepted(id=action.id, peer=HOST)) + self._changed(now_ms)

    def host_lost(self, now_ms: int) -> Outcome:
        """Note that the anchor's studio is gone."""
        self.host = None
        return self._changed(now_ms)

    # What the anchor and co-hosts do.

    def act(self, action: StageOrder, now_ms: int) -> Outcome:
        """Do what is ordered about a peer.

        Raises:
            RefusalError: If it can't be done.
        """
        self._expire(now_ms)
        peer = self._find(action.peer)
        match action:
            case StageAccept():
                self._accept(peer, action.seat)
            case StageRefuse():
                if peer.is_accepted:
                    raise RefusalError(
                        Code.ALREADY_DONE, f"{peer.name} was let in: remove them instead."
                    )
                self._send_away(peer.user, now_ms)
                self._drop([peer.peer], "refused")
            case StageRemove():
                self._send_away(peer.user, now_ms)
                self._drop([peer.peer], "removed")
            case StageMute():
                _check_accepted(peer)
                peer.is_muted = action.on
            case StageMove():
                _check_accepted(peer)
                self._move(peer, action.seat)
        return self._changed(now_ms)

    # Signals.

    def check_signal(self, sender: Id | None, to: Id) -> None:
        """Let a signal pass from a peer, ``HOST``, or somebody who is none of these; or not.

        Raises:
            RefusalError: If it may not.
        """
        if sender is None:
            raise RefusalError(Code.NOT_ON_STAGE, "Ask to come on stage before you signal.")
        if sender == HOST:
            peer = self._find(to)
            if not peer.is_accepted:
                raise RefusalError(Code.NOT_ACCEPTED, f"{peer.name} waits: let them in first.")
            if peer.lost_ms is not None:
                raise RefusalError(
                    Code.PEER_LOST, f"{peer.name} has lost the connection. Wait for their return."
                )
            return
        if to != HOST:
            raise RefusalError(Code.NOT_ALLOWED, "You may signal the anchor's studio alone.")
        if not self._find(sender).is_accepted:
            raise RefusalError(Code.NOT_ACCEPTED, "Wait until the anchor lets you in.")
        if self.host is None:
            raise RefusalError(
                Code.STUDIO_AWAY, "The anchor's studio is not here just now. Wait for it.", 1_000
            )

    # What is seen and kept.

    def peers(self) -> tuple[Peer, ...]:
        """Return all: those let in by their seats, then the queue in its order."""
        let_in = [each for each in self._peers.values() if each.is_accepted]
        let_in.sort(key=lambda each: (each.seat or MAX_SEATS + 1, each.came_ms))
        seen = [each.shown(self._level_of(each.user)) for each in let_in]
        places = enumerate(self._queue(), 1)
        return (*seen, *(each.shown(self._level_of(each.user), place) for place, each in places))

    def level_changed(self, user: Id, now_ms: int) -> Outcome:
        """Note that somebody's level has changed, and with it perhaps the queue."""
        waits = any(each.user == user for each in self._peers.values())
        return self._changed(now_ms) if waits else Outcome()

    def tick(self, now_ms: int) -> Outcome:
        """Let go of those who did not come back, tell what is new, note that the stage lives."""
        self._expire(now_ms)
        return self._handed_out(now_ms)

    def due_ms(self) -> int | None:
        """Return when there is something to do."""
        due = [
            each.lost_ms + self._limits.peer_grace_ms
            for each in self._peers.values()
            if each.lost_ms is not None
        ]
        if self._is_alive():
            due.append(self._beat_ms + self._limits.stage_beat_ms)
        if (told_ms := self._throttle.due_ms()) is not None:
            due.append(told_ms)
        return min(due, default=None)

    def _of(self, user: Id, kind: PeerKind) -> StagePeer | None:
        found = (each for each in self._peers.values() if (each.user, each.kind) == (user, kind))
        return next(found, None)

    def _find(self, peer: Id) -> StagePeer:
        if found := self._peers.get(peer):
            return found
        raise RefusalError(Code.UNKNOWN_PEER, "There is nobody of that id at the stage.")

    def _queue(self) -> list[StagePeer]:
        waiting = [each for each in self._peers.values() if not each.is_accepted]
        return sorted(waiting, key=lambda each: (-self._level_of(each.user), each.came_ms))

    def _check_invitation(self, who: Applicant, kind: PeerKind) -> None:
        if who.is_trusted or who.invited is kind:
            return
        if who.invited is None:
            raise RefusalError(
                Code.INVITATION_NEEDED,
                f"To come as {_CALLED[kind]} takes a link of the anchor's: ask for one.",
            )
        raise RefusalError(
            Code.WRONG_KIND,
            f"Your link is for {_CALLED[who.invited]}, not for {_CALLED[kind]}: ask for another.",
        )

    def _check_again(self, user: Id, now_ms: int) -> None:
        wait_ms = self._sent_away.get(user, -self._limits.peer_again_ms) - now_ms
        wait_ms += self._limits.peer_again_ms
        if wait_ms > 0:
            raise RefusalError(
                Code.REFUSED_LATELY,
                f"You were sent away. Ask again in {-(-wait_ms // 1_000)} s.",
                wait_ms,
            )

    def _make_room(self, peer: StagePeer) -> None:
        """See that there is room for a newcomer; the last in the queue may have to go for it."""
        if peer.is_accepted:
            self._check_let_in()
            return
        queue = self._queue()
        if len(queue) < self._limits.peers_waiting:
            return
        last = queue[-1]
        if self._level_of(peer.user) <= self._level_of(last.user):
            raise RefusalError(
                Code.STAGE_FULL, "Too many wait for the stage. Try again later.", 10_000
            )
        self._drop([last.peer], "full")

    def _check_let_in(self) -> None:
        most = self._limits.peers_accepted
        if sum(each.is_accepted for each in self._peers.values()) >= most:
            raise RefusalError(
                Code.STAGE_FULL, f"{most} are let in already: remove somebody first."
            )

    def _accept(self, peer: StagePeer, seat: int | None) -> None:
        if peer.is_accepted and seat in (None, peer.seat):
            raise RefusalError(Code.ALREADY_DONE, f"{peer.name} was let in already.")
        holder = self._in_seat(seat)
        if holder:
            raise RefusalError(
                Code.SEAT_TAKEN, f"{holder.name} has seat {seat}: choose another, or move them."
            )
        if not peer.is_accepted:
            self._check_let_in()
        peer.is_accepted, peer.seat = True, seat

    def _move(self, peer: StagePeer, seat: int | None) -> None:
        holder = self._in_seat(seat)
        if holder and holder is not peer:
            holder.seat = peer.seat
        peer.seat = seat

    def _in_seat(self, seat: int | None) -> StagePeer | None:
        found = (each for each in self._peers.values() if seat and each.seat == seat)
        return next(found, None)

    def _send_away(self, user: Id, now_ms: int) -> None:
        self._sent_away[user] = now_ms
        self._sent_away.move_to_end(user)
        if len(self._sent_away) > _MOST_SENT_AWAY:
            self._sent_away.popitem(last=False)

    def _expire(self, now_ms: int) -> None:
        end_ms = now_ms - self._limits.peer_grace_ms
        lost = [each for each in self._peers.values() if each.lost_ms is not None]
        self._drop([each.peer for each in lost if (each.lost_ms or 0) <= end_ms], "lost")

    def _drop(self, peers: list[Id], reason: str) -> None:
        """Let peers go; it is told with whatever is told next, as a refusal may come first."""
        for name in peers:
            if found := self._peers.pop(name, None):
                self._left.append(PeerLeft(name, reason, found.is_accepted))
                self._throttle.change()

    def _is_alive(self) -> bool:
        return any(each.is_accepted and each.lost_ms is None for each in self._peers.values())

    def _beat(self, now_ms: int) -> tuple[Record, ...]:
        if not self._is_alive() or now_ms < self._beat_ms + self._limits.stage_beat_ms:
            return ()
        self._beat_ms = now_ms
        return (StageAlive(self._room, now_ms),)

    def _changed(self, now_ms: int) -> Outcome:
        self._throttle.change()
        return self._handed_out(now_ms)

    def _handed_out(self, now_ms: int) -> Outcome:
        """Return what follows from all changes until now."""
        left, self._left = tuple(self._left), []
        records: list[Record] = [
            each.kept(self._room, now_ms) for each in self._peers.values() if each.must_be_kept()
        ]
        records += (PeerGone(self._room, each.peer) for each in left if each.was_accepted)
        return Outcome(
            records=(*records, *self._beat(now_ms)),
            left=left,
            is_stage_new=self._throttle.take(now_ms),
        )


def _check_accepted(peer: StagePeer) -> None:
    if not peer.is_accepted:
        raise RefusalError(Code.NOT_ACCEPTED, f"{peer.name} waits: let them in first.")
