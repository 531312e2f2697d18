"""What a browser keeps to get its next token: a random secret, in a cookie that no script reads.

The server keeps its hash only.  Each use gives a new secret; the one before holds
for half a minute more, as two tabs may ask at once.  One that is used after that was
copied: its session ends.  Pure: the store keeps the ``Session``.
"""

import hashlib
import secrets
from dataclasses import dataclass, replace

COOKIE = "rocket_session"
COOKIE_PATH = "/api/session"
SESSION_S = 90 * 86_400
OPERATOR_SESSION_S = 12 * 3600
OVERLAP_S = 30

_BYTES = 32
_CHARACTERS = 43


@dataclass(frozen=True, slots=True)
class Session:
    """A browser that is signed in.

    Attributes:
        number: Names it, and is no secret.
        digest: Of the newest secret.
        previous: Of the one before, which holds until ``previous_ends_s``.
        room: Where they came in by an invitation: their tokens name their role there.
    """

    number: str
    user: str
    is_operator: bool
    digest: str
    expires_s: int
    previous: str = ""
    previous_ends_s: int = 0
    room: str | None = None


def begin(
    user: str, now_s: int, *, room: str | None = None, is_operator: bool = False
) -> tuple[Session, str]:
    """Return a new session and its secret, written as the cookie has it."""
    number = secrets.token_hex(8)
    secret = secrets.token_urlsafe(_BYTES)
    valid_s = OPERATOR_SESSION_S if is_operator else SESSION_S
    session = Session(number, user, is_operator, _digest(secret), now_s + valid_s, room=room)
    return session, f"{number}.{secret}"


def number_of(cookie: str) -> str | None:
    """Return which session a cookie claims to be of, if it is one at all."""
    number, dot, secret = cookie.partition(".")
    if dot and len(number) == 16 and number.isalnum() and len(secret) == _CHARACTERS:
        return number
    return None


def go_on(session: Session, cookie: str, now_s: int) -> tuple[Session, str] | None:
    """Return the session after a use of its cookie, and the next cookie.

    The cookie stays as it is for a tab that was a moment late.  None means that
    the session is over: too old, or its cookie was copied.
    """
    digest = _digest(cookie.partition(".")[2])
    if session.expires_s <= now_s:
        return None
    if secrets.compare_digest(digest, session.digest):
        secret = secrets.token_urlsafe(_BYTES)
        valid_s = OPERATOR_SESSION_S if session.is_operator else SESSION_S
        changed = replace(
            session,
            digest=_digest(secret),
            previous=session.digest,
            previous_ends_s=now_s + OVERLAP_S,
            # An operator signs in with the key again; a viewer who keeps coming never has to.
            expires_s=session.expires_s if session.is_operator else now_s + valid_s,
        )
        return changed, f"{session.number}.{secret}"
    if secrets.compare_digest(digest, session.previous) and now_s < session.previous_ends_s:
        return session, cookie
    return None


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
