"""How a handoff stands, as the window and the command line are told: the whole of it each time.

``{"type": "handoff", "side": "taking", "step": "ready", "other": "pc", …}``
"""

from dataclasses import asdict, dataclass, replace
from typing import Literal

from studio.ipc.message import Message

Side = Literal["", "giving", "taking"]
Step = Literal[
    "",
    "asking",
    "fetching",
    "starting",
    "comparing",
    "warming",
    "ready",
    "confirming",
    "asked",
    "sending",
    "sent",
    "cutting",
    "done",
    "ended",
]


@dataclass(frozen=True, slots=True)
class Told:
    """See the module.

    Attributes:
        side: Whether this studio gives or takes; "" for neither.
        step: Of taking: ``asking`` (the other's user has to agree), ``fetching``, ``starting``
            (an engine is needed, for ``plan``), ``comparing``, ``warming`` (it begins to
            publish), ``ready`` (this user has to say go), ``confirming`` (the other's has to).
            Of giving: ``asked`` (this user has to agree), ``sending``, ``sent``.
            Of both: ``cutting``, ``done``, ``ended`` (nothing was changed on air).
        other: The other device.
        differences: What is otherwise here, a sentence each.
        sentence: Why it ended.
        done_bytes: Of files that were sent or fetched.
        all_bytes: Of them.
        ends_ms: When an answer comes too late, by the room's clock; 0: never.
        gap_ms: For how long viewers had no new picture, measured on the relay's output.
        wait_ms: From the yes to the cut.
        slate_ms: With the slate before it.
        plan: A ``LivePlan`` for an engine of its own.
    """

    side: Side = ""
    step: Step = ""
    other: str = ""
    differences: tuple[str, ...] = ()
    sentence: str = ""
    done_bytes: int = 0
    all_bytes: int = 0
    ends_ms: int = 0
    gap_ms: int | None = None
    wait_ms: int | None = None
    slate_ms: int | None = None
    plan: Message | None = None

    @property
    def goes_on(self) -> bool:
        """Whether something is neither done nor given up."""
        return self.step not in ("", "done", "ended")

    def done(self, other: str, measured: Message, sentence: str = "") -> "Told":
        """Return how it stands behind the cut, with what the relay has measured."""
        gap_ms, wait_ms, slate_ms = (
            value if isinstance(value := measured.get(key), int) else None
            for key in ("gap_ms", "wait_ms", "slate_ms")
        )
        return replace(
            self,
            step="done",
            other=other,
            sentence=sentence,
            ends_ms=0,
            gap_ms=gap_ms,
            wait_ms=wait_ms,
            slate_ms=slate_ms,
        )

    def message(self) -> Message:
        """Return it as it travels."""
        return {"type": "handoff", **asdict(self), "differences": list(self.differences)}
