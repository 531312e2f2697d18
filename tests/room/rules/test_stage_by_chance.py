"""A stage under chance: whatever comes in whatever order, its promises hold."""

from itertools import count

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from studio.room.protocol.events import Accepted
from studio.room.protocol.stage_actions import StageAsk
from studio.room.protocol.values import HOST, PeerKind, PeerState
from studio.room.rules.outcome import Outcome
from studio.room.rules.refusal import RefusalError
from studio.room.rules.saved import SavedStage
from studio.room.rules.stage import Stage
from studio.room.rules.stage_applicant import Applicant
from studio.room.rules.stage_records import PeerGone, PeerKept
from tests.room.rules.stage import START_MS, action, limited

DATA = limited(peers_waiting=4, peers_accepted=5)
LIMITS = DATA.limits
users = st.sampled_from(["a", "b", "c", "d", "e", "f", "g", "h"])
kinds = st.sampled_from(list(PeerKind))
numbers = st.integers(0, 12)
seats = st.none() | st.integers(1, 8)


class StageByChance(RuleBasedStateMachine):
    """Does things to a stage, and keeps what it is told to keep."""

    def __init__(self) -> None:
        super().__init__()
        self.now_ms = START_MS
        self.told_ms: list[int] = []
        self.kept: dict[str, PeerKept] = {}
        self._ids = count(1)
        self.stage = self._made(None)

    def _made(self, saved: SavedStage | None) -> Stage:
        level = lambda user: ord(user) % 3  # noqa: E731
        return Stage("1", LIMITS, level, saved, lambda: f"p{next(self._ids)}")

    def _peer(self, number: int) -> str:
        peers = self.stage.peers()
        return peers[number % len(peers)].id if peers else "p0"

    def _follow(self, outcome: Outcome) -> None:
        if outcome.is_stage_new:
            self.told_ms.append(self.now_ms)
        for record in outcome.records:
            if isinstance(record, PeerKept):
                self.kept[record.peer] = record
            elif isinstance(record, PeerGone):
                del self.kept[record.peer]

    @rule(user=users, kind=kinds, invited=st.none() | kinds)
    def ask(self, user: str, kind: PeerKind, invited: PeerKind | None) -> None:
        try:
            asked = StageAsk(type="stage_ask", id="a1", kind=kind)
            outcome = self.stage.ask(Applicant(user, user, invited), asked, self.now_ms)
        except RefusalError:
            return
        assert isinstance(outcome.reply, Accepted)
        mine = [each for each in self.stage.peers() if each.id == outcome.reply.peer]
        assert [each.user for each in mine] == [user]
        assert mine[0].state is not PeerState.LOST
        self._follow(outcome)

    @rule(
        what=st.sampled_from(["accept", "move", "mute", "refuse", "remove"]),
        number=numbers,
        seat=seats,
        on=st.booleans(),
    )
    def order(self, what: str, number: int, seat: int | None, on: bool) -> None:
        more: dict[str, object] = {}
        if what in ("accept", "move"):
            more["seat"] = seat
        elif what == "mute":
            more["on"] = on
        order = action(f"stage_{what}", peer=self._peer(number), **more)
        try:
            self._follow(self.stage.act(order, self.now_ms))  # type: ignore[arg-type]
        except RefusalError:
            return

    @rule(number=numbers, is_lost=st.booleans())
    def go(self, number: int, is_lost: bool) -> None:
        go = self.stage.lost if is_lost else self.stage.leave
        self._follow(go(self._peer(number), self.now_ms))

    @rule(user=users)
    def ban(self, user: str) -> None:
        self._follow(self.stage.forget(user, self.now_ms))
        assert user not in {each.user for each in self.stage.peers()}

    @rule(ms=st.sampled_from([1, 400, 5_000, 16_000]))
    def wait(self, ms: int) -> None:
        end_ms = self.now_ms + ms
        for _ in range(1_000):
            due_ms = self.stage.due_ms()
            if due_ms is None or due_ms > end_ms:
                break
            self.now_ms = max(self.now_ms, due_ms)
            self._follow(self.stage.tick(self.now_ms))
        else:
            raise AssertionError("the stage is never done")
        self.now_ms = end_ms

    @rule()
    def crash(self) -> None:
        self.stage = self._made(SavedStage(tuple(self.kept.values()), self.now_ms))
        self.told_ms.clear()

    @invariant()
    def seats_are_held_by_one(self) -> None:
        peers = self.stage.peers()
        taken = [each.seat for each in peers if each.seat]
        assert len(taken) == len(set(taken))
        assert len({(each.user, each.kind) for each in peers}) == len(peers)
        assert len({each.id for each in peers}) == len(peers)

    @invariant()
    def nothing_grows(self) -> None:
        waiting = [each for each in self.stage.peers() if each.place]
        assert len(waiting) <= LIMITS.peers_waiting
        assert len(self.stage.peers()) - len(waiting) <= LIMITS.peers_accepted

    @invariant()
    def who_is_let_in_is_kept_and_nobody_else(self) -> None:
        let_in = {each.id: each for each in self.stage.peers() if not each.place}
        for peer, kept in self.kept.items():
            if peer in let_in:
                assert (kept.seat, kept.muted) == (let_in[peer].seat, let_in[peer].muted)
        assert let_in.keys() <= self.kept.keys()

    @invariant()
    def only_who_is_let_in_signals(self) -> None:
        for each in self.stage.peers():
            try:
                self.stage.check_signal(HOST, each.id)
            except RefusalError:
                assert each.place or each.state is PeerState.LOST
            else:
                assert not each.place

    @invariant()
    def it_is_told_twice_a_second_at_most(self) -> None:
        gaps = zip(self.told_ms, self.told_ms[1:], strict=False)
        assert all(after - before >= LIMITS.stage_every_ms for before, after in gaps)


StageByChance.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestStageByChance = StageByChance.TestCase
