"""Has sounds read before they are needed: each is played once, too softly to be heard.

The studio reads a sound's file when it is first played, in a process of its own, for half a
second: the first rocket would be seen before it is heard.  What it has read it keeps.
"""

from collections.abc import Iterable

from studio.sdk import Plugin

FIRST_S, BETWEEN_S = 4.0, 2.0
SILENT_DB = -60.0
MAX_SOUNDS = 40
"""As many as the studio keeps of usual ones."""


class Silently:
    """See the module.

    Args:
        plugin: Plays.
    """

    def __init__(self, plugin: Plugin) -> None:
        self._plugin = plugin
        self._wanted: list[str] = []
        self._played: set[str] = set()
        self._next_s = 0.0

    def plan(self, files: Iterable[str]) -> None:
        """Take sounds that were not played yet; those that come first matter most."""
        self._wanted = [file for file in dict.fromkeys(files) if file not in self._played]
        self._wanted = self._wanted[: MAX_SOUNDS - len(self._played)]
        self._next_s = self._plugin.now_s() + FIRST_S

    def look(self, *, is_free: bool) -> None:
        """Play the next one, if no effect is shown; called often."""
        now_s = self._plugin.now_s()
        if is_free and self._wanted and now_s >= self._next_s:
            self._next_s = now_s + BETWEEN_S
            file = self._wanted.pop(0)
            self._played.add(file)
            self._plugin.play(file, SILENT_DB)
