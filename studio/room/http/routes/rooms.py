"""Rooms: who is live, new ones, links into them, the right to publish, past shows."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request

from studio.room.auth.invitations import (
    Invitation,
    digest_of,
    read_invitation,
    sign_invitation,
)
from studio.room.auth.stream_key import stream_key
from studio.room.auth.tokens import PUBLISH_S, Claims, Scope
from studio.room.http.callers import Operator, Parts, Somebody, must_be, reader
from studio.room.http.link_models import InvitationLink, Invite, Revoke
from studio.room.http.models import (
    Decided,
    NewRoom,
    PublishRights,
    RoomCard,
    RoomList,
    RoomMade,
    Show,
)
from studio.room.http.problems import ProblemError
from studio.room.http.routes.short import shortened
from studio.room.http.services import Services
from studio.room.protocol.values import Id, PeerKind, Role, RoomState
from studio.room.store.people import KnownRoom, User, new_id
from studio.room.store.rows import AuditEntry

router = APIRouter(tags=["rooms"])

ANCHOR_LINK_S = 366 * 86_400
RTMP_APP = "live"
_VALID_S = {
    "": 7 * 86_400,
    PeerKind.GUEST: 86_400,
    PeerKind.PHONE: 3_600,
    PeerKind.STUDIO: 600,
}
_LEAST = {
    "": Role.MODERATOR,
    PeerKind.GUEST: Role.COHOST,
    PeerKind.PHONE: Role.ANCHOR,
    PeerKind.STUDIO: Role.ANCHOR,
}
"""Who may make a link to the stage, and take it back: a phone is let in without a word."""
_BY_CODE = (PeerKind.GUEST, PeerKind.PHONE)
"""Links that are shown as a code to be scanned."""
MAX_MS = 2**53

RoomId = Annotated[Id, Path()]
ShowId = Annotated[Id, Path()]


@router.get("/rooms", dependencies=[Depends(reader)])
async def list_rooms(
    parts: Parts, after: Id | None = None, limit: Annotated[int, Query(ge=1, le=100)] = 50
) -> RoomList:
    """Return rooms, in the order of their names."""
    known = await parts.store.people.rooms(limit=limit, after=after or "")
    following = known[-1].room if len(known) == limit else None
    return RoomList(rooms=[card(parts, room) for room in known], next=following)


@router.get("/rooms/{room}", dependencies=[Depends(reader)])
async def room_state(parts: Parts, room: RoomId) -> RoomState:
    """Return what a newcomer would be told."""
    return await _state(parts, room)


@router.post("/rooms", status_code=HTTPStatus.CREATED)
async def make_room(parts: Parts, asked: NewRoom, caller: Operator) -> RoomMade:
    """Make a room and its anchor; only the operator."""
    if await parts.store.people.find_room(asked.room) is not None:
        raise _taken()
    link = await open_room(parts, asked.room, asked.title, asked.anchor_name)
    await parts.store.keep(
        [AuditEntry(asked.room, parts.clock.now_ms(), caller.user, "make_room", asked.room)]
    )
    return RoomMade(state=await _state(parts, asked.room), anchor_link=link)


@router.post("/rooms/{room}/invitations", status_code=HTTPStatus.CREATED)
async def invite(parts: Parts, room: RoomId, asked: Invite, caller: Somebody) -> InvitationLink:
    """Make a link; one may give roles below one's own, and the operator any."""
    known = await _known(parts, room)
    must_be(parts, caller, room, _LEAST[asked.kind])
    ranks = list(Role)
    is_below = ranks.index(asked.role) < ranks.index(caller.role_in(room))
    if caller.scope is not Scope.OPERATOR and not is_below:
        raise ProblemError.forbidden(f"You may not make anybody {asked.role} here.")
    if asked.role is Role.ANCHOR:
        return anchor_link(parts, known)
    valid_s = asked.valid_s or _VALID_S[asked.kind]
    invitation = Invitation(
        room,
        asked.role,
        parts.clock.now_s() + valid_s,
        caller.name,
        is_guest=asked.is_guest or asked.kind in (PeerKind.PHONE, PeerKind.STUDIO),
        kind=asked.kind,
    )
    link = _link(parts, invitation)
    if asked.kind not in _BY_CODE:
        return link
    short = await shortened(parts, link.path, link.expires_s)
    return link.model_copy(update={"short": short})


@router.post("/rooms/{room}/invitations/revoke")
async def revoke(parts: Parts, room: RoomId, asked: Revoke, caller: Somebody) -> Decided:
    """Take a link back, for those who did not use it yet; by whoever could make it."""
    await _known(parts, room)
    must_be(parts, caller, room, Role.MODERATOR)
    now_s = parts.clock.now_s()
    invitation = read_invitation(parts.tokens, asked.invitation, now_s)
    if invitation.room != room:
        raise ProblemError.not_found("such link into this room")
    ranks = list(Role)
    is_below = ranks.index(invitation.role) < ranks.index(caller.role_in(room))
    must_be(parts, caller, room, _LEAST[invitation.kind])
    is_own = invitation.user == caller.user
    if caller.scope is not Scope.OPERATOR and not (is_below or is_own):
        raise ProblemError.forbidden(f"You may not take back a link for {invitation.role} here.")
    digest = digest_of(asked.invitation)
    await parts.store.people.revoke(digest, invitation.expires_s)
    now_ms = parts.clock.now_ms()
    await parts.store.keep([AuditEntry(room, now_ms, caller.user, "revoke_link", digest[:16])])
    return Decided(server_ms=now_ms)


@router.post("/rooms/{room}/publish")
async def publish(parts: Parts, room: RoomId, caller: Somebody, request: Request) -> PublishRights:
    """Return what an encoder needs to publish the programme; for the anchor."""
    await _known(parts, room)
    must_be(parts, caller, room, Role.ANCHOR)
    expires_s = parts.clock.now_s() + PUBLISH_S
    claims = Claims(caller.user, caller.name, Role.ANCHOR, room, False, expires_s, Scope.PUBLISH)
    _, relay = parts.ports(is_secure=request.url.scheme == "https")
    return PublishRights(
        token=parts.tokens.sign(claims),
        expires_in_s=PUBLISH_S,
        websocket_path=f"/publish/{room}",
        relay_ws_port=relay.ws,
        rtmp_port=relay.rtmp,
        rtmp_app=RTMP_APP,
        stream_key=f"{room}?key={stream_key(parts.secret, room)}",
    )


@router.get("/rooms/{room}/shows", dependencies=[Depends(reader)])
async def list_shows(
    parts: Parts,
    room: RoomId,
    before_ms: Annotated[int, Query(ge=0, le=MAX_MS)] = MAX_MS,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> list[Show]:
    """Return shows, the newest first."""
    await _known(parts, room)
    found = await parts.store.looks.shows(room, limit=limit, before_ms=before_ms)
    return [Show.model_validate(each, from_attributes=True) for each in found]


async def open_room(parts: Services, room: str, title: str, anchor_name: str) -> InvitationLink:
    """Make a room and its anchor, and return the anchor's link.

    Raises:
        ProblemError: If there is a room of that name.
    """
    now_ms = parts.clock.now_ms()
    anchor = User(new_id("u-"), anchor_name, False, now_ms)
    await parts.store.people.add_user(anchor)
    if not await parts.store.people.add_room(room, title, anchor.user, now_ms):
        raise _taken()
    return anchor_link(parts, KnownRoom(room, title, anchor.user, anchor_name, now_ms))


def anchor_link(parts: Services, known: KnownRoom) -> InvitationLink:
    """Return the link that signs in as the anchor of a room."""
    expires_s = parts.clock.now_s() + ANCHOR_LINK_S
    return _link(
        parts,
        Invitation(known.room, Role.ANCHOR, expires_s, known.anchor_name, user=known.anchor),
    )


def card(parts: Services, known: KnownRoom) -> RoomCard:
    """Return a room as lists show it."""
    glance = parts.desk.glance(known.room)
    return RoomCard(
        room=known.room,
        title=known.title,
        anchor=known.anchor,
        anchor_name=known.anchor_name,
        is_live=glance.is_live,
        viewers=glance.viewers,
    )


def _link(parts: Services, invitation: Invitation) -> InvitationLink:
    token = sign_invitation(parts.tokens, invitation)
    is_moderating = invitation.role in (Role.MODERATOR, Role.COHOST, Role.ANCHOR)
    page = invitation.kind or ("mod" if is_moderating else "r")
    is_for_studio = invitation.kind == PeerKind.STUDIO or invitation.role is Role.ANCHOR
    secure = parts.secure if is_for_studio else None
    return InvitationLink(
        path=f"/{page}/{invitation.room}#invitation={token}{secure.pin if secure else ''}",
        invitation=token,
        role=invitation.role,
        expires_s=invitation.expires_s,
        kind=invitation.kind,
        secure=secure.place if secure else "",
    )


async def _known(parts: Services, room: str) -> KnownRoom:
    known = await parts.store.people.find_room(room)
    if known is None:
        raise ProblemError.not_found("room")
    return known


async def _state(parts: Services, room: str) -> RoomState:
    state = await parts.desk.state(room)
    if state is None:
        raise ProblemError.not_found("room")
    return state


def _taken() -> ProblemError:
    return ProblemError(HTTPStatus.CONFLICT, "taken", "There is a room of that name already.")
