"""The models that see and hear: fetched once into the user's cache, which outlives ``.venv``.

A glance at their sizes tells whether all is there; whoever uses one reads all of it::

    if not models.are_here():
        models.fetch(environment, progress, is_needed=True)
"""

import sys
from pathlib import Path

from installer.environment import Environment
from installer.steps import Progress, StepError
from studio.weights.models import needed_models

AGAIN = "Get them later with: rocket-studio models fetch"


def are_here() -> bool:
    """Tell whether every model that is needed lies in the cache, at its full length."""
    return all(_size(model.path) == model.size for model in needed_models())


def fetch(environment: Environment, progress: Progress, *, is_needed: bool) -> None:
    """Fetch what is not here; the studio runs without, unfiltered.

    Raises:
        StepError: If that fails and they are needed, as by the tests.
    """
    megabytes = round(sum(model.size for model in needed_models()) / 1e6)
    command = [str(environment.program("python")), "-m", "studio.weights.command", "fetch"]
    try:
        with progress.step(f"Models that see and hear, about {megabytes} MB the first time"):
            progress.call(command, remedy=f"The studio runs without them. {AGAIN}")
    except StepError as error:
        if is_needed:
            raise
        print(f"{error}\n", file=sys.stderr)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
