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
from collections.abc import Callable

from studio.room.protocol.events import Accepted
from studio.room.protocol.stage_actions import (
    StageAccept,
    StageAir,
    StageAsk,
    StageHost,
    StageMove,
    StageMute,
    StageRefuse,
    StageRemove,
)
from studio.room.protocol.values import AIR, HOST, MAX_SEATS, Id, Peer, PeerKind
from studio.room.rules.limits import Limits
from studio.room.rules.outcome import Outcome, PeerLeft
from studio.room.rules.records import Record
from studio.room.rules.refusal import Code, RefusalError
from studio.room.rules.saved import SavedStage
from studio.room.rules.sent_away import SentAway
from studio.room.rules.stage_applicant import Applicant, check_invitation
from studio.room.rules.stage_peer import (
    StagePeer,
    check_accepted,
    check_phone,
    check_stands_by,
)
from studio.room.rules.stage_records import LinkVoid, PeerGone, StageAlive
from studio.room.rules.throttle import Throttle

StageOrder = StageAccept | StageRefuse | StageMute | StageMove | StageRemove | StageAir


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
        self._sent_away = SentAway(limits.peer_again_ms)
        self._void: list[LinkVoid] = []
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
            check_invitation(who, kind)
            is_in = kind is PeerKind.PHONE
            self._check_again(who, is_in, now_ms)
            peer = StagePeer(
                *(self._make_id(), kind, who.user, who.name, now_ms, is_in), link=who.link
            )
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
                self._sent_away.guest(peer.user, now_ms)
                self._drop([peer.peer], "refused")
            case StageRemove():
                self._remove(peer, now_ms)
            case StageMute():
                check_accepted(peer)
                peer.is_muted = action.on
            case StageMove():
                check_accepted(peer)
                self._move(peer, action.seat)
            case StageAir():
                check_phone(peer)
                peer.may_air = action.on
        return self._changed(now_ms)

    # Phones that are to go on air alone.

    def stand_by(self, sender: Id, does: bool, now_ms: int) -> Outcome:
        """Note that a phone is ready to go on air alone, or is not.

        Raises:
            RefusalError: If it is no phone.
        """
        peer = self._find(sender)
        check_phone(peer)
        peer.wants_air = does
        return self._changed(now_ms)

    def warm(self, peers: frozenset[Id], now_ms: int) -> Outcome:
        """Note whose pictures are at the relay now, whatever becomes of their connections here."""
        changed = [each for each in self._peers.values() if each.is_warm != (each.peer in peers)]
        for each in changed:
            each.is_warm = not each.is_warm
        return self._changed(now_ms) if changed else Outcome()

    def standing(self) -> tuple[StagePeer, ...]:
        """Return the phones that stand by."""
        return tuple(each for each in self._peers.values() if each.stands_by)

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
        if to == AIR:
            check_stands_by(self._find(sender))
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
            if each.lost_ms is not None and each.is_lost
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

    def _check_again(self, who: Applicant, is_phone: bool, now_ms: int) -> None:
        if is_phone and self._sent_away.is_void(who.user, who.link):
            raise RefusalError(
                Code.INVITATION_NEEDED,
                "This link is no longer good, as its phone was removed: ask for a new one.",
            )
        wait_ms = 0 if is_phone else self._sent_away.wait_ms(who.user, now_ms)
        if wait_ms:
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

    def _remove(self, peer: StagePeer, now_ms: int) -> None:
        if peer.kind is PeerKind.PHONE:
            self._sent_away.phone(peer.user, peer.link)
            self._void.append(LinkVoid(self._room, peer.link, peer.user, now_ms))
        else:
            self._sent_away.guest(peer.user, now_ms)
        self._drop([peer.peer], "removed")

    def _expire(self, now_ms: int) -> None:
        end_ms = now_ms - self._limits.peer_grace_ms
        lost = [each for each in self._peers.values() if each.is_lost]
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
        void, self._void = self._void, []
        records: list[Record] = [
            each.kept(self._room, now_ms) for each in self._peers.values() if each.must_be_kept()
        ]
        records += (PeerGone(self._room, each.peer) for each in left if each.was_accepted)
        return Outcome(
            records=(*records, *void, *self._beat(now_ms)),
            left=left,
            is_stage_new=self._throttle.take(now_ms),
        )
