"""What the ledger takes and returns, and what every ledger does.

Coins are integers.  Each movement is two postings that add up to zero, so that the
sum over all accounts is zero at any time; coins come from the account ``@mint``
against a payment, and end in the account of the receiver.
"""

from dataclasses import dataclass
from typing import Protocol

MINT = "@mint"
"""The account that top-ups come from; the only one that may be below zero."""


@dataclass(frozen=True, slots=True)
class Order:
    """A gift that the rules allow, to be paid.

    Attributes:
        key: The giver's, unique for each giver.
        coins: The price of all of them together.
        detail: JSON that the room needs to show the gift, kept as it is.
    """

    key: str
    room: str
    giver: str
    receiver: str
    gift: str
    count: int
    coins: int
    detail: str = "{}"


@dataclass(frozen=True, slots=True)
class Receipt:
    """A gift that is paid, for good.

    Attributes:
        number: Counts up over the whole ledger, holes allowed.
        balance: What the giver had left just after it.
        at_ms: Wall clock of the commit, in milliseconds.
        is_repeat: Whether this key had been paid before; nothing was paid now.
    """

    number: int
    order: Order
    balance: int
    at_ms: int
    is_repeat: bool = False


@dataclass(frozen=True, slots=True)
class Declined:
    """A gift that was not paid; nothing changed.

    Attributes:
        code: ``overdraft``, ``own_gift``, ``key_reused``, ``bad_amount``, ``busy``, ``unavailable``
    """

    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Marks:
    """How far a room has come with its gifts: numbers of the ledger, 0 before the first.

    Attributes:
        seen: All gifts up to it were seen by those who watched.
        kept: The store has what followed from all gifts up to it.
    """

    seen: int = 0
    kept: int = 0

    def __or__(self, other: "Marks") -> "Marks":
        """Return the further of each."""
        return Marks(max(self.seen, other.seen), max(self.kept, other.kept))


@dataclass(frozen=True, slots=True)
class Credit:
    """Coins that were paid for with money.

    Attributes:
        key: The payment provider's number of the payment: credited once.
    """

    key: str
    user: str
    coins: int
    provider: str


@dataclass(frozen=True, slots=True)
class Audit:
    """What a look through all the books found.

    Attributes:
        problems: Sentences; none if every sum is right.
    """

    gifts: int
    credits: int
    accounts: int
    problems: tuple[str, ...]


class Ledger(Protocol):
    """Pays gifts, in groups, durably; answers only after the commit."""

    async def give(self, order: Order) -> Receipt | Declined:
        """Pay a gift."""

    async def credit(self, credit: Credit) -> int | Declined:
        """Add coins that were paid for; return the balance."""

    async def balance(self, user: str) -> int:
        """Return somebody's coins; 0 for somebody unknown."""

    async def gifts_after(self, room: str, number: int, limit: int) -> list[Receipt]:
        """Return gifts of a room above a number, not below both its marks; oldest first."""

    async def marks(self, room: str) -> Marks:
        """Return how far a room had come."""

    async def mark(self, room: str, marks: Marks) -> None:
        """Note how far a room has come; it goes with the next commit, within a second."""

    async def audit(self) -> Audit:
        """Check every sum in the books; takes long on large ones, and gifts go on meanwhile."""

    async def close(self) -> None:
        """Commit what waits, and end."""
