"""Why an order or a credit is not paid, in sentences; pure.

``why_not_order`` looks at what an order alone shows, before it waits for a group;
what depends on balances and on earlier keys is decided in ``booking``.
"""

from studio.room.ledger.entries import MINT, Credit, Declined, Order

MAX_COINS = 2**53
"""The largest number that every JSON reader holds exactly: no price and no wallet is above."""

_MAX_CHARACTERS = 65_536

OVERDRAFT = Declined("overdraft", "There are not enough coins in the wallet; top it up first.")
OWN_GIFT = Declined("own_gift", "A gift needs somebody else to receive it.")
KEY_REUSED = Declined("key_reused", "This key has paid for something else; make a new one.")
BAD_AMOUNT = Declined("bad_amount", "Count and coins must be whole numbers from 1 to 2^53.")
WALLET_FULL = Declined("bad_amount", "The wallet can't hold that many coins.")
BAD_TEXT = Declined("bad_amount", "The order holds text that can't be kept; nothing was paid.")
BUSY = Declined("busy", "Too many gifts are waiting to be paid; try again in a second.")
UNAVAILABLE = Declined(
    "unavailable",
    "The ledger can't be written just now. Repeat the gift with the same key: it is paid once.",
)
CLOSED = Declined("unavailable", "The server is closing; repeat the gift with the same key.")


def _is_amount(number: object) -> bool:
    return type(number) is int and 0 < number <= MAX_COINS


def _can_be_kept(text: str) -> bool:
    """Tell whether both databases take a text: no half surrogates, no NUL, not endless."""
    if len(text) > _MAX_CHARACTERS or "\0" in text:
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def why_not_order(order: Order) -> Declined | None:
    """Return why an order can't be paid whatever the books say, or None."""
    if not _is_amount(order.coins) or not _is_amount(order.count):
        return BAD_AMOUNT
    if order.giver == order.receiver or MINT in (order.giver, order.receiver):
        return OWN_GIFT
    text = f"{order.key}{order.room}{order.giver}{order.receiver}{order.gift}{order.detail}"
    return None if _can_be_kept(text) else BAD_TEXT


def why_not_credit(credit: Credit) -> Declined | None:
    """Return why coins can't be added whatever the books say, or None."""
    if not _is_amount(credit.coins):
        return BAD_AMOUNT
    if credit.user == MINT:
        return OWN_GIFT
    if not _can_be_kept(f"{credit.key}{credit.user}{credit.provider}"):
        return BAD_TEXT
    return None
