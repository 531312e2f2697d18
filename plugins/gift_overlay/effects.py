"""Shows effects, large and small ones side by side, and says of those that can't be shown."""

from collections.abc import Callable

from library import Found
from sayings import Sayings
from showing import Show, words_of
from stage import Asked, Stage

from studio.sdk import Gift, Plugin, shorten

SMALL_WAIT_S = 8.0


class Effects:
    """See the module.

    Args:
        plugin: Draws and plays.
        sayings: Takes what is to be said.
        when_given_up: Called with the gift of a large effect that is not shown.

    Attributes:
        large: Those over all of the picture, of which none is left out in silence.
        small: Those beside the anchor; their gifts have banners anyway.
        has_sound: Whether their sounds are played.
    """

    def __init__(
        self, plugin: Plugin, sayings: Sayings, when_given_up: Callable[[Gift], object]
    ) -> None:
        self.large = Stage()
        self.small = Stage(longest_wait_s=SMALL_WAIT_S)
        self.has_sound = True
        self.begun = 0
        self._plugin = plugin
        self._sayings = sayings
        self._when_given_up = when_given_up
        self._shows: list[Show] = []

    @property
    def is_showing(self) -> bool:
        """Whether one is shown now."""
        return bool(self._shows)

    def ask(self, asked: Asked, is_large: bool) -> None:
        """Show one, now or when it is its turn."""
        for each in (self.large if is_large else self.small).ask(asked):
            self._give_up(each, is_large, "was the cheapest of too many")
        self.look()

    def look(self) -> None:
        """Begin those whose turn it is, and give up those that waited too long."""
        now_s = self._plugin.now_s()
        for stage in (self.large, self.small):
            other = self.small if stage is self.large else self.large
            begun, late = stage.due(now_s, other.pixels)
            for asked in begun:
                self._begin(stage, asked)
            for asked in late:
                why = f"waited over {stage.longest_wait_s:g} s"
                self._give_up(asked, stage is self.large, why)

    def clear(self) -> None:
        """Take all of them off; say how many waited."""
        waiting = self.large.clear()
        self.small.clear()
        for show in list(self._shows):
            show.end()
        if waiting:
            self._plugin.log(f"{len(waiting)} effects that waited are not shown.")

    def _begin(self, stage: Stage, asked: Asked) -> None:
        def over() -> None:
            self._shows.remove(show)
            stage.end(asked)

        self.begun += 1
        words = words_of(asked.gift)
        name = f"effect {self.begun}"
        show = Show(self._plugin, name, asked.found, words, over, self.has_sound)
        self._shows.append(show)
        show.begin()

    def _give_up(self, asked: Asked, is_large: bool, why: str) -> None:
        if not is_large:
            self._sayings.add("small", "A small effect is left out: too many gifts at once.")
            return
        self._sayings.add("large", f"{_title(asked.found, asked.gift)} {why}: it has a banner.")
        self._when_given_up(asked.gift)


def _title(found: Found, gift: Gift) -> str:
    who, what = shorten(gift.by, 40), shorten(gift.name, 40)
    return f"The effect {found.effect.id} of {who} · {what} ×{gift.combo_count}"
