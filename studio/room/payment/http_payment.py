"""A provider that is spoken to by HTTP and JSON, signed both ways."""

import json
import time
from collections.abc import Callable

import httpx
from pydantic import ValidationError

from studio.room.payment.payment import Offer, PaymentError, PaymentState
from studio.room.payment.signature import is_signed, sign

ANSWER_S = 3.0
MAX_BODY_BYTES = 16_384
TIMESTAMP = "x-payment-timestamp"
SIGNATURE = "x-payment-signature"


def _wall_clock_s() -> int:
    return int(time.time())


class HttpPayment:
    """See the module.

    Args:
        name: Of the provider, in the ledger's credits.
        url: Of its API, without a slash at the end.
        client: Closed by whoever made it.
    """

    def __init__(
        self,
        name: str,
        url: str,
        secret: bytes,
        client: httpx.AsyncClient,
        now_s: Callable[[], int] = _wall_clock_s,
    ) -> None:
        self.name = name
        self._url = url
        self._secret = secret
        self._client = client
        self._now_s = now_s

    async def start(self, order: str, user: str, offer: Offer) -> str:
        """Begin a payment; return the address that the payer is sent to.

        Raises:
            PaymentError: If the provider does not answer in time, or not with an address.
        """
        wish = {"order": order, "user": user, "cents": offer.cents, "coins": offer.coins}
        answer = await self._ask("POST", "/payments", json.dumps(wish).encode())
        try:
            address = json.loads(answer)["pay_url"]
        except (ValueError, KeyError, TypeError):
            address = None
        if not isinstance(address, str) or not address.startswith(("http://", "https://")):
            raise self._unavailable("its answer holds no address to pay at")
        return address

    async def query(self, order: str) -> PaymentState:
        """Ask how an order stands.

        Raises:
            PaymentError: If the provider does not answer in time, or does not know it.
        """
        state = self._parse(await self._ask("GET", f"/payments/{order}", b""))
        if state.order != order:
            raise self._unavailable("it answers about another order")
        return state

    def read(self, body: bytes, timestamp: str, signature: str, now_s: int) -> PaymentState:
        """Return what a webhook says, once it is certain who says it.

        Raises:
            PaymentError: If it is not signed by the provider in the last 5 min, or makes no sense.
        """
        if len(body) > MAX_BODY_BYTES:
            raise PaymentError("bad_message", "The message about a payment is too large.")
        if not is_signed(self._secret, timestamp, signature, body, now_s):
            raise PaymentError(
                "bad_signature",
                "The message about a payment is not signed by the provider, or is old. Check "
                "the secret and both clocks.",
            )
        return self._parse(body)

    async def _ask(self, method: str, path: str, body: bytes) -> bytes:
        now_s = self._now_s()
        headers = {
            "content-type": "application/json",
            TIMESTAMP: str(now_s),
            SIGNATURE: sign(self._secret, now_s, body or path.encode()),
        }
        request = self._client.build_request(
            method, self._url + path, content=body, headers=headers, timeout=ANSWER_S
        )
        try:
            answer = await self._client.send(request)
        except httpx.HTTPError as error:
            raise self._unavailable(type(error).__name__) from error
        if answer.status_code == 404:
            raise PaymentError("unknown_order", "The payment provider does not know this order.")
        if answer.status_code != 200 or len(answer.content) > MAX_BODY_BYTES:
            raise self._unavailable(f"it answered {answer.status_code}")
        return answer.content

    def _parse(self, body: bytes) -> PaymentState:
        try:
            return PaymentState.model_validate_json(body)
        except ValidationError as error:
            place = ".".join(map(str, error.errors()[0]["loc"])) or "the whole"
            raise PaymentError(
                "bad_message", f"The message about a payment can't be read, at {place}."
            ) from None

    def _unavailable(self, why: str) -> PaymentError:
        return PaymentError(
            "unavailable",
            f"The payment provider {self.name} does not answer as it should ({why}). Nothing "
            "was paid; try again in a minute.",
        )
