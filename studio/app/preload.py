"""Loads what the window makes by name, so that a process launched ahead has it already."""

from importlib import import_module
from importlib.util import find_spec

from studio.app import docks
from studio.app.shell.stage import CENTRE


def preload() -> None:
    """Load the docks and the picture."""
    for name in (CENTRE, *(f"{docks.__name__}.{spec.id}" for spec in docks.DOCKS)):
        if find_spec(name) is not None:
            import_module(name)
