"""Which encoder and which preset a machine can afford."""

from collections.abc import Sequence

from studio.model.media import SECOND_NS

BEHIND_NS = 2 * SECOND_NS


class PresetGovernor:
    """Says when an encoder has been behind for so long that it needs a faster preset.

    Pure: time is an argument.  It is behind from the moment when its queue is three
    quarters full until it is down to a quarter, and must be so for two seconds in a
    row; after a change the two seconds begin anew.  One hiccup never counts, and an
    encoder that is only a little too slow, whose queue is now and then not quite
    full, does.

    Args:
        presets: The encoder's presets, fastest first.
    """

    def __init__(self, presets: Sequence[str]) -> None:
        self._presets = tuple(presets)
        self._behind_since_ns: int | None = None

    def observe(self, now_ns: int, fullness: float, preset: str) -> str | None:
        """Take in how full the queue is (0..1); return the preset to change to, if any."""
        if fullness <= 0.25:
            self._behind_since_ns = None
        elif fullness >= 0.75 and self._behind_since_ns is None:
            self._behind_since_ns = now_ns
        since_ns = self._behind_since_ns
        if since_ns is None or now_ns - since_ns < BEHIND_NS or preset not in self._presets[1:]:
            return None
        self._behind_since_ns = None
        return self._presets[self._presets.index(preset) - 1]
