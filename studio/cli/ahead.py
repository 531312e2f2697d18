"""Launches the processes of a session before anything else is loaded or read.

It only guesses: whatever turns out not to be needed is ended, whatever was not
guessed is launched later, a little slower.
"""

import json
from collections.abc import Sequence

from studio.ipc.launch import Spares

ENGINE, CAPTURE, PUSH = "studio.engine", "studio.capture", "studio.push"
MAX_SPARES = 4


def launch_ahead(words: Sequence[str]) -> Spares:
    """Launch what a command line will probably need; never fails."""
    spares = Spares()
    if words and words[0] in ("live", "shot"):
        try:
            spares.prepare(ENGINE)
            for _ in range(_captures(words)):
                spares.prepare(CAPTURE)
            for _ in range(min(words.count("--to"), MAX_SPARES)):
                spares.prepare(PUSH)
        except OSError:
            pass  # the supervisor will try again, and say so
    return spares


def _captures(words: Sequence[str]) -> int:
    """Return how many files a collection plays, as far as a glance tells."""
    for word in words[1:]:
        try:
            with open(word, "rb") as file:
                inputs = json.load(file)["inputs"]
            playing = [each for each in inputs if _plays(each)]
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue
        return min(len(playing), MAX_SPARES)
    return 0


def _plays(shown: dict[str, object]) -> bool:
    settings = shown.get("settings")
    stands_in = isinstance(settings, dict) and "stand_in" in settings
    return shown.get("kind") in ("media", "network") or stands_in
