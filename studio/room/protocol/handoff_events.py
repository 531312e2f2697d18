"""What the anchor's connections are told of handoffs (接力); no part of what a client can miss."""

from typing import Literal

from pydantic import ConfigDict, Field

from studio.room.protocol.numbered import Numbered


class HandoffChanged(Numbered):
    """Which of the anchor's devices goes on air; told to the anchor's connections only.

    Attributes:
        before: The device that is on air, or was; "" for none.
        to: The device that is to be; "" for whichever takes an offer.
        ends_ms: When it goes on without an answer, or lapses; 0 for neither.
        gap_ms: For how long viewers had no new picture, measured on what the relay sent.
        wait_ms: From the yes to the cut.
        slate_ms: How long viewers saw the slate before.
        reason: Of an end, in a sentence.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", ser_json_inf_nan="constants", serialize_by_alias=True
    )

    type: Literal["handoff"] = "handoff"
    state: Literal["offered", "asked", "cutting", "done", "cancelled", "failed"]
    before: str = Field(alias="from")
    to: str
    ends_ms: int = 0
    gap_ms: int | None = None
    wait_ms: int | None = None
    slate_ms: int | None = None
    reason: str = ""


class HandoffStateChanged(Numbered):
    """A device asks the one on air for its state.

    Told to the anchor's connections only, and to a phone that is on air by itself.

    Attributes:
        state: ``asked``, ``given``, then ``ended``, whether well or not.
        ask: Its number.
        device: That asks.
        holder: The device on air, which is to answer.
        key: To which the answer is to be sealed.
        sha256: Of the answer, once it is given; "" where a phone is on air, which has none.
        size_bytes: Of it.
        ends_ms: When it lapses without an answer; 0: it does not.
        is_lost: The device that asked has lost the room; it may still take over.
        reason: Of an end before the cut, in a sentence.
    """

    type: Literal["handoff_state"] = "handoff_state"
    state: Literal["asked", "given", "ended"]
    ask: int
    device: str
    holder: str
    key: str
    sha256: str = ""
    size_bytes: int = 0
    ends_ms: int = 0
    is_lost: bool = False
    reason: str = ""
