"""Somebody's coins, topping them up, and what the payment provider says of it."""

from http import HTTPStatus

from fastapi import APIRouter, Request

from studio.room.http.callers import Account, Address, Parts, reader, take
from studio.room.http.models import Paid, TopUp, TopUpStarted, Wallet
from studio.room.http.problems import ProblemError
from studio.room.http.services import Services
from studio.room.ledger.entries import Declined
from studio.room.payment.http_payment import SIGNATURE, TIMESTAMP
from studio.room.payment.payment import Offer, PaymentError
from studio.room.payment.top_ups import TopUps
from studio.room.store.people import new_id

router = APIRouter(tags=["wallet"])

CENTS_A_COIN = 10
_STATUS = {
    "bad_signature": HTTPStatus.UNAUTHORIZED,
    "bad_message": HTTPStatus.UNPROCESSABLE_ENTITY,
    "unknown_order": HTTPStatus.NOT_FOUND,
    "unavailable": HTTPStatus.SERVICE_UNAVAILABLE,
}


@router.get("/wallet")
async def wallet(parts: Parts, caller: Account) -> Wallet:
    """Return one's own coins."""
    return Wallet(balance=await parts.ledger.balance(caller.user))


@router.post("/wallet/top-up")
async def top_up(parts: Parts, asked: TopUp, caller: Account) -> TopUpStarted:
    """Begin a payment; the coins come when the provider says that it was paid."""
    top_ups = _top_ups(parts)
    take(parts.limits.payments, caller.user, parts.clock.now_ms())
    order = new_id("o-")
    offer = Offer(cents=asked.coins * CENTS_A_COIN, coins=asked.coins)
    try:
        return TopUpStarted(order=order, pay_url=await top_ups.start(order, caller.user, offer))
    except PaymentError as error:
        raise _problem(error) from error


@router.post("/payments/webhook", include_in_schema=False)
async def webhook(parts: Parts, request: Request, source: Address) -> Paid:
    """Take what the provider says, if it is signed; said twice, it counts once."""
    reader(parts, source)
    top_ups = _top_ups(parts)
    body = await request.body()
    stamp, signature = request.headers.get(TIMESTAMP, ""), request.headers.get(SIGNATURE, "")
    try:
        settled = await top_ups.webhook(body, stamp, signature, parts.clock.now_s())
    except PaymentError as error:
        raise _problem(error) from error
    if isinstance(settled, Declined):
        # Anything but success: the provider says it again later.
        raise ProblemError(HTTPStatus.SERVICE_UNAVAILABLE, settled.code, settled.sentence)
    return Paid(is_credited=settled is not None)


def _top_ups(parts: Services) -> TopUps:
    if parts.top_ups is None:
        raise ProblemError.not_found("payment provider: the operator has set up none")
    return parts.top_ups


def _problem(error: PaymentError) -> ProblemError:
    status = _STATUS.get(error.code, HTTPStatus.SERVICE_UNAVAILABLE)
    return ProblemError(status, error.code, str(error))
