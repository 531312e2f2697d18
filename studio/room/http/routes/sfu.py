"""The SFU for guests whose number or network is too much: the anchor's studio alone is told it."""

from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict

from studio.room.http.callers import Parts, Somebody, must_be
from studio.room.protocol.values import Id, Role

router = APIRouter(tags=["stage"])


class SfuCard(BaseModel):
    """Where it is; ``from_guest`` is the first guest who is linked by it."""

    model_config = ConfigDict(frozen=True)

    url: str
    secret: str
    from_guest: int


class SfuAnswer(BaseModel):
    """The room's SFU, if the operator named one."""

    model_config = ConfigDict(frozen=True)

    sfu: SfuCard | None


@router.get("/rooms/{room}/sfu")
async def sfu(parts: Parts, room: Annotated[Id, Path()], caller: Somebody) -> SfuAnswer:
    """Return the SFU with its secret."""
    must_be(parts, caller, room, Role.ANCHOR)
    named = parts.sfu
    card = SfuCard.model_validate(named, from_attributes=True) if named else None
    return SfuAnswer(sfu=card)
