"""Tests of studio.room.rules.saved: polls and lotteries go on after a crash."""

from studio.room.protocol.events import LotteryChanged, PollChanged
from studio.room.protocol.values import LotteryState
from studio.room.rules.draw import Urn
from studio.room.rules.outcome import Outcome
from studio.room.rules.records import (
    LotteryEntered,
    LotteryOpened,
    PollOpened,
    PollResult,
    PollVoted,
    Record,
)
from studio.room.rules.saved import SavedRoom
from tests.room.rules.stage import Stage, code, is_accepted


def test_a_poll_goes_on_where_it_was_and_nobody_votes_twice() -> None:
    before = Stage()
    outcome = before.act("anchor", "open_poll", question="?", choices=["a", "b"], duration_s=60)
    (opened,) = outcome.records
    assert isinstance(opened, PollOpened)
    before.come("lin")
    (voted,) = before.act("lin", "vote", poll=opened.poll, choice=1).records
    assert voted == PollVoted("1", opened.poll, "lin", 1)

    after = Stage(saved=SavedRoom(poll=opened, votes=(voted,)), now_ms=before.now_ms + 30_000)
    state = after.room.state(after.now_ms).poll
    assert state is not None
    assert [choice.votes for choice in state.choices] == [0, 1]
    after.come("lin")
    assert code(after.act("lin", "vote", poll=opened.poll, choice=0)) == "already_done"
    assert after.room.next_due_ms(after.now_ms) == before.now_ms + 60_000
    ended = after.wait(30_000)
    assert isinstance(ended.events[0], PollChanged)
    assert isinstance(ended.records[0], PollResult)


def test_a_lottery_is_drawn_with_the_seed_that_it_was_opened_with() -> None:
    before = Stage(seed="secret")
    outcome = before.act(
        "anchor", "open_lottery", prize="book", winners=1, condition="none", duration_s=60
    )
    (opened,) = outcome.records
    assert isinstance(opened, LotteryOpened)
    entries: list[Record] = []
    for user in ("ann", "bo", "cy"):
        before.come(user)
        entries += before.act(user, "enter_lottery", lottery=opened.lottery).records
    assert entries[0] == LotteryEntered("1", opened.lottery, "ann", "ANN", True)
    entries += before.act("anchor", "ban", user="cy", duration_s=60).records[1:]
    assert entries[-1] == LotteryEntered("1", opened.lottery, "cy", "CY", False)

    kept = {entry.user: entry for entry in entries if isinstance(entry, LotteryEntered)}
    saved = SavedRoom(lottery=opened, entries=tuple(kept.values()))
    after = Stage(saved=saved, seed="another", now_ms=before.now_ms + 1)
    after.come("ann")
    again = after.act("ann", "enter_lottery", lottery=opened.lottery)
    assert is_accepted(again)
    assert again.records == ()
    urn = Urn("secret", opened.lottery)
    urn.put("ann")
    urn.put("bo")
    (winner,) = urn.draw(1)
    drawn = _drawn(after.wait(60_000))
    assert [(person.user, person.name) for person in drawn.winners] == [(winner, winner.upper())]
    assert (drawn.entries, drawn.seed) == (2, "secret")


def _drawn(outcome: Outcome) -> LotteryState:
    (event,) = (each for each in outcome.events if isinstance(each, LotteryChanged))
    return event.lottery
