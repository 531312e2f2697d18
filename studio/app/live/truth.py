"""What the big button says: one truth, made of what every output is and of what was asked.  Pure.

The engine's word comes before ours: as soon as an output is there, its state is what counts,
and a wish that nothing came of is forgotten after a while::

    truth = tell(outputs, wish, now_s)
    truth.phase, truth.since_s, truth.reconnects
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

from studio.model.events import RECORD

WISH_S = 20.0
"""How long a start or an end may be under way before the button goes by the engine alone."""

GONE = ("ended", "failed")


class Phase(Enum):
    """What the button is."""

    IDLE = auto()
    STARTING = auto()
    LIVE = auto()
    RECONNECTING = auto()
    ENDING = auto()
    FAILED = auto()
    NO_ENGINE = auto()


class Light(Enum):
    """What a destination is, as its light, its form and its word show it."""

    OFF = auto()
    WAITING = auto()
    LIVE = auto()
    TROUBLE = auto()
    FAILED = auto()


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What is known of one output.

    Attributes:
        since_s: Wall clock of its first frame, or None.
    """

    name: str
    state: str
    since_s: float | None = None
    reconnects: int = 0


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked of the engine and has not shown yet.

    Attributes:
        is_start: To go live; else to end.
        at_s: When, on a monotonic clock.
    """

    is_start: bool
    at_s: float


@dataclass(frozen=True, slots=True)
class Truth:
    """What is.

    Attributes:
        since_s: Wall clock since which the first of them is live, or None.
        reconnects: Which try it is, while reconnecting.
        lost: How many of the destinations are not live while others are.
    """

    phase: Phase
    since_s: float | None = None
    reconnects: int = 0
    lost: int = 0

    @property
    def is_live(self) -> bool:
        """Whether leaving would end something that viewers see."""
        return self.phase in (Phase.LIVE, Phase.RECONNECTING, Phase.STARTING, Phase.ENDING)


def tell(outputs: Iterable[Outgoing], wish: Wish | None, now_s: float, *, is_there: bool) -> Truth:
    """Return the one truth.

    Args:
        outputs: All of them; the recording is left out.
        wish: What was asked last and has not been seen done.
        now_s: On the clock of the wish.
        is_there: Whether the engine is.
    """
    all_of_them = [each for each in outputs if each.name != RECORD]
    running = [each for each in all_of_them if each.state not in GONE]
    is_fresh = wish is not None and now_s - wish.at_s < WISH_S
    if not is_there:
        return Truth(Phase.NO_ENGINE, _since(running))
    if wish is not None and is_fresh and not wish.is_start and running:
        return Truth(Phase.ENDING, _since(running))
    live = [each for each in running if each.state == "live"]
    lost = [each for each in running if each.state == "reconnecting"]
    failed = [each for each in all_of_them if each.state == "failed"]
    if live:
        return Truth(Phase.LIVE, _since(running), lost=len(running) - len(live) + len(failed))
    if lost:
        return Truth(Phase.RECONNECTING, _since(running), max(each.reconnects for each in lost))
    if running or (wish is not None and is_fresh and wish.is_start and not failed):
        return Truth(Phase.STARTING)
    return Truth(Phase.FAILED if failed else Phase.IDLE)


def light(state: str) -> Light:
    """Return the light of one output."""
    return {
        "connecting": Light.WAITING,
        "live": Light.LIVE,
        "recording": Light.LIVE,
        "reconnecting": Light.TROUBLE,
        "failed": Light.FAILED,
    }.get(state, Light.OFF)


def clock(seconds: float) -> str:
    """Set a time as ``01:12:45``: always of one width."""
    whole = max(0, int(seconds))
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"


def size(amount_bytes: float) -> str:
    """Set a size as people read it: ``845 MB``, ``1.24 GB``."""
    for unit in ("kB", "MB", "GB"):
        amount_bytes /= 1000
        if amount_bytes < 999.5:
            digits = 0 if unit != "GB" or amount_bytes >= 100 else 2 if amount_bytes < 10 else 1
            return f"{amount_bytes:.{digits}f} {unit}"
    return f"{amount_bytes / 1000:.2f} TB"


def _since(running: list[Outgoing]) -> float | None:
    return min((each.since_s for each in running if each.since_s is not None), default=None)
