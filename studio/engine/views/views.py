"""Opens and closes views for those who ask.  Belongs to the engine's main thread.

views = Views(lookout, post=ticker.post, demand=demand, collection=collection)
answer = views.open(channel, OpenView(of="programme", width=960, height=540))
views.gone(channel)
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace

from studio.engine.demand import Demand, Taker
from studio.engine.views.feed import Feed, Sight
from studio.engine.views.lookout import Lookout, Watched
from studio.model import commands as do
from studio.model.behind import with_behind
from studio.model.command import CommandError
from studio.model.graph import inputs_of
from studio.model.kinds import AUDIO_KINDS
from studio.model.scene import Collection, Filter, Input

NAMED = frozenset({"scene", "input", "unfiltered", "head"})
TRIES = frozenset({"input", "head"})
"""Show an input, with other filters than its own if they are told."""
MOST_VIEWS = 32
MOST_PX = 4096 * 4096
"""Of all feeds together."""


@dataclass(slots=True)
class _View:
    owner: Hashable
    feed: Feed
    fps: float


class Views:
    """All views of all clients.

    Args:
        lookout: The tick's, which is only to be touched in the tick thread.
        post: Has the tick thread do something.
        demand: Is told how many views run.
        collection: What there is to see.
    """

    def __init__(
        self,
        lookout: Lookout,
        *,
        post: Callable[[Callable[[], None]], None],
        demand: Demand,
        collection: Collection,
    ) -> None:
        self._post = post
        self._demand = demand
        self._collection = collection
        self._preview = collection.first_scene
        self._views: dict[int, _View] = {}
        self._feeds: dict[Sight, Feed] = {}
        self._number = 0
        self._lookout = lookout
        self._painter = lookout.painter

    def open(self, owner: Hashable, asked: do.OpenView) -> dict[str, object]:
        """Open a view; return its number and the name of its ring.

        Raises:
            StudioError: If there is nothing to see, or there are views enough.
        """
        self._require_visible(asked)
        if len(self._views) >= MOST_VIEWS:
            raise CommandError(f"{MOST_VIEWS} views are open, which is the most: close some first.")
        name = asked.name if asked.of in NAMED else ""
        self._number += 1
        sight = Sight(asked.of, name, asked.width, asked.height)
        if asked.filters is not None and asked.of in TRIES:
            trial = f"{self._number}"
            sight = replace(sight, trial=trial, tried=_tried(asked.filters, trial))
        feed = self._feeds.get(sight)
        if feed is None:
            pixels = sum(each.width * each.height for each in (*self._feeds, sight))
            if pixels > MOST_PX:
                raise CommandError("All views together may have 4096 x 4096 pixels, no more.")
            feed = self._feeds[sight] = Feed(self._number, sight)
        self._views[self._number] = _View(owner, feed, asked.fps)
        self._follow()
        return {"view": self._number, "ring": feed.ring_name}

    def tried(self, of: do.ViewOf) -> tuple[Input, ...]:
        """Return inputs as they are tried in views, with other filters than their own."""
        sights = [each for each in self._feeds if each.trial and each.of == of]
        inputs = ((self._collection.input(each.name), each.tried) for each in sights)
        return tuple(
            shown.model_copy(update={"filters": filters}) for shown, filters in inputs if shown
        )

    def set_fps(self, owner: Hashable, view: int, fps: float) -> None:
        """Change how many pictures a second a view gets.

        Raises:
            CommandError: If its owner has no such view.
        """
        self._own(owner, view).fps = fps
        self._follow()

    def close_view(self, owner: Hashable, view: int) -> None:
        """End a view.

        Raises:
            CommandError: If its owner has no such view.
        """
        self._own(owner, view)
        del self._views[view]
        self._follow()

    def gone(self, owner: Hashable) -> None:
        """End all views of someone who has gone."""
        mine = [number for number, view in self._views.items() if view.owner is owner]
        for number in mine:
            del self._views[number]
        if mine:
            self._follow()

    def use(self, collection: Collection, preview: str) -> None:
        """Show a changed collection, or another scene in the preview."""
        self._collection = collection
        self._preview = preview
        self._follow()

    def close(self) -> None:
        """End all views, once the tick has ended."""
        self._painter.close()
        for feed in self._feeds.values():
            feed.close()

    def _own(self, owner: Hashable, number: int) -> _View:
        view = self._views.get(number)
        if view is None or view.owner is not owner:
            raise CommandError(f"There is no view {number} of yours.")
        return view

    def _require_visible(self, asked: do.OpenView) -> None:
        if asked.of == "scene" and self._collection.scene(asked.name) is None:
            raise CommandError(f'There is no scene named "{asked.name}".')
        if asked.of in ("input", "unfiltered", "head"):
            shown = self._collection.input(asked.name)
            if shown is None:
                raise CommandError(f'There is no input named "{asked.name}".')
            if shown.kind in AUDIO_KINDS:
                raise CommandError(f'"{asked.name}" has no picture, only sound.')

    def _follow(self) -> None:
        """Have tick and feeds do as the views want, now that something changed."""
        used = {view.feed for view in self._views.values()}
        for sight, feed in list(self._feeds.items()):
            if feed not in used:
                del self._feeds[sight]
                feed.fps = 0
                feed.close()
                self._painter.forget(feed)
        for feed in used:
            feed.fps = max(view.fps for view in self._views.values() if view.feed is feed)
        watched = tuple(Watched(feed, self._inputs(feed.sight)) for feed in used)
        collection, preview = self._collection, self._preview
        self._post(lambda: self._lookout.use(collection, preview, watched))
        self._demand.set(Taker.VIEW, sum(1 for feed in used if feed.fps))

    def _inputs(self, sight: Sight) -> frozenset[str]:
        match sight.of:
            case "input" | "unfiltered" | "head":
                return with_behind(self._collection, frozenset({sight.name}))
            case "scene":
                return with_behind(self._collection, inputs_of(self._collection, sight.name))
            case "preview":
                return with_behind(self._collection, inputs_of(self._collection, self._preview))
            case _:
                return frozenset()


def _tried(filters: tuple[Filter, ...], trial: str) -> tuple[Filter, ...]:
    """Give what faces wear in a trial a name of its own: on air it goes on as it is."""
    return tuple(
        each.model_copy(update={"name": f"{each.name}\0trial {trial}"})
        if each.kind == "face_effect"
        else each
        for each in filters
    )
