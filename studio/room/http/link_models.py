"""What is asked and answered about links into a room."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from studio.room.protocol.values import PeerKind, Role


class _Asked(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Invite(_Asked):
    """A link to be made.

    Attributes:
        valid_s: By default a week; by ``kind`` a day for a guest, an hour for a phone, ten
            minutes for a studio.
        kind: As what its holder may come on stage; such a link gives no role.
    """

    role: Role = Role.VIEWER
    valid_s: Annotated[int, Field(ge=60, le=366 * 86_400)] | None = None
    is_guest: bool = False
    kind: Literal["", PeerKind.GUEST, PeerKind.PHONE, PeerKind.STUDIO] = ""

    @model_validator(mode="after")
    def _gives_one_thing(self) -> "Invite":
        if self.kind and self.role is not Role.VIEWER:
            raise ValueError("a link to the stage gives no role: make two links")
        return self


class InvitationLink(BaseModel):
    """A link; whoever has it gets what it gives.

    Attributes:
        short: Leads to the same, for codes; "" where people need none.
        secure: Of a studio's: where other computers of the network find the server over HTTPS, ""
            for nowhere.
    """

    model_config = ConfigDict(frozen=True)

    path: str
    invitation: str
    role: Role
    expires_s: int
    kind: str = ""
    short: str = ""
    secure: str = ""


class Revoke(_Asked):
    """A link to be taken back, by its token."""

    invitation: Annotated[str, StringConstraints(max_length=4_096)]
