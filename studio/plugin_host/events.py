"""What the engine and the room tell, as plugins hear it; pure.

Each is a name and what is told, as ``studio.sdk.events`` has them, and the right that a
plugin needs for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from studio.ipc.message import Message
from studio.model.events import CurrentProgramSceneChanged, Event
from studio.model.plugin import Right


@dataclass(frozen=True, slots=True)
class Told:
    """Something that plugins may hear of."""

    name: str
    told: Mapping[str, object]
    right: Right | None = None

    def to_message(self) -> Message:
        """Return it as it travels."""
        return {"type": "event", "name": self.name, "told": dict(self.told)}


def from_engine(event: Event) -> Told | None:
    """Return what an event of the engine is to plugins, or None for nothing."""
    if isinstance(event, CurrentProgramSceneChanged):
        return Told("scene", {"scene": event.scene})
    return None


def from_room(event: Mapping[str, object]) -> Told | None:
    """Return what an event of the room is to plugins, or None for nothing.

    The room client has checked none of it: what is not as it should be is nothing.
    """
    by = event.get("by")
    name = by.get("name") if isinstance(by, dict) else None
    if not isinstance(name, str):
        return None
    match event:
        case {"type": "danmaku", "text": str(text)}:
            color, source = str(event.get("color", "")), str(event.get("source", "room"))
            told = {"by": name, "text": text, "color": color, "source": source}
            return Told("danmaku", told, "room")
        case {
            "type": "gift",
            "gift": int(number),
            "kind": str(kind),
            "name": str(gift),
            "count": int(count),
            "coins": int(coins),
            "combo": str(combo),
            "combo_count": int(combo_count),
        }:
            milestone = event.get("milestone")
            return Told(
                "gift",
                {
                    "number": number,
                    "kind": kind,
                    "name": gift,
                    "count": count,
                    "coins": coins,
                    "by": name,
                    "combo": combo,
                    "combo_count": combo_count,
                    "milestone": milestone if isinstance(milestone, int) else 0,
                },
                "room",
            )
    return None
