"""A battle (PK) between rooms: asked, fought by gifts, then the losers' forfeit.

The clock and the score are the server's.  A gift counts if it was paid while the fight
was on, by the ledger's time; the result waits a moment for those that were paid in
time and arrive late.  A room whose anchor is gone longer than the grace forfeits.

Everything that is told to a battle becomes a line of its log, and nothing else
decides: ``battle_log.replay`` gives the same result again::

    battle, step = Battle.ask("b1", "standard", data.battles, (("1", "A"), ("2", "B")), now_ms)
    step = battle.answer("2", True, now_ms)
    step = battle.scored("1", person, coins=99, number=7, at_ms=receipt.at_ms)
    step.show, step.records
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from studio.room.protocol.values import BattlePhase, BattleState, Id, Person
from studio.room.rules.battle_boosts import Boosts
from studio.room.rules.battle_rules import BattleRules, Tie
from studio.room.rules.battle_side import BattleSide
from studio.room.rules.records import BattleLogged, BattleResult, BattleRuled, Record
from studio.room.rules.refusal import Code, RefusalError
from studio.room.rules.seen import Seen
from studio.room.rules.throttle import Throttle

_SHOW_EVERY_MS = 250
_MOST_GIVERS = 10_000
_MOST_NUMBERS = 65_536


@dataclass(frozen=True, slots=True)
class BattleStep:
    """What came of something that was told to a battle.

    Attributes:
        show: To be shown in all its rooms, if anything.
        records: Lines of the log, and the result when there is one.
    """

    show: BattleState | None = None
    records: tuple[Record, ...] = ()

    @property
    def result(self) -> BattleState | None:
        """The result, in the step that brings it."""
        results = (each.battle for each in self.records if isinstance(each, BattleResult))
        return next(results, None)


class Battle:
    """One battle.

    Args:
        rules_name: What the rules are called.
        rooms: Their ids and names; the first asks the others.
    """

    def __init__(
        self,
        battle: Id,
        rules_name: Id,
        rules: BattleRules,
        rooms: Sequence[tuple[Id, str]],
        now_ms: int,
    ) -> None:
        self.battle = battle
        self._rules_name = rules_name
        self._rules = rules
        self._sides = {
            room: BattleSide(room, name, index // rules.team_size, _MOST_GIVERS)
            for index, (room, name) in enumerate(rooms)
        }
        self._asker = rooms[0][0]
        self._sides[self._asker].has_accepted = True
        self._phase = BattlePhase.ASKED
        self._from_ms = now_ms
        self._ends_ms = now_ms + rules.ask_s * 1_000
        self._is_overtime = False
        self._winner: Id | None = None
        self._reason = ""
        self._boosts = Boosts(battle, rules)
        self._seen = Seen(_MOST_NUMBERS)
        self._throttle = Throttle(_SHOW_EVERY_MS)
        self._line = 0
        self._unsaid: list[Record] = []
        self._is_news = True

    @classmethod
    def ask(
        cls,
        battle: Id,
        rules_name: Id,
        rules: Mapping[str, BattleRules],
        rooms: Sequence[tuple[Id, str]],
        now_ms: int,
    ) -> tuple["Battle", BattleStep]:
        """Ask rooms for a battle; the first of them asks.

        Raises:
            RefusalError: If there are no such rules, or they need another number of rooms.
        """
        if rules_name not in rules:
            raise RefusalError(
                Code.UNKNOWN_RULES,
                f"There are no rules {rules_name!r}. There are: {', '.join(rules)}.",
            )
        wanted = rules[rules_name].rooms
        if len({room for room, _ in rooms}) != len(rooms) or len(rooms) != wanted:
            raise RefusalError(
                Code.BAD_TEAMS, f"A battle {rules_name!r} takes {wanted} different rooms."
            )
        self = cls(battle, rules_name, rules[rules_name], rooms, now_ms)
        content = rules[rules_name].model_dump_json()
        self._unsaid.append(BattleRuled(battle, rules_name, content, now_ms))
        for room, name in rooms:
            self._log("asked", room, now_ms, name=name)
        return self, self._step(now_ms)

    @property
    def is_over(self) -> bool:
        """Whether nothing can happen any more."""
        return self._phase is BattlePhase.OVER

    @property
    def rooms(self) -> tuple[Id, ...]:
        """The rooms of it, the asking one first."""
        return tuple(self._sides)

    def answer(self, room: Id, is_accepted: bool, now_ms: int) -> BattleStep:
        """Accept or decline for a room; when all have accepted, the fight begins.

        Raises:
            RefusalError: If it was not asked, or the answer comes too late.
        """
        side = self._find(room)
        if self._phase is not BattlePhase.ASKED or now_ms >= self._ends_ms:
            raise RefusalError(Code.NOT_OPEN, "This battle no longer waits for an answer.")
        if side.has_accepted:
            raise RefusalError(Code.ALREADY_DONE, "This room has accepted the battle.")
        self._log("accepted" if is_accepted else "declined", room, now_ms)
        side.has_accepted = is_accepted
        if not is_accepted:
            self._end("declined", now_ms, has_result=True)
        elif all(each.has_accepted for each in self._sides.values()):
            self._begin(BattlePhase.FIGHT, self._rules.fight_s, now_ms)
        return self._step(now_ms)

    def leave(self, room: Id, now_ms: int) -> BattleStep:
        """Take back a request, or give up.

        Raises:
            RefusalError: If the room is not in the battle, or no longer.
        """
        side = self._find(room)
        self._advance(now_ms)
        if self.is_over or side.is_out:
            raise RefusalError(Code.NOT_OPEN, "This room is no longer in the battle.")
        self._log("left", room, now_ms)
        match self._phase:
            case BattlePhase.ASKED:
                is_asker = room == self._asker
                self._end("withdrawn" if is_asker else "declined", now_ms, has_result=True)
            case BattlePhase.FIGHT:
                self._put_out(side, "surrender", now_ms)
            case _:
                self._end("left", now_ms, has_result=False)
        return self._step(now_ms)

    def gone(self, room: Id, now_ms: int) -> BattleStep:
        """Note that a room's anchor is no longer connected: from now on the grace runs."""
        self._advance(now_ms)
        side = self._find(room)
        if not self.is_over and side.gone_ms is None:
            self._log("gone", room, now_ms)
            side.gone_ms = now_ms
            self._is_news = True
        return self._step(now_ms)

    def back(self, room: Id, now_ms: int) -> BattleStep:
        """Note that a room's anchor is connected again."""
        self._advance(now_ms)
        side = self._find(room)
        if not self.is_over and side.gone_ms is not None:
            self._log("back", room, now_ms)
            side.gone_ms = None
            self._is_news = True
        return self._step(now_ms)

    def scored(self, room: Id, person: Person, coins: int, number: int, at_ms: int) -> BattleStep:
        """Count a gift that was paid then, once for each of the ledger's numbers."""
        side = self._find(room)
        if self._phase is BattlePhase.FIGHT:  # our clock ends it, not a gift's
            self._advance(min(at_ms, self._ends_ms))
        if not self._is_fought_at(at_ms) or side.is_out or not self._seen.add(number):
            return self._step(at_ms)
        self._log("scored", room, at_ms, person=person, coins=coins, number=number)
        points = self._boosts.points(room, coins, at_ms, self._from_ms, self._ends_ms)
        side.add(person, points, self._line)
        self._ends_ms += self._boosts.set_off(room, coins, number, at_ms)
        self._throttle.change()
        return self._step(at_ms)

    def cancel(self, reason: str, now_ms: int) -> BattleStep:
        """End it with no winner, since it can't go on."""
        if not self.is_over:
            self._winner = None
            self._end(reason, now_ms, has_result=True)
        return self._step(now_ms)

    def tick(self, now_ms: int) -> BattleStep:
        """Do what is due."""
        self._advance(now_ms)
        return self._step(now_ms)

    def next_due_ms(self) -> int | None:
        """Return when ``tick`` has something to do, None when all is over."""
        if self.is_over:
            return None
        due_ms, _ = self._deadline()
        told_ms = self._throttle.due_ms()
        return due_ms if told_ms is None else min(due_ms, told_ms)

    def state(self) -> BattleState:
        """Return the battle as everybody sees it."""
        return BattleState(
            battle=self.battle,
            rules=self._rules_name,
            phase=self._phase,
            sides=tuple(side.state(self._forfeits_ms(side)) for side in self._sides.values()),
            began_ms=self._from_ms,
            ends_ms=self._ends_ms,
            winner=self._winner,
            reason=self._reason,
        )

    def _find(self, room: Id) -> BattleSide:
        side = self._sides.get(room)
        if side is None:
            raise RefusalError(Code.UNKNOWN_BATTLE, "This room is not in the battle.")
        return side

    def _is_fought_at(self, at_ms: int) -> bool:
        is_fight = self._phase is BattlePhase.FIGHT
        return is_fight and self._from_ms <= at_ms <= self._ends_ms

    def _forfeits_ms(self, side: BattleSide) -> int | None:
        if self._phase is not BattlePhase.FIGHT:
            return None
        return side.forfeits_ms(self._from_ms, self._rules.grace_s)

    def _deadline(self) -> tuple[int, BattleSide | None]:
        """Return when the phase or a side's grace ends, and whose."""
        settle_ms = self._rules.settle_ms if self._phase is BattlePhase.FIGHT else 0
        first: tuple[int, BattleSide | None] = (self._ends_ms + settle_ms, None)
        if self._phase is not BattlePhase.FIGHT:
            return first
        for side in self._sides.values():
            grace_ms = self._forfeits_ms(side)
            if grace_ms is not None and grace_ms < min(first[0], self._ends_ms):
                first = (grace_ms, side)
        return first

    def _advance(self, now_ms: int) -> None:
        """Do all that was due until now, in order, each at its own time."""
        while not self.is_over:
            due_ms, side = self._deadline()
            if due_ms > now_ms:
                return
            if side is not None:
                self._put_out(side, "disconnected", due_ms)
            elif self._phase is BattlePhase.ASKED:
                self._end("unanswered", due_ms, has_result=True)
            elif self._phase is BattlePhase.FIGHT:
                self._decide("time", due_ms)
            else:
                self._end(self._reason, due_ms, has_result=False)

    def _begin(self, phase: BattlePhase, seconds: int, at_ms: int) -> None:
        self._phase = phase
        self._from_ms = at_ms
        self._ends_ms = at_ms + seconds * 1_000
        self._is_news = True

    def _put_out(self, side: BattleSide, reason: str, at_ms: int) -> None:
        side.is_out = True
        self._is_news = True
        teams = {each.team for each in self._sides.values() if not each.is_out}
        if len(teams) == 1:
            self._decide(reason, at_ms)

    def _decide(self, reason: str, at_ms: int) -> None:
        """End the fight: name the winner, or let it go on for an overtime."""
        leaders = self._leaders()
        is_tie = len(leaders) > 1
        if is_tie and self._rules.tie is Tie.OVERTIME and not self._is_overtime:
            self._is_overtime = True
            self._begin(BattlePhase.FIGHT, self._rules.overtime_s, at_ms)
            return
        if is_tie:
            self._end("draw", at_ms, has_result=True)
            return
        team = [
            side for side in self._sides.values() if side.team == leaders[0] and not side.is_out
        ]
        self._winner = max(team, key=lambda side: side.score).room
        self._reason = reason
        if not self._rules.forfeit_s:
            self._end(reason, at_ms, has_result=True)
            return
        self._begin(BattlePhase.FORFEIT, self._rules.forfeit_s, at_ms)
        self._unsaid.append(BattleResult(self.state(), at_ms))

    def _leaders(self) -> list[int]:
        """Return the teams that lead, of those with a room that is not out."""
        scores: dict[int, tuple[int, int]] = {}
        standing = {side.team for side in self._sides.values() if not side.is_out}
        for side in self._sides.values():
            if side.team in standing:
                score, line = scores.get(side.team, (0, 0))
                scores[side.team] = (score + side.score, max(line, side.scored_line))
        best = max(score for score, _ in scores.values())
        leaders = [team for team, (score, _) in scores.items() if score == best]
        if self._rules.tie is Tie.FIRST and best > 0:
            return [min(leaders, key=lambda team: scores[team][1])]
        return leaders

    def _end(self, reason: str, at_ms: int, *, has_result: bool) -> None:
        self._phase = BattlePhase.OVER
        self._ends_ms = at_ms
        self._reason = reason
        self._is_news = True
        if has_result:
            self._unsaid.append(BattleResult(self.state(), at_ms))

    def _log(
        self,
        what: str,
        room: Id,
        at_ms: int,
        *,
        name: str = "",
        person: Person | None = None,
        coins: int = 0,
        number: int = 0,
    ) -> None:
        self._line += 1
        user, name = (person.user, person.name) if person else ("", name)
        self._unsaid.append(
            BattleLogged(self.battle, self._line, what, room, user, name, coins, number, at_ms)
        )

    def _step(self, now_ms: int) -> BattleStep:
        """Hand out what is new."""
        records, self._unsaid = tuple(self._unsaid), []
        if self._is_news:
            self._is_news = False
            self._throttle.said(now_ms)
            return BattleStep(self.state(), records)
        return BattleStep(self.state() if self._throttle.take(now_ms) else None, records)
