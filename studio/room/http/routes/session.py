"""Signing in: by name, by invitation, as the operator; and the next token by the cookie."""

from dataclasses import replace
from http import HTTPStatus

from fastapi import APIRouter, Depends, Request, Response

from studio.room.auth.errors import TokenError
from studio.room.auth.invitations import Invitation, marks_of, read_invitation, sign_invitation
from studio.room.auth.refresh import (
    COOKIE,
    COOKIE_PATH,
    Session,
    begin,
    go_on,
    number_of,
)
from studio.room.auth.tokens import ACCESS_S, Claims, Scope
from studio.room.http.callers import Address, Parts, must_be_own_page, take
from studio.room.http.models import OperatorSignIn, Renew, SignedIn, SignIn
from studio.room.http.problems import ProblemError
from studio.room.http.services import Services
from studio.room.ledger.entries import Credit
from studio.room.protocol.values import PeerKind, Role
from studio.room.store.people import User, new_id
from studio.room.store.rows import AuditEntry

router = APIRouter(tags=["session"], dependencies=[Depends(must_be_own_page)])

OPERATOR = "operator"

COMEBACK_S = 12 * 3600
_DEVICES = (PeerKind.PHONE, PeerKind.STUDIO)
"""Each is somebody of its own, who gets no cookie: the browser's may be the anchor's."""


def _limited(parts: Parts, source: Address) -> None:
    take(parts.limits.sessions, source, parts.clock.now_ms())


@router.post("/session", dependencies=[Depends(_limited)])
async def sign_in(parts: Parts, asked: SignIn, request: Request, response: Response) -> SignedIn:
    """Come in; the browser that comes again with its cookie stays who it was."""
    invitation = None
    if asked.invitation is not None:
        invitation = read_invitation(parts.tokens, asked.invitation, parts.clock.now_s())
        if await parts.store.people.is_revoked(*marks_of(asked.invitation, invitation)):
            raise TokenError("invitation_revoked", "The link was taken back. Ask for a new one.")
    is_device = invitation is not None and invitation.kind in _DEVICES
    known = None if is_device else await _known(parts, request)
    user = await _user(parts, asked, invitation, known)
    await _welcome(parts, user)
    room = invitation.room if invitation else None
    role = Role.VIEWER
    if invitation:
        role = await _invited_role(parts, invitation, user.user)
    signed_in = _signed_in(parts, user, role, room, invitation)
    if is_device:
        return signed_in
    session, cookie = begin(user.user, parts.clock.now_s(), room=room)
    await parts.store.people.keep_session(session)
    _set_cookie(request, response, session, cookie, parts.clock.now_s())
    return signed_in


@router.post("/session/renew")
async def renew(parts: Parts, asked: Renew, request: Request, response: Response) -> SignedIn:
    """Get the next token by the cookie."""
    now_s = parts.clock.now_s()
    session, cookie = await _by_cookie(parts, request)
    gone_on = go_on(session, cookie, now_s)
    if gone_on is None:
        await parts.store.people.end_session(session.number)
        raise _no_session()
    session, cookie = gone_on
    await parts.store.people.keep_session(session)
    _set_cookie(request, response, session, cookie, now_s)
    if session.is_operator:
        return _operator(parts)
    user = await parts.store.people.find_user(session.user)
    if user is None:
        raise _no_session()
    room = asked.room or session.room
    role = await parts.store.people.role_in(room, user.user) if room else Role.VIEWER
    return _signed_in(parts, user, role, room)


@router.delete("/session", status_code=HTTPStatus.NO_CONTENT)
async def sign_out(parts: Parts, request: Request, response: Response) -> None:
    """Forget this browser."""
    number = number_of(request.cookies.get(COOKIE, ""))
    session = await parts.store.people.find_session(number) if number else None
    if session is not None and go_on(session, request.cookies[COOKIE], parts.clock.now_s()):
        await parts.store.people.end_session(session.number)
    response.delete_cookie(COOKIE, path=COOKIE_PATH)


@router.post("/session/operator")
async def sign_in_operator(
    parts: Parts, asked: OperatorSignIn, source: Address, request: Request, response: Response
) -> SignedIn:
    """Come in with the operator's key."""
    now_ms = parts.clock.now_ms()
    take(parts.limits.operator, source, now_ms)
    if not parts.operator_key.is_it(asked.key):
        raise ProblemError(
            HTTPStatus.UNAUTHORIZED, "wrong_key", "That is not the operator's key: see the file."
        )
    session, cookie = begin(OPERATOR, parts.clock.now_s(), is_operator=True)
    await parts.store.people.keep_session(session)
    await parts.store.keep([AuditEntry("", now_ms, OPERATOR, "sign_in", session.number)])
    _set_cookie(request, response, session, cookie, parts.clock.now_s())
    return _operator(parts)


async def _known(parts: Services, request: Request) -> User | None:
    """Return who this browser is already, if its cookie holds."""
    try:
        session, cookie = await _by_cookie(parts, request)
    except ProblemError:
        return None
    if session.is_operator or go_on(session, cookie, parts.clock.now_s()) is None:
        return None
    await parts.store.people.end_session(session.number)  # the new one takes its place
    return await parts.store.people.find_user(session.user)


async def _by_cookie(parts: Services, request: Request) -> tuple[Session, str]:
    cookie = request.cookies.get(COOKIE, "")
    number = number_of(cookie)
    session = await parts.store.people.find_session(number) if number else None
    if session is None:
        raise _no_session()
    return session, cookie


async def _user(
    parts: Services, asked: SignIn, invitation: Invitation | None, known: User | None
) -> User:
    """Return who comes in, made if need be."""
    people = parts.store.people
    if invitation is not None and invitation.user is not None:
        invited = await people.find_user(invitation.user)
        if invited is None:
            raise ProblemError.not_found("person any more")
        return invited
    if known is not None:
        if asked.name is None or (asked.name == known.name and not known.is_guest):
            return known
        await people.rename(known.user, asked.name, is_guest=False)
        return User(known.user, asked.name, False, known.made_ms)
    is_guest = asked.name is None or (invitation is not None and invitation.is_guest)
    number = new_id("g-" if asked.name is None else "u-")
    user = User(number, asked.name or f"游客 {number[-4:]}", is_guest, parts.clock.now_ms())
    await people.add_user(user)
    return user


async def _welcome(parts: Services, user: User) -> None:
    """Put the welcome coins into a wallet; the ledger knows whether they are there already."""
    if parts.welcome_coins and not user.is_guest:
        credit = Credit(f"welcome-{user.user}", user.user, parts.welcome_coins, "welcome")
        await parts.ledger.credit(credit)


async def _invited_role(parts: Services, invitation: Invitation, user: str) -> Role:
    people = parts.store.people
    if invitation.user is not None or invitation.role is Role.VIEWER:
        return await people.role_in(invitation.room, user)
    if await people.find_room(invitation.room) is None:
        raise ProblemError.not_found("room any more")
    return await people.appoint_invited(
        invitation.room, user, invitation.role, parts.clock.now_ms()
    )


def _signed_in(
    parts: Services,
    user: User,
    role: Role,
    room: str | None,
    invitation: Invitation | None = None,
) -> SignedIn:
    now_s = parts.clock.now_s()
    kind = invitation.kind if invitation else ""
    number = invitation.number if invitation and kind else ""
    claims = Claims(
        *(user.user, user.name, role, room, user.is_guest, now_s + ACCESS_S),
        kind=kind,
        number=number,
    )
    return SignedIn(
        token=parts.tokens.sign(claims),
        expires_in_s=ACCESS_S,
        user=user.user,
        name=user.name,
        role=role,
        room=room,
        is_guest=user.is_guest,
        kind=kind,
        comeback=_comeback(parts, user, invitation) if invitation and kind else None,
    )


def _comeback(parts: Services, user: User, invitation: Invitation) -> str:
    """Return a link for this person alone; it is no longer good for having been used."""
    if invitation.user is not None:
        expires_s = invitation.expires_s
    else:
        expires_s = parts.clock.now_s() + COMEBACK_S
    own = replace(invitation, user=user.user, name=user.name, expires_s=expires_s)
    return sign_invitation(parts.tokens, own)


def _operator(parts: Services) -> SignedIn:
    expires_s = parts.clock.now_s() + ACCESS_S
    claims = Claims(OPERATOR, OPERATOR, Role.VIEWER, None, True, expires_s, Scope.OPERATOR)
    return SignedIn(
        token=parts.tokens.sign(claims),
        expires_in_s=ACCESS_S,
        user=OPERATOR,
        name=OPERATOR,
        role=Role.VIEWER,
        room=None,
        is_guest=True,
        is_operator=True,
    )


def _set_cookie(
    request: Request, response: Response, session: Session, cookie: str, now_s: int
) -> None:
    response.set_cookie(
        COOKIE,
        cookie,
        max_age=session.expires_s - now_s,
        path=COOKIE_PATH,
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )


def _no_session() -> ProblemError:
    return ProblemError(HTTPStatus.UNAUTHORIZED, "no_session", "Sign in: this browser is not.")
