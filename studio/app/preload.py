"""Loads what the window makes by name, so that a process launched ahead has it already.

What nobody sees with the first picture is loaded after it (``shell.filling``).
"""

from importlib import import_module
from importlib.util import find_spec

from studio.app import docks
from studio.app.shell.stage import CENTRE


def preload() -> None:
    """Load the picture and the docks that are seen with it."""
    for name in (CENTRE, *(spec.module for spec in docks.DOCKS if spec.is_first)):
        if find_spec(name) is not None:
            import_module(name)
