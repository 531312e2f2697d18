"""Handoff (接力): which devices publish, and what one of them leaves for another.

Files come in pieces: each PUT says where in the whole it goes, and is answered with how much
is there, so that one that broke off is gone on with.
"""

import asyncio
from dataclasses import asdict
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import FileResponse
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from studio.room.auth.invitations import Invitation, sign_invitation
from studio.room.http.callers import Parts, Somebody, must_be
from studio.room.http.link_models import InvitationLink
from studio.room.http.problems import ProblemError
from studio.room.live.handoff_blobs import MAX_PIECE_BYTES, MAX_ROOM_BYTES, BlobError
from studio.room.live.handoff_relay import RelayRefusedError
from studio.room.protocol.values import Id, Role
from studio.room.rules.handoff import Cut, Device

router = APIRouter(tags=["handoff"])

RoomId = Annotated[Id, Path()]
Digest = Annotated[str, Path(), StringConstraints(pattern=r"^[0-9a-f]{64}$")]
DEVICE_LINK_S = 600
"""How long such a link is good to come in by."""
DEVICE_STAYS_S = 12 * 3_600
"""How long a device that came in by one may come again."""
_PIECE = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string"}}},
    }
}


class DeviceCard(BaseModel):
    """A device that publishes to the room; ``misfit`` says what to change before it may go on.

    ``is_transcoded`` says that the server was told to make it fit, ``is_phone`` that it is a
    camera alone, from which the programme is taken back without its state.
    What was measured when it went on air is there for the one that is.
    """

    model_config = ConfigDict(frozen=True, from_attributes=True)

    name: str
    is_on_air: bool
    has_media: bool
    misfit: str
    is_transcoded: bool = False
    is_phone: bool = False
    gap_ms: int | None = None
    wait_ms: int | None = None
    slate_ms: int | None = None


class DeviceLinkAsked(BaseModel):
    """A link for one more device of one's own."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    valid_s: Annotated[int, Field(ge=60, le=DEVICE_STAYS_S)] = DEVICE_LINK_S


class Kept(BaseModel):
    """How much of something is there."""

    model_config = ConfigDict(frozen=True)

    kept_bytes: int


@router.get("/rooms/{room}/handoff")
async def devices(parts: Parts, room: RoomId, caller: Somebody) -> list[DeviceCard]:
    """Return the devices that publish to a room; for the anchor."""
    must_be(parts, caller, room, Role.ANCHOR)
    try:
        air = await parts.control.air(room)
    except RelayRefusedError as error:
        raise ProblemError(HTTPStatus.CONFLICT, "no_relay", str(error)) from error
    return [_card(each, air.cut) for each in air.devices] if air else []


def _card(device: Device, cut: Cut) -> DeviceCard:
    card = DeviceCard.model_validate(device)
    return card.model_copy(update=asdict(cut)) if device.is_on_air else card


@router.post("/rooms/{room}/handoff/link", status_code=HTTPStatus.CREATED)
async def device_link(
    parts: Parts, room: RoomId, asked: DeviceLinkAsked, caller: Somebody
) -> InvitationLink:
    """Make a link that lets another device of the anchor's take over; for the anchor."""
    must_be(parts, caller, room, Role.ANCHOR)
    expires_s = parts.clock.now_s() + asked.valid_s
    own = Invitation(room, Role.ANCHOR, expires_s, caller.name, user=caller.user)
    token = sign_invitation(parts.tokens, own)
    secure = parts.secure
    return InvitationLink(
        path=f"/mod/{room}#invitation={token}{secure.pin if secure else ''}",
        invitation=token,
        role=Role.ANCHOR,
        expires_s=expires_s,
        secure=secure.place if secure else "",
    )


@router.put("/rooms/{room}/handoff/blob/{digest}", openapi_extra=_PIECE)
async def put_blob(
    parts: Parts,
    room: RoomId,
    digest: Digest,
    size: Annotated[int, Query(ge=1, le=MAX_ROOM_BYTES)],
    request: Request,
    caller: Somebody,
    at: Annotated[int, Query(ge=0, le=MAX_ROOM_BYTES)] = 0,
) -> Kept:
    """Take a piece of a file that is named by its SHA-256; for the anchor."""
    must_be(parts, caller, room, Role.ANCHOR)
    piece = bytearray()
    async for data in request.stream():
        piece += data
        if len(piece) > MAX_PIECE_BYTES:
            break  # is told below
    blobs = parts.blobs
    try:
        kept = await asyncio.to_thread(
            blobs.put, room, digest, at=at, size=size, piece=bytes(piece)
        )
    except BlobError as error:
        raise ProblemError(HTTPStatus.CONFLICT, "not_kept", str(error)) from error
    return Kept(kept_bytes=kept)


@router.get("/rooms/{room}/handoff/blob/{digest}", response_class=FileResponse)
async def get_blob(parts: Parts, room: RoomId, digest: Digest, caller: Somebody) -> FileResponse:
    """Return a file; for the anchor."""
    must_be(parts, caller, room, Role.ANCHOR)
    path = await asyncio.to_thread(parts.blobs.find, room, digest)
    if path is None:
        raise ProblemError.not_found("file: it was never sent, or more than an hour ago")
    return FileResponse(path, media_type="application/octet-stream")
