"""``rocket-studio takeover``: goes on with the live programme of another of the anchor's studios.

Where a session is in a room already (one that has handed over, or whose window is open), it
takes over; else a session is begun here, which is a ``live`` from the cut on.  It takes the
programme back from a phone, too, which has no scenes: those of this studio go on then.
"""

import argparse
import queue
import sys

from studio.cli.handoff_console import HandoffConsole
from studio.cli.in_room import InRoom, Manners
from studio.cli.last import last_encoding, likely_collection
from studio.cli.live import EXIT_FAILED, go_live
from studio.cli.seat import Seat, SeatError
from studio.ipc.child import Launch
from studio.ipc.message import Message
from studio.model.room_address import RoomAddress, room_address
from studio.model.session import LivePlan
from studio.supervisor.run_dir import run_dir
from studio.supervisor.session_file import Session, find_session
from studio.supervisor.user_folder import settings_path

ROOM_CLIENT = "room_client"


def take_over(words: argparse.Namespace, instead: Message, launch: Launch) -> int:
    """Take over; return the exit code.

    Args:
        words: Of the command line.
        instead: Values of a ``LivePlan`` that were said.
        launch: Launches processes, or has some that were launched ahead.

    Raises:
        StudioError: If it can't be done; nothing was changed on air.
    """
    place = room_address(words.room, words.link)
    session = find_session(run_dir())
    wish: Message = {
        "confirm_after_s": words.confirm_after,
        "patience_s": words.patience,
        "transcode": "yes" if words.transcode else "no",
    }
    if session is not None:
        return _in_session(session, place, wish | {"instead": instead})
    room = InRoom(place, Manners(words.device, words.hand_over))
    room.wish = wish | {"instead": instead, "own": own_values(words)}
    return go_live(None, launch, room)


def own_values(words: argparse.Namespace) -> Message:
    """Return what an engine is to show and how, where the other has no state: of a ``LivePlan``."""
    encoding = last_encoding(settings_path())
    known = {key: value for key, value in encoding.items() if key in LivePlan.model_fields}
    return known | {"collection": str((words.collection or likely_collection()).resolve())}


def _in_session(session: Session, place: RoomAddress, wish: Message) -> int:
    """Have the session that runs take over, and show how that goes."""
    client = next((each for each in session.processes if each.kind == ROOM_CLIENT), None)
    if client is None or session.engine is None:
        raise SeatError(
            "The session that runs here is in no room. End it first (rocket-studio end), or take "
            "over in its window."
        )
    events: queue.SimpleQueue[Message] = queue.SimpleQueue()
    console = HandoffConsole(lambda sentence: print(sentence, file=sys.stderr, flush=True))
    seat = Seat(client.address, events.put)
    try:
        _must_be(place.room, events)
        wish |= {"engine": session.engine.address}
        seat.hand_over("take", **wish)
        console.listen(lambda: seat, wish)
        while (told := events.get())["type"] != "room_gone":
            if told["type"] != "handoff" or told["side"] != "taking":
                continue
            console.show(told)
            if told["step"] in ("done", "ended"):
                return 0 if told["step"] == "done" else EXIT_FAILED
    finally:
        seat.close()
    raise SeatError("The session was ended.")


def _must_be(room: str, events: "queue.SimpleQueue[Message]") -> None:
    """Raise SeatError where the session is in another room."""
    while (said := events.get())["type"] != "room_state":
        pass
    state = said.get("room")
    is_in = state.get("room") if isinstance(state, dict) else None
    if is_in not in (None, room):
        raise SeatError(f"The session that runs here is in the room {is_in}: end it first.")
