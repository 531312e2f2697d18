"""Somebody's coins."""

from fastapi import APIRouter

from studio.room.http.callers import Account, Parts
from studio.room.http.models import Wallet

router = APIRouter(tags=["wallet"])


@router.get("/wallet")
async def wallet(parts: Parts, caller: Account) -> Wallet:
    """Return one's own coins."""
    return Wallet(balance=await parts.ledger.balance(caller.user))
