"""One model that may be missing: loaded when it is wanted, and again once its file has changed.

What can't be loaded says why, and the rest goes on without it::

    faces = Part(named("face"), Faces)
    faces.load()
    seen = faces.use(lambda part: part.look(…))     # None if it isn't there
    faces.trouble                                   # "" or a sentence
"""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from studio.model.errors import StudioError
from studio.weights.models import Model, whole_path

logger = logging.getLogger(__name__)

_Mark = tuple[int, int] | None


class Closable(Protocol):
    """What holds a model."""

    def close(self) -> None:
        """Let go of it."""


T = TypeVar("T", bound=Closable)
R = TypeVar("R")


class Part(Generic[T]):
    """See the module; belongs to one thread.

    Args:
        model: What it needs.
        make: Makes it of the model's path.

    Attributes:
        trouble: Why it isn't there; empty if it is, or if nobody wanted it.
        is_broken: Whether MediaPipe failed with it, though its file is whole.
    """

    def __init__(self, model: Model, make: Callable[[Path], T]) -> None:
        self.trouble = ""
        self.is_broken = False
        self._model = model
        self._make = make
        self._made: T | None = None
        self._tried: _Mark = None
        self._has_tried = False

    def load(self) -> None:
        """Have it there, if that can be done with the file as it is now."""
        if self._made is None:
            mark = _mark(self._model.path)
            if not self._has_tried or mark != self._tried:
                self._has_tried, self._tried = True, mark
                self._make_it()

    def use(self, do: Callable[[T], R]) -> R | None:
        """Return what ``do`` returns; None if it isn't there, or breaks down in it."""
        made = self._made
        if made is None:
            return None
        try:
            return do(made)
        except Exception as error:  # what MediaPipe raises is of any kind
            self.drop()
            self._has_tried, self._tried = True, _mark(self._model.path)
            self.is_broken = True
            self.trouble = f"Seeing with the model {self._model.name!r} has broken down: {error}."
            logger.exception("%s", self.trouble)
            return None

    def drop(self) -> None:
        """Let go of it until it is wanted again."""
        made, self._made = self._made, None
        self._has_tried = self.is_broken = False
        self.trouble = ""
        if made is not None:
            made.close()

    def _make_it(self) -> None:
        try:
            self._made = self._make(whole_path(self._model))
            self.trouble = ""
        except StudioError as error:
            self.trouble = str(error)
        except Exception as error:  # what MediaPipe raises is of any kind
            self.is_broken = True
            self.trouble = f"The model {self._model.path} can't be used: {error}."
        if self.trouble:
            logger.warning("%s", self.trouble)


def _mark(path: Path) -> _Mark:
    """Return what changes with a file; None if it isn't there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns
