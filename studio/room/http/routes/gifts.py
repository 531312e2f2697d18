"""What can be given and what it costs; and what was given, for those who missed it."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from studio.room.http.callers import Parts, reader
from studio.room.http.models import GiftCard, MissedGifts
from studio.room.http.problems import ProblemError
from studio.room.http.routes.rooms import MAX_MS, RoomId
from studio.room.http.services import Services
from studio.room.protocol.events import Gift
from studio.room.protocol.values import Person
from studio.room.store.people import KnownRoom
from studio.room.store.shown_gifts import KeptGift

router = APIRouter(tags=["gifts"], dependencies=[Depends(reader)])

SETTLE_S = 2.0


@router.get("/gifts")
async def list_gifts(parts: Parts) -> list[GiftCard]:
    """Return the catalogue."""
    catalogue = parts.rules.gifts
    return [
        GiftCard(**kind.model_dump(), tier=catalogue.tier(kind.coins)) for kind in catalogue.gifts
    ]


@router.get("/rooms/{room}/gifts")
async def missed_gifts(
    parts: Parts,
    room: RoomId,
    since_ms: Annotated[int, Query(ge=0, le=MAX_MS)],
    after: Annotated[int, Query(ge=0, le=MAX_MS)] = 0,
    limit: Annotated[int, Query(ge=1, le=500)] = 200,
) -> MissedGifts:
    """Return gifts that a room saw from that time on, in the order of their numbers.

    For whoever was told that not all can be made up for (``recovered`` false).  The next
    page is that ``after`` the last number; a gift that is known by its number was seen.
    """
    known = await parts.store.people.find_room(room)
    if known is None:
        raise ProblemError.not_found("room")
    await parts.records.settled(parts.records.mark, SETTLE_S)
    found = await parts.store.shown_gifts.since(room, since_ms, after, limit)
    following = found[-1].number if len(found) == limit else None
    return MissedGifts(gifts=[_event(parts, known, each) for each in found], next=following)


def _event(parts: Services, known: KnownRoom, gift: KeptGift) -> Gift:
    """Return a gift as the room saw it, as far as that was kept."""
    catalogue = parts.rules.gifts
    names = {kind.id: kind.zh for kind in catalogue.gifts}
    receiver = known.anchor_name if gift.receiver == known.anchor else gift.receiver
    return Gift(
        at_ms=gift.at_ms,
        gift=gift.number,
        kind=gift.kind,
        name=names.get(gift.kind, gift.kind),
        count=gift.count,
        coins=gift.coins,
        tier=catalogue.tier(gift.coins),
        by=Person(user=gift.giver, name=gift.giver_name),
        to=Person(user=gift.receiver, name=receiver),
        combo=gift.combo,
        combo_count=gift.combo_count,
        combo_ends_ms=gift.at_ms,
        battle=gift.battle,
    )
