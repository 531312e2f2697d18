"""Which connection is which peer of a room's stage, and what each of them is told.

Signals go from one connection to one other and are kept nowhere::

    lines = StageLines(room, edges, figures, now_ms)
    outcome = lines.act(seat, guest, action)       # ask, leave, host, signal
    lines.follow(outcome)                          # after every outcome of the room
"""

import time
from collections.abc import Callable

from pydantic import JsonValue

from studio.room.backbone.seat import Guest, Seat
from studio.room.backbone.sides import EdgeSide
from studio.room.live.air import Air
from studio.room.live.figures import Figures
from studio.room.live.token_bucket import Rate, TokenBucket
from studio.room.protocol.events import Accepted, SignalPassed, StageChanged
from studio.room.protocol.stage_actions import (
    Signal,
    StageAsk,
    StageHost,
    StageLeave,
    StandBy,
    signal_bytes,
)
from studio.room.protocol.values import AIR, HOST, Peer, PeerKind, PeerState, Role
from studio.room.rules.outcome import Outcome
from studio.room.rules.refusal import Code, RefusalError
from studio.room.rules.room import Room
from studio.room.rules.stage_applicant import Applicant

StageAction = StageAsk | StageLeave | StageHost | StandBy | Signal

SIGNAL_RATE = Rate(per_s=16, burst=128)
"""Kilobytes of signals of one connection to one other: an offer has 10, a candidate less than 1."""

_MOST_BUCKETS = 256
_STAFF = (Role.COHOST, Role.ANCHOR)


class StageLines:
    """See the module.

    Args:
        name: Of the room.
        air: The way on air for phones that stand by; None without one.

    Attributes:
        misses_studio: Whether the studio's line was lost in a battle, and is not back.
    """

    def __init__(
        self,
        room: Room,
        edges: EdgeSide,
        figures: Figures,
        now_ms: Callable[[], int],
        now_ns: Callable[[], int] = time.monotonic_ns,
        name: str = "",
        air: Air | None = None,
    ) -> None:
        self._name = name
        self._air = air
        self._room = room
        self._stage = room.stage
        self._edges = edges
        self._figures = figures
        self._now_ms = now_ms
        self._now_ns = now_ns
        self.misses_studio = False
        self._host: Seat | None = None
        self._seats: dict[str, Seat] = {}
        self._peers: dict[Seat, str] = {}
        self._staff: dict[Seat, str] = {}
        self._buckets: dict[tuple[Seat, str], TokenBucket] = {}

    def act(self, seat: Seat, guest: Guest, action: StageAction) -> Outcome:
        """Do what somebody asks for on their connection; what follows is to be followed."""
        if refused := self._room.may_act(guest.user, action, self._now_ms()):
            return Outcome(refused)
        try:
            outcome = self._do(seat, guest, action)
        except RefusalError as refusal:
            if isinstance(action, Signal):
                self._figures.signals_refused += 1
            return Outcome(refusal.reply(action.id))
        return outcome + Outcome(Accepted(id=action.id))

    def follow(self, outcome: Outcome) -> None:
        """Tell those at the stage what came of something."""
        for each in outcome.left:
            if (seat := self._seats.get(each.peer)) is not None:
                self._untie(seat)
                self._tell(seat, each.reason)
        if outcome.is_stage_new:
            self._tell_all()
            if self._air is not None:
                self._air.stand(self._name, self._stage.standing())

    def start(self) -> Outcome:
        """Go on with phones that were on their way on air before the room was opened here."""
        if self._air is None:
            return Outcome()
        self._air.stand(self._name, self._stage.standing())
        return self._stage.warm(self._air.warm_in(self._name), self._now_ms())

    def hear_air(self, peer: str, data: JsonValue) -> None:
        """Pass a signal of the way on air on to a phone; if it is not here it asks again."""
        if (seat := self._seats.get(peer)) is not None:
            self._pass(seat, AIR, data)

    def seat_of(self, peer: str) -> Seat | None:
        """Return the connection of a peer, None if it has none."""
        return self._seats.get(peer)

    def came(self, seat: Seat, user: str) -> None:
        """Tell somebody who came in or was given a role, if the stage is theirs to look after."""
        if self._room.person(user).role in _STAFF:
            self._staff[seat] = user
            self._tell(seat)
        else:
            self._staff.pop(seat, None)

    def left(self, seat: Seat, is_in_battle: bool = False) -> Outcome:
        """Note that a connection ended."""
        self._staff.pop(seat, None)
        self._buckets = {key: each for key, each in self._buckets.items() if key[0] != seat}
        if seat == self._host:
            self._host = None
            self.misses_studio = is_in_battle
            return self._stage.host_lost(self._now_ms())
        if peer := self._untie(seat):
            return self._stage.lost(peer, self._now_ms())
        return Outcome()

    def _do(self, seat: Seat, guest: Guest, action: StageAction) -> Outcome:
        now_ms = self._now_ms()
        match action:
            case StageAsk():
                return self._ask(seat, guest, action, now_ms)
            case StageHost():
                return self._be_host(seat, action, now_ms)
            case StageLeave():
                peer = self._peers.get(seat)
                if peer is None:
                    raise RefusalError(Code.NOT_ON_STAGE, "You are not at the stage.")
                return self._stage.leave(peer, now_ms)
            case StandBy():
                peer = self._peers.get(seat)
                if peer is None:
                    raise RefusalError(Code.NOT_ON_STAGE, "You are not at the stage.")
                return self._stage.stand_by(peer, action.on, now_ms)
            case Signal():
                return self._signal(seat, action)

    def _ask(self, seat: Seat, guest: Guest, action: StageAsk, now_ms: int) -> Outcome:
        if seat == self._host:
            raise RefusalError(Code.ALREADY_DONE, "You are the studio of this stage.")
        person = self._room.person(guest.user)
        is_trusted = person.role is Role.ANCHOR or (
            person.role is Role.COHOST and action.kind is PeerKind.GUEST
        )
        invited = PeerKind(guest.kind) if guest.kind else None
        who = Applicant(guest.user, person.name, invited, is_trusted, guest.link)
        outcome = self._stage.ask(who, action, now_ms)
        assert isinstance(outcome.reply, Accepted)
        assert outcome.reply.peer is not None
        self._tie(seat, outcome.reply.peer)
        return outcome

    def _tie(self, seat: Seat, peer: str) -> None:
        """Let a connection speak for a peer; the one that did is told that it no longer does."""
        before = self._peers.get(seat)
        if before not in (None, peer):
            raise RefusalError(Code.ALREADY_DONE, "You are at the stage already: leave it first.")
        other = self._seats.get(peer)
        if other not in (None, seat):
            assert other is not None
            self._untie(other)
            self._tell(other, "replaced")
        self._seats[peer], self._peers[seat] = seat, peer
        self._figures.stage_peers += before is None

    def _untie(self, seat: Seat) -> str | None:
        peer = self._peers.pop(seat, None)
        if peer is not None:
            del self._seats[peer]
            self._figures.stage_peers -= 1
        return peer

    def _be_host(self, seat: Seat, action: StageHost, now_ms: int) -> Outcome:
        if seat in self._peers:
            raise RefusalError(Code.ALREADY_DONE, "You are at the stage already: leave it first.")
        if seat == self._host:  # whatever its key: it is the studio's own line
            action = action.model_copy(update={"take": True})
        outcome = self._stage.be_host(action, now_ms)
        before, self._host = self._host, seat
        self.misses_studio = False
        if before not in (None, seat):
            assert before is not None
            self._tell(before, "replaced")
        return outcome

    def _signal(self, seat: Seat, signal: Signal) -> Outcome:
        sender = HOST if seat == self._host else self._peers.get(seat)
        self._stage.check_signal(sender, signal.to)
        assert sender is not None
        self._pace(seat, signal)
        if signal.to == AIR:
            if self._air is None or not self._air.hear(self._name, sender, signal.data):
                raise RefusalError(
                    Code.STUDIO_AWAY, "This room can't put phones on air just now. Wait.", 1_000
                )
            self._figures.signals += 1
            return Outcome()
        to = self._host if signal.to == HOST else self._seats.get(signal.to)
        assert to is not None
        self._pass(to, sender, signal.data)
        return Outcome()

    def _pass(self, to: Seat, sender: str, data: JsonValue) -> None:
        passed = SignalPassed.model_validate({"from": sender, "data": data})
        self._edges.tell(to, b"[" + passed.model_dump_json().encode() + b"]")
        self._figures.signals += 1

    def _pace(self, seat: Seat, signal: Signal) -> None:
        key, now_ns = (seat, signal.to), self._now_ns()
        bucket = self._buckets.get(key)
        if bucket is None:
            if len(self._buckets) >= _MOST_BUCKETS:
                self._forget_full(now_ns)
            bucket = self._buckets[key] = TokenBucket(SIGNAL_RATE, now_ns)
        if wait_ns := bucket.take(now_ns, -(-signal_bytes(signal.data) // 1_024) or 1):
            retry_ms = wait_ns // 1_000_000 + 1
            raise RefusalError(Code.TOO_FAST, "You signal too fast: wait a moment.", retry_ms)

    def _forget_full(self, now_ns: int) -> None:
        self._buckets = {
            key: each for key, each in self._buckets.items() if not each.is_full(now_ns)
        }

    def _tell_all(self) -> None:
        peers = self._stage.peers()
        for seat, user in list(self._staff.items()):
            if self._room.person(user).role in _STAFF:
                self._tell(seat, peers=peers)
            else:
                del self._staff[seat]
        for seat in self._peers:
            if seat not in self._staff:
                self._tell(seat, peers=peers)

    def _tell(self, seat: Seat, reason: str = "", peers: tuple[Peer, ...] | None = None) -> None:
        you = HOST if seat == self._host else self._peers.get(seat)
        peers = self._stage.peers() if peers is None else peers
        if seat not in self._staff:
            peers = tuple(
                each for each in peers if each.id == you or each.state is PeerState.ON_STAGE
            )
        event = StageChanged(
            peers=peers,
            you=you,
            host=self._host is not None,
            reason=reason,
            at_ms=self._now_ms(),
        )
        self._edges.tell(seat, b"[" + event.model_dump_json().encode() + b"]")
