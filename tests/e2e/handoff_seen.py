"""What viewers of a programme saw that went from studio to studio, held against the bars."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

from studio.room.relay.seam import SLATE
from tests.bench.subscriber import Arrival
from tests.e2e.flash_and_beep import counters
from tests.room.relay.media import strict_errors

FRAME_MS = 34
"""From one picture to the next at 30 a second, in whole milliseconds."""
SOUND_MS = 22
"""The same of AAC at 48 kHz."""
FEW = 90
"""Pictures at either end of which the least delay is taken: it is not the load's."""


@dataclass(frozen=True)
class Seen:
    """See the module.

    Attributes:
        parts: FLV of each time that the platform's viewer had to begin; one, if all is well.
        arrivals: Frames as they came.
        recordings: Of each studio that ran, with its name, in the order of their starts.
        first: The number with which each studio begins to count.
        state: The relay's, at the end.
        cuts_s: From each command to its cut.
    """

    parts: list[Path]
    arrivals: Sequence[Arrival]
    recordings: list[tuple[str, Path]]
    first: dict[str, int]
    state: dict[str, Any]
    cuts_s: list[float]

    @property
    def programme(self) -> Path:
        """What the platform's viewer kept."""
        return self.parts[0]

    @property
    def picture_steps_ms(self) -> list[int]:
        """From each picture's time stamp to the next."""
        return _steps([each.pts_ms for each in self.arrivals if each.is_video])

    @property
    def sound_steps_ms(self) -> list[int]:
        """From each frame of sound to the next."""
        return _steps([each.dts_ms for each in self.arrivals if not each.is_video])

    @property
    def ahead_ms(self) -> float:
        """By how much more the time stamps went on than our clock, at the best of both ends."""
        delays = [each.at_ns / 1e6 - each.dts_ms for each in self.arrivals if each.is_video]
        return min(delays[:FEW]) - min(delays[-FEW:])

    @cached_property
    def decode_errors(self) -> str:
        """What a strict decoder complains of."""
        return strict_errors(self.programme)

    def problems(self) -> list[str]:
        """Return what is not as it must be where everything was planned, as sentences."""
        found = [] if len(self.parts) == 1 else [f"The viewer began {len(self.parts)} times."]
        if reconnects := self.state["onward"][0]["reconnects"]:
            found.append(f"The relay came back to the platform {reconnects} times.")
        if errors := self.decode_errors:
            found.append(f"The programme can't be decoded: {errors[:300]}")
        pictures, sounds = self.picture_steps_ms, self.sound_steps_ms
        if max(pictures) > FRAME_MS or min(pictures) <= 0:
            found.append(f"Pictures are {min(pictures)} to {max(pictures)} ms apart.")
        if max(sounds) > 2 * SOUND_MS or min(sounds) <= 0:
            found.append(f"Sounds are {min(sounds)} to {max(sounds)} ms apart.")
        return found + self.frame_problems()

    def frame_problems(self) -> list[str]:
        """Return which frames of a studio are missing or doubled between its cuts."""
        recorded: dict[str, list[list[int]]] = {}
        for name, path in self.recordings:
            recorded.setdefault(name, []).append(_readable(counters(path)))
        found = []
        for name, run in self.runs():
            if not any(_is_within(run, whole) for whole in recorded[name]):
                found.append(f"{name}: frames {run[0]} to {run[-1]} are not as it encoded them.")
        return found

    def runs(self) -> list[tuple[str, list[int]]]:
        """Return who was on air one after the other, with the numbers of the frames."""
        shown = groupby(counters(self.programme), key=self._whose)
        return [(name, _readable(run)) for name, run in shown if name != SLATE]

    def _whose(self, number: int | None) -> str:
        if number is None or number < min(self.first.values()):
            return SLATE
        return max((first, name) for name, first in self.first.items() if first <= number)[1]


def _readable(numbers: Iterable[int | None]) -> list[int]:
    return [number for number in numbers if number is not None]


def _steps(times_ms: list[int]) -> list[int]:
    return [after - before for before, after in pairwise(times_ms)]


def _is_within(run: list[int], whole: list[int]) -> bool:
    """Tell whether one list stands in another as it is."""
    length = len(run)
    starts = (at for at, number in enumerate(whole) if number == run[0])
    return any(whole[at : at + length] == run for at in starts)
