"""How a handoff stands, as the window and the command line are told: the whole of it each time.

``{"type": "handoff", "side": "taking", "step": "ready", "other": "pc", …}``
"""

from collections.abc import Callable
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
    "unfit",
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
            publish), ``unfit`` (what it sends is not as what is on air, for ``sentence``: this
            user may have the server convert it), ``ready`` (this user has to say go),
            ``confirming`` (the other's has to).
            Of giving: ``asked`` (this user has to agree), ``sending``, ``sent``.
            Of both: ``cutting``, ``done``, ``ended`` (nothing was changed on air).
        other: The other device.
        differences: What is otherwise here, a sentence each.
        sentence: Why it ended, or does not fit.
        done_bytes: Of files that were sent or fetched.
        all_bytes: Of them.
        ends_ms: When an answer comes too late, by the room's clock; 0: never.
        gap_ms: For how long viewers had no new picture, measured on the relay's output.
        wait_ms: From the yes to the cut.
        slate_ms: With the slate before it.
        plan: A ``LivePlan`` for an engine of its own.
        from_phone: Whether the programme is taken back from a phone, which has no state to give.
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
    from_phone: bool = False

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


class Telling:
    """How a handoff stands, and who is told each time that this changes.

    Args:
        told: How it stands at first.
        tell: Called whenever ``told`` is another.

    Attributes:
        told: How it stands.
    """

    def __init__(self, told: Told, tell: Callable[[], None]) -> None:
        self.told = told
        self._tell = tell

    def become(self, **changes: object) -> None:
        """Change some of it."""
        self._set(replace(self.told, **changes))  # type: ignore[arg-type]  # names are Told's own

    def done(self, measured: Message, sentence: str = "") -> None:
        """Note the cut, with what the relay has measured."""
        self._set(self.told.done(self.told.other, measured, sentence))

    def add_difference(self, sentence: str) -> None:
        """Note one more thing that is otherwise here."""
        self.become(differences=(*self.told.differences, sentence))

    def _set(self, told: Told) -> None:
        if told != self.told:
            self.told = told
            self._tell()
