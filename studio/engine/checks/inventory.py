"""A child process of the doctor: prints what this machine has of one kind, as JSON.

A graphics driver may crash, a sound server or a display may never answer; each is
asked in a process of its own (``asking``)::

    python -m studio.engine.checks.inventory gpu
"""

import dataclasses
import json
import sys
from collections.abc import Callable

from studio.model.errors import StudioError

Facts = dict[str, object]


def gpu() -> Facts:
    """The device that would draw."""
    from studio.engine.compositor.gpu_device import shared_device

    return dataclasses.asdict(shared_device().info)


def screen() -> Facts:
    """The screen of this session, really captured once."""
    from studio.engine.sources.screen_input import ScreenInput, ScreenTarget

    target = ScreenTarget()
    source = ScreenInput(target)
    height, width = source.grab().shape[:2]
    source.close()
    return {"label": target.label, "width": width, "height": height}


def sound() -> Facts:
    """The sound devices by name."""
    from studio.engine.mixer.portaudio import devices

    found = devices()
    return {
        "inputs": [device.name for device in found if device.input_channels],
        "outputs": [device.name for device in found if device.output_channels],
    }


def fonts() -> Facts:
    """The families that draw three kinds of text; null where none does."""
    from studio.engine.sources.fonts import font_book

    book = font_book()
    found: Facts = {}
    for kind, character in (("latin", "g"), ("cjk", "播"), ("emoji", "🚀")):
        face, _ = next(book.runs(character, book.find("")))
        found[kind] = face.families[0] if face.covers(character) else None
    return found


KINDS: dict[str, Callable[[], Facts]] = {
    "gpu": gpu,
    "screen": screen,
    "sound": sound,
    "fonts": fonts,
}


def main(kind: str) -> None:
    """Print the facts, or why there are none."""
    try:
        facts = KINDS[kind]()
    except StudioError as error:
        facts = {"error": str(error)}
    print(json.dumps(facts), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
