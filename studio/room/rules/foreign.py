"""What comes from other platforms: said under the same filter and mutes, given apart.

A gift of a platform was paid there.  It is shown and counted for itself; wallets, levels,
fan clubs, combos, lotteries and battles of ours know nothing of it.
"""

from studio.room.protocol.events import ForeignGift, ForeignRemoved
from studio.room.protocol.values import Person
from studio.room.rules.outcome import Outcome
from studio.room.rules.records import ForeignGave, ForeignTakenBack
from studio.room.rules.restrictions import Restrictions
from studio.room.rules.seen import Seen
from studio.room.rules.talk import Talk
from studio.room.rules.verdict import Verdict


class ForeignVoices:
    """The people of other platforms in one room."""

    def __init__(self, room: str, talk: Talk, bans: Restrictions, seen: Seen) -> None:
        self._room = room
        self._talk = talk
        self._bans = bans
        self._seen = seen

    def said(
        self, person: Person, text: str, source: str, verdict: Verdict, now_ms: int
    ) -> Outcome:
        """Show what somebody said there, unless somebody here decided against it."""
        if self._bans.until_ms(person.user, now_ms) is not None:
            return Outcome()
        return self._talk.said_elsewhere(person, text, source, verdict, now_ms)

    def gave(self, gift: ForeignGift, now_ms: int) -> Outcome:
        """Show a gift, once for each of the platform's ids."""
        if not self._seen.add(f"{gift.source}:{gift.message}"):
            return Outcome()
        record = ForeignGave(
            self._room,
            gift.source,
            gift.message,
            gift.name,
            gift.count,
            gift.worth_fen,
            gift.by.user,
            gift.by.name,
            now_ms,
        )
        return Outcome(events=(gift,), records=(record,))

    def took_back(self, source: str, messages: tuple[str, ...], now_ms: int) -> Outcome:
        """Show that gifts were taken back."""
        records = tuple(ForeignTakenBack(self._room, source, each, now_ms) for each in messages)
        event = ForeignRemoved(source=source, messages=messages)
        return Outcome(events=(event,), records=records)
