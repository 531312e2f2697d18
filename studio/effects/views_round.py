"""All views of a model on a head, as one round: the one from the front first, to be seen at once.

drawn = draw_views(stage, stage.picture, on_first=…, goes_on=…)
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from studio.effects.planes import Pixels
from studio.effects.round import Cut, Round, cut
from studio.model.head_views import PITCHES_DEG, VIEWS, YAWS_DEG, view_index

if TYPE_CHECKING:
    from studio.effects.head_stage import HeadStage

FRONT = view_index(len(PITCHES_DEG) // 2, len(YAWS_DEG) // 2)


def draw_views(
    stage: "HeadStage",
    picture: Callable[[float], Pixels],
    *,
    on_first: Callable[[Round], None] = lambda first: None,
    goes_on: Callable[[], bool] = lambda: True,
) -> Round | None:
    """Draw all views; None if nobody wants them any more.

    Args:
        stage: What they are of.
        picture: Draws one, as ``HeadStage.picture``.
        on_first: Gets the view from the front as a round of its own.
        goes_on: Asked before each view.
    """
    front = cut(picture(FRONT / VIEWS))
    on_first(_round(stage, [front]))
    cuts: list[Cut] = []
    for index in range(VIEWS):
        if not goes_on():
            return None
        cuts.append(front if index == FRONT else cut(picture(index / VIEWS)))
    return _round(stage, cuts)


def _round(stage: "HeadStage", cuts: list[Cut]) -> Round:
    boxes, planes = tuple(each.box for each in cuts), tuple(each.planes for each in cuts)
    return Round(*stage.size, 0, boxes, planes, facts=stage.facts)
