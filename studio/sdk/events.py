"""What a plugin hears of, one small class for each.

From the room only with the right ``room``.  Names and texts are what people wrote:
they may be long, empty, or in any script.
"""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened.  ``kinds`` lists every kind by the name that travels."""

    kinds: ClassVar[dict[str, type["Event"]]] = {}


@dataclass(frozen=True, slots=True)
class Started(Event):
    """The plugin runs and may draw; comes first, and once.

    Attributes:
        width: Of the canvas in pixels; it fills the programme, whatever size that has.
        height: Likewise.
    """

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class SceneShown(Event):
    """Another scene is on air."""

    scene: str


@dataclass(frozen=True, slots=True)
class Danmaku(Event):
    """Somebody said something in the room.

    Attributes:
        by: The name of who said it.
        source: ``room``, or the platform it came from.
    """

    by: str
    text: str
    color: str
    source: str


@dataclass(frozen=True, slots=True)
class Gift(Event):
    """Somebody gave; told once for each gift.

    Attributes:
        number: The ledger's; no other gift has it.
        kind: What it is called in the catalogue.
        name: What it is called for people.
        count: How many at once.
        coins: For all of them.
        by: The name of who gave.
        combo: Names the run of equal gifts that this one belongs to.
        combo_count: Gifts in that run so far, these included.
        milestone: That was reached within the run by this one, or 0.
    """

    number: int
    kind: str
    name: str
    count: int
    coins: int
    by: str
    combo: str
    combo_count: int
    milestone: int


Event.kinds |= {
    "started": Started,
    "scene": SceneShown,
    "danmaku": Danmaku,
    "gift": Gift,
}
