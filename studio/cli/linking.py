"""``rocket-studio link``: two studios see and hear each other, each in its own layout.

::

    rocket-studio link invite            # in the studio that is visited: prints a link
    rocket-studio link visit LINK        # in the other one; @FILE keeps it out of the history
    rocket-studio link accept            # in the first one: lets in whoever waits
    rocket-studio link offer Side Top    # in the other one: lends these inputs from now on
    rocket-studio link leave             # in the other one
"""

import argparse
import queue
import sys
import time
from collections.abc import Callable, Sequence

from studio.ipc.channel import Channel
from studio.ipc.errors import ChannelError
from studio.ipc.message import Message
from studio.model.errors import StudioError
from studio.model.room_address import is_loopback, room_address
from studio.supervisor.run_dir import run_dir
from studio.supervisor.session_file import Session, boot_digest, find_session

ROOM_CLIENT = "room_client"
ROOM_VISIT = "room_visit"
ANSWER_S = 10.0
START_S = 30.0
LOOK_S = 0.1
_NO_SESSION = "No session is running. Start one with: rocket-studio live SCENES --room LINK"
_NO_ROOM = "The session that runs is in no room: start it with --room, or open its room first."
_NO_VISIT = "The session that runs visits no studio: begin with rocket-studio link visit LINK."
_HERE_ALONE = (
    "This link works on this computer only: for others start the room with --host 0.0.0.0 --https."
)
_SILENT_ROOM = "The room does not answer; try again in a moment."
_SILENT = "The session does not answer; try again in a moment."

Said = queue.SimpleQueue[Message]


class LinkingError(StudioError):
    """Two studios can't be linked as they were asked to."""


def run(argv: Sequence[str]) -> int:
    """Do what the words say; return the exit code.

    Raises:
        StudioError: If it can't be done.
    """
    words = _parser().parse_args(argv)
    session = find_session(run_dir())
    if session is None:
        raise LinkingError(_NO_SESSION)
    match words.what:
        case "invite":
            print(_invite(session))
        case "visit":
            place = room_address(words.link)
            boot: Message = {
                "server": place.server,
                "room": place.room,
                "invitation": place.invitation,
            }
            boot["offers"] = words.offer
            print(_visit(session, boot), file=sys.stderr)
        case "accept":
            _accept(session, words.seat)
        case "offer":
            _offer(session, words.inputs)
        case "leave":
            _tell_supervisor(session, {"type": "visit", "boot": None})
    return 0


def _parser() -> argparse.ArgumentParser:
    root = argparse.ArgumentParser(
        prog="rocket-studio link", description="Two studios see and hear each other."
    )
    verbs = root.add_subparsers(dest="what", required=True, metavar="WHAT")
    verbs.add_parser("invite", help="print a link for another studio, good for ten minutes")
    visit = verbs.add_parser("visit", help="come on the stage of the studio that made a link")
    visit.add_argument("link", metavar="LINK", help="or @FILE")
    visit.add_argument(
        "--offer",
        action="append",
        default=[],
        metavar="INPUT",
        help="let it show this input's own picture beside the programme; may be repeated",
    )
    accept = verbs.add_parser("accept", help="let in the studio that waits")
    accept.add_argument("--seat", type=int, default=1, metavar="1-8")
    offer = verbs.add_parser("offer", help="change what the studio that is visited may show of us")
    offer.add_argument("inputs", nargs="*", metavar="INPUT", help="all of them; none for nothing")
    verbs.add_parser("leave", help="leave the other studio's stage")
    return root


def _invite(session: Session) -> str:
    with _RoomWay(session) as room:
        answer = room.ask({"type": "invite", "kind": "studio"}, "invited")
    if sentence := answer.get("sentence"):
        raise LinkingError(str(sentence))
    link = f"{answer.get('server')}{answer.get('path')}"
    if is_loopback(link):
        print(_HERE_ALONE, file=sys.stderr)
    return link


def _visit(session: Session, boot: Message) -> str:
    """Have another studio's room visited; return how that stands.

    Raises:
        LinkingError: If that room will not have us, or is not the one that was meant.
    """
    _tell_supervisor(session, {"type": "visit", "boot": boot})
    said: Said = queue.SimpleQueue()
    channel = _visiting(session, boot, said.put)
    try:
        state = _wait(said, _is_settled, _SILENT)
    finally:
        channel.close()
    if state["connection"] == "stopped":
        _tell_supervisor(session, {"type": "visit", "boot": None})
        raise LinkingError(str(state["why"]))
    if state["connection"] != "connected":
        return f"{state['why']} It is tried on."
    return f"We ask to come on the stage of room {boot['room']}."


def _visiting(session: Session, boot: Message, on_message: Callable[[Message], None]) -> Channel:
    """Return a line to the room client of this visit, once there is one."""
    digest = boot_digest(session.secret, boot)  # one of a visit before may still be there
    end_s = time.monotonic() + START_S
    while True:
        now = find_session(run_dir()) or session
        clients = (each for each in now.processes if each.kind == ROOM_VISIT)
        client = next((each for each in clients if each.digest == digest), None)
        try:
            if client is not None:
                return _connected(client.address, session, on_message)
        except LinkingError:  # it does not listen yet
            pass
        if time.monotonic() > end_s:
            raise LinkingError(_SILENT)
        time.sleep(LOOK_S)


def _is_settled(message: Message) -> bool:
    """Tell whether a room client says that it is in its room, or why it is not."""
    return message["type"] == "room_state" and (
        message["connection"] == "connected" or bool(message["why"])
    )


def _accept(session: Session, seat: int) -> None:
    with _RoomWay(session) as room:
        peers = room.peers
        waiting = [each for each in peers if each.get("kind") == "studio" and _waits(each)]
        if not waiting:
            raise LinkingError("No studio waits to be let in.")
        action = {"type": "stage_accept", "peer": waiting[0].get("id"), "seat": seat}
        answer = room.ask({"type": "act", "action": action}, "acted").get("answer")
    if isinstance(answer, dict) and answer.get("type") == "refused":
        raise LinkingError(str(answer.get("sentence")))
    print(f"{waiting[0].get('name')} is let in, at seat {seat}.", file=sys.stderr)


def _offer(session: Session, names: list[str]) -> None:
    visit = next((each for each in session.processes if each.kind == ROOM_VISIT), None)
    if visit is None:
        raise LinkingError(_NO_VISIT)

    def is_done(message: Message) -> bool:
        return message["type"] == "offers" or message.get("offers") == names

    said: Said = queue.SimpleQueue()
    channel = _connected(visit.address, session, said.put)
    try:
        channel.send({"type": "offer", "inputs": names})
        _wait(said, is_done, _SILENT)
    finally:
        channel.close()


def _waits(peer: Message) -> bool:
    return peer.get("state") == "waiting"


class _RoomWay:
    """A line to the session's room client for as long as the block runs."""

    def __init__(self, session: Session) -> None:
        client = next((each for each in session.processes if each.kind == ROOM_CLIENT), None)
        if client is None:
            raise LinkingError(_NO_ROOM)
        self.peers: list[Message] = []
        self._said: Said = queue.SimpleQueue()
        self._channel = _connected(client.address, session, self._said.put)

    def __enter__(self) -> "_RoomWay":
        told = _wait(self._said, lambda each: isinstance(each.get("room"), dict), _SILENT_ROOM)
        room = told.get("room")
        stage = room.get("stage") if isinstance(room, dict) else None
        self.peers = [each for each in stage or () if isinstance(each, dict)]
        return self

    def __exit__(self, *error: object) -> None:
        self._channel.close()

    def ask(self, message: Message, answer: str) -> Message:
        """Ask for something, and return the answer."""
        self._channel.send({**message, "id": 1})
        return _wait(
            self._said, lambda each: each["type"] == answer and each.get("id") == 1, _SILENT_ROOM
        )


def _wait(said: Said, is_it: Callable[[Message], bool], silent: str) -> Message:
    """Return the first message that is it.

    Raises:
        LinkingError: With the sentence ``silent``, if none comes in time.
    """
    end_s = time.monotonic() + ANSWER_S
    while (left_s := end_s - time.monotonic()) > 0:
        try:
            message = said.get(timeout=left_s)
        except queue.Empty:
            break
        if is_it(message):
            return message
    raise LinkingError(silent)


def _tell_supervisor(session: Session, message: Message) -> None:
    said: Said = queue.SimpleQueue()
    channel = _connected(session.supervisor_address, session, said.put)
    channel.send(message)
    channel.send({"type": "status"})  # answered after it
    try:
        _wait(said, lambda each: True, _SILENT)
    finally:
        channel.close()


def _connected(address: str, session: Session, on_message: Callable[[Message], None]) -> Channel:
    try:
        return Channel.connect(
            address,
            role="client",
            secret=session.secret,
            on_message=lambda channel, message: on_message(message),
            on_close=lambda channel, reason: None,
        )
    except ChannelError as error:
        raise LinkingError(f"The session does not answer: {error}") from error
