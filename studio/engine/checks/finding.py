"""One thing that the doctor found, before it is put into words."""

from dataclasses import dataclass, field
from enum import StrEnum


class Level(StrEnum):
    """How good a finding is: FAIR works with a drawback, BAD does not work."""

    GOOD = "good"
    FAIR = "fair"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding.

    Attributes:
        area: What was looked at, a key of the wording.
        key: Which sentence says it, a key of the wording.
        values: What goes into the sentence; also what ``--json`` gives.
    """

    area: str
    level: Level
    key: str
    values: dict[str, object] = field(default_factory=dict)
