"""Launches the processes of a session before anything else is loaded or read.

It only guesses: whatever turns out not to be needed is ended, whatever was not
guessed is launched later, a little slower.

Where a spare is a fork of this process, the order counts: what several need is
loaded here once, then they are forked, and the engine last, as it needs most.  The
pushes come first, for they need least and load it on the other core meanwhile.
On two cores the first picture came after 1.5 instead of 2.4 s at 720 lines, after 2.1
instead of 2.6 s at 1080 (medians of three starts of tests/bench/start.py).
"""

import gc
import importlib
import json
import os
from collections.abc import Iterator, Sequence

from studio.cli.last import likely_collection
from studio.ipc.fork import can_fork
from studio.ipc.launch import Spares
from studio.model.errors import StudioError
from studio.supervisor.run_dir import run_dir
from studio.supervisor.session_file import read_session

ENGINE, CAPTURE, PUSH, APP = "studio.engine", "studio.capture", "studio.push", "studio.app"
MAX_SPARES = 4

MEDIA = ("numpy", "av", "cv2")
"""What captures and the engine load."""
MODEL = ("studio.model.commands", "studio.model.session", "studio.ipc.channel")
"""What the engine and this process load."""


def launch_ahead(words: Sequence[str], spares: Spares) -> str:
    """Launch what a command line will probably need; never fails.

    Args:
        words: Of the command line.
        spares: Gets the processes.

    Returns:
        The module as which this process must go on if it is a fork; else nothing.
    """
    words = words or ("app",)
    if words[0] not in ("app", "live", "shot", "demo"):
        return ""
    if words[0] == "app" and _is_running():
        return ""  # its window is all that is wanted
    # Its threads spin: 0.06 s for each process that loads it, twice the processor time
    # of a product of matrices, and a process that has threads can't be forked.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # We have none, and it reads the metadata of every package to find that out.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "true")
    try:
        for module in _guessed(words):
            if spares.prepare(module):
                return module
    except OSError:
        pass  # the supervisor will try again, and say so
    return ""


def _is_running() -> bool:
    try:
        return read_session(run_dir()) is not None
    except StudioError:
        return False  # and then it is said


def _guessed(words: Sequence[str]) -> Iterator[str]:
    """Give the modules of the processes, with what they share loaded by then."""
    is_app = words[0] == "app"
    if is_app and "--no-window" not in words:
        _load(("numpy", *MODEL))
        yield APP  # before the others: it needs the longest
    pushes = words.count("--to") + (words[0] == "demo")
    for _ in range(min(pushes, MAX_SPARES)):
        yield PUSH
    _load(MEDIA)
    places = [str(likely_collection())] if is_app else []
    for _ in range(_captures([*words[1:], *places])):
        yield CAPTURE
    _load(MODEL)
    yield ENGINE


def _load(modules: Sequence[str]) -> None:
    if not can_fork():
        return
    gc.disable()  # to load lets go of nothing
    try:
        for module in modules:
            importlib.import_module(module)
    except ImportError:
        return  # who needs it says so
    finally:
        gc.enable()
    gc.freeze()  # a collection would write to what is shared


def _captures(words: Sequence[str]) -> int:
    """Return how many files a collection plays, as far as a glance tells."""
    for word in words:
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
