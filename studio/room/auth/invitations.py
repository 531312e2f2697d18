"""Invitations: links that let somebody into a room as something.

A link is a signed token after the ``#`` of the room's page, so that it is in no
server's log and no referrer.  Two kinds:

- for one person, who is known already: the anchor's own link signs in as the
  anchor, on any device (``user`` is set);
- for whoever has it: moderators, co-hosts and guests; each becomes a user of their own.

One with a ``kind`` lets its holder ask for the stage: as a guest, a phone's camera or
another studio.  Whoever used it is given one for themselves, to come back with.
"""

import hashlib
import secrets
from dataclasses import dataclass, field

from studio.room.auth.errors import TokenError
from studio.room.auth.tokens import Claims, Scope, Tokens
from studio.room.protocol.values import Role

ANYBODY = "anybody"
MAX_VALID_S = 366 * 86_400


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a link gives.

    Attributes:
        user: Whom it is for; None: for whoever has it.
        name: What that person is called; for whoever has it, who invites.
        is_guest: Whether one comes without a wallet.
        kind: As what one may come on stage, a ``PeerKind``; "": as nothing.
        number: Of the link for anybody that it is, or that its owner once came with.
    """

    room: str
    role: Role
    expires_s: int
    name: str
    user: str | None = None
    is_guest: bool = False
    kind: str = ""
    number: str = field(default="", compare=False)


def sign_invitation(tokens: Tokens, invitation: Invitation) -> str:
    """Return the token of the link."""
    return tokens.sign(
        Claims(
            user=invitation.user or ANYBODY,
            name=invitation.name,
            role=invitation.role,
            room=invitation.room,
            is_guest=invitation.is_guest,
            expires_s=invitation.expires_s,
            scope=Scope.INVITATION,
            kind=invitation.kind,
            # Two links that say the same are two: one of them can be taken back.
            number=invitation.number or ("" if invitation.user else secrets.token_urlsafe(9)),
        )
    )


def digest_of(token: str) -> str:
    """Return what stands for an invitation where those are noted that were taken back."""
    return hashlib.sha256(token.encode()).hexdigest()


def void_marks(room: str, link: str, user: str) -> list[str]:
    """Return what stands there for a link by which nobody comes in, and for whoever used it."""
    marks = [digest_of(f"link {link}")] if link else []
    return [*marks, digest_of(f"person {user} in {room}")] if user else marks


def marks_of(token: str, invitation: Invitation) -> list[str]:
    """Return all that might have been noted of an invitation; any of it voids it."""
    link = "" if invitation.user else invitation.number
    return [digest_of(token), *void_marks(invitation.room, link, invitation.user or "")]


def read_invitation(tokens: Tokens, token: str, now_s: int) -> Invitation:
    """Return what a link gives.

    Raises:
        TokenError: If it was not made here, or is over.
    """
    try:
        claims = tokens.read(token, now_s, Scope.INVITATION)
    except TokenError as error:
        if error.code == "token_expired":
            raise TokenError("invitation_expired", "The link is over. Ask for a new one.") from None
        raise TokenError("invitation_invalid", "The link is not one of this server.") from None
    if claims.room is None:
        raise TokenError("invitation_invalid", "The link is not one of this server.")
    return Invitation(
        room=claims.room,
        role=claims.role,
        expires_s=claims.expires_s,
        name=claims.name,
        user=None if claims.user == ANYBODY else claims.user,
        is_guest=claims.is_guest,
        kind=claims.kind,
        number=claims.number,
    )
