"""The line to another studio's room, on whose stage we are, by a room client of its own.

We ask to come on its stage; once its anchor has let us in, signals go to and fro::

    line = StudioLine(secret, on_signal=…, on_stage=…, on_servers=…, on_visit=…)
    line.use(address)
    line.send({"type": "offer", "sdp": …})
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from studio.ipc.message import Message
from studio.link.room_line import RoomLine
from studio.link.studio_peer import HOST

_ASK = "ask"
_LET_IN = ("accepted", "on_stage")
MOST_NAME = 64


@dataclass(frozen=True, slots=True)
class Visit:
    """How our visit stands.

    Attributes:
        state: ``away`` (the room can't be reached), ``waiting`` (to be let in), ``in``, ``over``.
        reason: Why it is over: ``refused``, ``removed``, ``left`` and so on, or a sentence.
        name: Whom we visit.
        offers: Names of our inputs that the studio there may ask for.
        is_host_there: Whether its studio is connected to its room.
    """

    state: str = "away"
    reason: str = ""
    name: str = ""
    offers: tuple[str, ...] = ()
    is_host_there: bool = False

    def shown(self) -> Message:
        """Return it for the app."""
        return {
            "state": self.state,
            "reason": self.reason,
            "name": self.name,
            "offers": list(self.offers),
        }


class StudioLine(RoomLine):
    """See the module; belongs to the process's loop.

    Args:
        secret: Of the session.
        on_signal: Told what signal came from the studio there.
        on_servers: Told the servers of STUN and TURN.
        on_visit: Told how the visit stands, when that has changed.
    """

    def __init__(
        self,
        secret: str,
        *,
        on_signal: Callable[[Message], None],
        on_servers: Callable[[list[object]], None],
        on_visit: Callable[[Visit], None],
    ) -> None:
        super().__init__(
            secret,
            on_signal=lambda peer, data: on_signal(data) if peer == HOST else None,
            on_stage=lambda stage: None,
            on_servers=on_servers,
        )
        self.visit = Visit()
        self._on_visit = on_visit
        self._offers: tuple[str, ...] = ()

    def send(self, data: Message) -> None:
        """Pass a signal on to the studio there."""
        self.signal(HOST, data)

    def _take(self, message: Message) -> None:
        if isinstance(offers := message.get("offers"), list):
            self._offers = tuple(each for each in offers if isinstance(each, str))
        match message:
            case {"type": "offers"} if self._offers != self.visit.offers:
                self.visit = replace(self.visit, offers=self._offers)
                self._on_visit(self.visit)
            case {"type": "room_state", "connection": "connected", "room": dict(room)}:
                self._become("waiting", name=_name(room))
                action: Message = {"type": "stage_ask", "kind": "studio"}
                self._say({"type": "act", "id": _ASK, "action": action})
                self._ask_servers()
            case {"type": "room_state", "connection": "stopped", "why": str(why)}:
                self._become("over", why)
            case {"type": "room_state", "connection": "connecting"}:  # a visit that has just begun
                self._become("away")
            case {"type": "room_state"} if self.visit.state != "over":
                self._become("away")
            case {"type": "room_event", "event": dict(event)} if event.get("type") == "stage":
                self._stand(event)
            case {"type": "acted", "id": "ask", "answer": dict(answer)}:
                if answer.get("type") == "refused":
                    self._become("over", str(answer.get("sentence") or "refused"))
            case {"type": "room_event", "event": {"type": "signal"}} | {"type": "ice"}:
                super()._take(message)

    def _stand(self, event: Message) -> None:
        """Note what a room's stage says of us."""
        us, is_host_there, peers = event.get("you"), event.get("host") is True, event.get("peers")
        if us is None:
            if reason := event.get("reason"):
                self._become("over", str(reason))
            return
        is_in = any(
            each.get("id") == us and each.get("state") in _LET_IN
            for each in (peers if isinstance(peers, list) else [])
            if isinstance(each, dict)
        )
        self._become("in" if is_in else "waiting", is_host_there=is_host_there)

    def _become(self, state: str, reason: str = "", name: str = "", **more: bool) -> None:
        is_host_there = more.get("is_host_there", False)
        visit = Visit(state, reason, name or self.visit.name, self._offers, is_host_there)
        if visit != self.visit:
            self.visit = visit
            self._on_visit(visit)


def _name(room: Message) -> str:
    """Return what people call the studio there: its anchor's name."""
    anchor = room.get("anchor")
    name = anchor.get("name") if isinstance(anchor, dict) else None
    return (name if isinstance(name, str) and name else str(room.get("title", "")))[:MOST_NAME]
