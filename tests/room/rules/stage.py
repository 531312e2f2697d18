"""A room for tests: an anchor, people who come in, and one-line actions."""

from dataclasses import dataclass, field, replace
from typing import Any

from studio.room.ledger.entries import Order, Receipt
from studio.room.protocol.actions import ACTION, Action, Give, Say
from studio.room.protocol.events import Accepted, Refused
from studio.room.protocol.values import Person, Role
from studio.room.rules.data import RuleData, load
from studio.room.rules.outcome import Outcome
from studio.room.rules.room import Room
from studio.room.rules.saved import SavedRoom
from studio.room.rules.verdict import Kind, Verdict

DATA = load()
START_MS = 1_795_881_600_000
ANCHOR = Person(user="anchor", name="阿月", role=Role.ANCHOR)


def limited(**limits: int) -> RuleData:
    """Return the data with other limits."""
    return replace(DATA, limits=DATA.limits.model_copy(update=limits))


def action(kind: str, /, **values: Any) -> Action:
    """Return an action as it would come from a client."""
    return ACTION.validate_python({"type": kind, "id": "a1", **values})


@dataclass
class Stage:
    """A room in which time passes when a test says so."""

    saved: SavedRoom | None = None
    data: RuleData = DATA
    seed: str = "seed"
    now_ms: int = START_MS
    number: int = 0
    room: Room = field(init=False)

    def __post_init__(self) -> None:
        self.room = Room("1", "Evening songs", ANCHOR, self.saved, self.data, lambda: self.seed)
        self.come("anchor", Role.ANCHOR)

    def come(self, user: str, role: Role = Role.VIEWER, *, is_guest: bool = False) -> Outcome:
        """Let somebody in whose name is their id in capitals."""
        name = ANCHOR.name if user == "anchor" else user.upper()
        return self.room.join(Person(user=user, name=name, role=role), self.now_ms, is_guest)

    def act(self, user: str, kind: str, /, **values: Any) -> Outcome:
        """Do something."""
        return self.room.act(user, action(kind, **values), self.now_ms)

    def may_say(self, user: str) -> Refused | None:
        """Ask whether somebody may speak."""
        return self.room.may_say(user, _say("hello"), self.now_ms)

    def say(self, user: str, text: str, verdict: Verdict | None = None) -> Outcome:
        """Say something; a filter lets it pass unless told otherwise."""
        verdict = verdict or Verdict(Kind.PASS, text)
        return self.room.say(user, _say(text), verdict, self.now_ms)

    def order(self, giver: str, gift: str, /, **values: Any) -> Order | Refused:
        """Ask to give."""
        give = action("give", key="key-12345678", gift=gift, **values)
        assert isinstance(give, Give)
        return self.room.may_give(giver, give, self.now_ms)

    def pay(self, order: Order, at_ms: int | None = None) -> Receipt:
        """Return the ledger's next receipt."""
        self.number += 1
        return Receipt(self.number, order, balance=0, at_ms=at_ms or self.now_ms)

    def give(self, giver: str, gift: str, /, **values: Any) -> Outcome:
        """Give, pay and see it land."""
        order = self.order(giver, gift, **values)
        assert isinstance(order, Order), order
        return self.room.gift_landed(self.pay(order), self.now_ms)

    def wait(self, ms: int) -> Outcome:
        """Let time pass, and what is due be done."""
        self.now_ms += ms
        return self.room.tick(self.now_ms)


def _say(text: str) -> Say:
    return Say(type="say", id="a1", text=text)


def is_accepted(outcome: Outcome) -> bool:
    """Return whether an action was done."""
    return isinstance(outcome.reply, Accepted)


def code(outcome: Outcome | Order | Refused | None) -> str:
    """Return why something was refused, "" if it was not; nothing may follow from a refusal."""
    reply = outcome.reply if isinstance(outcome, Outcome) else outcome
    if not isinstance(reply, Refused):
        return ""
    if isinstance(outcome, Outcome):
        assert not outcome.events + outcome.records + outcome.kicked
    assert reply.sentence.endswith(".")
    return reply.code
