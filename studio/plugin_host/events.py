"""What engine and room tell, as plugins hear it; pure: time is an argument.

Each is a name and what is told, as ``studio.sdk.events`` has them, and the right that a
plugin needs for it.  ``EngineNews`` also keeps what one that starts must know.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import cast

from studio.ipc.message import Message
from studio.model.events import (
    RECORD,
    Captioned,
    CurrentProgramSceneChanged,
    Event,
    OutputStateChanged,
)
from studio.model.plugin import Right

SILENCE_DB = -100.0
PROGRAMME_BUS = "1"


@dataclass(frozen=True, slots=True)
class Told:
    """Something that plugins may hear of.

    Attributes:
        only_if_heard: It comes often: it is for those alone who have said that they listen.
    """

    name: str
    told: Mapping[str, object] = field(default_factory=dict)
    right: Right | None = None
    only_if_heard: bool = False

    def to_message(self) -> Message:
        """Return it as it travels."""
        return {"type": "event", "name": self.name, "told": dict(self.told)}


class EngineNews:
    """What one engine has told: the scene on air, and where the stream stands."""

    def __init__(self) -> None:
        self._scene = ""
        self._outputs: dict[str, str] = {}
        self._state, self._since_s = "off", 0.0

    def snapshot(self, state: Mapping[str, object], now_s: float) -> list[Told]:
        """Begin with an engine's snapshot; return what is news.

        Args:
            state: Of the snapshot.
            now_s: Seconds since 1970.
        """
        outputs = state.get("outputs")
        known = cast(dict[str, dict[str, object]], outputs) if isinstance(outputs, dict) else {}
        self._outputs = {name: str(each.get("state")) for name, each in known.items()}
        since = [each["since"] for each in known.values() if isinstance(each.get("since"), float)]
        began_s = min(cast(list[float], since), default=now_s)
        return [
            *self._show(str(state.get("program_scene") or "")),
            *self._stand(began_s if self._stream() == "live" else now_s),
        ]

    def event(self, event: Event, now_s: float) -> list[Told]:
        """Return what an event of the engine is to plugins."""
        match event:
            case CurrentProgramSceneChanged(scene=scene):
                return self._show(scene)
            case OutputStateChanged():
                self._outputs[event.output] = event.state
                return self._stand(now_s)
            case Captioned(spoken=spoken):
                said: dict[str, object] = {"text": spoken.text, "start_ms": spoken.start_ms}
                said |= {"is_final": spoken.is_final, "language": spoken.language}
                if spoken.translation:
                    said["translation"] = spoken.translation
                    said["translation_language"] = spoken.translation_language
                return [Told("caption", said, "captions", only_if_heard=True)]
        return []

    def now(self) -> list[Told]:
        """Return what one that starts is told at once."""
        told = Told("stream", {"state": self._state, "since_s": self._since_s})
        return [*([Told("scene", {"scene": self._scene})] if self._scene else []), told]

    def _show(self, scene: str) -> list[Told]:
        if scene in ("", self._scene):
            return []
        self._scene = scene
        return [Told("scene", {"scene": scene})]

    def _stand(self, now_s: float) -> list[Told]:
        state = self._stream()
        if state == self._state:
            return []
        self._state, self._since_s = state, now_s
        return [Told("stream", {"state": state, "since_s": now_s})]

    def _stream(self) -> str:
        """Return the best state that a destination has; a recording is none."""
        states = {state for name, state in self._outputs.items() if name != RECORD}
        return next((s for s in ("live", "reconnecting", "connecting") if s in states), "off")


def from_often(message: Mapping[str, object]) -> Told | None:
    """Return what a message of the engine is to plugins that comes often, or None."""
    if message["type"] == "meters":
        return from_meters(message)
    return from_faces(message) if message["type"] == "faces" else None


def from_meters(message: Mapping[str, object]) -> Told | None:
    """Return how loud the programme is by a ``meters`` message of the engine, or None."""
    buses = message.get("buses")
    levels = buses.get(PROGRAMME_BUS) if isinstance(buses, dict) else None
    if not isinstance(levels, list) or len(levels) < 2:
        return None
    if not all(isinstance(each, int | float) for each in levels):
        return None
    told = {"peak_db": _loudest(levels[::2]), "rms_db": _loudest(levels[1::2])}
    return Told("audio", told, "audio", only_if_heard=True)


def from_faces(message: Mapping[str, object]) -> Told | None:
    """Return where faces are by a ``faces`` message of the engine, or None."""
    source, faces = message.get("source"), message.get("faces")
    if not isinstance(source, str) or not isinstance(faces, list):
        return None
    return Told("faces", {"source": source, "faces": faces}, "faces", only_if_heard=True)


def from_room(event: Mapping[str, object]) -> Told | None:
    """Return what an event of the room is to plugins, or None for nothing.

    The room client has checked none of it: what is not as it should be is nothing.  Captions are
    nothing, too: they come from the engine, and the room only passes them on.
    """
    match event:
        case {"type": "danmaku", "text": str(text), "by": dict(by)}:
            told: dict[str, object] = {"text": text, "color": str(event.get("color", ""))}
            role, level = str(by.get("role", "viewer")), _number(by, "level")
            told |= {"source": _source(event), "role": role, "level": level}
            told["place"] = str(event.get("place", "scroll"))
            return _of_person("danmaku", by, told)
        case {
            "type": "gift",
            "gift": int(number),
            "kind": str(kind),
            "name": str(name),
            "count": int(count),
            "coins": int(coins),
            "combo": str(combo),
            "combo_count": int(combo_count),
            "by": dict(by),
        }:
            told = {"number": number, "kind": kind, "name": name, "count": count, "coins": coins}
            told |= {"combo": combo, "combo_count": combo_count}
            told |= {"milestone": _number(event, "milestone"), "source": _source(event)}
            return _of_person("gift", by, told)
        case {"type": "foreign_gift", "name": str(name), "count": int(count), "by": dict(by)}:
            told = {"number": 0, "kind": name, "name": name, "count": count, "coins": 0}
            told |= {"combo": str(event.get("combo", "")), "milestone": 0}
            told |= {"combo_count": _number(event, "combo_count") or count}
            told |= {"source": _source(event), "worth_fen": _number(event, "worth_fen")}
            return _of_person("gift", by, told)
        case {"type": "member_changed", "what": "badge", "who": dict(by)}:
            badge = by.get("badge")
            club = str(badge.get("club", "")) if isinstance(badge, dict) else ""
            return _of_person("follow", by, {"club": club})
        case {"type": "entered", "by": dict(by)}:
            return _of_person("entered", by, {"level": _number(by, "level")})
    return None


def _of_person(name: str, by: Mapping[str, object], told: Mapping[str, object]) -> Told | None:
    """Return something that somebody of the room did; nothing if they have no name."""
    called, badge = by.get("name"), by.get("badge")
    if not isinstance(called, str):
        return None
    fan_level = _number(badge, "level") if isinstance(badge, dict) else 0
    who = {"by": called, "user": str(by.get("user", "")), "fan_level": fan_level}
    return Told(name, {**who, **told}, "room")


def _source(event: Mapping[str, object]) -> str:
    return str(event.get("source", "room"))


def _number(of: Mapping[str, object], key: str) -> int:
    value = of.get(key)
    return value if isinstance(value, int) else 0


def _loudest(levels: Iterable[object]) -> float:
    return max(
        (float(each) for each in levels if isinstance(each, int | float)), default=SILENCE_DB
    )
