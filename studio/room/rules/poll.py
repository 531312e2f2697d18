"""Polls: one at a time, one vote for each member, told at most once a second."""

from collections.abc import Iterable

from studio.room.protocol.actions import ClosePoll, OpenPoll, Vote
from studio.room.protocol.events import PollChanged
from studio.room.protocol.values import Choice, PollState
from studio.room.rules.outcome import Outcome
from studio.room.rules.records import PollOpened, PollResult, PollVoted
from studio.room.rules.refusal import Code, RefusalError
from studio.room.rules.serial import Serial
from studio.room.rules.throttle import Throttle


class _Open:
    """A poll that can be voted in."""

    def __init__(self, opened: PollOpened, every_ms: int) -> None:
        self.name = opened.poll
        self.ends_ms = opened.ends_ms
        self.votes = [0] * len(opened.choices)
        self.voters: set[str] = set()
        self.throttle = Throttle(every_ms)
        self._opened = opened

    def count(self, user: str, choice: int) -> None:
        self.voters.add(user)
        self.votes[choice] += 1

    def state(self, is_open: bool = True) -> PollState:
        texts = self._opened.choices
        return PollState(
            poll=self.name,
            question=self._opened.question,
            choices=tuple(
                Choice(text=text, votes=votes)
                for text, votes in zip(texts, self.votes, strict=True)
            ),
            ends_ms=self.ends_ms,
            is_open=is_open,
        )


class Polls:
    """The polls of one room."""

    def __init__(
        self,
        room: str,
        serial: Serial,
        every_ms: int,
        most_votes: int,
        saved: PollOpened | None = None,
        votes: Iterable[PollVoted] = (),
    ) -> None:
        self._room = room
        self._serial = serial
        self._every_ms = every_ms
        self._most_votes = most_votes
        self._open = _Open(saved, every_ms) if saved else None
        for vote in votes:
            if self._open:
                self._open.count(vote.user, vote.choice)

    def open(self, action: OpenPoll, now_ms: int) -> Outcome:
        """Ask the room something.

        Raises:
            RefusalError: If another poll is open.
        """
        if self._open:
            raise RefusalError(Code.ALREADY_OPEN, "A poll is open: close it first.")
        opened = PollOpened(
            self._room,
            self._serial.name("poll", now_ms),
            action.question,
            tuple(action.choices),
            now_ms + action.duration_s * 1_000,
            now_ms,
        )
        self._open = _Open(opened, self._every_ms)
        return Outcome(records=(opened,)) + self._tell(self._open, now_ms)

    def vote(self, user: str, action: Vote, now_ms: int) -> Outcome:
        """Count a vote.

        Raises:
            RefusalError: If the poll is over or has no such choice, or somebody voted before.
        """
        poll = self._find(action.poll)
        if now_ms >= poll.ends_ms:
            raise RefusalError(Code.NOT_OPEN, "This poll is over.")
        if action.choice >= len(poll.votes):
            raise RefusalError(
                Code.UNKNOWN_CHOICE, f"This poll has {len(poll.votes)} choices, counted from 0."
            )
        if user in poll.voters:
            raise RefusalError(Code.ALREADY_DONE, "You have voted in this poll.")
        if len(poll.voters) >= self._most_votes:
            raise RefusalError(Code.TOO_MANY, "This poll takes no more votes.")
        poll.count(user, action.choice)
        poll.throttle.change()
        voted = Outcome(records=(PollVoted(self._room, poll.name, user, action.choice),))
        return voted + self._tell(poll, now_ms) if poll.throttle.is_due(now_ms) else voted

    def close(self, action: ClosePoll, now_ms: int) -> Outcome:
        """End a poll before its time.

        Raises:
            RefusalError: If it is over.
        """
        return self._end(self._find(action.poll), now_ms)

    def tick(self, now_ms: int) -> Outcome:
        """End the poll, or tell its votes, if it is time."""
        poll = self._open
        if poll is None:
            return Outcome()
        if now_ms >= poll.ends_ms:
            return self._end(poll, now_ms)
        return self._tell(poll, now_ms) if poll.throttle.is_due(now_ms) else Outcome()

    def due_ms(self) -> int | None:
        """Return when there is something to do."""
        if self._open is None:
            return None
        told_ms = self._open.throttle.due_ms()
        return self._open.ends_ms if told_ms is None else min(told_ms, self._open.ends_ms)

    def state(self) -> PollState | None:
        """Return the poll that is open."""
        return self._open.state() if self._open else None

    def _find(self, name: str) -> _Open:
        if self._open is None or self._open.name != name:
            raise RefusalError(Code.NOT_OPEN, "This poll is over.")
        return self._open

    def _tell(self, poll: _Open, now_ms: int) -> Outcome:
        poll.throttle.said(now_ms)
        return Outcome(events=(PollChanged(poll=poll.state()),))

    def _end(self, poll: _Open, now_ms: int) -> Outcome:
        self._open = None
        state = poll.state(is_open=False)
        return Outcome(
            events=(PollChanged(poll=state),), records=(PollResult(self._room, state, now_ms),)
        )
