"""What an anchor should know before viewers do.  Pure: it informs and never blocks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from studio.model.graph import inputs_of
from studio.model.scene import Collection

SILENT_S = 10.0
LEAST_FREE_BYTES = 5_000_000_000
"""Two hours at 6 Mb/s."""


class Problem(Enum):
    """What may be wrong, the worst first."""

    NO_DESTINATION = auto()
    MICROPHONE_MUTED = auto()
    MICROPHONE_SILENT = auto()
    CAMERA_FAILED = auto()
    DISK_FULL = auto()


@dataclass(frozen=True, slots=True)
class Check:
    """Something that should be known.

    Attributes:
        subject: The input's name, or a folder.
    """

    problem: Problem
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Situation:
    """What the checks go by.

    Attributes:
        silent_s: Tells for how long an input has said nothing.
        failed: Inputs that don't work.
        free_bytes: Where recordings go; None if that is not known.
    """

    collection: Collection
    programme: str
    destinations: int
    silent_s: Callable[[str], float]
    failed: Mapping[str, str]
    folder: str = ""
    free_bytes: int | None = None


def check(now: Situation) -> list[Check]:
    """Return all that should be known, the worst first."""
    found = [] if now.destinations else [Check(Problem.NO_DESTINATION)]
    found += _microphone(now)
    shown = inputs_of(now.collection, now.programme)
    for each in now.collection.inputs:
        if each.kind == "camera" and each.name in shown and each.name in now.failed:
            found.append(Check(Problem.CAMERA_FAILED, each.name))
    if now.free_bytes is not None and now.free_bytes < LEAST_FREE_BYTES:
        found.append(Check(Problem.DISK_FULL, now.folder))
    return sorted(found, key=lambda each: each.problem.value)


def _microphone(now: Situation) -> list[Check]:
    """Say nothing as long as one microphone is heard."""
    microphones = [each for each in now.collection.inputs if each.kind == "microphone"]
    open_ones = [each for each in microphones if not each.muted]
    if microphones and not open_ones:
        return [Check(Problem.MICROPHONE_MUTED, microphones[0].name)]
    if open_ones and all(now.silent_s(each.name) >= SILENT_S for each in open_ones):
        return [Check(Problem.MICROPHONE_SILENT, open_ones[0].name)]
    return []
