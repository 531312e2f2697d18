"""Finds the payment provider that the operator has set up, if there is one.

Its address comes by the environment, ``ROCKET_STUDIO_PAYMENT``, and the secret that
both sign with lies in ``DATA/payment.secret``.  Without an address nobody can top up.
"""

import os
from contextlib import AsyncExitStack
from pathlib import Path

from studio.model.errors import StudioError
from studio.room.ledger.entries import Ledger
from studio.room.payment.top_ups import TopUps

VARIABLE = "ROCKET_STUDIO_PAYMENT"
SECRET_FILE = "payment.secret"
_LEAST_BYTES = 16


class PaymentSetupError(StudioError):
    """The provider's address is there, and its secret is not."""


async def open_top_ups(stack: AsyncExitStack, folder: Path, ledger: Ledger) -> TopUps | None:
    """Return the way to top up, None if the operator has set up none.

    Raises:
        PaymentSetupError: If the secret is missing or too short to be one.
    """
    url = os.environ.get(VARIABLE)
    if not url:
        return None
    path = folder / SECRET_FILE
    try:
        secret = path.read_bytes().strip()
    except OSError as error:
        raise PaymentSetupError(
            f"The payment provider's secret {path} can't be read: {error.strerror}. "
            f"Put it there, or start without {VARIABLE}."
        ) from error
    if len(secret) < _LEAST_BYTES:
        raise PaymentSetupError(f"The payment provider's secret {path} is too short to be one.")
    import httpx  # an HTTP client takes its time to load, and few servers need it

    from studio.room.payment.http_payment import HttpPayment

    client = await stack.enter_async_context(httpx.AsyncClient(timeout=5))
    return TopUps(HttpPayment("provider", url.rstrip("/"), secret, client), ledger)
