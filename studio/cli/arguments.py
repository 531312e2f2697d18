"""Reads the words of a command line, and says in a sentence what is wrong with them."""

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError

from studio.cli.room_arguments import add_room, add_takeover
from studio.ipc.message import Message
from studio.model.errors import StudioError
from studio.model.session import LivePlan, ShotPlan
from studio.rtmp.relay_url import parse_destination

EPILOG = """\
A stream key is part of --to (rtmp://host/app/KEY).  To keep it out of your shell's
history, write the address into a file and give --to @FILE.
"""

PROGRAMS = {
    "avatar": "tell what an avatar is, what its licence allows, and draw it",
    "captions": "find what was said in recordings",
    "doctor": "tell what works on this machine",
    "effect": "begin, list, check and preview what faces wear",
    "gift": "list, check, preview and share the effects of gifts",
    "link": "see and hear another studio, each in its own layout",
    "models": "list and fetch the models that see people and hear words",
    "plugin": "make, check and run plugins",
    "room": "run a room server",
}
"""Verbs that read their words themselves."""

FLAGS = {"width": "size", "height": "size", "duration-s": "duration", "after-s": "after"}


class UsageError(StudioError):
    """Words that can't be followed."""


def parser() -> argparse.ArgumentParser:
    """Return the parser of every verb."""
    root = argparse.ArgumentParser(
        prog="rocket-studio", description="A broadcasting studio for live-stream anchors."
    )
    verbs = root.add_subparsers(dest="verb", required=True, metavar="VERB")
    app = verbs.add_parser("app", help="open the studio's window; also without any verb")
    app.add_argument("collection", type=Path, nargs="?", help="the last one by default")
    app.add_argument("--no-window", action="store_true", help="only run what is behind it")
    live = verbs.add_parser("live", help="go live without a window", epilog=EPILOG)
    _add_live(live)
    add_room(live)
    add_takeover(verbs.add_parser("takeover", help="go on with another studio's live programme"))
    demo = verbs.add_parser("demo", help="go live to a room on this computer", epilog=EPILOG)
    _add_live(demo)
    demo.add_argument("--data", type=Path, metavar="DIR", default=Path("~/.rocket-studio-room"))
    demo.add_argument("--title", default="火箭直播间 · 演示", help="of the show")
    _add_room_server(demo.add_argument)
    _add_shot(verbs.add_parser("shot", help="render one scene to a picture"))
    for program, what in PROGRAMS.items():
        verbs.add_parser(program, help=what)
    verbs.add_parser("status", help="tell what the running session does")
    verbs.add_parser("end", help="end the running session in order")
    supervise = verbs.add_parser("supervise")
    supervise.add_argument("--run-dir", required=True, type=Path)
    return root


def _add_room_server(add: Callable[..., object]) -> None:
    add("--host", default="127.0.0.1", help="where the room listens; 0.0.0.0 for phones, too")
    add("--https", action="store_true", help="HTTPS too: phones' cameras need it")
    add("--stun", action="append", default=[], metavar="URL", help="stun:host, for phones' lines")
    add("--turn", action="append", default=[], metavar="URL", help="turn:host, which relays them")
    add("--turn-secret-file", type=Path, metavar="FILE", help="its static-auth-secret")
    add("--sfu", default="", metavar="URL", help="ws://host:8188 of a Janus, for many guests")
    add("--sfu-secret-file", type=Path, metavar="FILE", help="its api_secret")
    add("--sfu-from", type=int, default=5, metavar="N", help="its first guest; 1: all")


def room_boot(words: argparse.Namespace) -> Message:
    """Return what a demo's room is told at its start."""
    return {
        "data": str(words.data.expanduser().absolute()),
        "host": words.host,
        "https": words.https,
        "stun": words.stun,
        "turn": words.turn,
        "turn_secret_file": _absolute(words.turn_secret_file),
        "sfu": words.sfu,
        "sfu_secret_file": _absolute(words.sfu_secret_file),
        "sfu_from": words.sfu_from,
    }


def _absolute(file: Path | None) -> str:
    return str(file.expanduser().absolute()) if file else ""


def _add_live(live: argparse.ArgumentParser) -> None:
    add = live.add_argument
    add("collection", type=Path, help="scene collection, e.g. scenes/demo.json")
    add("--scene", help="the scene to begin with")
    add(
        "--to",
        action="append",
        default=[],
        metavar="URL",
        help="rtmp[s]:// or ws[s]:// (repeatable)",
    )
    add("--record", type=Path, metavar="FILE", help="record into a Matroska file")
    add("--size", metavar="1920x1080", help="size of the picture")
    add("--fps", help="frames per second, e.g. 30 or 30000/1001")
    add("--video-kbps", type=int, default=4500)
    add("--audio-kbps", type=int, default=160)
    add("--encoder", default="auto", help="auto, libx264, h264_nvenc, …")
    add("--preset", default="auto", help="auto, veryfast, p4, …")
    add("--latency", choices=["normal", "low"], default="normal")
    add("--encoder-options", default="", metavar="K=V,…", help="passed to the encoder")
    add("--compositor", choices=["auto", "array", "wgpu"], default="auto")
    add("--duration", type=float, metavar="SECONDS", help="end by itself")
    add("--stats", type=Path, metavar="FILE.json", help="write the statistics at the end")
    add("--insecure", action="store_true", help="accept any certificate of an rtmps:// server")


def _add_shot(shot: argparse.ArgumentParser) -> None:
    add = shot.add_argument
    add("collection", type=Path, help="scene collection, e.g. scenes/demo.json")
    add("out", type=Path, metavar="OUT.png")
    add("--scene", help="its first one by default")
    add("--size", metavar="1920x1080", help="size of the picture")
    add("--after", type=float, default=1.0, metavar="SECONDS", help="let the inputs run so long")
    add("--compositor", choices=["auto", "array", "wgpu"], default="auto")


def shot_plan(words: argparse.Namespace) -> ShotPlan:
    """Return what ``shot`` was asked for.

    Raises:
        UsageError: If a value can't be used.
    """
    width, height = size_of(words.size) if words.size else (None, None)
    check_writable("OUT.png", words.out)
    with _sentences():
        return ShotPlan(
            collection=str(words.collection.resolve()),
            scene=words.scene,
            width=width,
            height=height,
            after_s=words.after,
            compositor=words.compositor,
            out=str(words.out.resolve()),
        )


def live_plan(words: argparse.Namespace) -> LivePlan:
    """Return what ``live`` was asked for.

    Raises:
        UsageError: If a value can't be used; addresses are shown without their key.
    """
    width, height = size_of(words.size) if words.size else (None, None)
    urls = tuple(_address(url) for url in words.to)
    for url in urls:
        parse_destination(url)
    if words.record:
        check_writable("--record", words.record)
    if words.stats:
        check_writable("--stats", words.stats)
    with _sentences():
        return LivePlan(
            collection=str(words.collection.resolve()),
            scene=words.scene,
            width=width,
            height=height,
            fps=words.fps,
            urls=urls,
            record=str(words.record.resolve()) if words.record else None,
            video_kbps=words.video_kbps,
            audio_kbps=words.audio_kbps,
            encoder=words.encoder,
            preset=words.preset,
            latency=words.latency,
            encoder_options=_options(words.encoder_options),
            compositor=words.compositor,
            duration_s=words.duration,
            stats=str(words.stats.resolve()) if words.stats else None,
            verify_tls=not words.insecure,
        )


@contextmanager
def _sentences() -> Iterator[None]:
    """Turn what pydantic says of a plan into a sentence about the command line."""
    try:
        yield
    except ValidationError as error:
        fault = error.errors()[0]
        key = str(fault["loc"][0]).replace("_", "-")
        flag = FLAGS.get(key, key)
        reason = fault["msg"].removeprefix("Value error, ")
        given = fault["input"]
        raise UsageError(f"--{flag} {given}: {reason[0].lower() + reason[1:]}.") from None


def check_writable(word: str, path: Path) -> None:
    """Raise UsageError unless a file can be written there."""
    folder = path.resolve().parent
    if path.is_dir():
        raise UsageError(f"{word} {path}: that is a folder; name a file in it.")
    if not folder.is_dir():
        raise UsageError(f"{word} {path}: there is no folder {folder}; make it first.")
    probe = folder / f".{path.name}.probe"
    try:
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise UsageError(f"{word} {path}: can't be written: {error.strerror}.") from None


def size_of(text: str) -> tuple[int, int]:
    """Return width and height.

    Raises:
        UsageError: If the text has none.
    """
    width, times, height = text.lower().partition("x")
    if not (times and width.isdigit() and height.isdigit()):
        raise UsageError(f"--size {text}: write it as width and height, e.g. 1920x1080.")
    return int(width), int(height)


def _address(text: str) -> str:
    """Return a destination, which ``@FILE`` names by a file that holds it."""
    if not text.startswith("@"):
        return text
    try:
        return Path(text[1:]).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"--to {text}: the file can't be read: {error}.") from None


def _options(text: str) -> dict[str, str]:
    options = {}
    for pair in filter(None, text.split(",")):
        key, equals, value = pair.partition("=")
        if not (key and equals):
            raise UsageError(f"--encoder-options {pair}: write each one as key=value.")
        options[key.strip()] = value.strip()
    return options


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Return the words of a command line; argparse ends the program if they don't fit."""
    if argv and argv[0] in PROGRAMS:  # argparse would take their options for its own
        return argparse.Namespace(verb=argv[0], rest=list(argv[1:]))
    return parser().parse_args(argv or ["app"])
