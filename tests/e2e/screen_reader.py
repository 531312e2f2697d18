"""Reads windows through AT-SPI as a screen reader does; run by the system's Python, not by ours.

It prints a line of JSON for each thing that an application announces or renames, and for each
line that it reads one with everything that is there of the first application::

    /usr/bin/python3 screen_reader.py
"""

import json
import sys
import time
from typing import Any

import gi  # type: ignore[import-not-found] # the system's, not ours

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # type: ignore[import-not-found] # noqa: E402

Node = Any

PATIENCE_S = 120.0
MOST_DEEP = 40


def say(told: dict[str, Any]) -> None:
    """Print one line."""
    print(json.dumps(told, ensure_ascii=False), flush=True)


def first_application() -> Node | None:
    """Return the first that shows a window, or None."""
    desktop = Atspi.get_desktop(0)
    for index in range(desktop.get_child_count()):
        application = desktop.get_child_at_index(index)
        if application is not None and application.get_child_count():
            return application
    return None


def told_of(node: Node) -> dict[str, Any]:
    """Return what is told of one thing on the screen."""
    states = node.get_state_set()
    has = states.contains
    return {
        "name": node.get_name(),
        "role": node.get_role_name(),
        "description": node.get_description(),
        "is_focusable": has(Atspi.StateType.FOCUSABLE),
        "is_enabled": has(Atspi.StateType.ENABLED),
        "is_showing": has(Atspi.StateType.SHOWING),
        "is_checkable": has(Atspi.StateType.CHECKABLE),
        "is_checked": has(Atspi.StateType.CHECKED),
        "is_focused": has(Atspi.StateType.FOCUSED),
    }


def walk(node: Node, found: list[dict[str, Any]], deep: int = 0) -> None:
    """Collect everything below a node."""
    found.append(told_of(node))
    for index in range(node.get_child_count()) if deep < MOST_DEEP else ():
        child = node.get_child_at_index(index)
        if child is not None:
            walk(child, found, deep + 1)


def heard(event: Node) -> None:
    """Say what happened."""
    name = event.source.get_name() if event.source else ""
    say({"event": event.type, "text": str(event.any_data), "name": name})


def main() -> int:
    """Wait for a window, tell what is in it, then listen until the end."""
    Atspi.init()
    listener = Atspi.EventListener.new(heard)
    for kind in ("object:announcement", "object:property-change:accessible-name"):
        listener.register(kind)
    context, end_s = GLib.MainContext.default(), time.monotonic() + PATIENCE_S
    while first_application() is None:
        context.iteration(False)
        time.sleep(0.05)
        if time.monotonic() > end_s:
            return 1
    say({"event": "ready"})
    for line in sys.stdin:  # each line asks for all that is there now
        while context.iteration(False):
            pass
        if line.strip() == "walk":
            found: list[dict[str, Any]] = []
            walk(first_application(), found)
            say({"event": "tree", "nodes": found})
    return 0


if __name__ == "__main__":
    sys.exit(main())
