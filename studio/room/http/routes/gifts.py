"""What can be given, and what it costs."""

from fastapi import APIRouter, Depends

from studio.room.http.callers import Parts, reader
from studio.room.http.models import GiftCard

router = APIRouter(tags=["gifts"], dependencies=[Depends(reader)])


@router.get("/gifts")
async def list_gifts(parts: Parts) -> list[GiftCard]:
    """Return the catalogue."""
    catalogue = parts.rules.gifts
    return [
        GiftCard(**kind.model_dump(), tier=catalogue.tier(kind.coins)) for kind in catalogue.gifts
    ]
