"""Shows an effect: its parts become nodes of the canvas, each at its time, and go at the end.

::

    show = Show(plugin, "effect 1", found, words_of(gift), when_over)
    show.begin()
    show.end()      # before its time; when_over is called then too
"""

from collections.abc import Callable
from functools import partial

from library import Found
from tiers import coins_of

from studio.sdk import EffectNodes, EffectWords, Gift, Plugin, shorten

NAME_CELLS, GIFT_CELLS = 16, 14


def words_of(gift: Gift) -> EffectWords:
    """Return the words of a gift, short enough to be drawn large."""
    by, name = shorten(gift.by, NAME_CELLS), shorten(gift.name, GIFT_CELLS)
    return EffectWords(by, name, str(gift.combo_count), f"{coins_of(gift):,}")


class Show:
    """See the module.

    Args:
        name: Begins the names of its nodes.
        words: For its texts.
        when_over: Called once.
        has_sound: Whether its sounds are played.
    """

    def __init__(
        self,
        plugin: Plugin,
        name: str,
        found: Found,
        words: EffectWords,
        when_over: Callable[[], object] = lambda: None,
        has_sound: bool = True,
    ) -> None:
        self._plugin = plugin
        self._nodes = EffectNodes(found.effect, found.folder, name, words)
        self._ms = found.effect.ms
        self._when_over = when_over
        self._has_sound = has_sound
        self._is_over = False

    def begin(self) -> None:
        """Put what it begins with on the canvas, and have the rest done in time."""
        canvas, play = self._plugin.canvas, self._plugin.play
        for at_ms, act in self._nodes.moments():
            self._at(at_ms, partial(act, canvas))
        if self._has_sound:
            for at_ms, sound in self._nodes.sounds():
                self._at(at_ms, partial(play, sound.file, sound.volume_db, sound.duck_db))
        self._at(self._ms, self.end)

    def end(self) -> None:
        """Take all of it off; nothing if that was done."""
        if self._is_over:
            return
        self._is_over = True
        self._nodes.take_off(self._plugin.canvas)
        self._when_over()

    def _at(self, at_ms: int, action: Callable[[], object]) -> None:
        if at_ms == 0:
            action()
        else:
            self._plugin.after(at_ms / 1000, lambda: None if self._is_over else action())
