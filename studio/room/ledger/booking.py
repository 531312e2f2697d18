"""What a group of orders does to the books; pure, the same for every database.

An edge reads what ``names`` and ``keys`` of a ``Work`` ask for, calls ``book``, and
writes the result in the same transaction.  Nothing here raises for an order that
can't be paid, so that one never costs the others of its group theirs.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from studio.room.ledger.entries import MINT, Credit, Declined, Marks, Order, Receipt
from studio.room.ledger.refusals import KEY_REUSED, MAX_COINS, OVERDRAFT, UNAVAILABLE, WALLET_FULL


@dataclass(slots=True)
class Work:
    """What one transaction is asked for.

    Attributes:
        marks: Room to how far it has come.
        wallets: Whose balances are asked for, after all of the above.
        pages: Room and number to how many of its gifts above that number are asked for.
        rooms: Whose marks are asked for.
    """

    orders: list[Order] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)
    marks: dict[str, Marks] = field(default_factory=dict)
    wallets: set[str] = field(default_factory=set)
    pages: dict[tuple[str, int], int] = field(default_factory=dict)
    rooms: set[str] = field(default_factory=set)

    @property
    def does_write(self) -> bool:
        """Whether anything is to be changed."""
        return bool(self.orders or self.credits or self.marks)

    def names(self) -> set[str]:
        """Return the accounts that paying it needs."""
        names = {order.giver for order in self.orders}
        names.update([order.receiver for order in self.orders])
        if self.credits:
            names.add(MINT)
            names.update(credit.user for credit in self.credits)
        return names


@dataclass(slots=True)
class Answers:
    """What a ``Work`` led to; lists are in its order, None where that could not be read.

    Attributes:
        is_written: Whether the marks are in the books too.
    """

    orders: list[Receipt | Declined]
    credits: list[int | Declined]
    balances: dict[str, int] | None
    pages: dict[tuple[str, int], list[Receipt]] | None
    marks: dict[str, Marks] | None
    is_written: bool


def unwritten(work: Work) -> Answers:
    """Return the answers to work that could not be done at all."""
    orders: list[Receipt | Declined] = [UNAVAILABLE] * len(work.orders)
    credits: list[int | Declined] = [UNAVAILABLE] * len(work.credits)
    return Answers(orders, credits, None, None, None, False)


@dataclass(slots=True)
class Books:
    """What was in the books before: of the accounts and keys that matter.

    Attributes:
        next_number: The first number that nobody has.
    """

    balances: dict[str, int]
    paid: dict[tuple[str, str], Receipt]
    credited: dict[tuple[str, str], Credit]
    next_number: int


@dataclass(slots=True)
class Booked:
    """What is to be written, and answered once that is done.

    Attributes:
        gifts: New receipts, numbers rising without a hole.
        tops: New credits with their numbers.
        balances: Every account that changed.
    """

    orders: list[Receipt | Declined] = field(default_factory=list)
    credits: list[int | Declined] = field(default_factory=list)
    gifts: list[Receipt] = field(default_factory=list)
    tops: list[tuple[int, Credit]] = field(default_factory=list)
    balances: dict[str, int] = field(default_factory=dict)
    next_number: int = 1


def book(work: Work, books: Books, now_ms: int) -> Booked:
    """Decide about credits, then orders, in the order in which they came."""
    booked = Booked(next_number=books.next_number)
    for credit in work.credits:
        booked.credits.append(_credit(credit, books, booked))
    get, changed, paid = books.balances.get, booked.balances, books.paid
    number = booked.next_number
    for order in work.orders:
        giver, receiver = order.giver, order.receiver
        before = paid.get((giver, order.key))
        if before is not None:
            booked.orders.append(repeated(order, before))
            continue
        left = changed.get(giver, get(giver, 0)) - order.coins
        if left < 0:
            booked.orders.append(OVERDRAFT)
            continue
        gained = changed.get(receiver, get(receiver, 0)) + order.coins
        if gained > MAX_COINS:
            booked.orders.append(WALLET_FULL)
            continue
        changed[giver], changed[receiver] = left, gained
        receipt = Receipt(number, order, left, now_ms)
        number += 1
        paid[(giver, order.key)] = receipt
        booked.gifts.append(receipt)
        booked.orders.append(receipt)
    booked.next_number = number
    return booked


def repeated(order: Order, before: Receipt) -> Receipt | Declined:
    """Return the answer to a key that has paid before."""
    then = before.order
    is_same = (
        then.room == order.room
        and then.receiver == order.receiver
        and then.gift == order.gift
        and then.count == order.count
        and then.coins == order.coins
    )
    if not is_same:
        return KEY_REUSED
    return Receipt(before.number, then, before.balance, before.at_ms, is_repeat=True)


def paid_by(receipts: Iterable[Receipt]) -> dict[tuple[str, str], Receipt]:
    """Return receipts by giver and key."""
    return {(receipt.order.giver, receipt.order.key): receipt for receipt in receipts}


def gift_row(receipt: Receipt) -> tuple[str | int, ...]:
    """Return a receipt as the columns of the table of gifts."""
    order = receipt.order
    return (
        receipt.number,
        order.key,
        order.room,
        order.giver,
        order.receiver,
        order.gift,
        order.count,
        order.coins,
        order.detail,
        receipt.balance,
        receipt.at_ms,
    )


def _credit(credit: Credit, books: Books, booked: Booked) -> int | Declined:
    def balance(name: str) -> int:
        return booked.balances.get(name, books.balances.get(name, 0))

    before = books.credited.get((credit.provider, credit.key))
    if before is not None:
        is_same = (before.user, before.coins) == (credit.user, credit.coins)
        return balance(credit.user) if is_same else KEY_REUSED
    gained, minted = balance(credit.user) + credit.coins, balance(MINT) - credit.coins
    if gained > MAX_COINS or minted < -(2**62):
        return WALLET_FULL
    booked.balances[credit.user], booked.balances[MINT] = gained, minted
    books.credited[(credit.provider, credit.key)] = credit
    booked.tops.append((booked.next_number, credit))
    booked.next_number += 1
    return gained
