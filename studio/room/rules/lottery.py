"""Lotteries (天选): one at a time, for those who fulfil its condition; ``draw`` says who wins."""

from collections.abc import Callable, Iterable

from studio.room.protocol.actions import CancelLottery, EnterLottery, OpenLottery
from studio.room.protocol.events import LotteryChanged
from studio.room.protocol.values import Condition, LotteryState
from studio.room.rules.catalogue import Catalogue
from studio.room.rules.draw import Urn, commitment
from studio.room.rules.members import Member, Members
from studio.room.rules.outcome import Outcome
from studio.room.rules.records import LotteryEntered, LotteryOpened, LotteryResult
from studio.room.rules.refusal import Code, RefusalError
from studio.room.rules.rights import Rights
from studio.room.rules.serial import Serial
from studio.room.rules.throttle import Throttle


class _Open:
    """A lottery that can be entered."""

    def __init__(self, opened: LotteryOpened, every_ms: int) -> None:
        self.name = opened.lottery
        self.opened = opened
        self.ends_ms = opened.ends_ms
        self.seed = opened.seed
        self.urn = Urn(opened.seed, opened.lottery)
        self.throttle = Throttle(every_ms)

    def state(self) -> LotteryState:
        return LotteryState(
            lottery=self.name,
            prize=self.opened.prize,
            winners_wanted=self.opened.winners,
            condition=self.opened.condition,
            detail=self.opened.detail,
            entries=len(self.urn),
            ends_ms=self.ends_ms,
            commitment=commitment(self.seed),
        )


class Lotteries:
    """The lotteries of one room.

    Args:
        make_seed: Returns something that nobody can guess.
    """

    def __init__(
        self,
        room: str,
        serial: Serial,
        members: Members,
        rights: Rights,
        catalogue: Catalogue,
        make_seed: Callable[[], str],
        every_ms: int,
        most_entries: int,
        saved: LotteryOpened | None = None,
        entries: Iterable[LotteryEntered] = (),
    ) -> None:
        self._room = room
        self._serial = serial
        self._members = members
        self._rights = rights
        self._catalogue = catalogue
        self._make_seed = make_seed
        self._every_ms = every_ms
        self._most_entries = most_entries
        self._open = _Open(saved, every_ms) if saved else None
        for entry in entries:
            if self._open and self._open.urn.put(entry.user):
                self._members.remember(entry.user, entry.name)
            if self._open and not entry.is_in:
                self._open.urn.take_out(entry.user)

    def open(self, action: OpenLottery, now_ms: int) -> Outcome:
        """Begin a lottery.

        Raises:
            RefusalError: If another is open, or nobody could fulfil the condition.
        """
        if self._open:
            raise RefusalError(
                Code.ALREADY_OPEN, "A lottery is open: wait for its end or cancel it."
            )
        if action.condition is Condition.PHRASE and not action.detail.strip():
            raise RefusalError(Code.BAD_CONDITION, "Say which phrase lets people take part.")
        if action.condition is Condition.GIFT and action.detail:
            self._catalogue.find(action.detail)
        opened = LotteryOpened(
            self._room,
            self._serial.name("lottery", now_ms),
            action.prize,
            action.winners,
            action.condition,
            action.detail,
            self._make_seed(),
            now_ms + action.duration_s * 1_000,
            now_ms,
        )
        self._open = _Open(opened, self._every_ms)
        return Outcome(records=(opened,)) + self._tell(self._open, now_ms)

    def enter(self, member: Member, action: EnterLottery, now_ms: int) -> Outcome:
        """Let somebody take part who asks to.

        Raises:
            RefusalError: If it takes something else, or the lottery is over.
        """
        lottery = self._find(action.lottery)
        if now_ms >= lottery.ends_ms:
            raise RefusalError(Code.NOT_OPEN, "This lottery is over.")
        match lottery.opened.condition:
            case Condition.PHRASE:
                raise RefusalError(Code.NO_ENTRY, f"Say {lottery.opened.detail!r} to take part.")
            case Condition.GIFT:
                gift = lottery.opened.detail or "any gift"
                raise RefusalError(Code.NO_ENTRY, f"Give {gift} to take part.")
            case Condition.FAN if member.intimacy is None:
                raise RefusalError(Code.NO_ENTRY, "This is for the fan club: join it first.")
        if member.user == self._members.anchor.user:
            raise RefusalError(Code.NO_ENTRY, "The anchor can't take part.")
        if self._is_full(lottery):
            raise RefusalError(Code.TOO_MANY, "This lottery takes no more entries.")
        return self._enter(lottery, member, now_ms)

    def said(self, member: Member, text: str, now_ms: int) -> Outcome:
        """Let somebody take part who said the phrase."""
        lottery = self._open
        if (
            lottery
            and lottery.opened.condition is Condition.PHRASE
            and lottery.opened.detail.strip() in text
        ):
            return self._enter_if_allowed(lottery, member, now_ms)
        return Outcome()

    def gave(self, member: Member, gift: str, now_ms: int) -> Outcome:
        """Let somebody take part who gave the gift."""
        lottery = self._open
        if (
            lottery
            and lottery.opened.condition is Condition.GIFT
            and lottery.opened.detail in ("", gift)
        ):
            return self._enter_if_allowed(lottery, member, now_ms)
        return Outcome()

    def forget(self, user: str) -> Outcome:
        """Take somebody out who was banned."""
        if self._open is None or not self._open.urn.take_out(user):
            return Outcome()
        name = self._members.person(user).name
        entry = LotteryEntered(self._room, self._open.name, user, name, is_in=False)
        return Outcome(records=(entry,))

    def cancel(self, action: CancelLottery, now_ms: int) -> Outcome:
        """End a lottery with nobody drawn.

        Raises:
            RefusalError: If it is over.
        """
        return self._end(self._find(action.lottery), [], now_ms)

    def tick(self, now_ms: int) -> Outcome:
        """Draw, or tell the number of entries, if it is time."""
        lottery = self._open
        if lottery is None:
            return Outcome()
        if now_ms >= lottery.ends_ms:
            return self._end(lottery, lottery.urn.draw(lottery.opened.winners), now_ms)
        return self._tell(lottery, now_ms) if lottery.throttle.is_due(now_ms) else Outcome()

    def due_ms(self) -> int | None:
        """Return when there is something to do."""
        if self._open is None:
            return None
        told_ms = self._open.throttle.due_ms()
        return self._open.ends_ms if told_ms is None else min(told_ms, self._open.ends_ms)

    def state(self) -> LotteryState | None:
        """Return the lottery that is open."""
        return self._open.state() if self._open else None

    def _find(self, name: str) -> _Open:
        if self._open is None or self._open.name != name:
            raise RefusalError(Code.NOT_OPEN, "This lottery is over.")
        return self._open

    def _is_full(self, lottery: _Open) -> bool:
        return lottery.urn.known >= self._most_entries

    def _enter_if_allowed(self, lottery: _Open, member: Member, now_ms: int) -> Outcome:
        role = self._members.role(member.user)
        if (
            now_ms >= lottery.ends_ms
            or member.user == self._members.anchor.user
            or not self._rights.has(role, member.is_guest, "enter_lottery")
            or self._is_full(lottery)
        ):
            return Outcome()
        return self._enter(lottery, member, now_ms)

    def _enter(self, lottery: _Open, member: Member, now_ms: int) -> Outcome:
        if not lottery.urn.put(member.user):
            return Outcome()
        lottery.throttle.change()
        entry = LotteryEntered(self._room, lottery.name, member.user, member.name, is_in=True)
        entered = Outcome(records=(entry,))
        return entered + self._tell(lottery, now_ms) if lottery.throttle.is_due(now_ms) else entered

    def _tell(self, lottery: _Open, now_ms: int) -> Outcome:
        lottery.throttle.said(now_ms)
        return Outcome(events=(LotteryChanged(lottery=lottery.state()),))

    def _end(self, lottery: _Open, winners: list[str], now_ms: int) -> Outcome:
        self._open = None
        state = lottery.state().model_copy(
            update={
                "winners": tuple(self._members.person(user) for user in winners),
                "seed": lottery.seed,
                "is_open": False,
            }
        )
        return Outcome(
            events=(LotteryChanged(lottery=state),),
            records=(LotteryResult(self._room, state, now_ms),),
        )
