"""What a client may send about the stage (连麦, 机位); a part of ``actions``."""

import json
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, JsonValue, StringConstraints

from studio.room.protocol.values import MAX_SEATS, Asked, Id, PeerKind

SeatNumber = Annotated[int, Field(ge=1, le=MAX_SEATS)]

MAX_SIGNAL_BYTES = 32_768


def signal_bytes(data: JsonValue) -> int:
    """Return how long the data of a signal is as it is sent on.

    Raises:
        ValueError: If it is no JSON, as NaN and half a surrogate pair are none.
    """
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return len(text.encode())


def _checked_signal(data: JsonValue) -> JsonValue:
    if signal_bytes(data) > MAX_SIGNAL_BYTES:
        raise ValueError(f"a signal may have {MAX_SIGNAL_BYTES} bytes at most")
    return data


class StageAsk(Asked):
    """Ask to come on stage, or come back there; answered with one's peer id.

    Guests wait until they are let in.  A phone that has the anchor's own invitation is let in.
    """

    type: Literal["stage_ask"]
    kind: PeerKind


class StageLeave(Asked):
    """Leave the stage, or its queue."""

    type: Literal["stage_leave"]


class StageHost(Asked):
    """Be the studio that peers exchange signals with.

    Attributes:
        key: Made by the studio once; with it it comes back though its last connection lingers.
        take: Whether to take the place of another studio of the anchor's.
    """

    type: Literal["stage_host"]
    key: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{8,64}$")]
    take: bool = False


class StageAccept(Asked):
    """Let a peer in: its studio may be called now; with ``seat`` it takes that seat."""

    type: Literal["stage_accept"]
    peer: Id
    seat: SeatNumber | None = None


class StageRefuse(Asked):
    """Send away a peer that waits."""

    type: Literal["stage_refuse"]
    peer: Id


class StageMute(Asked):
    """Take a peer's sound off the programme, or back on."""

    type: Literal["stage_mute"]
    peer: Id
    on: bool


class StageMove(Asked):
    """Give a peer another seat, whose holder takes the peer's; None: none, it stays let in."""

    type: Literal["stage_move"]
    peer: Id
    seat: SeatNumber | None


class StageRemove(Asked):
    """Put a peer off the stage."""

    type: Literal["stage_remove"]
    peer: Id


class Signal(Asked):
    """What WebRTC has to say; passed on unread, kept nowhere.

    Attributes:
        to: A peer's id, or ``studio``.
    """

    type: Literal["signal"]
    to: Id
    data: Annotated[JsonValue, AfterValidator(_checked_signal)]


class StandBy(Asked):
    """Be ready to go on air alone, as a phone that the anchor lets do so; or no longer."""

    type: Literal["stand_by"]
    on: bool


class StageAir(Asked):
    """Let a phone go on air alone when it stands by, or no longer."""

    type: Literal["stage_air"]
    peer: Id
    on: bool


StageAction = (
    StageAsk
    | StageLeave
    | StageHost
    | StageAccept
    | StageRefuse
    | StageMute
    | StageMove
    | StageRemove
    | Signal
    | StandBy
    | StageAir
)
