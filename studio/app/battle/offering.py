"""Which inputs of ours another studio may be offered.  Pure.

offerable(collection)       # cameras first; nothing that shows the others themselves
"""

from studio.app.panels.new_source import suffixes
from studio.app.stage.seats import LINK, is_of_a_phone
from studio.model.offered_inputs import MOST_NAME
from studio.model.scene import Collection, Input

KINDS = ("camera", LINK, "network", "media")
"""Those whose pictures come by a ring, which link can read: a screen never leaves the engine."""


def offerable(collection: Collection) -> tuple[Input, ...]:
    """Return the inputs whose own pictures can be sent, by their kinds."""
    found = (each for each in collection.inputs if _can_be(each))
    return tuple(sorted(found, key=lambda each: KINDS.index(each.kind)))


def _can_be(shown: Input) -> bool:
    is_others = shown.kind == LINK and not is_of_a_phone(shown)
    is_heard_only = str(shown.settings.get("file", "")).lower().endswith(suffixes("sound"))
    is_one = shown.kind in KINDS and not is_others and not is_heard_only
    return is_one and len(shown.name) <= MOST_NAME
