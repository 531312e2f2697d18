"""Has the models of effects drawn by an effects process, from all sides.

Asked for in the reading thread, done in the main thread::

    models = ModelViews(rounds, post)
    models.draw(part, folder, take=…, warn=…)
"""

import itertools
from collections.abc import Callable
from functools import partial
from pathlib import Path

from studio.engine.canvas.drawn_feed import round_pictures
from studio.engine.canvas.drawn_process import EffectsProcess
from studio.engine.face_effects.solid import SolidPart, Views, views_wanted
from studio.engine.face_effects.wardrobe import OnPart, Wardrobe
from studio.engine.program import Program
from studio.ipc.errors import RingError
from studio.ipc.message import Message
from studio.model.events import Event, Notice
from studio.model.face_effect import FacePart
from studio.model.head_views import VIEWS

_FACTS = 10


class ModelViews:
    """See the module.

    Args:
        rounds: Draws them; may be shared.
        post: Has the main thread do something.
        only_front: Whether the view from the front is enough: a hundredth of the work.
    """

    def __init__(
        self,
        rounds: EffectsProcess,
        post: Callable[[Callable[[], object]], None],
        *,
        only_front: bool = False,
    ) -> None:
        self._rounds = rounds
        self._post = post
        self._only_front = only_front
        self._serials = itertools.count(1)
        self._jobs: dict[tuple[str, str], int] = {}

    def draw(self, part: FacePart, folder: Path, take: OnPart, warn: Callable[[str], None]) -> None:
        """Have a part drawn; what was asked for under the same name before isn't any more."""
        self._post(partial(self._ask, part, folder, take, warn))

    def _ask(self, part: FacePart, folder: Path, take: OnPart, warn: Callable[[str], None]) -> None:
        key = (str(folder), part.id)
        if key in self._jobs:
            self._rounds.forget(self._jobs.pop(key))

        def answer(message: Message) -> bool:
            views = self._views(message)
            if self._only_front:
                self._rounds.forget(self._jobs.pop(key))
                take(SolidPart(part, views.front()))
                return True
            take(SolidPart(part, views))
            return message["type"] == "drawn"

        wanted = views_wanted(part, str((folder / part.content.file).resolve()))
        order: Message = {"content": wanted.model_dump(mode="json")}
        self._jobs[key] = self._rounds.ask(order, answer, warn)

    def _views(self, message: Message) -> Views:
        facts, pictures = message.get("facts"), round_pictures(message, self._serials)
        if not isinstance(facts, list | tuple) or len(facts) != _FACTS:
            raise RingError("What was drawn is not as it is said to be.")
        if message["type"] == "drawn" and len(pictures) != VIEWS:
            raise RingError("Some sides of a model weren't drawn.")
        return Views.of(pictures, tuple(map(float, facts)))


def open_wardrobe(
    program: Program,
    rounds: EffectsProcess,
    post: Callable[[Callable[[], object]], None],
    tell: Callable[[Event], object],
) -> Wardrobe:
    """Return what a programme's faces wear; before its tick has begun.

    Args:
        program: Shows it.
        rounds: Draws models.
        post: Has the main thread do something.
        tell: Sends an event to every client; from any thread.
    """
    wardrobe = Wardrobe(
        lambda reason: tell(Notice(level="warning", text=reason)), ModelViews(rounds, post)
    )
    program.wear(wardrobe.layers)
    return wardrobe


def open_fitting(rounds: EffectsProcess, post: Callable[[Callable[[], object]], None]) -> Wardrobe:
    """Return what is tried on for still pictures; what can't be worn is told when it is chosen.

    Args:
        rounds: Draws models.
        post: Has the main thread do something.
    """
    models = ModelViews(rounds, post, only_front=True)
    return Wardrobe(lambda reason: None, models, for_stills=True)
