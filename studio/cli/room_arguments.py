"""The words of a command line that concern a room, and handoffs within it."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from studio.ipc.message import Message

if TYPE_CHECKING:
    from studio.cli.in_room import InRoom

_HAND_OVER = ("ask", "yes", "no")
_WHOLE = ("fps", "encoder", "preset", "compositor", "video_kbps", "audio_kbps", "latency")


def add_room(live: argparse.ArgumentParser) -> None:
    """Let ``live`` be in a room."""
    live.add_argument("--room", metavar="URL", help="publish to this room: its page, or a link")
    live.add_argument("--title", default="", help="of the show there")
    _add_manners(live)


def add_takeover(takeover: argparse.ArgumentParser) -> None:
    """Say what ``takeover`` is told."""
    add = takeover.add_argument
    add("room", metavar="ROOM-URL", help="the room's page, or the link of the studio on air")
    _add_manners(takeover)
    add(
        "--confirm-after",
        type=float,
        metavar="SECONDS",
        help="go on air by itself after standing by for so long (else: type go)",
    )
    add(
        "--patience",
        type=int,
        default=15,
        metavar="SECONDS",
        help="go on air without an answer of the other studio after so long (0: never)",
    )
    add(
        "--transcode",
        action="store_true",
        help="have the server convert what this studio sends where it does not fit what is on air",
    )
    add(
        "--collection",
        type=Path,
        metavar="FILE",
        help="what to show where a phone is on air, which has no scenes (else the window's last)",
    )
    add("--record", type=Path, metavar="FILE", help="record into a Matroska file")
    add("--stats", type=Path, metavar="FILE.json", help="write the statistics at the end")
    add("--size", metavar="1920x1080", help="instead of the other studio's")
    add("--fps", help="instead of the other studio's")
    add("--video-kbps", type=int, help="instead of the other studio's")
    add("--audio-kbps", type=int, help="instead of the other studio's")
    add("--encoder", help="instead of the other studio's")
    add("--preset", help="instead of the other studio's")
    add("--latency", choices=["normal", "low"], help="instead of the other studio's")
    add("--compositor", choices=["auto", "array", "wgpu"])


def in_room(words: argparse.Namespace) -> "InRoom | None":
    """Return the room that ``live`` is to be in; None for none.

    Raises:
        StudioError: If there is no such room, or nothing that lets one in.
    """
    if not words.room:
        return None
    from studio.cli.in_room import InRoom, Manners  # not for a session without a room
    from studio.model.room_address import room_address

    place = room_address(words.room, words.link)
    return InRoom(place, Manners(words.device, words.hand_over), words.title)


def instead(words: argparse.Namespace) -> Message:
    """Return the values of a plan that were said for ``takeover``.

    Raises:
        UsageError: If one can't be used.
    """
    from studio.cli.arguments import check_writable, size_of

    said: Message = {key: getattr(words, key) for key in _WHOLE if getattr(words, key) is not None}
    if words.size:
        said["width"], said["height"] = size_of(words.size)
    for key, path in (("record", words.record), ("stats", words.stats)):
        if path is not None:
            check_writable(f"--{key}", path)
            said[key] = str(path.resolve())
    return said


def _add_manners(verb: argparse.ArgumentParser) -> None:
    add = verb.add_argument
    add("--link", default="", metavar="INVITATION", help="lets this studio into the room; or @FILE")
    add("--device", default="", metavar="NAME", help="what this studio is called there")
    add(
        "--hand-over",
        choices=_HAND_OVER,
        default="ask",
        help="whether another studio that asks gets the programme",
    )
