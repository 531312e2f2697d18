"""Tests of studio.room.rules.stage."""

from collections.abc import Callable
from itertools import count

import pytest

from studio.room.protocol.events import Accepted
from studio.room.protocol.stage_actions import StageAsk, StageHost
from studio.room.protocol.values import AIR, HOST, Id, Peer, PeerKind, PeerState, Standby
from studio.room.rules.outcome import Outcome, PeerLeft
from studio.room.rules.refusal import RefusalError
from studio.room.rules.saved import SavedStage
from studio.room.rules.stage import Stage
from studio.room.rules.stage_applicant import Applicant
from studio.room.rules.stage_records import LinkVoid, PeerGone, PeerKept, StageAlive
from tests.room.rules.stage import DATA, START_MS, action, limited

GUEST, PHONE = PeerKind.GUEST, PeerKind.PHONE
GRACE_MS, AGAIN_MS = DATA.limits.peer_grace_ms, DATA.limits.peer_again_ms


def asking(kind: PeerKind) -> StageAsk:
    """Return what somebody asks with."""
    return StageAsk(type="stage_ask", id="a1", kind=kind)


class Play:
    """A stage on which time passes when a test says so."""

    def __init__(self, saved: SavedStage | None = None, **limits: int) -> None:
        self.levels: dict[str, int] = {}
        numbers = count(1)
        data = limited(**limits)
        self.stage = Stage(
            "1",
            data.limits,
            lambda user: self.levels.get(user, 0),
            saved,
            lambda: f"p{next(numbers)}",
        )
        self.now_ms = START_MS

    def ask(self, user: str, kind: PeerKind = GUEST) -> str:
        """Ask with the right link."""
        outcome = self.stage.ask(Applicant(user, user.upper(), kind), asking(kind), self.now_ms)
        assert isinstance(outcome.reply, Accepted)
        assert outcome.reply.peer
        return outcome.reply.peer

    def act(self, what: str, peer: str, **more: object) -> Outcome:
        """Do something as the anchor."""
        order = action(f"stage_{what}", peer=peer, **more)
        return self.stage.act(order, self.now_ms)  # type: ignore[arg-type]

    def wait(self, ms: int) -> Outcome:
        """Let time pass."""
        self.now_ms += ms
        return self.stage.tick(self.now_ms)

    def peer(self, peer: str) -> Peer:
        """Return one as it is seen."""
        return next(each for each in self.stage.peers() if each.id == peer)

    def users(self) -> list[str]:
        """Return who is there, in order."""
        return [each.user for each in self.stage.peers()]


def refused(code: str, ask: Callable[[], object]) -> None:
    """Expect a refusal, with a whole sentence."""
    with pytest.raises(RefusalError) as told:
        ask()
    assert told.value.code == code
    assert told.value.sentence.endswith(".")


def test_a_guest_waits_is_let_in_takes_a_seat_and_moves() -> None:
    play = Play()
    lin, wu = play.ask("lin"), play.ask("wu")
    assert [each.place for each in play.stage.peers()] == [1, 2]
    assert play.peer(lin).state is PeerState.WAITING
    assert play.act("accept", lin).records[0] == PeerKept(
        "1", lin, "lin", "LIN", "guest", None, False, START_MS
    )
    assert play.peer(lin).state is PeerState.ACCEPTED
    assert play.peer(wu).place == 1
    play.act("accept", lin, seat=2)
    assert (play.peer(lin).state, play.peer(lin).seat) == (PeerState.ON_STAGE, 2)
    refused("seat_taken", lambda: play.act("accept", wu, seat=2))
    play.act("accept", wu, seat=1)
    assert play.users() == ["wu", "lin"]
    play.act("move", wu, seat=2)
    assert (play.peer(wu).seat, play.peer(lin).seat) == (2, 1)
    play.act("move", wu, seat=None)
    assert play.peer(wu).state is PeerState.ACCEPTED
    play.act("mute", lin, on=True)
    assert play.peer(lin).muted
    refused("already_done", lambda: play.act("accept", lin, seat=1))


def test_the_queue_is_by_level_then_by_time() -> None:
    play = Play(peers_waiting=3)
    for user in ("a", "b", "c"):
        play.ask(user)
        play.now_ms += 1
    play.levels = {"b": 3, "c": 1, "d": 1, "e": 1}
    assert play.stage.level_changed("b", play.now_ms).is_stage_new is False  # told in a moment
    assert play.wait(500).is_stage_new
    assert play.users() == ["b", "c", "a"]
    refused("stage_full", lambda: play.ask("z"))
    outcome = play.stage.ask(Applicant("d", "D", GUEST), asking(GUEST), play.now_ms)
    assert outcome.left == (PeerLeft("p1", "full", False),)
    assert play.users() == ["b", "c", "d"]
    refused("stage_full", lambda: play.ask("e"))


def test_who_may_come_as_what() -> None:
    play = Play(peers_accepted=1)
    nobody = Applicant("lin", "Lin")
    refused("invitation_needed", lambda: play.stage.ask(nobody, asking(GUEST), play.now_ms))
    guest = Applicant("lin", "Lin", GUEST)
    refused("wrong_kind", lambda: play.stage.ask(guest, asking(PHONE), play.now_ms))
    phone = play.ask("phone", PHONE)
    assert play.peer(phone).state is PeerState.ACCEPTED
    refused("stage_full", lambda: play.ask("another", PHONE))
    studio = play.ask("other", PeerKind.STUDIO)
    assert play.peer(studio).state is PeerState.WAITING
    refused("stage_full", lambda: play.act("accept", studio))
    play.stage.ask(Applicant("co", "Co", is_trusted=True), asking(GUEST), play.now_ms)


def test_whoever_was_sent_away_asks_later() -> None:
    play = Play()
    lin, phone = play.ask("lin"), play.ask("phone", PHONE)
    assert play.act("refuse", lin).left == (PeerLeft(lin, "refused", False),)
    refused("refused_lately", lambda: play.ask("lin"))
    refused("already_done", lambda: play.act("refuse", phone))
    gone = play.act("remove", phone)
    assert gone.left == (PeerLeft(phone, "removed", True),)
    assert PeerGone("1", phone) in gone.records
    play.wait(AGAIN_MS)
    assert play.peer(play.ask("lin")).state is PeerState.WAITING


def test_a_phone_that_was_removed_does_not_come_back_by_its_link() -> None:
    play = Play()

    def come(user: str, link: str) -> Id:
        who = Applicant(user, user.upper(), invited=PHONE, link=link)
        reply = play.stage.ask(who, asking(PHONE), play.now_ms).reply
        assert isinstance(reply, Accepted)
        assert reply.peer
        return reply.peer

    phone, other = come("u1", "n1"), come("u2", "n1")
    gone = play.act("remove", phone)
    assert LinkVoid("1", "n1", "u1", play.now_ms) in gone.records
    play.wait(100 * AGAIN_MS)
    refused("invitation_needed", lambda: come("u1", "n2"))
    refused("invitation_needed", lambda: come("u3", "n1"))
    assert play.peer(other).state is PeerState.ACCEPTED
    assert play.peer(come("u3", "n2")).state is PeerState.ACCEPTED


def test_a_phone_goes_on_air_alone_if_it_wants_to_and_may() -> None:
    play = Play()
    lin, phone = play.ask("lin"), play.ask("phone", PHONE)
    refused("wrong_kind", lambda: play.act("air", lin, on=True))
    refused("wrong_kind", lambda: play.stage.stand_by(lin, True, play.now_ms))
    refused("not_accepted", lambda: play.stage.check_signal(phone, AIR))
    play.stage.stand_by(phone, True, play.now_ms)
    assert (play.peer(phone).standby, play.stage.standing()) == (Standby.ASKED, ())
    refused("not_accepted", lambda: play.stage.check_signal(phone, AIR))
    kept = play.act("air", phone, on=True).records
    assert isinstance(kept[0], PeerKept)
    assert (kept[0].wants_air, kept[0].may_air) == (True, True)
    assert play.peer(phone).standby is Standby.CALLING
    assert [each.peer for each in play.stage.standing()] == [phone]
    play.stage.check_signal(phone, AIR)
    refused("not_accepted", lambda: play.stage.check_signal(lin, AIR))

    play.stage.warm(frozenset({phone}), play.now_ms)
    assert play.peer(phone).standby is Standby.WARM
    play.stage.lost(phone, play.now_ms)
    play.wait(3 * GRACE_MS)
    assert play.peer(phone).state is PeerState.LOST, "its picture still comes"
    play.stage.warm(frozenset(), play.now_ms)
    assert play.wait(0).left == (PeerLeft(phone, "lost", True),)


def test_a_crash_costs_a_phone_on_air_nothing() -> None:
    play = Play()
    phone = play.ask("phone", PHONE)
    play.stage.stand_by(phone, True, play.now_ms)
    kept = play.act("air", phone, on=True).records
    peers = tuple(each for each in kept if isinstance(each, PeerKept))
    again = Play(SavedStage(peers, play.now_ms))
    assert [each.peer for each in again.stage.standing()] == [phone]
    again.stage.warm(frozenset({phone}), again.now_ms)
    again.wait(3 * GRACE_MS)
    assert again.peer(phone).standby is Standby.WARM


def test_a_lost_peer_keeps_its_seat_for_a_while() -> None:
    play = Play()
    lin, wu = play.ask("lin"), play.ask("wu")
    play.act("accept", lin, seat=3)
    play.stage.lost(lin, play.now_ms)
    play.stage.lost(wu, play.now_ms)
    assert (play.peer(lin).state, play.peer(lin).seat) == (PeerState.LOST, 3)
    play.wait(GRACE_MS - 1)
    without_link = Applicant("lin", "LIN")
    assert play.stage.ask(without_link, asking(GUEST), play.now_ms).reply == Accepted(
        id="a1", peer=lin
    )
    assert play.peer(lin).state is PeerState.ON_STAGE
    due_ms = play.stage.due_ms()
    assert due_ms is not None
    assert due_ms <= play.now_ms + 1
    assert play.wait(1).left == (PeerLeft(wu, "lost", False),)
    play.stage.lost(lin, play.now_ms)
    play.now_ms += GRACE_MS  # nobody was there to keep the time
    refused("invitation_needed", lambda: play.stage.ask(without_link, asking(GUEST), play.now_ms))
    assert play.wait(0).left == (PeerLeft(lin, "lost", True),)  # a refusal loses nothing


def test_it_is_told_twice_a_second_at_most() -> None:
    play = Play()
    told = [
        play.stage.ask(Applicant(f"u{n}", "U", GUEST), asking(GUEST), START_MS) for n in range(9)
    ]
    assert [each.is_stage_new for each in told] == [True, *[False] * 8]
    assert play.stage.due_ms() == START_MS + 500
    assert not play.wait(499).is_stage_new
    assert play.wait(1).is_stage_new
    assert play.stage.due_ms() is None


def test_signals_go_between_the_studio_and_who_is_let_in() -> None:
    play = Play()
    check = play.stage.check_signal
    lin, wu = play.ask("lin"), play.ask("wu")
    refused("not_accepted", lambda: check(lin, HOST))
    refused("not_accepted", lambda: check(HOST, lin))
    play.act("accept", lin)
    play.act("accept", wu)
    refused("studio_away", lambda: check(lin, HOST))
    play.stage.be_host(StageHost(type="stage_host", id="a1", key="key-1234"), play.now_ms)
    check(lin, HOST)
    check(HOST, lin)
    for to in (wu, "p99", lin):  # the same answer whether there is such a peer
        refused("not_allowed", lambda to=to: check(lin, to))  # type: ignore[misc]
    refused("not_on_stage", lambda: check(None, HOST))
    refused("unknown_peer", lambda: check(HOST, "p99"))
    play.stage.lost(lin, play.now_ms)
    refused("peer_lost", lambda: check(HOST, lin))
    play.stage.leave(wu, play.now_ms)
    refused("unknown_peer", lambda: check(HOST, wu))


def test_one_studio_at_a_time() -> None:
    play = Play()

    def host(key: str, take: bool, now_ms: int) -> None:
        order = StageHost(type="stage_host", id="a1", key=f"key-{key}", take=take)
        play.stage.be_host(order, now_ms)

    host("1234", False, play.now_ms)
    host("1234", False, play.now_ms)
    refused("host_taken", lambda: host("5678", False, play.now_ms))
    host("5678", True, play.now_ms)
    refused("host_taken", lambda: host("1234", False, play.now_ms))
    play.stage.host_lost(play.now_ms)
    host("1234", False, play.now_ms)


def test_who_was_let_in_is_kept_over_a_crash() -> None:
    play = Play()
    lin = play.ask("lin")
    play.ask("wu")
    kept = play.act("accept", lin, seat=4).records
    beat = play.wait(DATA.limits.stage_beat_ms).records
    assert beat == (StageAlive("1", play.now_ms),)
    peers = tuple(each for each in kept if isinstance(each, PeerKept))
    assert len(peers) == 1
    saved = SavedStage(peers, play.now_ms)

    again = Play(saved)
    again.now_ms = play.now_ms + 2_000
    assert again.peer(lin).state is PeerState.LOST
    assert again.stage.ask(Applicant("lin", "LIN"), asking(GUEST), again.now_ms).reply == Accepted(
        id="a1", peer=lin
    )
    assert again.peer(lin).seat == 4

    late = Play(saved)
    late.now_ms = play.now_ms + DATA.limits.stage_beat_ms + GRACE_MS
    late_lin = Applicant("lin", "LIN")
    refused("invitation_needed", lambda: late.stage.ask(late_lin, asking(GUEST), late.now_ms))
    assert late.wait(0).records == (PeerGone("1", lin),)


def test_ids_can_not_be_guessed() -> None:
    stage = Stage("1", DATA.limits)
    asked = [
        stage.ask(Applicant(f"u{n}", "U", GUEST), asking(GUEST), START_MS).reply for n in range(50)
    ]
    ids = {each.peer for each in asked if isinstance(each, Accepted)}
    assert len(ids) == 50
    assert all(name and len(name) >= 18 for name in ids)  # 96 bits


def test_a_ban_clears_the_stage() -> None:
    play = Play()
    lin, phone = play.ask("lin"), play.ask("lin", PHONE)
    gone = play.stage.forget("lin", play.now_ms).left
    assert gone == (PeerLeft(lin, "banned", False), PeerLeft(phone, "banned", True))
    assert play.stage.forget("lin", play.now_ms) == Outcome()
