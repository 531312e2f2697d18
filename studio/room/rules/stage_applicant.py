"""Somebody who asks to come on stage, and whether their link lets them."""

from dataclasses import dataclass

from studio.room.protocol.values import Id, PeerKind
from studio.room.rules.refusal import Code, RefusalError

_CALLED = {
    PeerKind.GUEST: "a guest",
    PeerKind.PHONE: "a phone's camera",
    PeerKind.STUDIO: "another studio",
}


@dataclass(frozen=True, slots=True)
class Applicant:
    """Somebody who asks to come on stage.

    Attributes:
        invited: As what, by their link; None without one.
        is_trusted: Whether they need no link, as they have a role here.
        link: The number of the link that they came with.
    """

    user: Id
    name: str
    invited: PeerKind | None = None
    is_trusted: bool = False
    link: str = ""


def check_invitation(who: Applicant, kind: PeerKind) -> None:
    """Let somebody come as something, or not.

    Raises:
        RefusalError: If it takes another link.
    """
    if who.is_trusted or who.invited is kind:
        return
    if who.invited is None:
        raise RefusalError(
            Code.INVITATION_NEEDED,
            f"To come as {_CALLED[kind]} takes a link of the anchor's: ask for one.",
        )
    raise RefusalError(
        Code.WRONG_KIND,
        f"Your link is for {_CALLED[who.invited]}, not for {_CALLED[kind]}: ask for another.",
    )
