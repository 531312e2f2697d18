"""Where a window is shown: what a process's environment says of the display, and how it travels.

A session may run since before there was a display, or on another one; who opens its window
says where (``app`` message, boot message), and the window goes there.
"""

import os
from collections.abc import Mapping, MutableMapping

from studio.ipc.message import Message

KEYS = (
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "XAUTHORITY",
    "XDG_RUNTIME_DIR",
    "XDG_SESSION_TYPE",
    "XDG_CURRENT_DESKTOP",
    "DBUS_SESSION_BUS_ADDRESS",
    "QT_QPA_PLATFORM",
    "LANG",
    "LANGUAGE",
)
_MAX_CHARS = 4096


def display_here(environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return what this process's environment says of its display."""
    return {key: environ[key] for key in KEYS if key in environ}


def app_boot(display: object, environ: Mapping[str, str] = os.environ) -> Message:
    """Return the boot message of an app: the display, as far as it is not the one of here.

    An empty one is the rule; such an app can be started again by any supervisor.
    """
    said = display if isinstance(display, dict) else {}
    other = {
        key: value
        for key, value in said.items()
        if key in KEYS and isinstance(value, str) and len(value) <= _MAX_CHARS
        if environ.get(key) != value
    }
    return {"display": other} if other else {}


def go_to_display(boot: Mapping[str, object], environ: MutableMapping[str, str]) -> None:
    """Take over the display that a boot message names; before anything of Qt begins."""
    display = boot.get("display")
    for key, value in display.items() if isinstance(display, dict) else ():
        if key in KEYS and isinstance(value, str):
            environ[key] = value
