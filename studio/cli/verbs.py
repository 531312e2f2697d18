"""What each verb of the command line runs."""

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence

from studio.cli.arguments import live_plan, parse, room_boot, shot_plan
from studio.cli.room_arguments import in_room, instead
from studio.ipc.launch import Spares
from studio.model.errors import StudioError

MODULES = {
    "captions": "studio.cli.transcripts",
    "room": "studio.room.pair",
    "gift": "studio.plugin_host.gifts",
    "models": "studio.weights.command",
    "avatar": "studio.avatar.show",
    "plugin": "studio.plugin_host",
}
"""Verbs that are programs of their own; the others are the engine's."""

EXIT_USAGE = 2
EXIT_INTERRUPTED = 130


def run(argv: Sequence[str], spares: Spares) -> int:
    """Do what the words say; return the exit code.

    Args:
        argv: Without the program's name.
        spares: Processes that were launched ahead.
    """
    words = parse(argv)
    try:
        return _run(words, spares)
    except StudioError as error:
        print(error, file=sys.stderr)
        return EXIT_USAGE
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED


def _run(words: argparse.Namespace, spares: Spares) -> int:
    match words.verb:
        case "app":
            from studio.cli.app import open_studio

            return open_studio(
                words.collection, with_window=not words.no_window, launch=spares.launch
            )
        case "live":
            from studio.cli.live import go_live

            return go_live(live_plan(words), spares.launch, in_room(words))
        case "takeover":
            from studio.cli.takeover import take_over

            return take_over(words, instead(words), spares.launch)
        case "demo":
            from studio.cli.demo import show_demo

            return show_demo(live_plan(words), room_boot(words), words.title, spares.launch)
        case "shot":
            from studio.cli.shot import take_shot

            return take_shot(shot_plan(words), spares.launch)
        case "status":
            from studio.cli.session import show_status

            return show_status()
        case "end":
            from studio.cli.session import end_session

            return end_session()
        case "link":
            from studio.cli.linking import run as link_studios

            return link_studios(words.rest)
        case "supervise":
            from studio.supervisor.detached import supervise

            supervise(words.run_dir)
            return 0
        case verb:
            return _module(MODULES.get(verb, f"studio.engine.{verb}"), words.rest)


def _module(name: str, arguments: list[str]) -> int:
    """Run a verb that is a program of its own."""
    command = [sys.executable, "-m", name, *arguments]
    if os.name == "posix":
        os.execv(sys.executable, command)
    return subprocess.run(command, check=False).returncode
