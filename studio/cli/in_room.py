"""A session of the command line that is in a room: it publishes there, and may be handed over.

::

    go_live(plan, launch, InRoom(place, Manners("pc", "ask")))
"""

import queue
import time
from collections.abc import Callable
from dataclasses import dataclass

from studio.cli.handoff_console import HandoffConsole
from studio.cli.seat import Seat, SeatError
from studio.ipc.message import Message
from studio.model.events import Event
from studio.model.room_address import RoomAddress
from studio.model.session import LivePlan
from studio.supervisor.supervisor import Supervisor

CLIENT = "room_client"
START_S = 60.0
Events = queue.SimpleQueue[Event | Message]


@dataclass(frozen=True, slots=True)
class Manners:
    """How this studio behaves towards the anchor's others.

    Attributes:
        device: What it is called; "": as the network calls this computer.
        hand_over: ``ask``, ``yes`` or ``no``: whether a device that asks gets its programme.
    """

    device: str = ""
    hand_over: str = "ask"


class InRoom:
    """See the module.

    Attributes:
        wish: What is asked of a handoff that comes first; None: this studio goes live itself.
        has_failed: The handoff that came first was not made.
    """

    def __init__(self, place: RoomAddress, manners: Manners, title: str = "") -> None:
        self._place = place
        self._manners = manners
        self._title = title
        self.wish: Message | None = None
        self.has_failed = False
        self._is_on_air = False
        self._here: Message = {"engine": "", "hand_over": manners.hand_over}
        self._seat: Seat | None = None
        self._events: Events | None = None
        self._console: HandoffConsole | None = None
        self._supervisor: Supervisor | None = None

    def prepare(
        self,
        plan: LivePlan | None,
        supervisor: Supervisor,
        events: Events,
        say: Callable[[str], None],
    ) -> LivePlan:
        """Be in the room, and return the plan of the engine.

        Raises:
            StudioError: If the room will not have this studio.
        """
        self._supervisor = supervisor
        boot: Message = {
            "server": self._place.server,
            "room": self._place.room,
            "invitation": self._place.invitation,
            "device": self._manners.device,
        }
        supervisor.start_process(CLIENT, CLIENT, boot)
        self._console = HandoffConsole(say)
        self._events = events
        self._seat = Seat(_ready(events), events.put)
        self._console.listen(lambda: self._sitting, self._here)
        if self.wish is not None:
            self._sitting.hand_over("take", **self._here, **self.wish)
            return self._wait_for_plan(events, self._console)
        assert plan is not None
        self._sitting.ask({"type": "show", "title": self._title or "直播", "live": True})
        url = str(self._sitting.ask({"type": "publish"})["url"])
        self._is_on_air = True
        return plan.model_copy(update={"urls": (*plan.urls, url), "stays": True})

    def engine_is_ready(self, address: str) -> None:
        """Take note of the engine, the first or another."""
        self._here["engine"] = address
        self._sitting.hand_over("watch", **self._here)
        if self.wish is not None and not self._is_on_air:
            self._sitting.hand_over("engine", **self._here)

    def heard(self, message: Message) -> None:
        """Show how a handoff stands; end the session if the one that it is for is not made."""
        if message["type"] == "process_ready" and message["name"] == CLIENT:
            if self._sitting.is_closed:  # else it is only said once more
                self._sit_down(str(message["address"]))
            return
        if message["type"] != "handoff" or self._console is None:
            return
        self._console.show(message)
        self._is_on_air |= message["step"] == "done"
        if message["step"] == "ended" and self.wish is not None and not self._is_on_air:
            self._give_up("Nothing was taken over.")

    def _give_up(self, reason: str) -> None:
        self.has_failed = True
        assert self._supervisor is not None
        self._supervisor.request_stop(reason)

    @property
    def _sitting(self) -> Seat:
        assert self._seat is not None
        return self._seat

    def _sit_down(self, address: str) -> None:
        """Speak to a room client that came after another had died."""
        self._sitting.close()
        assert self._events is not None
        self._seat = Seat(address, self._events.put)
        self._seat.hand_over("watch", **self._here)
        if self.wish is not None and not self._is_on_air:
            self._give_up("The room client has died: take over once more.")

    def close(self) -> None:
        """Hang up."""
        if self._seat is not None:
            self._seat.close()

    def _wait_for_plan(self, events: Events, console: HandoffConsole) -> LivePlan:
        """Return how the engine is to run, once the other studio has said it."""
        while True:
            event = events.get()
            if isinstance(event, Event):
                continue
            if event["type"] == "session_ended":
                raise SeatError("The session was ended.")
            if event["type"] != "handoff":
                continue
            if event["step"] == "ended":
                raise SeatError(f"{event['sentence']} What was on air still is.")
            console.show(event)
            if event["step"] == "starting":
                return LivePlan.model_validate(event["plan"])


def _ready(events: Events) -> str:
    """Return where the room client listens, once it does."""
    end_s = time.monotonic() + START_S
    while True:
        try:
            event = events.get(timeout=max(0.0, end_s - time.monotonic()))
        except queue.Empty:
            raise SeatError("The room client did not start.") from None
        if isinstance(event, Event):
            continue
        if event["type"] == "session_ended":
            raise SeatError("The session was ended.")
        if event.get("name") == CLIENT and event["type"] == "process_ready":
            return str(event["address"])
        if event.get("name") == CLIENT and not event.get("restarting"):
            raise SeatError(str(event.get("reason")))
