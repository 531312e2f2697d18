"""Joins a payment provider to the ledger, behind a breaker and a time-out.

After ``_FAILURES`` failures in a row the provider is not asked for a while: whoever wants
to top up hears so at once, and the room goes on.  Coins are credited when the provider
says ``paid``, by webhook or asked back, whichever comes first; the other changes nothing.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from purgatory import AsyncCircuitBreakerFactory
from purgatory.domain.model import OpenedState

from studio.room.ledger.entries import Credit, Declined, Ledger
from studio.room.payment.payment import Offer, Payment, PaymentError, PaymentState, State

_FAILURES = 3
_REST_S = 10.0
_ANSWER_S = 4.0

T = TypeVar("T")


def _is_answer(error: BaseException) -> bool:
    """Tell whether an error is an answer of a provider that works."""
    return isinstance(error, PaymentError) and error.code == "unknown_order"


class TopUps:
    """See the module.

    Args:
        answer_s: How long the provider may take, whatever its class does.
        rest_s: How long a provider that fails is left alone.
    """

    def __init__(
        self,
        payment: Payment,
        ledger: Ledger,
        *,
        answer_s: float = _ANSWER_S,
        rest_s: float = _REST_S,
    ) -> None:
        self._payment = payment
        self._ledger = ledger
        self._answer_s = answer_s
        self._breakers = AsyncCircuitBreakerFactory(
            default_threshold=_FAILURES,
            default_ttl=rest_s,
            exclude=[(PaymentError, _is_answer)],
        )

    async def start(self, order: str, user: str, offer: Offer) -> str:
        """Begin a payment; return the address that the payer is sent to.

        Raises:
            PaymentError: If the provider can't be used now.
        """
        return await self._guarded(lambda: self._payment.start(order, user, offer))

    async def webhook(
        self, body: bytes, timestamp: str, signature: str, now_s: int
    ) -> int | Declined | None:
        """Believe a signed message of the provider; return the balance if it was paid.

        Answer the provider with success only when this returns no ``Declined`` with code
        ``busy`` or ``unavailable``, so that it says it again.

        Raises:
            PaymentError: If it can't be believed.
        """
        return await self._settle(self._payment.read(body, timestamp, signature, now_s))

    async def ask_back(self, order: str) -> int | Declined | None:
        """Ask about a payment whose webhook did not come; return the balance if it was paid.

        Raises:
            PaymentError: If the provider can't be asked, or does not know the order.
        """
        return await self._settle(await self._guarded(lambda: self._payment.query(order)))

    async def _settle(self, state: PaymentState) -> int | Declined | None:
        if state.state is not State.PAID:
            return None
        credit = Credit(state.order, state.user, state.coins, self._payment.name)
        return await self._ledger.credit(credit)

    async def _guarded(self, ask: Callable[[], Awaitable[T]]) -> T:
        breaker = await self._breakers.get_breaker(self._payment.name)
        try:
            async with breaker, asyncio.timeout(self._answer_s):
                return await ask()
        except OpenedState:
            why = "it failed several times and is left alone for a while"
        except TimeoutError:
            why = "it takes too long"
        raise PaymentError(
            "unavailable",
            f"Topping up does not work just now: {self._payment.name}: {why}. Nothing was paid; "
            "gifts from what is in the wallet go on.",
        )
