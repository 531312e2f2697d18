"""What a payment provider does for us; each provider is a class that does it."""

from enum import StrEnum
from typing import Annotated, Protocol

from pydantic import BaseModel, ConfigDict, Field

from studio.model.errors import StudioError
from studio.room.protocol.values import Id

MAX_CENTS = 100_000_00
MAX_COINS = 2**53


class PaymentError(StudioError):
    """A provider did not do what it was asked for, or said what can't be believed.

    Attributes:
        code: ``unavailable``, ``bad_signature``, ``bad_message``, ``unknown_order``.
    """

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


class Offer(BaseModel):
    """So many coins for so much money."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    cents: Annotated[int, Field(strict=True, ge=1, le=MAX_CENTS)]
    coins: Annotated[int, Field(strict=True, ge=1, le=MAX_COINS)]


class State(StrEnum):
    """Where a payment is."""

    PENDING = "pending"
    PAID = "paid"
    FAILED = "failed"


class PaymentState(BaseModel):
    """What a provider says about an order; unknown keys are its own business."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    order: Id
    user: Id
    cents: Annotated[int, Field(strict=True, ge=1, le=MAX_CENTS)]
    coins: Annotated[int, Field(strict=True, ge=1, le=MAX_COINS)]
    state: State


class Payment(Protocol):
    """A provider."""

    name: str

    async def start(self, order: str, user: str, offer: Offer) -> str:
        """Begin a payment; return the address that the payer is sent to. Repeats are safe."""

    async def query(self, order: str) -> PaymentState:
        """Ask how an order stands."""

    def read(self, body: bytes, timestamp: str, signature: str, now_s: int) -> PaymentState:
        """Return what a webhook says, once it is certain who says it.

        Raises:
            PaymentError: If it is not certain, or makes no sense.
        """
