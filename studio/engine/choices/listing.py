"""A child process that prints what can be chosen for one setting, as JSON.

python -m studio.engine.choices.listing microphone device
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from studio.model.errors import StudioError

Choice = dict[str, object]

NICENESS = 5
LOOK_S = 2.0
"""So long a display may take to say how large it is."""
MOST_DISPLAYS = 8
_X_SOCKETS = Path("/tmp/.X11-unix")


def cameras() -> list[Choice]:
    """The cameras of this computer."""
    from studio.engine.checks.asking import begin

    found = begin("cameras").answer().get("cameras")
    cameras = found if isinstance(found, list) else []
    return [_choice(each["device"], each["name"]) for each in cameras]


def microphones() -> list[Choice]:
    """The devices that hear: the sound server's by their own names, else PortAudio's."""
    sources = [s for s in _pulse("sources") if not str(s.get("name")).endswith(".monitor")]
    return _named_by_server(sources) or _devices(is_input=True)


def speakers() -> list[Choice]:
    """What this computer plays, as far as that can be captured."""
    sources = [s for s in _pulse("sources") if str(s.get("name")).endswith(".monitor")]
    return _named_by_server(sources)


def monitor_devices() -> list[Choice]:
    """The devices that can play what is monitored."""
    return _named_by_server(_pulse("sinks")) or _devices(is_input=False)


def displays() -> list[Choice]:
    """The X displays of this computer, with their sizes; elsewhere there is one."""
    if sys.platform != "linux":
        return []
    names = [f":{path.name[1:]}" for path in sorted(_X_SOCKETS.glob("X[0-9]*"))]
    own = os.environ.get("DISPLAY", "").removesuffix(".0")
    if own and own not in names:
        names.insert(0, own)
    sizes: dict[str, tuple[int, int]] = {}
    looks = [
        threading.Thread(target=_look_at, args=(name, sizes), daemon=True)
        for name in names[:MOST_DISPLAYS]
    ]
    for look in looks:
        look.start()
    for look in looks:
        look.join(LOOK_S)
    return [
        _choice(name, f"{name} ({sizes[name][0]} × {sizes[name][1]})")
        for name in names
        if name in sizes
    ]


def fonts() -> list[Choice]:
    """The families of all fonts."""
    from studio.engine.sources.fonts import font_book

    return [_choice(family, family) for family in font_book().families]


def encoders() -> list[Choice]:
    """The encoders that really encode here, best first."""
    from studio.engine.encoders import catalog, probe
    from studio.engine.encoders.settings import EncoderSettings

    settings = EncoderSettings(640, 360, Fraction(30), 1000)
    tried = [spec for spec in catalog.for_this_system() if spec.hardware and not spec.absent()]
    begun = [(spec, probe.begin(spec, settings)) for spec in tried]
    works = [spec for spec, child in begun if probe.finish(child, spec, settings, 5.0).works]
    return [_choice(spec.id, spec.title) for spec in (*works, catalog.X264)]


LISTS: dict[tuple[str, str], Callable[[], list[Choice]]] = {
    ("camera", "device"): cameras,
    ("microphone", "device"): microphones,
    ("speakers", "device"): speakers,
    ("monitor", "device"): monitor_devices,
    ("screen", "display"): displays,
    ("text", "font"): fonts,
    ("captions", "font"): fonts,
    ("encoder", "encoder"): encoders,
}


def _choice(value: object, text: object) -> Choice:
    return {"value": value, "text": text}


def _devices(*, is_input: bool) -> list[Choice]:
    from studio.engine.mixer.portaudio import devices

    names = [
        device.name
        for device in devices()
        if (device.input_channels if is_input else device.output_channels)
    ]
    return [_choice(name, name) for name in dict.fromkeys(names)]


def _pulse(kind: str) -> list[dict[str, object]]:
    """Return a sound server's sources or sinks; none where there is no such server."""
    if sys.platform != "linux":
        return []
    argv = ["pactl", "--format=json", "list", kind]
    try:
        said = subprocess.run(argv, check=True, capture_output=True, timeout=3).stdout
        found = json.loads(said)
    except (OSError, subprocess.SubprocessError, ValueError):
        return []
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _named_by_server(found: list[dict[str, object]]) -> list[Choice]:
    from studio.engine.mixer.portaudio import PULSE_PREFIX

    return [
        _choice(f"{PULSE_PREFIX}{each['name']}", each.get("description") or each["name"])
        for each in found
        if each.get("name")
    ]


def _look_at(display: str, sizes: dict[str, tuple[int, int]]) -> None:
    from studio.engine.sources.screen_input import ScreenError, ScreenInput, ScreenTarget

    try:
        screen = ScreenInput(ScreenTarget(display))
    except ScreenError:
        return
    try:
        height, width = screen.grab().shape[:2]
        sizes[display] = (width, height)
    except ScreenError:
        return
    finally:
        screen.close()


def main(kind: str, setting: str) -> None:
    """Print the choices, or why there are none."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    try:
        said: dict[str, object] = {"choices": LISTS[kind, setting]()}
    except StudioError as error:
        said = {"error": str(error)}
    print(json.dumps(said), flush=True)
    os._exit(0)  # a display that hangs must not keep us


if __name__ == "__main__":
    main(*sys.argv[1:3])
